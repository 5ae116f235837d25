"""Debian's Firefox without a driver: it opens a page that measures and sends back what it found."""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import subprocess
import tempfile
import threading
from functools import partial
from pathlib import Path
from typing import Any

from tests.browser import StaticHandler, StaticServer

PROBE, ANSWER = "/-probe", "/-answer"
_PATIENCE = 120
"""Seconds until Firefox counts as lost; it takes three."""
_PAGE = """<!doctype html><meta charset=utf-8><script>
const send = found => fetch("%s", { method: "POST", body: JSON.stringify(found) })
async function shown(url, width) {
  const frame = document.createElement("iframe")
  Object.assign(frame.style, { width: `${width}px`, height: "900px" })
  frame.src = url
  document.body.append(frame)
  await new Promise(done => frame.addEventListener("load", done))
  await frame.contentDocument.fonts.ready
  return frame
}
async function run() {
  const found = []
  for (const [url, width] of %s) {
    const frame = await shown(url, width)
    const measure = (document, getComputedStyle) => (%s)()
    found.push(measure(frame.contentDocument, frame.contentWindow.getComputedStyle))
    frame.remove()
  }
  return found
}
addEventListener("load", () => run().then(send, error => send(String(error))))
</script>"""


class _Handler(StaticHandler):
    """Serves a site, the page that measures, and takes its answer."""

    def __init__(self, *args: Any, page: str, answers: queue.Queue[Any], **more: Any) -> None:
        self.page, self.answers = page, answers
        super().__init__(*args, **more)

    def do_GET(self) -> None:  # noqa: N802 - the library's name
        if self.path != PROBE:
            super().do_GET()
            return
        body = self.page.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:  # noqa: N802 - the library's name
        self.answers.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(204)
        self.end_headers()


def firefox() -> str:
    """Return the program. Raises RuntimeError where there is none: no test is passed over."""
    found = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    if not found:
        raise RuntimeError("Firefox is missing: run scripts/ensure_firefox")
    return found


def measured(folder: Path, pages: list[tuple[str, int]], script: str) -> list[Any]:
    """Return what ``script``, a function of JavaScript, finds on pages of a site in Firefox.

    ``pages`` are their addresses in ``folder`` with a width in pixels. Raises `queue.Empty` where
    Firefox does not answer.
    """
    answers: queue.Queue[Any] = queue.Queue()
    page = _PAGE % (ANSWER, json.dumps(pages), script)
    handler = partial(_Handler, directory=str(folder), page=page, answers=answers)
    with (
        StaticServer(("127.0.0.1", 0), handler) as server,
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}{PROBE}"
        command = [firefox(), "--headless", "--no-remote", "--profile", home, address]
        run = subprocess.Popen(
            command,
            env={**os.environ, "HOME": home},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            found = answers.get(timeout=_PATIENCE)
        finally:
            os.killpg(run.pid, signal.SIGKILL)  # its own processes too
            run.wait()
            server.shutdown()
    assert isinstance(found, list), found
    return found
