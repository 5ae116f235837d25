"""The sample configurations, on the servers themselves."""

import getpass
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from aidstories.site.policy import FRAMED, editor_policy, policy
from tests.archive import HOME
from tests.shared import free_port

DEPLOY = HOME / "deploy"
NGINX = """
user {user};
pid {base}/nginx.pid;
error_log {base}/error.log;
daemon off;
events {{}}
http {{
    types {{ text/html html; text/css css; application/javascript js; application/json json; }}
    access_log off;
    client_body_temp_path {base}; proxy_temp_path {base}; fastcgi_temp_path {base};
    uwsgi_temp_path {base}; scgi_temp_path {base};
    include {base}/site.conf;
}}
"""
FILES = {
    "index.html": "中文首页",
    "bo/index.html": "བོད་ཡིག",
    "stories/index.html": "报道" * 900,
    "404.html": "没有这一页",
    "admin/index.html": "编辑器",
    "admin/cms/chunks/a-ABCDEFGH.js": "1",
    "search/index/0123456789.bin": "bin",
    "search/index/current.json": "{}",
    "assets/stylesheets/main.01234567.min.css": "a{}",
    "assets/javascripts.01234567/story/main.js": "1",
    "worker.js": "1",
    "manifest.webmanifest": "{}",
}


def rewritten(name: str, folder: Path, address: str) -> str:
    """Return a configuration with the folder and address of a test."""
    text = (DEPLOY / name).read_text("utf-8")
    text = text.replace("/usr/share/nginx/html", str(folder)).replace(
        "root * /srv", f"root * {folder}"
    )
    text = text.replace("listen 8080", f"listen {address}")
    return re.sub(r"^:8080 \{", f"http://{address} {{", text, flags=re.M)


def nginx(base: Path, site: Path, address: str) -> list[str | Path]:
    (base / "site.conf").write_text(rewritten("nginx.conf", site, address), "utf-8")
    (base / "nginx.conf").write_text(NGINX.format(base=base, user=getpass.getuser()), "utf-8")
    command: list[str | Path] = ["nginx", "-c", base / "nginx.conf", "-e", base / "error.log"]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    return command


def caddy(base: Path, site: Path, address: str) -> list[str | Path]:
    text = "{\n\tadmin off\n}\n\n" + rewritten("Caddyfile", site, address)
    (base / "Caddyfile").write_text(text, "utf-8")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", base / "Caddyfile"]


@pytest.fixture(scope="module", params=[nginx, caddy], ids=lambda server: server.__name__)
def get(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Return a function that asks the server: path and headers → (status, headers, text)."""
    if not shutil.which(request.param.__name__):
        pytest.fail(f"{request.param.__name__} is missing: run scripts/ensure_servers")
    base = tmp_path_factory.mktemp(request.param.__name__)
    base.chmod(0o755)
    for name, text in FILES.items():
        (base / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (base / "site" / name).write_text(text, "utf-8")
    subprocess.run([DEPLOY / "compress", base / "site"], check=True)
    host, port = "127.0.0.1", free_port()
    command = request.param(base, base / "site", f"{host}:{port}")
    running = subprocess.Popen(list(map(str, command)), stderr=subprocess.DEVNULL)

    def get(path: str, **headers: str) -> tuple[int, Message, bytes]:
        connection = HTTPConnection(host, port, timeout=60)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers={"Host": f"{host}:{port}", **named})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()

    for _ in range(1200):
        try:
            get("/")
            break
        except OSError:
            time.sleep(0.05)
    asking: Any = get
    asking.home = f"http://{host}:{port}/"
    yield asking
    running.terminate()
    running.wait(60)


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_the_policies_are_the_pages_own(name: str) -> None:
    found = re.findall(r'"(default-src [^"]*)"', (DEPLOY / name).read_text("utf-8"))
    assert found == [f"{own}; {FRAMED}" for own in (policy(), editor_policy())]
    assert "unsafe" not in found[0]


def test_pages_and_their_policies(get: Any) -> None:
    status, headers, text = get("/stories/")
    assert status == 200 and text.decode() == FILES["stories/index.html"]
    assert headers["Content-Security-Policy"] == f"{policy()}; {FRAMED}"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert get("/admin/")[1]["Content-Security-Policy"] == f"{editor_policy()}; {FRAMED}"
    assert get("/manifest.webmanifest")[1]["Content-Type"].startswith("application/manifest+json")


def test_what_is_not_there(get: Any) -> None:
    status, headers, text = get("/stories/nothing/")
    assert status == 404 and text.decode() == FILES["404.html"]
    assert headers["Content-Security-Policy"] == FRAMED, "the page states the rest itself"


@pytest.mark.parametrize("path", ["/", "/stories/", "/stories/nothing/", "/admin/", "/worker.js"])
def test_what_every_answer_says(get: Any, path: str) -> None:
    headers = get(path)[1]
    assert headers.get_all("X-Content-Type-Options") == ["nosniff"]
    assert headers.get_all("X-Frame-Options") == ["DENY"]
    assert headers.get_all("Referrer-Policy") == ["strict-origin-when-cross-origin"]
    assert FRAMED in headers["Content-Security-Policy"]
    assert not re.search(r"\d", headers["Server"] or ""), "no version"


def test_copies_that_were_compressed_before_are_sent(get: Any) -> None:
    status, headers, text = get("/stories/", Accept_Encoding="gzip")
    assert (status, headers["Content-Encoding"]) == (200, "gzip") and text[:2] == b"\x1f\x8b"
    assert len(text) < 200 and "Accept-Encoding" in ", ".join(headers.get_all("Vary"))
    assert (
        get("/search/index/0123456789.bin", Accept_Encoding="gzip")[1]["Content-Encoding"] is None
    )


@pytest.mark.parametrize(
    ("path", "cached"),
    [
        ("/", "no-cache"),
        ("/stories/", "public, max-age=60"),
        ("/assets/javascripts.01234567/story/main.js", "public, max-age=31536000, immutable"),
        ("/search/index/current.json", "public, max-age=300"),
        ("/worker.js", "no-cache"),
        ("/search/index/0123456789.bin", "public, max-age=31536000, immutable"),
        ("/assets/stylesheets/main.01234567.min.css", "public, max-age=31536000, immutable"),
        ("/admin/cms/chunks/a-ABCDEFGH.js", "public, max-age=31536000, immutable"),
    ],
)
def test_how_long_files_are_kept(get: Any, path: str, cached: str) -> None:
    assert get(path)[1].get_all("Cache-Control") == [cached]


@pytest.mark.parametrize("language", ["bo", "bo-CN", "bo,zh;q=0.8", "BO;q=0.9", " bo , en"])
def test_a_reader_of_tibetan_is_greeted_in_tibetan(get: Any, language: str) -> None:
    for before in ({}, {"Referer": "https://example.org/?from=" + get.home}):
        status, headers, _ = get("/", Accept_Language=language, **before)
        assert (status, headers["Location"]) == (302, "/bo/")
        assert "Accept-Language" in ", ".join(headers.get_all("Vary"))


@pytest.mark.parametrize("language", ["zh-CN,bo;q=0.5", "zh", "bos", "en,bo", "", "cbo"])
def test_other_readers_are_greeted_in_chinese(get: Any, language: str) -> None:
    status, _, text = get("/", Accept_Language=language)
    assert (status, text.decode()) == (200, FILES["index.html"])


def test_a_reader_of_tibetan_who_chooses_chinese_stays_there(get: Any) -> None:
    status, _, text = get("/", Accept_Language="bo", Referer=get.home + "bo/stories/")
    assert (status, text.decode()) == (200, FILES["index.html"])
    assert get("/stories/", Accept_Language="bo")[0] == 200
    assert get("/bo/", Accept_Language="zh")[0] == 200
