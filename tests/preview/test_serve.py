"""The preview: what is wrong is said on the page, renames and deletions are followed."""

import gzip
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, expect

from aidstories.preview.serve import Preview
from aidstories.search.index import text_pieces
from aidstories.stories.store.files import bytes_of
from tests.archive import HOME, Archive, copy_config
from tests.browser import goto
from tests.preview.faults import mended_one_by_one
from tests.shared import free_port

HTML = """<!DOCTYPE html><html><head><meta charset="gb2312"><title>乙市义诊</title></head><body>
<h1>乙市医疗队到聂荣义诊</h1><p>本报记者 央金</p>
<p>2024年6月，乙市医疗队来到那曲市聂荣县，在县医院开展义诊，为当地群众看病。</p>
<p>医疗队队长说，今后还要把更多的技术留在高原，让群众在家门口看好病。</p></body></html>"""


PATIENCE = 300
"""Seconds that anything may take; on a quiet machine nothing takes more than five."""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """A preview that runs, of an archive with one story and few pages."""
    root = tmp_path_factory.mktemp("preview") / "archive"
    (root / "docs").mkdir(parents=True)
    (root / "seeds").mkdir()
    shutil.copytree(HOME / "docs" / "data", root / "docs" / "data")
    shutil.copy(HOME / "docs" / "index.md", root / "docs")
    copy_config(root)
    for name in ("overrides", "scripts", "admin"):
        if (HOME / name).exists():
            (root / name).symlink_to(HOME / name)
    archive = Archive(root)
    archive.add()
    archive.run("import")
    address = f"127.0.0.1:{free_port()}"
    started = threading.Event()
    preview = Preview(
        archive.paths,
        address=address,
        ready=lambda url: started.set(),
        complain=lambda problem: None,
        interval=0.25,
    )
    thread = threading.Thread(target=preview.serve, daemon=True)
    thread.start()
    assert started.wait(PATIENCE)
    yield SimpleNamespace(archive=archive, preview=preview, url=f"http://{address}/")
    preview.end()
    thread.join(PATIENCE)  # a build that has begun goes to its end
    assert not thread.is_alive()


def fetch(shown: SimpleNamespace, path: str = "") -> tuple[int, str]:
    """Return the status and the text of the page at ``path``."""
    try:
        with urlopen(shown.url + path, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def get(shown: SimpleNamespace, path: str = "") -> tuple[int, Any]:
    """Return the status and the page at ``path``."""
    status, text = fetch(shown, path)
    return status, BeautifulSoup(text, "html.parser")


def until(wanted: Callable[..., object]) -> None:
    """Wait until ``wanted()`` holds."""
    end = time.monotonic() + PATIENCE
    while not wanted():
        assert time.monotonic() < end
        time.sleep(0.1)


def put(shown: SimpleNamespace, path: Path, data: bytes) -> None:
    """Write a file at once: one that is written in place is empty for a moment, which is seen."""
    beside = shown.archive.root / "beside"
    beside.write_bytes(data)
    beside.replace(path)


def test_pages_hold_no_script_that_their_policy_forbids(shown: SimpleNamespace) -> None:
    status, page = get(shown)
    assert status == 200 and not page.select(".preview-faults")
    assert page.select("script:not([src]):not([type='application/ld+json'])") == []
    assert page.select("script")[-1]["src"] == "/-/live.js"
    for name in ("live.js", "preview.css", "review.css"):
        assert get(shown, f"-/{name}")[0] == 200
    assert get(shown, "-/../server.py")[0] == 404


def test_ten_faults_are_named_where_they_stand(shown: SimpleNamespace) -> None:
    page = f"stories/{shown.archive.stories()[0].stem}/"
    for faults in mended_one_by_one(shown.archive.root):
        until(lambda left=faults: _named(shown, page) == len(left))
        status, found = get(shown, page)
        assert status == 200 and found.select_one("h1")  # the last good build, or a new one
        listed = sorted(found.select(".preview-faults li"), key=_line)
        for item, fault in zip(listed, sorted(faults, key=lambda f: f.line), strict=True):
            assert item.code.get_text() == f"docs/stories/2024/shi-chu-cuo.md:{fault.line}"
            assert (item.b.get_text() if item.b else None) == fault.field
            assert [word for word in fault.words if word not in item.get_text()] == []
    until(lambda: fetch(shown, "stories/shi-chu-cuo/")[0] == 200)


def _named(shown: SimpleNamespace, page: str) -> int:
    return fetch(shown, page)[1].partition('class="preview-faults"')[2].count("<li>")


def _line(item: Any) -> int:
    return int(item.code.get_text().rpartition(":")[2])


def test_renamed_and_deleted(shown: SimpleNamespace) -> None:
    path = shown.archive.stories()[0]
    text = path.read_text("utf-8")
    path.with_name("gaiming.md").write_text(text.replace(path.stem, "gaiming"), encoding="utf-8")
    path.unlink()
    until(lambda: fetch(shown, "stories/gaiming/")[0] == 200)
    until(lambda: fetch(shown, f"stories/{path.stem}/")[0] == 404)  # it went a moment later
    path.with_name("gaiming.md").unlink()
    until(lambda: fetch(shown, "stories/gaiming/")[0] == 404)
    until(lambda: "甲市医疗队" not in fetch(shown, "stories/")[1])
    assert get(shown, "stories/")[0] == 200
    path.write_text(text, encoding="utf-8")
    until(lambda: fetch(shown, f"stories/{path.stem}/")[0] == 200)


def test_what_is_imported_and_what_is_new_are_shown(shown: SimpleNamespace, tmp_path: Path) -> None:
    (tmp_path / "收到.html").write_bytes(HTML.encode("gb18030"))
    imported = shown.archive.run("import", tmp_path / "收到.html")
    assert imported.exit_code == 0, imported.stderr
    (tmp_path / "text.txt").write_text("雨天里，他们又来了一次。\n", "utf-8")
    told = ("--title", "又一次义诊", "--text", tmp_path / "text.txt", "--no-preview")
    new = shown.archive.run("new", *told)
    assert new.exit_code == 0
    story = re.findall(r"stories/\d+/(\S+)\.md", imported.stdout)[0]
    until(lambda: fetch(shown, f"stories/{story}/")[0] == 200)
    _, page = get(shown, f"stories/{story}/")
    assert "乙市医疗队到聂荣义诊" in page.h1.get_text() and "为当地群众看病" in page.get_text()
    until(lambda: fetch(shown, "stories/you-yici-yizhen/")[0] == 200)


def saved(shown: SimpleNamespace, path: Path, text: str, list_has: str) -> None:
    """Save a story and wait until the list of all stories, which is made later, has it."""
    path.write_text(text, encoding="utf-8")
    until(lambda: list_has in fetch(shown, "stories/")[1])


def test_a_title_changes_wherever_it_stands(shown: SimpleNamespace) -> None:
    path = shown.archive.stories()[0]
    text = path.read_text("utf-8")
    title = re.findall(r"^title: (.*)$", text, re.M)[0]
    others = ("browse/facets.json", "bo/browse/entries/0.json", "stories/feed.atom")
    try:  # files take each other's place one by one: none is there before all are
        saved(shown, path, text.replace(title, "雪线上的手术", 1), "雪线上的手术")
        for other in others:
            until(lambda at=other: "雪线上的手术" in fetch(shown, at)[1])
        until(lambda: "雪线上的手术" in _indexed(shown))
    finally:
        saved(shown, path, text, title)
    assert "雪线上的手术" not in fetch(shown, "stories/")[1]


def _indexed(shown: SimpleNamespace) -> str:
    texts = (shown.preview.tree.folder / "search/index/texts").glob("*.bin")
    pieces = (piece for data in filter(None, map(bytes_of, texts)) for piece in text_pieces(data))
    return "".join(gzip.decompress(piece).decode() for piece in pieces if piece)


def test_a_table_is_followed_by_all_pages(shown: SimpleNamespace) -> None:
    table = shown.archive.docs / "data" / "terms.csv"
    text = table.read_text("utf-8-sig")
    row = next(line for line in text.splitlines() if line.startswith("record,"))
    word = row.split(",")[1]
    page = f"stories/{shown.archive.stories()[0].stem}/"
    assert f">{word}</h2>" in fetch(shown, page)[1]
    try:
        table.write_text(text.replace(row, row.replace(word, "这一篇的底细", 1)), "utf-8-sig")
        until(lambda: ">这一篇的底细</h2>" in fetch(shown, page)[1])
    finally:
        table.write_text(text, "utf-8-sig")
        until(lambda: f">{word}</h2>" in fetch(shown, page)[1])


def test_a_story_saved_as_it_was_builds_nothing(shown: SimpleNamespace) -> None:
    path, other = shown.archive.stories()[0], shown.archive.docs / "index.md"
    until(lambda: not shown.preview.busy)
    news = shown.preview.server.news.epoch
    put(shown, path, path.read_bytes())
    assert shown.preview.server.news.since(news, "stories/index.html", patience=0.7) == news
    text = other.read_text("utf-8")
    try:  # it was awake all the time
        other.write_text(f"{text}\n又一段。\n", "utf-8")
        until(lambda: "又一段。" in fetch(shown)[1])
    finally:
        other.write_text(text, "utf-8")
        until(lambda: "又一段。" not in fetch(shown)[1])


def test_a_saved_page_is_seen_while_the_rest_is_made(
    shown: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, go_on = shown.archive.stories()[0], threading.Event()
    text = path.read_text("utf-8")
    page, held = f"stories/{path.stem}/", shown.preview.build
    until(lambda: not shown.preview.busy)

    def wait_and_build() -> None:
        go_on.wait(PATIENCE)
        held()

    monkeypatch.setattr(shown.preview, "build", wait_and_build)
    try:
        edited = text.replace("家门口", "自家门口").replace("支援那曲", "支援新那曲")
        put(shown, path, edited.encode())
        until(lambda: "自家门口" in fetch(shown, page)[1])
        # without a translation the other page has the title alone
        until(lambda: "支援新那曲" in fetch(shown, f"bo/{page}")[1])
        assert shown.preview.busy and fetch(shown, "stories/")[0] == 200
        assert "自家门口" not in (shown.preview.tree.folder / page / "index.html").read_text(
            "utf-8"
        )
        go_on.set()
        until(lambda: not shown.preview.busy)
        assert not shown.preview.server.newer
        assert "自家门口" in (shown.preview.tree.folder / page / "index.html").read_text("utf-8")
    finally:
        go_on.set()
        path.write_text(text, encoding="utf-8")
        until(lambda: "自家门口" not in fetch(shown, page)[1])


def test_a_page_reloads_by_itself(shown: SimpleNamespace, browser: Browser) -> None:
    path = shown.archive.stories()[0]
    text = path.read_text("utf-8")
    until(lambda: not shown.preview.busy)
    page = browser.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    goto(page, f"{shown.url}stories/{path.stem}/")
    try:
        path.write_text(text.replace("regions:", "regoins:"), encoding="utf-8")
        expect(page.locator(".preview-faults")).to_contain_text(f"{path.name}:")
        path.write_text(text.replace("家门口", "自家门口"), encoding="utf-8")
        expect(page.locator("body")).to_contain_text("自家门口")
        expect(page.locator(".preview-faults")).to_have_count(0)
        assert [line for line in said if "Content Security Policy" in line] == []
    finally:
        path.write_text(text, encoding="utf-8")
        page.close()
        until(lambda: "自家门口" not in fetch(shown, f"stories/{path.stem}/")[1])


def test_who_follows_a_link_is_not_brought_back(shown: SimpleNamespace, browser: Browser) -> None:
    until(lambda: not shown.preview.busy)
    context, on_its_way = browser.new_context(service_workers="block"), []
    page = context.new_page()
    goto(page, f"{shown.url}stories/{shown.archive.stories()[0].stem}/")
    page.route(re.compile(r"\?late$"), lambda route: on_its_way.append(route))
    page.evaluate("setTimeout(() => (location.href = '../../years/?late'))")
    while not on_its_way:
        page.wait_for_timeout(50)
    shown.preview.server.news.tell(None)
    page.wait_for_timeout(500)  # in which the page that is left hears of it
    on_its_way[0].continue_()
    expect(page).to_have_url(f"{shown.url}years/?late")
    context.close()


@pytest.mark.parametrize("width, scheme", [(390, "dark"), (1440, "light")])
def test_the_review_page_in_a_browser(
    shown: SimpleNamespace, browser: Browser, width: int, scheme: Literal["light", "dark"]
) -> None:
    until(lambda: not shown.preview.busy)
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    goto(page, f"{shown.url}-/review/")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (colour == "rgb(23, 21, 19)") == (scheme == "dark")
    assert all(url.startswith((shown.url, "data:")) for url in asked)
    before, news = page.locator(".card").count(), shown.preview.server.news.epoch
    page.locator(".card .quick button").first.click()
    expect(page.locator(".card")).to_have_count(before - 1)
    context.close()
    until(lambda: shown.preview.server.news.epoch > news)  # what was answered is on its pages


def test_a_form_of_another_page_is_refused(shown: SimpleNamespace) -> None:
    data = b"id=x&status=%E5%B7%B2%E6%A0%B8%E5%AE%9E"
    with pytest.raises(HTTPError, match="403"):
        urlopen(Request(f"{shown.url}-/review/", data=data), timeout=PATIENCE)
