"""Captures in Tibetan and in both languages: restored, described, translated, found."""

from __future__ import annotations

import base64
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from aidstories.cli.hits import results, up_to_date
from aidstories.model import Article, Description, Passage, Role, Story, TranslatedArticle
from aidstories.restore import ledger as ledgers
from aidstories.restore.beside import Told, align
from aidstories.restore.run import restore
from aidstories.restore.tongues import tongue
from aidstories.search import Index
from aidstories.stories.importing.translating import translation_text
from aidstories.stories.store.files import read_story, read_text
from aidstories.stories.store.record import read_record, sha256
from aidstories.stories.store.translations import read_translations
from tests.archive import Archive, make_archive
from tests.restore.cases import cases
from tests.restore.reading.newspaper import FONTS

SCANNED = "png"
ALL = cases("tibetan_captures", "capture")
CAPTURES = [case for case in ALL if case.values[0]["form"] != SCANNED]
BOTH, ONE = (cases("bilingual_captures", group) for group in ("capture", "one"))
TEXTS = ("txt", "html", "md", "xml", "json")


def printed(browser: Browser, body: str, form: str) -> bytes:
    """Return a page as PDF or as a picture, Tibetan in the font of the site."""
    font = base64.b64encode(
        (FONTS / "noto-serif-tibetan-tibetan-400-normal.woff2").read_bytes()
    ).decode()
    style = f"@font-face{{font-family:bo;src:url(data:font/woff2;base64,{font})}}"
    style += "body{font:20px/2 bo;width:640px} h1{font-size:30px}"
    page = browser.new_page(viewport={"width": 720, "height": 640}, device_scale_factor=2)
    page.set_content(f'<meta charset=utf-8><style>{style}</style><body lang="bo">{body}')
    page.evaluate("document.fonts.ready")
    data = page.pdf() if form == "pdf" else page.screenshot()
    page.close()
    return data


def imported(archive: Archive, captures: dict[str, bytes]) -> dict[str, Story]:
    """Import captures; return the story of each by the capture's name."""
    archive.seeds.mkdir(exist_ok=True)
    for name, data in captures.items():
        (archive.seeds / name).write_bytes(data)
    for command in ("import", "check", "verify"):
        done = archive.run(command)
        assert done.exit_code == 0, done.output
    files = archive.paths.story_files()
    stories = {story.capture or "": story for story in map(read_story, files)}
    assert stories.keys() == captures.keys()
    return stories


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return make_archive(tmp_path_factory.mktemp("tibetan"))


@pytest.fixture(scope="module")
def stories(archive: Archive, browser: Browser) -> dict[str, Story]:
    """All captures, those in both languages too, in one archive."""
    captures = {}
    for number, case in enumerate([*CAPTURES, *BOTH]):
        given, raw = case.values[0], case.values[0]["page"].strip()
        form = given.get("form") or ("html" if raw.startswith("<") else "txt")
        data = raw.encode() if form in TEXTS else printed(browser, raw, form)
        captures[f"{number:02}.{form}"] = data
        given["file"] = f"{number:02}.{form}"
    return imported(archive, captures)


@pytest.fixture(scope="module")
def index(archive: Archive, stories: dict[str, Story]) -> Index:
    assert stories
    return up_to_date(archive.paths)


def told(story: Story, case: dict[str, Any]) -> None:
    """Hold a story against what its capture must yield."""
    article, known = story.article, story.description
    assert article.texts(Role.TITLE) == (case["title"],)
    assert (known.source, known.published) == (case["source"], case.get("published"))
    assert [person.name for person in known.byline] == case["byline"]
    assert list(known.regions) == case["regions"]
    assert list(known.donors) == case["donors"]
    assert list(known.programs) == case["programs"]
    begins = zip(article.texts(Role.PARAGRAPH), case["paragraphs"], strict=True)
    assert all(text.startswith(begin) for text, begin in begins), article
    body = "".join(article.texts(Role.TITLE, Role.PARAGRAPH))
    assert [words for words in case["never"] if words in body] == []


@pytest.mark.browser
@pytest.mark.parametrize("case", CAPTURES)
def test_a_capture_in_tibetan_is_a_story_with_its_source(
    stories: dict[str, Story], case: dict[str, Any]
) -> None:
    told(stories[case["file"]], case)


@pytest.mark.browser
@pytest.mark.parametrize("case", CAPTURES)
def test_a_story_in_tibetan_is_found(
    index: Index, stories: dict[str, Story], case: dict[str, Any]
) -> None:
    line = f"{stories[case['file']].id} "
    found = {words: list(results(index, words, by_date=False, most=99)) for words in case["find"]}
    missed = [words for words, said in found.items() if not any(s.startswith(line) for s in said)]
    assert missed == []


@pytest.mark.browser
@pytest.mark.long
def test_a_scan_in_tibetan_is_a_story_with_its_source(tmp_path: Path, browser: Browser) -> None:
    [case] = (c.values[0] for c in ALL if c not in CAPTURES)
    captures = {"scan.png": printed(browser, case["page"], SCANNED)}
    told(imported(make_archive(tmp_path), captures)["scan.png"], case)


@pytest.mark.parametrize("case", BOTH)
def test_two_languages_are_told_apart_and_set_beside_each_other(case: dict[str, Any]) -> None:
    restored = restore(case["page"].strip().encode())
    [article], [second] = restored.articles, restored.translations
    titles = article.first(Role.TITLE), second.passages[0].text
    assert list(titles) == case["title"]
    pairs = zip(second.passages, second.origins, strict=True)
    shown = [(article.passages[n].text, p.text) for p, origin in pairs for n in origin]
    begins = zip(shown, case["pairs"], strict=True)
    assert all(one.startswith(a) and other.startswith(b) for (one, other), (a, b) in begins), shown
    doubted = [flag.quote for flag in restored.flags if flag.reason == "alignment"]
    quoted = zip(doubted, case["doubted"], strict=True)
    assert all(quote.startswith(begin) for quote, begin in quoted)
    assert {tongue(p.text) for p in article.passages} == {"zh"}
    assert {tongue(p.text) for p in second.passages} == {"bo"}


@pytest.mark.parametrize("case", BOTH)
def test_no_character_of_either_language_is_lost(case: dict[str, Any]) -> None:
    raw = case["page"].strip()
    restored = restore(raw.encode())
    assert ledgers.revert(restored.articles, restored.ledger) == raw
    passages = [p for article in restored.articles for p in article.passages]
    passages += [p for second in restored.translations for p in second.passages]
    kept = [p.text for p in passages]
    named = ("boilerplate", "section", "staff")  # the two last: 【汉文】, 【藏文】
    gone = [e.old for e in restored.ledger.edits if e.reason in named]
    assert letters(raw) <= letters("".join((*kept, *gone)))


def letters(text: str) -> Counter[str]:
    return Counter(c for c in text if tongue(c))


@pytest.mark.parametrize("case", ONE)
def test_what_quotes_the_other_language_stays_one_text(case: dict[str, Any]) -> None:
    restored = restore(case["page"].strip().encode())
    [article] = restored.articles
    assert restored.translations == ()
    assert tongue("".join(article.texts(Role.PARAGRAPH))) == case["language"]


@settings(max_examples=25)
@given(st.lists(st.integers(5, 60), min_size=1, max_size=12))
def test_paragraphs_of_like_lengths_pair_in_their_order(sizes: list[int]) -> None:
    chinese = [Told(Role.PARAGRAPH, "字" * n, at) for at, n in enumerate(sizes)]
    tibetan = [Told(Role.PARAGRAPH, "ཡིག་" * n, 100 + at) for at, n in enumerate(sizes)]
    pairs = align(chinese, tibetan)
    assert [(p.originals, p.translated) for p in pairs] == [((n,), (n,)) for n in range(len(sizes))]
    assert all(pair.sure for pair in pairs)


def test_paragraphs_by_twos_take_no_turns() -> None:
    """The second original stands before the first translation, and is not beside it for that."""
    chinese = [Told(Role.PARAGRAPH, "字" * 10, at) for at in (0, 1, 4, 5)]
    tibetan = [
        Told(Role.PARAGRAPH, "ཡིག་" * n, at) for n, at in ((10, 2), (30, 3), (10, 6), (10, 7))
    ]
    pairs = align(chinese, tibetan)
    assert [(p.originals, p.translated) for p in pairs] == [((n,), (n,)) for n in range(4)]


def test_a_pair_whose_numbers_contradict_is_not_sure() -> None:
    [pair] = align([Told(Role.PARAGRAPH, "看了12个人", 0)], [Told(Role.PARAGRAPH, "མི་༡༣བལྟས", 9)])
    assert not pair.sure


@pytest.fixture
def bilingual(tmp_path: Path) -> tuple[Archive, Path]:
    """An archive with one capture in both languages, and the file of the translation."""
    archive = make_archive(tmp_path)
    page = BOTH[0].values[0]["page"].strip()
    story = imported(archive, {"both.txt": page.encode()})["both.txt"]
    [path] = archive.paths.translation_files()
    assert path.name == f"{story.id}.bo.md"
    return archive, path


def test_the_translation_stands_beside_the_story(bilingual: tuple[Archive, Path]) -> None:
    archive, path = bilingual
    story = read_story(path.with_name(path.name.replace(".bo", "")))
    found = read_translations(archive.paths, [story])[story.id]
    assert found.article.first(Role.TITLE) == BOTH[0].values[0]["title"][1]
    assert found.origins == (0, 1, 2)
    assert (found.missing, found.stale) == ((), ())


def test_only_what_is_said_of_a_picture_loses_its_kind() -> None:
    """A caption stands beside its original, which makes one of it again; a heading is written."""
    roles = (Role.TITLE, Role.HEADING, Role.PARAGRAPH, Role.CAPTION)
    printed, told = (
        tuple(Passage(role=role, text=f"{text}{role}") for role in roles)
        for text in ("医生", "སྨན་པ།")
    )
    article = Article(passages=printed)
    beside = TranslatedArticle(
        article=0, language="bo", passages=told, origins=((), (1,), (2,), (3,))
    )
    story = Story(id="a", article=article, description=Description())
    text = translation_text(beside, article, story)
    assert "\n## སྨན་པ།heading\n" in text and "\nསྨན་པ།caption\n" in text


def test_an_editors_translation_is_never_overwritten(bilingual: tuple[Archive, Path]) -> None:
    archive, path = bilingual
    edited = read_text(path).replace("ཡོང་རྒྱུ", "སླེབས་རྒྱུ")
    path.write_text(edited, encoding="utf-8")
    assert archive.run("import").exit_code == 0
    assert read_text(path) == edited
    path.unlink()
    assert archive.run("import").exit_code == 0
    assert not path.exists()


def test_the_machines_own_translation_follows_the_machine(bilingual: tuple[Archive, Path]) -> None:
    """As after an import by an older version: the file holds what the record says it wrote."""
    archive, path = bilingual
    [record] = archive.paths.record_files()
    old, new = "older\n", read_text(path)
    path.write_text(old, encoding="utf-8")
    told = read_record(record).stories[0].translations["bo"]
    record.write_text(read_text(record).replace(told, sha256(old)), encoding="utf-8")
    assert archive.run("import").exit_code == 0
    assert read_text(path) == new
