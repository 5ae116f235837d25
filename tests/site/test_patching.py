"""One changed text: put where it stands if nothing else can show it, else left to a build."""

from __future__ import annotations

import io
import logging
import re
import shutil
import sqlite3
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from jinja2 import DictLoader, TemplateError
from mkdocs.config import load_config

from aidstories.model import Article, Passage, Role
from aidstories.site.incremental.again import build_again
from aidstories.site.incremental.outcome import Outcome
from aidstories.site.incremental.standing import Given, Look, look
from aidstories.site.interface.terms import Translator, interface_terms
from aidstories.site.locale import Locale
from aidstories.site.patching.patch import patched
from aidstories.site.plugin import AidStoriesPlugin
from aidstories.site.render import Fragments
from aidstories.stories.format.serialize import serialize
from aidstories.stories.store.files import read_story
from tests.archive import HOME, TABLES
from tests.site.test_again import Archive, import_capture
from tests.site.test_incremental import TRANSLATED, differing, files, made

MORE = "雪停了，路通了。"
"""A sentence that names nobody and nothing."""
TWICE = "对口援藏好。对口援藏好。对口援藏来了。老人说，做了手术以后，孩子的病就都好了。"
"""Sentences that the list of a programme quotes, of which the first two cannot be told apart, and
one that stands for the story."""
STRONG = "“医疗队来了以后，我的孩子平安出生，母子都好！”老人说。"
"""A sentence that stands for a story before that."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive with stories of three paragraphs, built; jia is too old to lead the home page."""
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    archive = Archive(tmp_path_factory.mktemp("patching") / "archive")
    newer = {f"new-{n}": made(f"new-{n}", n, year=2025, published="2025-01-02") for n in range(7)}
    newer["new-0"] = made("new-0", 0, title="大山深处", year=2025, published="2025-01-02")
    newer["new-3"] = made("new-3", 3, title="高处", year=2025, published="2025-01-02")
    older = {
        "jia": made("jia", 5, title="大雪封山"),
        "yi": made("yi", 11, title="看病不难", published="2024-06-11"),
    }
    for id_, story in {**older, **newer}.items():
        paragraphs = (Passage(role=Role.PARAGRAPH, text=text) for text in (MORE, TWICE))
        passages = *story.article.passages, *paragraphs
        story = replace(story, article=Article(passages=passages))
        archive.file(id_).parent.mkdir(parents=True, exist_ok=True)
        archive.file(id_).write_text(serialize(story).text, "utf-8")
    archive.build()
    yield archive


def patch(archive: Archive, *changed: Path) -> Outcome | None:
    """Put what ``changed`` since the last build into the site, if that is one text."""
    found = Look(archive.site, {}, tuple(map(str, changed)), time.time_ns())
    return patched(archive.paths, found, archive.record)


def stamps(archive: Archive) -> dict[Path, int]:
    found = (path for path in archive.site.rglob("*") if path.is_file())
    return {path: path.stat().st_mtime_ns for path in found}


@pytest.fixture
def left(archive: Archive) -> Iterator[Archive]:
    """The archive; what is done to its story must not reach the site, and is taken back."""
    path, record = archive.file("jia"), archive.record.with_suffix(".was")
    text, before = path.read_text("utf-8"), stamps(archive)
    shutil.copy(archive.record, record)
    yield archive
    path.write_text(text, "utf-8")
    record.replace(archive.record)
    assert stamps(archive) == before


def edit(archive: Archive, old: str, new: str) -> None:
    text = archive.file("jia").read_text("utf-8")
    assert old in text
    archive.file("jia").write_text(text.replace(old, new), "utf-8")


def add(archive: Archive, text: str = MORE, id_: str = "jia") -> Path:
    path = archive.file(id_)
    path.write_text(f"{path.read_text('utf-8').rstrip()}{text}\n", "utf-8")
    return path


def title(archive: Archive, id_: str = "jia") -> str:
    found = read_story(archive.file(id_)).article.first(Role.TITLE)
    assert found
    return found


def retitle(archive: Archive, new: str) -> None:
    edit(archive, f"title: {title(archive)}", f"title: {new}")


def paragraph(archive: Archive) -> str:
    """Return the first paragraph of the story."""
    return archive.file("jia").read_text("utf-8").split("\n\n")[1]


def begin(archive: Archive, text: str) -> None:
    first = paragraph(archive)
    edit(archive, first, f"{text}{first}")


CHANGES: dict[str, Callable[[Archive], object]] = {
    "title in Tibetan": lambda a: retitle(a, "སྨན་པ།"),
    "title that moves the story": lambda a: retitle(a, "走出大山"),
    "title of another of its day": lambda a: retitle(a, title(a, "yi")),
    "no title": lambda a: edit(a, f"title: {title(a)}\n", ""),
    "year": lambda a: edit(a, "year: 20", "year: 19"),
    "source": lambda a: edit(a, "year: ", "source: 甲报\nyear: "),
    "status": lambda a: edit(a, "未校对", "已校对"),
    "programme": lambda a: add(a, "对口援藏的队伍来了。"),
    "one of two sentences": lambda a: edit(a, "。对口援藏好", "。对口援藏真好"),
    "one sentence less": lambda a: edit(a, "。对口援藏好", ""),
    "paragraph": lambda a: add(a, f"\n\n{MORE}"),
    "heading": lambda a: add(a, "\n\n## 后来\n"),
    "letters": lambda a: add(a, "སྨན་པ།"),
    "first letters": lambda a: begin(a, "སྨན་པ།"),
    "nothing to quote": lambda a: edit(a, paragraph(a), "医疗队来了"),
    "place": lambda a: add(a, "阿里的雪也停了。"),
    "no story": lambda a: a.file("jia").write_text("无", "utf-8"),
    "capture": lambda a: edit(a, "year: ", "seed: none.txt\nyear: "),
}


def test_the_words_of_a_story_that_leads_the_home_page_are_left_to_a_build(
    archive: Archive,
) -> None:
    path, before = archive.file("new-3"), stamps(archive)
    text = path.read_text("utf-8")
    assert patch(archive, add(archive, STRONG, "new-3")) is None
    path.write_text(text, "utf-8")
    build_again(archive.paths, Given(), archive.record)  # which learns its new time
    assert stamps(archive) == before


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_others_may_show_is_left_to_a_build(
    left: Archive, change: Callable[[Archive], object]
) -> None:
    change(left)
    assert patch(left, left.file("jia")) is None


def test_other_files_than_one_story_are_left_to_a_build(left: Archive) -> None:
    story, page = add(left), left.root / "docs/about.md"
    assert patch(left, story, left.file("yi")) is None
    assert patch(left, story, page) is patch(left, page) is patch(left) is None
    assert patch(left, left.file("none")) is None
    translation = left.file("jia.bo")
    translation.write_text(TRANSLATED.format(id="jia", title="སྨན་པ།"), "utf-8")
    assert patch(left, story) is patch(left, translation) is None
    translation.unlink()


def test_related_stories_of_which_one_is_translated_are_left_to_a_build(left: Archive) -> None:
    retitle(left, f"{title(left)}{title(left, 'yi')}")
    translation = left.file("yi.bo")
    translation.write_text(TRANSLATED.format(id="yi", title="སྨན་པ།"), "utf-8")
    assert patch(left, left.file("jia")) is None
    translation.unlink()


def spoil(archive: Archive, command: str, *given: str) -> None:
    with closing(sqlite3.connect(archive.record)) as file:
        file.execute(command, given)
        file.commit()


def test_what_is_damaged_is_left_to_a_build(left: Archive) -> None:
    story = add(left)
    spoil(left, "UPDATE value SET held = x'00' WHERE name = ?", repr(("view", "jia")))
    assert patch(left, story) is None
    spoil(left, "DELETE FROM value WHERE name = ?", repr("ground"))
    assert patch(left, story) is None
    left.record.write_bytes(b"x")
    assert patch(left, story) is None


def test_an_index_that_another_hand_changed_is_left_to_a_build(left: Archive) -> None:
    path = next(left.paths.search_cache.glob("texts/*.bin"))
    data, story = path.read_bytes(), add(left)
    path.write_bytes(b"x")
    assert patch(left, story) is None
    path.write_bytes(data)


def test_an_output_that_is_not_as_foreseen_leaves_all_to_a_build(left: Archive) -> None:
    story, site = add(left), left.site
    for uri in ("stories/jia/index.html", "stories/stories.epub", "data/stories.csv"):
        before = (site / uri).stat()
        (site / uri).rename(site / "beside")
        (site / uri).write_bytes(b"x")
        assert patch(left, story) is None
        (site / "beside").replace(site / uri)
        assert (site / uri).stat().st_mtime_ns == before.st_mtime_ns


def test_templates_of_an_archive_may_lack_a_macro() -> None:
    locale = Locale(translator=Translator(terms=interface_terms(TABLES)))
    fragments = Fragments(DictLoader({"archive/parts.html": ""}), locale, cast(Any, None))
    with pytest.raises(TemplateError):
        fragments.macro("named", "")


def test_where_others_see_every_page_nothing_is_left_to_patch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone: list[bool] = []
    monkeypatch.setattr(
        "aidstories.site.plugin.finish", lambda *_, **how: alone.append(how["alone"])
    )
    config, plugin = load_config(str(HOME / "mkdocs.yml"), strict=False), AidStoriesPlugin()
    plugin.assembly = None  # type: ignore[assignment]
    plugin.on_post_build(config=config)
    config.strict = True
    plugin.on_post_build(config=config)
    config.strict = False
    monkeypatch.setattr("aidstories.site.plugin.others", lambda config: ["page_content"])
    plugin.on_post_build(config=config)
    assert alone == [True, False, False]


def related(archive: Archive, page: str) -> list[str]:
    html = (archive.site / page).read_text("utf-8").partition('id="related"')[2]
    return re.findall(r'href="\.\.([^"]+)"', html.partition("</section>")[0])


def test_a_title_that_makes_others_related_is_put_there(archive: Archive) -> None:
    pages = [f"{folder}stories/new-0/index.html" for folder in ("", "bo/")]
    assert not any("/jia/" in related(archive, page) for page in pages)
    retitle(archive, f"大雪封山，{title(archive, 'new-0')}")
    assert patch(archive, archive.file("jia")) is not None
    assert all("/jia/" in related(archive, page) for page in pages)
    retitle(archive, f"{title(archive)}（图）")  # which is shown there now
    assert patch(archive, archive.file("jia")) is not None
    assert all(title(archive) in (archive.site / page).read_text("utf-8") for page in pages)


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (lambda a: begin(a, "昨天，"), {"feed.atom", "feed.json", "oai-static.xml", "0.json"}),
        (lambda a: edit(a, "援藏来了", "援藏又来了"), {"index.html"}),
        (lambda a: add(a, STRONG), {"day-0.json"}),
        (lambda a: add(a, MORE * 60), {"index.html"}),
        (lambda a: retitle(a, f"{title(a)}（图）"), {"near.json", "facets.json", "card.png"}),
        (lambda a: retitle(a, title(a, "new-0")), {"near.json", "facets.json", "card.png"}),
    ],
    ids=["beginning", "quotation", "strongest", "minutes", "title", "title of two"],
)
def test_words_that_others_show_are_exchanged_there(
    archive: Archive, change: Callable[[Archive], object], shown: set[str]
) -> None:
    change(archive)
    done = patch(archive, archive.file("jia"))
    assert done is not None
    assert shown <= {uri.rpartition("/")[2] for uri in done.changed}


def chapters(book: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return " ".join(archive.namelist())


def test_a_text_is_put_into_all_that_holds_it_and_nothing_else_is_touched(
    archive: Archive,
) -> None:
    before, story = files(archive.site), add(archive, MORE * 50)  # a kilobyte, which pages tell
    found = look(archive.paths.config, Given(), archive.record)
    assert found is not None and list(found.changed) == [str(story)]
    done = patched(archive.paths, found, archive.record)
    assert done is not None and not done.whole
    now = files(archive.site)
    assert set(differing(before, now)) == {*done.changed, *done.gone}
    assert done.files == len(now) and archive.stands()
    assert {uri for uri in done.changed if not uri.startswith("search/")} == {
        *(uri for uri in now if uri.endswith(".epub") and "jia" in chapters(now[uri])),
        *("stories/jia/index.html", "data/index.html", "bo/data/index.html"),
        *("data/stories.csv", "data/stories.jsonl.gz", "data/datapackage.json"),
    }
    assert patch(archive, add(archive, "后来又下了雪。")) is not None
    _name_somebody(archive)
    _correct_a_capture(archive)
    retitle(archive, f"不见{title(archive)}")
    assert patch(archive, archive.file("jia")) is not None
    assert differing(files(archive.site), clean := archive.clean()) == []
    build_again(archive.paths, Given(), archive.record)  # makes anew what was patched
    assert differing(files(archive.site), clean) == []


def _name_somebody(archive: Archive) -> None:
    """Add sentences that name who is quoted nowhere, and who may be."""
    for text in ("乙医院也来了。", "王甲在聂荣县人民医院。"):
        if patch(archive, add(archive, text)) is None:
            archive.build()


def _correct_a_capture(archive: Archive) -> None:
    """Correct a story twice: the first time gives it another day, which lists show."""
    import_capture(archive, "a", 1)
    archive.build()
    path = next(p for p in archive.paths.story_files() if "seed:" in p.read_text("utf-8"))
    for patches in (False, True):
        path.write_text(f"{path.read_text('utf-8').rstrip()}{MORE}\n", "utf-8")
        done = patch(archive, path)
        assert (done is not None) is patches
        if done is None:
            archive.build()
        else:
            assert f"apparatus/{path.stem}.json" in done.changed
