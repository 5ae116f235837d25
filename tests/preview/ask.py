"""Requests to the review page, as a browser without scripts makes them."""

import io
import re
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from bs4 import BeautifulSoup

from aidstories.preview.desk import ReviewDesk
from aidstories.preview.server import Server
from aidstories.stories.checks.review_items import ReviewItem, Topic, all_review_items
from tests.archive import Archive

HOST = "127.0.0.1:8000"
_PLACES = re.compile(rb"<option value=[^>]*></option>(?:<option value=[^>]*></option>)+<option")
Fields = Mapping[str, str | Sequence[str]]


def make_desk(archive: Archive) -> ReviewDesk:
    return ReviewDesk(archive.paths, cast(Server, SimpleNamespace(problems=())))


def request(
    desk: ReviewDesk, form: Fields | None = None, query: str = "", **environ: str
) -> tuple[int, dict[str, str], Any]:
    """Return the status, the headers and the page of one request."""
    status, headers, text = fetch(desk, form, query, **environ)
    seen = _PLACES.sub(b"<option", text)  # three thousand places take half a second to parse
    return status, headers, BeautifulSoup(seen.decode(), "lxml")


def fetch(
    desk: ReviewDesk, form: Fields | None = None, query: str = "", **environ: Any
) -> tuple[int, dict[str, str], bytes]:
    """Return the same with the page as it is sent."""
    body = urlencode(form or {}, doseq=True).encode()
    given = {
        "PATH_INFO": "/-/review/",
        "QUERY_STRING": query,
        "REQUEST_METHOD": "GET" if form is None else "POST",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": HOST,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    } | environ
    setup_testing_defaults(given)
    answer: dict[str, Any] = {}
    text = b"".join(desk(given, lambda status, headers: answer.update(s=status, h=dict(headers))))
    return int(answer["s"][:3]), answer["h"], text


def send(desk: ReviewDesk, query: str = "", **fields: str | Sequence[str]) -> tuple[int, str, Any]:
    """Send a form with the token; return the status, where it leads, and the page shown then."""
    status, headers, page = request(desk, {"token": desk.token, **fields}, query)
    where = headers.get("Location", "")
    if status == 303:
        page = request(desk, query=where.partition("?")[2].partition("#")[0])[2]
    return status, where, page


def press(desk: ReviewDesk, page: Any, form: Any, **chosen: str) -> tuple[int, str, Any]:
    """Send a form that a page shows, as pressing one of its buttons does."""
    fields: dict[str, list[str]] = {}
    for field in form.select("input[name]"):
        if field.get("type") not in ("radio", "checkbox") or field.has_attr("checked"):
            fields.setdefault(field["name"], []).append(field.get("value", ""))
    for select in form.select("select"):
        option = select.select_one("[selected]") or select.select_one("option")
        fields[select["name"]] = [option.get("value", option.get_text())]
    fields |= {name: [value] for name, value in chosen.items()}
    fields.setdefault("token", [desk.token])
    status, headers, shown = request(desk, fields, form.get("action", "").removeprefix("?"))
    where = headers.get("Location", "")
    if status == 303:
        shown = request(desk, query=where.partition("?")[2].partition("#")[0])[2]
    return status, where, shown


def items_of(desk: ReviewDesk, topic: Topic) -> list[ReviewItem]:
    return [item for item in all_review_items(desk.paths) if item.topic == topic]
