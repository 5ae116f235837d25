"""The review page: doubtful places with their raw text, and the editor's answers to them.

Only this machine is answered, and answers are taken only from the page itself: the host must be a
name of this machine (against DNS rebinding), the origin the page's own, and a token of this run
must come with the form (OWASP, Cross-Site Request Forgery Prevention).
"""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from aidstories.errors import BadInput, of_system
from aidstories.paths import ArchivePaths
from aidstories.preview.crops import ADDRESS
from aidstories.preview.forms import Form, carry_out
from aidstories.preview.opened import Captures
from aidstories.preview.page import Told, read_choice, review_page
from aidstories.stories.checks.review_index import ReviewIndex
from aidstories.stories.editing import journal
from aidstories.stories.store.lock import writing
from aidstories.table_reader import BadCell, whole_number

if TYPE_CHECKING:
    from aidstories.preview.server import Environ, Server, Start

PAGE = "/-/review/"
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
        self.captures, self.index = Captures(paths), ReviewIndex(paths)
        self.token = secrets.token_urlsafe()

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Show the page (GET) or carry out an answer (POST)."""
        if not _from_here(environ):
            return _refuse(start, "403 Forbidden", "校对页只供本机使用。")
        if environ["PATH_INFO"] == ADDRESS:
            return self._crop(environ, start)
        if environ["PATH_INFO"] != PAGE:
            return _refuse(start, "404 Not Found", "没有这一页。")
        if environ["REQUEST_METHOD"] == "GET":
            return self._show(environ, start, self._told(_asked(environ)))
        if environ["REQUEST_METHOD"] != "POST":
            return _refuse(start, "405 Method Not Allowed", "不支持这种请求。")
        try:
            form = _read_form(environ)
        except OSError:  # the time is out, or the browser went away
            return _refuse(start, "408 Request Timeout", "没有收完这次作答，请再试。")
        token = form.get("token").encode()
        if not (_from_page(environ) and secrets.compare_digest(token, self.token.encode())):
            return _refuse(start, "403 Forbidden", "这个请求不是从校对页来的，请刷新校对页再试。")
        try:
            with writing(self.paths, wait=_PATIENCE):
                journal.finish(self.paths)  # of an answer that was killed
                where = carry_out(self.paths, form, self.index)
        except BadInput as error:
            return self._show(environ, start, Told(problems=error.problems, given=form.single()))
        except OSError as error:
            told = Told(problems=(of_system(error),), given=form.single())
            return self._show(environ, start, told)
        start("303 See Other", [("Location", f"{PAGE}{where}")])
        return [b""]

    def _told(self, asked: dict[str, str]) -> Told:
        """Return what the address says that was done."""
        try:
            done = journal.find(self.paths, whole_number(asked.get("done", "")))
        except BadCell:
            done = None
        return Told(done=done, note=_NOTES.get(asked.get("undone", ""), ""))

    def _show(self, environ: Environ, start: Start, told: Told) -> Iterable[bytes]:
        try:
            choice = read_choice(_asked(environ))
        except BadCell:
            return _refuse(start, "404 Not Found", "没有这一页。")
        body = review_page(
            self.captures,
            self.index.look(),
            choice,
            token=self.token,
            told=told,
            faults=self.server.problems,
        )
        start("422 Unprocessable Content" if told.problems else "200 OK", list(_HEADERS))
        return [body.encode()]

    def _crop(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Show a part of a page, to the review page alone."""
        if not _from_page(environ) or environ["REQUEST_METHOD"] != "GET":
            return _refuse(start, "403 Forbidden", "这个请求不是从校对页来的。")
        picture = self.captures.crops.picture(_asked(environ))
        if picture is None:
            return _refuse(start, "404 Not Found", "没有这一处的图像。")
        start("200 OK", list(_PICTURE))
        return [picture]


_NOTES = {
    "exact": "已撤销，文件与作答以前一字不差。",
    "part": "已撤销这一次；后来的改动都留着。",
    "open": "已重新打开；报道的文字没有动。",
}


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
    try:
        same = origin is None or urlsplit(origin).netloc == environ.get("HTTP_HOST")
    except ValueError:  # no address: http://[
        same = False
    return same and site == "same-origin"


def _asked(environ: Environ) -> dict[str, str]:
    query = parse_qs(environ["QUERY_STRING"])
    return {key: values[-1] for key, values in query.items()}


def _read_form(environ: Environ) -> Form:
    length = min(int(environ.get("CONTENT_LENGTH") or 0), _LONGEST)
    text = environ["wsgi.input"].read(length).decode("utf-8", "replace")
    return Form(parse_qs(text, keep_blank_values=True))


def _refuse(start: Start, status: str, text: str) -> Iterable[bytes]:
    start(status, [("Content-Type", "text/plain; charset=utf-8")])
    return [text.encode()]
