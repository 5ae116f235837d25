"""A server that gzips what servers gzip, counts what it sends, and can be slow."""

import functools
import gzip
import http.server
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HEADERS = 250
"""Bytes that a response's head is taken to have."""
PACKED = {".html", ".js", ".json", ".css", ".svg"}
TYPES = {".html": "text/html", ".js": "text/javascript", ".json": "application/json"}


class Counter:
    """What was sent so far; ``delay`` seconds are added to every request, a worker's too."""

    def __init__(self) -> None:
        self.sent = self.requests = 0
        self.delay = 0.0


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else the body waits 40 ms for the head to be acknowledged
    wbufsize = 1 << 16

    def __init__(self, *arguments: Any, folder: Path, counter: Counter) -> None:
        self.folder, self.counter = folder, counter
        super().__init__(*arguments)

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        time.sleep(self.counter.delay)
        path = self.folder / self.path.partition("?")[0].lstrip("/")
        body = _body(path) if path.is_file() else b""
        span = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        status = 200 if path.is_file() else 404
        if span and body and path.suffix not in PACKED:
            total, start, end = len(body), int(span[1]), int(span[2]) + 1
            status, body = 206, body[start:end]
        self.send_response(status)
        if status == 206:
            self.send_header("Content-Range", f"bytes {start}-{start + len(body) - 1}/{total}")
        self.send_header("Content-Type", TYPES.get(path.suffix, "application/octet-stream"))
        if path.suffix in PACKED and body:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=31536000")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.counter.sent += len(body) + HEADERS
        self.counter.requests += 1


@functools.cache
def _body(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.compress(data, 6) if path.suffix in PACKED else data


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:  # a closed page drops its connections
        pass


@contextmanager
def counted(folder: Path) -> Iterator[tuple[str, Counter]]:
    """Serve ``folder``; yield the address and the counter."""
    counter = Counter()
    handler = functools.partial(_Handler, folder=folder, counter=counter)
    with _Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", counter
        finally:
            server.shutdown()
