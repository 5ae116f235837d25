"""The review page: doubtful places with their raw text, and the editor's answers to them.

Only this machine is answered, and answers are taken only from the page itself: the host must be a
name of this machine (against DNS rebinding), the origin the page's own, and a token of this run
must come with the form (OWASP, Cross-Site Request Forgery Prevention).
"""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from aidstories.errors import BadInput, Problem, of_system
from aidstories.paths import ArchivePaths
from aidstories.preview.crops import ADDRESS, Crops
from aidstories.preview.page import Choice, review_page
from aidstories.stories.checks.review_items import ReviewItem, all_review_items
from aidstories.stories.editing.answers import Answer, answer_item, bring_back, set_status
from aidstories.stories.store.index import StoryIndex
from aidstories.stories.store.lock import writing
from aidstories.stories.store.record import Verdict

if TYPE_CHECKING:
    from aidstories.preview.server import Environ, Server, Start

_LONGEST = 1_000_000
"""Bytes of a form."""
_HERE = frozenset({"localhost", "127.0.0.1", "[::1]"})
_PATIENCE = 10.0
"""Seconds that an answer waits for an import."""
_HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
]

_PICTURE = [
    ("Content-Type", "image/webp"),
    ("Cache-Control", "private, max-age=3600"),  # a capture never changes
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
]


class ReviewDesk:
    """Answers requests for the review page (PEP 3333)."""

    def __init__(self, paths: ArchivePaths, server: Server) -> None:
        self.paths, self.server = paths, server
        self.crops = Crops(paths)
        self.token = secrets.token_urlsafe()

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Show the page (GET) or carry out an answer (POST)."""
        if not _from_here(environ):
            return _refuse(start, "403 Forbidden", "校对页只供本机使用。")
        if environ["PATH_INFO"] == ADDRESS:
            return self._crop(environ, start)
        if environ["PATH_INFO"] != "/-/review/":
            return _refuse(start, "404 Not Found", "没有这一页。")
        if environ["REQUEST_METHOD"] == "GET":
            return self._show(environ, start, ())
        if environ["REQUEST_METHOD"] != "POST":
            return _refuse(start, "405 Method Not Allowed", "不支持这种请求。")
        form = _read_form(environ)
        if not (_from_page(environ) and secrets.compare_digest(form.get("token", ""), self.token)):
            return _refuse(start, "403 Forbidden", "这个请求不是从校对页来的，请刷新校对页再试。")
        try:
            self._carry_out(form)
        except BadInput as error:
            return self._show(environ, start, error.problems)
        except OSError as error:
            return self._show(environ, start, (of_system(error),))
        start("303 See Other", [("Location", f"/-/review/{_query(form)}")])
        return [b""]

    def _show(
        self, environ: Environ, start: Start, problems: tuple[Problem, ...]
    ) -> Iterable[bytes]:
        asked = _asked(environ)
        choice = Choice(
            topic=asked.get("topic", ""),
            story=asked.get("story", ""),
            page=int(page) if (page := asked.get("page", "1")).isdigit() else 1,
        )
        body = review_page(
            self.paths,
            choice,
            self.crops,
            token=self.token,
            problems=problems,
            faults=self.server.problems,
        )
        start("422 Unprocessable Content" if problems else "200 OK", list(_HEADERS))
        return [body.encode()]

    def _crop(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Show a part of a page, to the review page alone."""
        if not _from_page(environ) or environ["REQUEST_METHOD"] != "GET":
            return _refuse(start, "403 Forbidden", "这个请求不是从校对页来的。")
        picture = self.crops.picture(_asked(environ))
        if picture is None:
            return _refuse(start, "404 Not Found", "没有这一处的图像。")
        start("200 OK", list(_PICTURE))
        return [picture]

    def _carry_out(self, form: dict[str, str]) -> None:
        with writing(self.paths, wait=_PATIENCE):
            if "back" in form:
                bring_back(self.paths, form["back"])
            elif "status" in form:
                set_status(self.paths, self._story(form["id"]), form["status"])
            else:
                verdict, text = Verdict(form.get("verdict", "")), form.get("text", "")
                answer = Answer(verdict=verdict, text=text)
                answer_item(self.paths, self._item(form), answer)

    def _item(self, form: dict[str, str]) -> ReviewItem:
        key = form.get("key", "")
        found = [item for item in all_review_items(self.paths) if item.key == key]
        if not found:
            zh, en = "这一处已经处理过，或者变了", "this place is settled already, or has changed"
            raise BadInput([Problem(file="docs", zh=zh, en=en)])
        return found[0]

    def _story(self, id_: str) -> Path:
        path = StoryIndex(self.paths).find(id_)
        if path is None:
            raise BadInput([Problem(file="docs/stories", zh=f"没有报道 {id_}", en=f"no {id_}")])
        return path


def _from_here(environ: Environ) -> bool:
    try:
        near = ipaddress.ip_address(environ.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        near = False
    host = str(environ.get("HTTP_HOST", ""))
    return near and (host.rpartition(":")[0] if not host.endswith("]") else host) in _HERE


def _from_page(environ: Environ) -> bool:
    origin = environ.get("HTTP_ORIGIN")
    site = environ.get("HTTP_SEC_FETCH_SITE", "same-origin")
    same = origin is None or urlsplit(origin).netloc == environ.get("HTTP_HOST")
    return same and site == "same-origin"


def _asked(environ: Environ) -> dict[str, str]:
    query = parse_qs(environ["QUERY_STRING"])
    return {key: values[-1] for key, values in query.items()}


def _read_form(environ: Environ) -> dict[str, str]:
    length = min(int(environ.get("CONTENT_LENGTH") or 0), _LONGEST)
    text = environ["wsgi.input"].read(length).decode("utf-8", "replace")
    fields = parse_qs(text, keep_blank_values=True)
    return {key: values[-1] for key, values in fields.items()}


def _query(form: dict[str, str]) -> str:
    """Return the query of the page that the form was on."""
    query = form.get("query", "")
    return f"?{query}" if query and query.isascii() and "\n" not in query else ""


def _refuse(start: Start, status: str, text: str) -> Iterable[bytes]:
    start(status, [("Content-Type", "text/plain; charset=utf-8")])
    return [text.encode()]
