"""The system's Chromium, driven by Playwright, with no errand of its own on the network."""

from __future__ import annotations

import functools
import http.server
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Error, Page, Response, expect, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first is Debian's Chromium without a window, which opens a page in half of the time."""
PATIENCE = 60_000
"""Milliseconds for a page to do what is waited for: of a busy machine it has a tenth."""
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def find_chromium() -> str:
    """Return the path of Chromium: ``$CHROMIUM``, else the first of `NAMES` on the PATH.

    Raises `FileNotFoundError` that says what to do.
    """
    named = os.environ.get("CHROMIUM")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        where = f"CHROMIUM={named}" if named else f"PATH ({', '.join(NAMES)})"
        raise FileNotFoundError(
            f"找不到 Chromium：{where}。请安装（Debian：apt-get install chromium），"
            "或用环境变量 CHROMIUM 指出它的位置"
        )
    return found


RUN = """async () => {
    const scripts = [...document.querySelectorAll("script[type=module][src]")]
    const late = new Promise(resolve => setTimeout(resolve, 30000))  // one that never comes
    if (!document.documentElement.matches(".no-js"))
        await Promise.race([late, Promise.allSettled(scripts.map(each => import(each.src)))])
}"""


def goto(
    page: Page, url: str, wait_until: Literal["load", "networkidle"] = "load"
) -> Response | None:
    """Open ``url`` and wait until the page's modules have run, as a reader does who looks first.

    What a test types before goes nowhere.
    """
    return _opened(page, url, wait_until)


_OVERTAKEN = ("interrupted by another navigation", "net::ERR_ABORTED")
"""What Chromium says of a page whose opening another one overtakes."""
_TIMES = 5
"""How often a page may be overtaken, chosen by hand: what never opens is said."""


def _opened(page: Page, url: str, wait_until: Literal["load", "networkidle"]) -> Response | None:
    """Open ``url``, again where the page that is left loads itself anew at that moment."""
    for left in range(_TIMES, -1, -1):
        try:
            response = page.goto(url, wait_until=wait_until)
        except Error as found:
            if not left or not any(said in found.message for said in _OVERTAKEN):
                raise
            continue
        await_modules(page)
        # What the page that was left began last may end last: then it is shown once more.
        if response is None or _path_of(page.url) == _path_of(response.url):
            return response
    raise AssertionError(f"{page.url} is shown in place of {url}")


def _path_of(url: str) -> str:
    """Return ``url`` without query and fragment, which a page may write itself."""
    return urlsplit(url).path


def await_modules(page: Page) -> None:
    """Wait until the modules of the page that is shown have run, also behind a reload or a link.

    The event `load` comes before that: a module that awaits another, as words.js does, is not
    waited for. A page of the preview may load itself anew meanwhile, for a build just ended: then
    the new one is waited for.
    """
    while not _has_run(page):
        page.wait_for_load_state()


def script_of(page: Page, name: str) -> str:
    """Return the address of the module ``name`` (``browse/select.js``) of the site of ``page``.

    The folder of the scripts is another one in each version of them.
    """
    one = page.locator('script[type=module][src*="/javascripts"]').first
    where: str = one.evaluate("script => script.src")
    return re.sub(r"(/javascripts[^/]*/).*", rf"\g<1>{name}", where)


def _has_run(page: Page) -> bool:
    try:
        page.evaluate(RUN)
    except Error as found:
        if "because of a navigation" in found.message:
            return False
        raise
    return True


def block_workers(browser: Browser) -> None:
    """Have the contexts and pages of ``browser`` block service workers unless told to allow them.

    That of the site keeps the pages of a visit: .9 s of CPU a page, .4 without.
    """
    for name in ("new_context", "new_page"):
        setattr(browser, name, _blocking(getattr(browser, name)))


def _blocking(new: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(new)
    def made(*, service_workers: Literal["allow", "block"] = "block", **options: Any) -> Any:
        return new(service_workers=service_workers, **options)

    return made


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a headless Chromium."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    arguments = [*QUIET, *(["--no-sandbox"] if as_root else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=arguments)
        browser.on("context", lambda context: context.set_default_timeout(PATIENCE))
        expect.set_options(timeout=PATIENCE)
        try:
            yield browser
        finally:
            browser.close()


class StaticHandler(http.server.SimpleHTTPRequestHandler):
    """A plain static server: no rewriting, 404.html for what is not there."""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = self._missing_page() if code == 404 else None
        if page is None:
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _missing_page(self) -> Path | None:
        above = Path(self.translate_path(self.path)).parents
        return next((p for folder in above if (p := folder / "404.html").is_file()), None)

    def end_headers(self) -> None:
        """Have pages asked for anew: a browser's own cache must not stand in for the site."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()


class StaticServer(http.server.ThreadingHTTPServer):
    """A server that keeps a burst of connections waiting.

    By default 5 may wait; of more the kernel drops the first packet, and the browser's next try
    comes after 1, 3, 7, 15, 31 s (RFC 6298, 5.5). Where two processes test beside each other, 24
    were dropped in an hour.
    """

    request_queue_size = 128

    def serve_forever(self, poll_interval: float = 0.05) -> None:
        """Serve until `shutdown`, which waits for as long as a look for it takes: half a second."""
        super().serve_forever(poll_interval)

    def handle_error(self, *_: object) -> None:
        """Say nothing of a page that was left while it loaded."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve ``folder`` on this machine and yield the address, which ends with a slash."""
    handler = functools.partial(StaticHandler, directory=str(folder))
    with StaticServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


class RangedHandler(StaticHandler):
    """A server that sends the ranges of bytes that are asked for (RFC 9110, 14)."""

    def __init__(self, *arguments: Any, asked: list[str], **options: Any) -> None:
        self.asked = asked
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        span = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        if span is None or not path.is_file():
            return super().do_GET()
        self.asked.append(f"{path.name} {span[0]}")
        data = path.read_bytes()
        start = int(span[1]) if span[1] else max(0, len(data) - int(span[2]))
        end = min(len(data), int(span[2]) + 1) if span[1] and span[2] else len(data)
        self.send_response(206)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Range", f"bytes {start}-{end - 1}/{len(data)}")
        self.send_header("Content-Length", str(end - start))
        self.end_headers()
        self.wfile.write(data[start:end])
        return None


@contextmanager
def ranged(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve ``folder`` as `served` does, ranges too; yield the files and ranges asked for."""
    asked: list[str] = []
    handler = functools.partial(RangedHandler, directory=str(folder), asked=asked)
    with StaticServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", asked
        finally:
            server.shutdown()
