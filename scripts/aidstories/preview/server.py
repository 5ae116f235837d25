"""The preview's server: the last good site, and what is newer than that.

A build is taken over only when it is whole, so a story with a fault leaves the last good pages up.
Requests never wait for one. Every page says what is wrong, and comes anew when what it shows has
changed. No script stands in a page, so the pages' own policy holds here too. Only this machine's
own names are answered to: a page of another site, whose name leads here, gets nothing.
"""

from __future__ import annotations

import ipaddress
import mimetypes
import posixpath
import re
import socket
import socketserver
import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from html import escape
from importlib.resources import files
from os.path import realpath
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from urllib.parse import parse_qs, quote, unquote
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from aidstories.errors import Problem

OWN = "/-/"
"""Addresses of the preview itself; the site has none that begin so."""
_TYPES = {
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "woff2": "font/woff2",
}
_LIVE = re.compile("/livereload/([0-9]{1,15})")
_OF_QUERY = "%&=+:;,/?@!$'()*"
"""What may stand as it is in a query (RFC 3986, 3.4), beside letters and digits."""
_AS_SAID = ("X-Content-Type-Options", "nosniff")
_PATIENCE = 55.0
"""Seconds that a page's question for news stays open; proxies and browsers give up after 60."""
_REMEMBERED = 200
"""Changes that are remembered; a page that is older than all of them is fetched anew."""
_MOST = 10_000_000
"""Bytes of a request's body; a form of a thousand answers has 100 KB."""

Start = Callable[[str, list[tuple[str, str]]], Any]
Environ = dict[str, Any]


class Desk(Protocol):
    """What answers addresses of the preview that are no file of it."""

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer one request (PEP 3333)."""


class _Change(NamedTuple):
    """What a moment changed: the addresses of files; None stands for what every page shows."""

    epoch: int
    addresses: frozenset[str] | None


class News:
    """When what changed, for pages that ask for it."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._changes: list[_Change] = []
        self.epoch = _now()

    def tell(self, addresses: Collection[str] | None) -> None:
        """Note that the files at ``addresses`` have changed; None: something that all show."""
        with self._condition:
            self.epoch = max(_now(), self.epoch + 1)
            told = None if addresses is None else frozenset(addresses)
            self._changes = [*self._changes[1 - _REMEMBERED :], _Change(self.epoch, told)]
            self._condition.notify_all()

    def since(self, epoch: int, address: str, *, patience: float = _PATIENCE) -> int:
        """Wait until the page at ``address`` has changed since ``epoch``; return when it did.

        Returns ``epoch`` where it has not after ``patience`` seconds.
        """
        with self._condition:
            found = self._condition.wait_for(lambda: self._newer(epoch, address), patience)
            return self.epoch if found else epoch

    def _newer(self, epoch: int, address: str) -> bool:
        first = self._changes[0].epoch if len(self._changes) == _REMEMBERED else 0
        return epoch < first or any(
            change.epoch > epoch and (change.addresses is None or address in change.addresses)
            for change in self._changes
        )


class Server(socketserver.ThreadingMixIn, WSGIServer):
    """Serves the files of ``root``, and before them those of `newer`, with what is wrong now."""

    daemon_threads = True
    request_queue_size = 128
    """Connections that may wait: a page asks for thirty files, and of more than the usual 5 the
    system drops the first packet, for the browser to try again after a second (RFC 6298, 5.5)."""
    problems: tuple[Problem, ...] = ()
    stale = False
    """Whether the pages shown are older than the files."""
    desk: Desk | None = None

    def __init__(self, host: str, port: int, root: Path) -> None:
        if ":" in host:
            self.address_family = socket.AF_INET6
        super().__init__((host, port), _Handler, bind_and_activate=False)
        self.root, self.host = root, host
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
        self.newer: Mapping[str, bytes | None] = {}
        """Pages that were made since ``root``, by their addresses; None for those that are gone."""
        self.news = News()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.25,), daemon=True)
        self.set_app(self.answer)

    def open(self) -> None:
        """Take the address. Raises `OSError` where another server has it."""
        self.server_bind()
        self.server_activate()

    def start(self) -> None:
        """Answer requests from now on, in threads of its own."""
        self._thread.start()

    def end(self) -> None:
        """Answer no more."""
        if self._thread.is_alive():
            self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of browsers that went away before they had their answer."""

    def answer(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer a request (PEP 3333); browsers take what comes for what its header says."""
        return self._answer(environ, lambda status, headers: start(status, [*headers, _AS_SAID]))

    def _answer(self, environ: Environ, start: Start) -> Iterable[bytes]:
        if not environ.get("HTTP_HOST") and environ.get("SERVER_PROTOCOL") == "HTTP/1.1":
            return _refuse(start, "400 Bad Request", "Host?")  # RFC 9112, 3.2
        if not self._is_ours(environ.get("HTTP_HOST", "")):
            return _refuse(start, "403 Forbidden", "预览只供本机使用 / for this machine only")
        length = environ.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdigit()):
            return _refuse(start, "400 Bad Request", "Content-Length?")
        if len(length) > 12 or int(length) > _MOST:
            return _refuse(start, "413 Content Too Large", "请求太大 / too large")
        # PEP 3333: the bytes of the path as Latin-1
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        if path.startswith(OWN):
            return self._own(path.removeprefix(OWN), environ, start)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return _refuse(start, "405 Method Not Allowed", "不支持这种请求 / GET and HEAD only")
        if live := _LIVE.fullmatch(path):
            return self._tell(int(live[1]), environ, start)
        body = self._file(path, environ.get("QUERY_STRING", ""), start)
        return body if environ["REQUEST_METHOD"] == "GET" else [b""]

    def _is_ours(self, host: str) -> bool:
        """Return whether ``host`` is a name of this machine that no name server gives away."""
        name = re.sub(r":\d*$", "", host).strip("[]").lower()
        if name in ("", "localhost", self.host.lower()):
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True

    def _tell(self, epoch: int, environ: Environ, start: Start) -> Iterable[bytes]:
        page = unquote(parse_qs(environ.get("QUERY_STRING", "")).get("page", [""])[0])
        newer = self.news.since(epoch, OWN if page.startswith(OWN) else _address(page))
        start("200 OK", [("Content-Type", "text/plain"), ("Cache-Control", "no-store")])
        return [b"%d" % newer]

    def _file(self, path: str, query: str, start: Start) -> Iterable[bytes]:
        epoch, address = self.news.epoch, _address(path)
        body = self.bytes_at(address)
        if body is None and not path.endswith("/") and self.bytes_at(f"{address}/index.html"):
            asked = quote(query.encode("latin-1", "replace"), safe=_OF_QUERY)
            kept = f"?{asked}" if query else ""
            start("302 Found", [("Location", f"{quote(f'/{address}/')}{kept}")])
            return [b""]
        if body is None:
            page = self.missing_page(404)
            text = page if page is not None else b"404 Not Found"
            start("404 Not Found", [("Content-Type", _TYPES["html"])])
            return [text]
        if address.endswith(".html"):
            body = self._with_notice(body, epoch)
        headers = [("Content-Type", _type_of(address)), ("Content-Length", str(len(body)))]
        start("200 OK", [*headers, ("Cache-Control", "no-cache")])
        return [body]

    def bytes_at(self, address: str) -> bytes | None:
        """Return what is shown at ``address``, without a notice; None where there is nothing."""
        return self.newer[address] if address in self.newer else self.bytes_under(address)

    def bytes_under(self, address: str) -> bytes | None:
        """Return the file at ``address`` of ``root``; None where there is none, or it lies outside.

        A link may lead there, and on Windows ``C:`` or ``..\\`` in an address.
        """
        try:
            path = Path(realpath(self.root / address))
            return path.read_bytes() if path.is_relative_to(realpath(self.root)) else None
        except (OSError, ValueError):  # no file; no name that a file can have
            return None

    def _own(self, name: str, environ: Environ, start: Start) -> Iterable[bytes]:
        static = files(__package__) / "static" / name
        kind = _TYPES.get(name.rpartition(".")[2])
        if kind and "/" not in name and "\0" not in name and static.is_file():
            body = static.read_bytes()
            start("200 OK", [("Content-Type", kind), ("Cache-Control", "no-cache")])
            return [body]
        if self.desk is not None:
            return self.desk(environ, start)
        return _refuse(start, "404 Not Found", "")

    def _with_notice(self, content: bytes, epoch: int) -> bytes:
        """Put what is wrong, and the script that reloads the page, before its end."""
        end = content.rfind(b"</body>")
        end = len(content) if end < 0 else end
        return b"".join((content[:end], self.notice(epoch).encode(), content[end:]))

    def missing_page(self, code: int) -> bytes | None:
        """Return the site's page for what is not there, with the same at its end."""
        epoch, page = self.news.epoch, self.bytes_at(f"{code}.html")
        if page is not None:
            return self._with_notice(page, epoch)
        if self.problems:  # nothing could be built yet
            head = '<!doctype html><html lang="zh"><meta charset="utf-8"><title>预览</title><body>'
            return f"{head}{self.notice(epoch)}".encode()
        return None

    def notice(self, epoch: int) -> str:
        """Return the HTML that every page ends with."""
        script = f'<script src="{OWN}live.js" data-epoch="{epoch}" defer></script>'
        return (notice(self.problems, stale=self.stale) if self.problems else "") + script


class _Handler(WSGIRequestHandler):
    timeout = 60.0
    """Seconds for a browser to send what it announced, or to take what it asked for: this one is on
    the same machine. Without an end, each request that is cut short would keep a thread."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: what is wrong stands on the page."""


def _address(path: str) -> str:
    """Return the address of the file that ``path`` asks for, relative to the site's root."""
    address = posixpath.normpath(f"/{path}").lstrip("/")
    folder = path.endswith("/") or not address
    return posixpath.join(address, "index.html") if folder else address


def _type_of(address: str) -> str:
    end = address.rpartition(".")[2].lower()
    return _TYPES.get(end) or mimetypes.guess_type(address)[0] or "application/octet-stream"


def _refuse(start: Start, status: str, text: str) -> Iterable[bytes]:
    start(status, [("Content-Type", "text/plain; charset=utf-8")])
    return [text.encode()]


def _now() -> int:
    """Return the time in milliseconds: greater with each start of the preview."""
    return time.time_ns() // 1_000_000


def notice(problems: Iterable[Problem], *, stale: bool) -> str:
    """Return the HTML that names each problem: file, line, field, what is wrong and allowed."""
    listed = list(problems)
    items = "".join(
        f"<li><code>{escape(p.file)}{f':{p.line}' if p.line else ''}</code>"
        f"{f' <b>{escape(p.field)}</b>' if p.field else ''} {escape(p.zh)}</li>"
        for p in listed
    )
    old = "；这里显示的是改动以前的页面" if stale else ""
    return (
        f'<link rel="stylesheet" href="{OWN}preview.css">'
        f'<aside class="preview-faults" role="alert" lang="zh"><details open>'
        f"<summary>有 {len(listed)} 处要改{old}</summary><ol>{items}</ol></details></aside>"
    )
