"""The preview's server: whom it answers, what odd requests get, when a page is fetched anew."""

import io
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest

from aidstories.preview.server import _REMEMBERED, News, Server, _Handler
from tests.shared import free_port


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of one page, which answers on a port of its own."""
    root = tmp_path_factory.mktemp("site")
    (root / "a").mkdir()
    (root / "a/index.html").write_text("<body>甲</body>", "utf-8")
    (root / "a/x.json").write_text("{}", "utf-8")
    server = Server("127.0.0.1", free_port(), root)
    server.open()
    server.start()
    yield server
    server.end()


def ask(server: Server, path: str, **given: str) -> tuple[int, dict[str, str], bytes]:
    """Return the status, the headers and the body of the answer to one request."""
    environ: dict[str, Any] = {"PATH_INFO": path, "HTTP_HOST": "127.0.0.1:8000", **given}
    environ.setdefault("wsgi.input", io.BytesIO())
    setup_testing_defaults(environ)
    answer: dict[str, Any] = {}
    body = b"".join(
        server.answer(environ, lambda status, headers: answer.update(s=status, h=dict(headers)))
    )
    return int(answer["s"][:3]), answer["h"], body


@pytest.mark.parametrize(
    "host, status",
    [
        ("127.0.0.1:8000", 200),
        ("localhost:8000", 200),
        ("LOCALHOST", 200),
        ("[::1]:8000", 200),
        ("192.0.2.7", 200),
        ("evil.example", 403),
        ("evil.example:8000", 403),
        ("127.0.0.1.evil.example", 403),
        ("localhost.evil.example:8000", 403),
        ("127.0.0.1@evil.example", 403),
    ],
)
@pytest.mark.parametrize("path", ["/a/", "/-/live.js", "/livereload/0"])
def test_only_this_machines_names_are_answered(
    server: Server, host: str, status: int, path: str
) -> None:
    server.news.tell(None)
    assert ask(server, path, HTTP_HOST=host)[0] == status


@pytest.mark.parametrize(
    "path, given, status",
    [
        ("/a", {}, 302),
        ("/a/x.json", {}, 200),
        ("/a/x.json/", {}, 404),
        ("/a\0b", {}, 404),
        ("/-/\0.js", {}, 404),
        ("/" + "x" * 5000, {}, 404),
        ("/../../etc/passwd", {}, 404),
        ("//a//", {}, 200),
        ("/\xff\xfe", {}, 404),
        ("", {}, 404),
        ("/livereload/" + "9" * 5000, {}, 404),
        ("/livereload/x", {}, 404),
        ("/-/../server.py", {}, 404),
        ("/a/", {"CONTENT_LENGTH": "-1"}, 400),
        ("/-/review/", {"CONTENT_LENGTH": "-1", "REQUEST_METHOD": "POST"}, 400),
        ("/-/review/", {"CONTENT_LENGTH": "٣", "REQUEST_METHOD": "POST"}, 400),
        ("/-/review/", {"CONTENT_LENGTH": "9" * 30, "REQUEST_METHOD": "POST"}, 413),
        ("/a/", {"REQUEST_METHOD": "POST"}, 405),
        ("/a/", {"REQUEST_METHOD": "HEAD"}, 200),
    ],
)
def test_odd_requests_are_answered(
    server: Server, path: str, given: dict[str, str], status: int
) -> None:
    assert ask(server, path, **given)[0] == status


@pytest.mark.parametrize("path", ["/leak.json", "/away/x.json"])
def test_a_link_that_leads_out_of_the_site_is_not_followed(
    server: Server, tmp_path: Path, path: str
) -> None:
    (tmp_path / "x.json").write_text("{}", "utf-8")
    link = server.root / path.split("/")[1]
    link.symlink_to(tmp_path if link.name == "away" else tmp_path / "x.json")
    assert (server.root / path[1:]).is_file() and ask(server, path)[0] == 404
    link.unlink()


@pytest.mark.parametrize("path", ["//evil.example/../a", "/a\r\nSet-Cookie: x=1", "/a"])
def test_no_answer_leads_elsewhere_or_has_a_header_of_the_asker(server: Server, path: str) -> None:
    _, headers, _ = ask(server, path)
    assert headers.get("Location", "/a/") == "/a/" and "Set-Cookie" not in str(headers)


@pytest.mark.parametrize(
    "query, kept",
    [
        ("h=%E5%8C%BB&page=2", "?h=%E5%8C%BB&page=2"),
        ("", ""),
        ("h=\xe5\r\nSet-Cookie: x=1", "?h=%E5%0D%0ASet-Cookie:%20x=1"),
    ],
)
def test_an_address_without_its_slash_keeps_what_was_asked(
    server: Server, query: str, kept: str
) -> None:
    _, headers, _ = ask(server, "/a", QUERY_STRING=query)
    assert headers["Location"] == f"/a/{kept}"


@pytest.mark.parametrize("path", ["/a/", "/a", "/a/x.json", "/none", "/-/live.js", "/-/none"])
def test_no_answer_is_taken_for_what_its_bytes_look_like(server: Server, path: str) -> None:
    _, headers, _ = ask(server, path)
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_negative_length_is_answered_over_the_wire(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=60) as line:
        line.sendall(b"POST /-/review/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.0 400")


@pytest.mark.parametrize(
    "sent, status",
    [
        (b"GET /a/ HTTP/1.1\r\n\r\n", b"400"),
        (b"GET /a/ HTTP/1.1\r\nHost:\r\n\r\n", b"400"),
        (b"GET /a/ HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", b"403"),
        (b"GET /a/ HTTP/1.1\r\nHost: localhost\r\n\r\n", b"200"),
        (b"GET /a/ HTTP/1.0\r\n\r\n", b"200"),  # which had none yet
    ],
)
def test_a_request_says_whom_it_asks(server: Server, sent: bytes, status: bytes) -> None:
    """RFC 9112, 3.2: a request of HTTP/1.1 names its host, once."""
    with socket.create_connection(("127.0.0.1", server.server_port), 10) as line:
        line.sendall(sent)
        assert line.recv(1000).split()[1] == status


@pytest.mark.parametrize("sent", [b"", b"GET /a/ HTTP/1.1\r\nHost: loc"])
def test_who_does_not_end_a_request_keeps_no_thread(
    server: Server, monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    monkeypatch.setattr(_Handler, "timeout", 0.05)
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=60) as line:
        line.sendall(sent)
        assert line.recv(100) == b""


def test_what_is_newer_is_shown_before_the_files(server: Server) -> None:
    server.newer = {"a/index.html": "<body>乙</body>".encode(), "a/x.json": None}
    try:
        assert "乙" in ask(server, "/a/")[2].decode()
        assert ask(server, "/a/x.json")[0] == 404
    finally:
        server.newer = {}
    assert "甲" in ask(server, "/a/")[2].decode()


def test_a_page_hears_of_its_own_changes() -> None:
    news = News()
    first = news.epoch
    news.tell({"a/index.html"})
    assert news.since(first, "a/index.html") > first
    assert news.since(first, "b/index.html", patience=0) == first
    assert news.since(news.epoch, "a/index.html", patience=0) == news.epoch
    news.tell(None)
    assert news.since(first, "b/index.html") > first


def test_a_page_older_than_what_is_remembered_is_fetched_anew() -> None:
    news = News()
    first = news.epoch
    for _ in range(_REMEMBERED):
        news.tell({"a/index.html"})
    assert news.since(first, "b/index.html", patience=0) > first
    late = news.epoch
    assert news.since(late, "b/index.html", patience=0) == late


def test_who_waits_is_told() -> None:
    news, heard = News(), []
    first = news.epoch
    asking = threading.Thread(target=lambda: heard.append(news.since(first, "a/index.html")))
    asking.start()
    news.tell({"b/index.html"})
    news.tell({"a/index.html"})
    asking.join(60)
    assert heard and heard[0] > first
