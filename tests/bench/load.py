"""The nginx sample under load: a story and a search, cold and warm, by wrk on loopback.

    python tests/bench/load.py SITE [--seconds 10] [--connections 1 16 64] [--words 医疗队 手术]

What a visit asks for is what Chromium asked for, as the server's log has it: cold with nothing
kept, warm in the same browser with another story and another word. wrk plays that again and again,
each connection the next request. SITE is a built site that ``deploy/compress`` has gone through.
wrk and nginx are Debian's packages. One core serves (``worker_processes 1``), another asks.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.browser import chromium
from tests.deploy.test_servers import nginx
from tests.shared import free_port

_LOG = (
    'log_format asked escape=json \'{"uri": "$request_uri", "Range": "$http_range",'
    ' "If-Modified-Since": "$http_if_modified_since", "If-None-Match": "$http_if_none_match",'
    ' "Accept-Encoding": "$http_accept_encoding", "status": $status, "sent": $body_bytes_sent}\';'
    " access_log %s asked;"
)
_LUA = """
local asked, n = {}, 0
%s
request = function() n = n %% #asked + 1; return asked[n] end
"""


class Load(NamedTuple):
    """What wrk measured: requests a second, latency of half and of 99 in 100, answers that fail."""

    requests: float
    half: str
    most: str
    failed: int


@contextmanager
def serving(site: Path, log: Path | None = None) -> Iterator[str]:
    """Serve ``site`` by the sample, and log what is asked for; yield the address."""
    with tempfile.TemporaryDirectory() as folder:
        base, address = Path(folder), f"127.0.0.1:{free_port()}"
        base.chmod(0o755)
        command = nginx(base, site, address)
        if log:
            conf = (base / "nginx.conf").read_text("utf-8")
            (base / "nginx.conf").write_text(conf.replace("access_log off;", _LOG % log), "utf-8")
        running = subprocess.Popen([str(part) for part in command])
        try:
            _wait(address)
            yield address
        finally:
            running.terminate()
            running.wait(60)


def _wait(address: str) -> None:
    for _ in range(200):
        try:
            HTTPConnection(address, timeout=5).request("GET", "/robots.txt")
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"nginx does not answer at {address}")


def visits(site: Path, words: Sequence[str]) -> dict[str, list[Mapping[str, str]]]:
    """Return what a browser asks for on each visit, in its order."""
    stories = [path.parent.name for path in sorted((site / "stories").glob("*/index.html"))]
    pages = {
        "a story, cold": f"stories/{stories[0]}/",
        "another story, warm": f"stories/{stories[len(stories) // 2]}/",
        "a search, cold": f"search/?q={words[0]}",
        "another search, warm": f"search/?q={words[1]}",
    }
    found: dict[str, list[Mapping[str, str]]] = {}
    log = Path(tempfile.mkdtemp()) / "asked"
    with serving(site, log) as address, chromium() as browser:
        for name, url in pages.items():
            if name.endswith("cold"):  # what is kept goes on to the warm one behind it
                context = browser.new_context(service_workers="block")
            before = len(log.read_text("utf-8").splitlines())
            page = context.new_page()
            page.goto(f"http://{address}/{url}", wait_until="networkidle")
            page.close()
            time.sleep(0.5)
            lines = log.read_text("utf-8").splitlines()[before:]
            found[name] = [json.loads(line) for line in lines]
    return found


def loaded(
    address: str, asked: Sequence[Mapping[str, str]], connections: int, seconds: int
) -> Load:
    """Have wrk ask for ``asked`` by turns."""
    names = ("Range", "If-Modified-Since", "If-None-Match", "Accept-Encoding")
    made = "\n".join(
        f"asked[{n}] = wrk.format('GET', {json.dumps(one['uri'])}, {{"
        + ", ".join(f"['{name}'] = {json.dumps(one[name])}" for name in names if one[name])
        + f", Host = '{address}'}})"
        for n, one in enumerate(asked, 1)
    )
    with tempfile.NamedTemporaryFile("w", suffix=".lua", encoding="utf-8") as script:
        script.write(_LUA % made)
        script.flush()
        asking = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
        done = subprocess.run(
            [*asking, "-s", script.name, f"http://{address}"],
            check=True, capture_output=True, encoding="utf-8",
        )  # fmt: skip
    said = done.stdout
    failed = re.findall(
        r"Non-2xx or 3xx responses: (\d+)|(?:connect|read|write|timeout) (\d+)", said
    )
    return Load(
        float(re.findall(r"Requests/sec:\s+([\d.]+)", said)[0]),
        re.findall(r"50%\s+(\S+)", said)[0],
        re.findall(r"99%\s+(\S+)", said)[0],
        sum(int(a or b) for a, b in failed),
    )


def main() -> None:
    """Print a row for each visit and each number of connections."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 16, 64])
    parser.add_argument("--words", nargs=2, default=["医疗队", "手术"])
    given = parser.parse_args()
    site = given.site.absolute()
    asked = visits(site, given.words)
    print("visit | requests | bytes | connections | requests/s | visits/s | 50 % | 99 % | failed")
    with serving(site) as address:
        for name, requests in asked.items():
            sent = sum(int(one["sent"]) for one in requests)
            for connections in given.connections:
                load = loaded(address, requests, connections, given.seconds)
                whole = round(load.requests / len(requests), 1)
                row = (name, len(requests), sent, connections, round(load.requests), whole)
                print(*row, load.half, load.most, load.failed, sep=" | ", flush=True)


if __name__ == "__main__":
    main()
