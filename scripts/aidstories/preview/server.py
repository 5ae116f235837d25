"""The preview's server: MkDocs' own, which builds anew after each change and has pages reload.

It differs in three things. A build goes into a folder of its own and is shown only when it is
whole, so a story with a fault leaves the last good pages up. Every page says what is wrong. No
script stands in a page, so the pages' own policy holds here too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol

from mkdocs.livereload import LiveReloadServer

from aidstories.errors import Problem

OWN = "/-/"
"""Addresses of the preview itself; the site has none that begin so."""
_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}

Start = Callable[[str, list[tuple[str, str]]], Any]
Environ = dict[str, Any]


class Desk(Protocol):
    """What answers addresses of the preview that are no file of it."""

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer one request (PEP 3333)."""


class Server(LiveReloadServer):
    """Serves the last good build with what is wrong now."""

    problems: tuple[Problem, ...] = ()
    stale = False
    """Whether the pages shown are older than the files."""
    desk: Desk | None = None

    def open(self) -> None:
        """Take the address. Raises `OSError` where another server has it."""
        self.server_bind()
        self.server_activate()

    def run(self) -> None:
        """Serve, and build after each change, until interrupted."""
        self.observer.start()
        self.serve_thread.start()
        self._build_loop()  # type: ignore[no-untyped-call]

    def serve_request(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        """Answer a request; the preview's own addresses first."""
        path = str(environ["PATH_INFO"])
        if path.startswith(OWN):
            return self._own(path.removeprefix(OWN), environ, start_response)
        if not path.startswith("/livereload/"):
            self.wait()
        return super().serve_request(environ, start_response)

    def wait(self) -> None:
        """Wait until the build that is under way is done."""
        with self._epoch_cond:
            self._epoch_cond.wait_for(lambda: self._visible_epoch == self._wanted_epoch)

    def _own(self, name: str, environ: Environ, start: Start) -> Iterable[bytes]:
        static = files(__package__) / "static" / name
        kind = _TYPES.get(name.rpartition(".")[2])
        if kind and "/" not in name and static.is_file():
            body = static.read_bytes()
            start("200 OK", [("Content-Type", kind), ("Cache-Control", "no-cache")])
            return [body]
        if self.desk is not None:
            return self.desk(environ, start)
        start("404 Not Found", [("Content-Type", "text/plain")])
        return [b""]

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """Put what is wrong, and the script that reloads the page, before its end."""
        end = content.rfind(b"</body>")
        end = len(content) if end < 0 else end
        return b"".join((content[:end], self.notice(epoch).encode(), content[end:]))

    def missing_page(self, code: int) -> bytes | None:
        """Return the site's page for what is not there, with the same at its end."""
        page = Path(self.root, f"{code}.html")
        if page.is_file():
            return self._inject_js_into_html(page.read_bytes(), self._visible_epoch)
        if self.problems:  # nothing could be built yet
            head = '<!doctype html><html lang="zh"><meta charset="utf-8"><title>预览</title><body>'
            return f"{head}{self.notice(self._visible_epoch)}".encode()
        return None

    def notice(self, epoch: int) -> str:
        """Return the HTML that every page ends with."""
        script = f'<script src="{OWN}live.js" data-epoch="{epoch}" defer></script>'
        return (notice(self.problems, stale=self.stale) if self.problems else "") + script


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
