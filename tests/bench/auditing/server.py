"""A server as deploy/ has it: pages of folders, compressed, 404.html where there is none."""

import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

TYPES = {
    ".css": "text/css",
    ".csv": "text/csv",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
}
"""What is sent compressed; the rest is packed already."""
PACKED = {".png": "image/png", ".webp": "image/webp", ".woff2": "font/woff2"}


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else the body waits 40 ms for the head to be acknowledged
    wbufsize = 1 << 16

    def __init__(self, *arguments: Any, folder: Path) -> None:
        self.folder = folder
        super().__init__(*arguments)

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        path = self.folder / self.path.partition("?")[0].lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        self._send(200 if found else 404, path if found else self.folder / "404.html")

    def _send(self, status: int, path: Path) -> None:
        body = _body(path)
        self.send_response(status)
        kind = TYPES.get(path.suffix) or PACKED.get(path.suffix, "application/octet-stream")
        self.send_header("Content-Type", kind)
        if path.suffix in TYPES:
            self.send_header("Content-Encoding", "gzip")
        immutable = ".min." in path.name
        self.send_header(
            "Cache-Control", "max-age=31536000, immutable" if immutable else "no-cache"
        )
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@functools.cache
def _body(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.compress(data, 6) if path.suffix in TYPES else data


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:  # a closed page drops its connections
        pass


@contextmanager
def packed(folder: Path) -> Iterator[str]:
    """Serve ``folder`` and yield the address, which ends with a slash."""
    with _Server(("127.0.0.1", 0), functools.partial(_Handler, folder=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://localhost:{server.server_port}/"
        finally:
            server.shutdown()
