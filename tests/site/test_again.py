"""`aidstories build` again: what it leaves is what a clean build makes, whatever came between."""

from __future__ import annotations

import errno
import logging
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import TemplateError
from mkdocs.commands.build import build
from mkdocs.config import load_config

from aidstories.model import Article, Passage, Role, Story
from aidstories.paths import ArchivePaths
from aidstories.site.incremental.again import build_again
from aidstories.site.incremental.dependencies import Dependencies
from aidstories.site.incremental.outcome import Outcome
from aidstories.site.incremental.record import Damaged, Record
from aidstories.site.incremental.remembered import Remembered
from aidstories.site.incremental.standing import RECORD, Given, look, standing
from aidstories.site.incremental.tree import Tree
from aidstories.site.patching.patch import patched
from aidstories.site.render import Fragments
from aidstories.stories.format.serialize import serialize
from aidstories.stories.importing.captures import jobs
from aidstories.stories.importing.run import import_captures
from aidstories.stories.store.catalogue import read_catalogue
from aidstories.stories.store.files import read_story
from tests.archive import HOME, PAPER
from tests.site.test_incremental import TITLES, TRANSLATED, differing, files, made

IDS = "abcde"
FIELDS = ("published", "regions", "donors", "programs", "people", "institutions", "byline")
"""What an editor puts right in a description, one at a time."""


class Archive:
    """An archive of its own with a configuration, templates and tables that tests may change."""

    def __init__(self, root: Path) -> None:
        self.root, self.paths = root, ArchivePaths(root)
        self.site = root / "site"
        self.record = self.paths.build_cache / RECORD
        shutil.copytree(HOME / "overrides", root / "overrides")
        shutil.copytree(HOME / "docs/data", root / "docs/data")
        shutil.copy(HOME / "mkdocs.yml", root)
        for name in ("index.md", "tags.md", "search.md"):
            shutil.copy(HOME / "docs" / name, root / "docs")
        (root / "seeds").mkdir()

    def build(self, *, clean: bool = False) -> Outcome:
        """Build as `aidstories build` does."""
        found = None if clean else look(self.paths.config, Given(), self.record)
        done = patched(self.paths, found, self.record) if found and found.changed else None
        return done or build_again(self.paths, Given(), self.record, clean=clean)

    def stands(self) -> bool:
        return standing(self.paths.config, Given(), self.record) is not None

    def clean(self) -> dict[str, bytes]:
        """Return the files of a clean build by MkDocs' own loop."""
        site = self.root / "clean"
        shutil.rmtree(site, ignore_errors=True)
        config = load_config(str(self.paths.config), site_dir=str(site))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        return files(site)

    def killed(self, after: int) -> None:
        """Build in a process that is killed ``after`` so many files have been moved or saved."""
        child = os.fork()
        if child == 0:
            try:
                _die(after)
                self.build()
            finally:
                os._exit(9)
        os.waitpid(child, 0)

    def file(self, id_: str, folder: str = "2024") -> Path:
        return self.paths.stories / folder / f"{id_}.md"

    def write(self, id_: str, number: int) -> None:
        self.file(id_).parent.mkdir(parents=True, exist_ok=True)
        self.file(id_).write_text(serialize(made(id_, number)).text, "utf-8")


def _die(after: int) -> None:
    """Have this process end when it has moved, written or saved ``after`` times."""
    left = [after]

    def counted(act: Callable[..., object]) -> Callable[..., object]:
        def run(*given: object, **named: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                os._exit(9)
            return act(*given, **named)

        return run

    Tree._move = counted(Tree._move)  # type: ignore[method-assign, assignment]
    Tree._remove = counted(Tree._remove)  # type: ignore[method-assign, assignment]
    Record.save = counted(Record.save)  # type: ignore[method-assign, assignment]
    Record._save_outputs = counted(Record._save_outputs)  # type: ignore[method-assign, assignment]
    Record._save_values = counted(Record._save_values)  # type: ignore[method-assign, assignment]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive with three stories, built."""
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    archive = Archive(tmp_path_factory.mktemp("again") / "archive")
    for number, id_ in enumerate(("jia", "yi", "bing")):
        archive.write(id_, number)
    archive.build()
    yield archive


def test_files_made_by_a_whole_build_stand_in_the_next(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Fragments, "entry", None)  # what makes the entries of the filter's page
    assert not build_again(archive.paths, Given(), archive.record).whole


def test_where_nothing_changed_nothing_is_made(archive: Archive) -> None:
    archive.build()
    assert archive.stands()
    done = archive.build()
    assert not done.whole
    assert (list(done.changed), list(done.gone)) == ([], [])
    assert done.files == len(files(archive.site))


def test_what_another_hand_did_to_the_site_is_undone(archive: Archive) -> None:
    archive.build()
    page, book, index = "stories/jia/index.html", "stories/stories.epub", "search/years.json"
    before = files(archive.site)
    assert {page, book, index} <= before.keys()
    (archive.site / page).write_text("x", "utf-8")
    (archive.site / book).write_bytes(b"")
    (archive.site / index).unlink()
    (archive.site / "stories/old").mkdir()
    (archive.site / "stories/old/index.html").write_text("x", "utf-8")
    (archive.site / ".kept").write_text("x", "utf-8")
    assert not archive.stands()
    done = archive.build()
    assert set(done.changed) == {page, book, index}
    assert set(done.gone) == {"stories/old/index.html"}
    assert not (archive.site / "stories/old").exists()
    assert (archive.site / ".kept").read_text("utf-8") == "x"
    (archive.site / ".kept").unlink()
    assert files(archive.site) == before


def test_a_site_that_is_gone_is_made_in_its_own_folder(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.build()
    before = files(archive.site)
    shutil.rmtree(archive.site)
    (archive.site / "index.html").mkdir(parents=True)  # somebody's folder where a page goes
    monkeypatch.setattr(Tree, "_move", None)
    done = archive.build()
    assert files(archive.site) == before
    assert (set(done.changed), done.files, done.whole) == (set(before), len(before), False)
    assert archive.stands()


@pytest.mark.parametrize("clean", [False, True])
def test_a_build_that_fails_leaves_the_site_as_it_was(archive: Archive, clean: bool) -> None:
    archive.build()
    before = files(archive.site)
    template = archive.root / "overrides/base.html"
    right = template.read_text("utf-8")
    for wrong in ("{% if %}", "{{ nobody.knows.this }}"):
        template.write_text(right + wrong, "utf-8")
        with pytest.raises(TemplateError):
            archive.build(clean=clean)
        assert files(archive.site) == before
    template.write_text(right, "utf-8")
    archive.build(clean=clean)
    assert files(archive.site) == before and archive.stands()


def test_a_clean_build_leaves_nothing_of_the_last(archive: Archive) -> None:
    archive.build()
    before = files(archive.site)
    (archive.site / "stories/old").mkdir()
    (archive.site / "stories/old/index.html").write_text("x", "utf-8")
    done = archive.build(clean=True)
    assert files(archive.site) == before and set(done.changed) == set(before)
    assert not (archive.site / "stories/old").exists()


def test_a_file_of_the_same_length_and_time_is_told_apart(archive: Archive) -> None:
    archive.build()
    page = archive.site / "stories/jia/index.html"
    good, status = page.read_bytes(), page.stat()
    beside = page.with_name("other")
    beside.write_bytes(good.replace(b"a", b"b"))
    os.utime(beside, ns=(status.st_atime_ns, status.st_mtime_ns))
    beside.replace(page)
    archive.build()
    assert page.read_bytes() == good


def test_a_story_changed_in_the_tick_of_the_build_is_noticed(archive: Archive) -> None:
    archive.build()
    path = archive.file("jia")
    text, status = path.read_text("utf-8"), path.stat()
    archive.file("jia").write_text(text, "utf-8")
    archive.build()
    status = path.stat()
    with path.open("r+", encoding="utf-8") as file:
        file.write(text.replace("县", "市") if "县" in text else text.replace("医", "牙"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    assert not archive.stands()
    path.write_text(text, "utf-8")


def flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes(255 - byte for byte in data[middle:])


@pytest.mark.parametrize("damage", [lambda data: b"no record", lambda data: data[:9000], flipped])
def test_a_damaged_record_says_nothing(
    archive: Archive, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    archive.build()
    copy = tmp_path / RECORD
    copy.write_bytes(damage(archive.record.read_bytes()))
    assert standing(archive.paths.config, Given(), copy) is None
    with pytest.raises(Damaged):
        Record(copy).dependencies()


@pytest.mark.parametrize("at", [18, 20])
def test_a_record_that_cannot_be_written_to_is_let_go(
    archive: Archive, tmp_path: Path, at: int
) -> None:
    """A byte of its head is another one: it reads as it was, and takes nothing more in."""
    archive.build()
    data = bytearray(archive.record.read_bytes())
    data[at] ^= 0xFF
    copy = tmp_path / RECORD
    copy.write_bytes(data)
    config, files = load_config(str(archive.paths.config)), Tree(archive.site).files()
    remembered = Remembered(copy, config, archive.site, Given())
    known = remembered.known(files)
    assert known is not None and standing(archive.paths.config, Given(), copy)
    remembered.save(Dependencies(), remembered.looked(), {})
    remembered.close()
    assert standing(archive.paths.config, Given(), copy) is None
    assert Record(copy).meta == {}


def test_a_record_of_another_format_is_made_anew_by_a_build_that_is_not_killed(
    archive: Archive,
) -> None:
    archive.build()
    before = files(archive.site)
    with closing(sqlite3.connect(archive.record)) as file:
        file.execute("PRAGMA user_version=99")
    assert not archive.stands()
    archive.killed(0)
    assert not archive.stands()
    assert archive.build().whole
    assert files(archive.site) == before
    assert archive.stands()


def test_a_build_that_is_killed_goes_on(archive: Archive) -> None:
    archive.build()
    for after in (0, 7):
        archive.write("jia", 4 + after)
        archive.killed(after)
    archive.write("jia", 0)  # back to what the record has
    archive.build()
    assert differing(files(archive.site), archive.clean()) == []
    assert archive.stands()


def change_story(archive: Archive, id_: str, number: int) -> None:
    archive.write(id_, number)


def change_text(archive: Archive, id_: str, number: int) -> None:
    """Put a sentence that names nobody at the end of a story."""
    if archive.file(id_).exists():
        text, own = archive.file(id_).read_text("utf-8").rstrip(), "\n\n雪停了。"
        text = text if own in text else f"{text}{own}"
        archive.file(id_).write_text(f"{text}{'路通了，' * (number % 3)}天晴了。\n", "utf-8")


def change_beginning(archive: Archive, id_: str, number: int) -> None:
    """Put a word before the first sentence: what lists show of a story, and quote."""

    def change(story: Story) -> Story:
        title, *text = passages(story)
        begun = (replace(one, text=f"第{number}天，{one.text}") for one in text[:1])
        return replace(story, article=Article(passages=(title, *begun, *text[1:])))

    _rewrite(archive, id_, change)


def change_title(archive: Archive, id_: str, number: int) -> None:
    """Change the title alone: the order of lists, what is related, and pages of others follow."""
    title = TITLES[number % len(TITLES)]

    def change(story: Story) -> Story:
        told = (replace(p, text=title) if p.role is Role.TITLE else p for p in passages(story))
        return replace(story, article=Article(passages=tuple(told)))

    _rewrite(archive, id_, change)


def lengthen_title(archive: Archive, id_: str, number: int) -> None:
    """Add to the title what moves the story nowhere, and no other title has."""
    _add_to_title(archive, id_, f"（图{number}）")


def borrow_title(archive: Archive, id_: str, number: int) -> None:
    """Add to the title the words of others: which stories are related follows."""
    _add_to_title(archive, id_, f"，{TITLES[number % 3]}")


def _add_to_title(archive: Archive, id_: str, more: str) -> None:
    def change(story: Story) -> Story:
        title, *text = passages(story)
        longer = replace(title, text=f"{title.text}{more}")
        return replace(story, article=Article(passages=(longer, *text)))

    _rewrite(archive, id_, change)


def passages(story: Story) -> tuple[Passage, ...]:
    return story.article.passages


def change_field(archive: Archive, id_: str, number: int) -> None:
    """Change one field of a description as an editor does, to what another story has."""
    name, other = FIELDS[number % len(FIELDS)], made(id_, number // len(FIELDS)).description
    told: dict[str, Any] = {name: getattr(other, name)}
    if name == "published":
        told["year"] = other.year
    _rewrite(archive, id_, lambda one: replace(one, description=replace(one.description, **told)))


def _rewrite(archive: Archive, id_: str, change: Callable[[Story], Story]) -> None:
    if archive.file(id_).exists():
        story = change(read_story(archive.file(id_)))
        archive.file(id_).write_text(serialize(story).text, "utf-8")


def remove_story(archive: Archive, id_: str, _: int) -> None:
    for path in archive.paths.stories.glob(f"*/{id_}.*"):
        path.unlink()


def rename_story(archive: Archive, id_: str, number: int) -> None:
    if archive.file(id_).exists():
        remove_story(archive, id_, number)
        archive.write(IDS[number % len(IDS)] * 2, number)


def translate_story(archive: Archive, id_: str, _: int) -> None:
    if archive.file(id_).exists():
        text = TRANSLATED.format(id=id_, title="སྨན་པ།")
        archive.file(f"{id_}.bo").write_text(text, "utf-8")


def change_table(archive: Archive, _: str, number: int) -> None:
    table = archive.paths.data / "terms.csv"
    text = (HOME / "docs/data/terms.csv").read_text("utf-8-sig")
    row = next(line for line in text.splitlines()[1:] if ",报道," in line)
    changed = row.replace(",报道,", f",报道{number},", 1)
    table.write_text(text.replace(row, changed), "utf-8")


def change_template(archive: Archive, _: str, number: int) -> None:
    path = "overrides/archive/list.html"
    text = (HOME / path).read_text("utf-8")
    (archive.root / path).write_text(f"{text}<p>{number}</p>\n", "utf-8")


def change_configuration(archive: Archive, _: str, number: int) -> None:
    text = (HOME / "mkdocs.yml").read_text("utf-8")
    (archive.root / "mkdocs.yml").write_text(
        text.replace("site_name: ", f"site_name: {number} "), "utf-8"
    )


def import_capture(archive: Archive, id_: str, number: int) -> None:
    capture = archive.paths.captures / f"{id_}.txt"
    capture.write_text(PAPER.replace("医", "医" if number % 2 else "牙"), "utf-8")
    work = list(jobs((), archive.paths, read_catalogue(archive.paths.catalogue)))
    list(import_captures(work, archive.paths))


def write_page(archive: Archive, id_: str, number: int) -> None:
    page = archive.root / f"docs/{id_}.md"
    links = f"[首页](index.md) [没有](none.md) [一篇](stories/2024/{IDS[number % 5]}.md)"
    page.write_text(f"# 另一页 {number}\n\n{links}\n", "utf-8")


def touch_site(archive: Archive, _: str, number: int) -> None:
    pages = sorted(archive.site.rglob("*.html"))
    if pages:
        pages[number % len(pages)].write_text("x", "utf-8")


def kill(archive: Archive, id_: str, number: int) -> None:
    archive.write(id_, number)
    archive.killed(number)


CHANGES = (
    change_story,
    change_text,
    change_text,
    change_beginning,
    change_title,
    lengthen_title,
    borrow_title,
    change_field,
    remove_story,
    rename_story,
    translate_story,
    import_capture,
    write_page,
    touch_site,
    kill,
)
OF_ALL = (change_table, change_template, change_configuration)
"""Changes after which everything is made anew."""


def steps(most: int) -> st.SearchStrategy[list[tuple[Callable[..., None], str, int]]]:
    step = st.tuples(st.sampled_from((*CHANGES, *OF_ALL)), st.sampled_from(IDS), st.integers(0, 30))
    return st.lists(step, min_size=1, max_size=most)


def follow(archive: Archive, taken: list[tuple[Callable[..., None], str, int]]) -> None:
    for change, id_, number in taken:
        change(archive, id_, number)
        archive.build()
    assert differing(files(archive.site), archive.clean()) == []


def test_each_kind_of_change_gives_what_a_clean_build_does(archive: Archive) -> None:
    kinds = (change_table, *dict.fromkeys(CHANGES))
    follow(archive, [(change, IDS[n % 3], n) for n, change in enumerate(kinds)])


def test_a_page_that_names_a_story_follows_it(archive: Archive) -> None:
    taken = [(remove_story, "e", 0), (write_page, "a", 4), (change_story, "e", 1)]
    for change, id_, number in taken:
        change(archive, id_, number)
        archive.build()
    page = archive.site / "a/index.html"
    assert "../stories/e/" in page.read_text("utf-8")
    remove_story(archive, "e", 0)
    archive.build()
    assert "../stories/e/" not in page.read_text("utf-8")


def test_one_changed_story_is_made_where_the_root_is_given_from_here(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.build()
    monkeypatch.chdir(archive.root.parent)
    assert standing(ArchivePaths(Path(archive.root.name)).config, Given(), archive.record)


@settings(max_examples=1, deadline=None, suppress_health_check=list(HealthCheck))
@given(taken=steps(3))
def test_any_changes_give_what_a_clean_build_does(
    archive: Archive, taken: list[tuple[Callable[..., None], str, int]]
) -> None:
    follow(archive, taken)


@pytest.mark.long
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(taken=steps(8))
def test_any_changes_at_length(
    archive: Archive, taken: list[tuple[Callable[..., None], str, int]]
) -> None:
    follow(archive, taken)


def test_beside_plugins_that_nobody_here_knows_nothing_stands(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.build()
    copy = shutil.copy(archive.record, tmp_path)
    config = load_config(str(archive.paths.config))
    remembered = Remembered(Path(copy), config, archive.site, Given())
    assert remembered.known(Tree(archive.site).files()) is not None
    monkeypatch.setattr("aidstories.site.incremental.remembered.others", lambda config: ["x"])
    assert remembered.known(Tree(archive.site).files()) is None
    remembered.close()


@pytest.mark.parametrize(
    ("said", "number"), [("database or disk is full", errno.ENOSPC), ("disk I/O error", errno.EIO)]
)
def test_a_record_that_finds_no_room_is_said_as_the_system_says_it(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, said: str, number: int
) -> None:
    """SQLite's own errors would be told as faults of the program."""

    def refuse(*given: object) -> None:
        raise sqlite3.OperationalError(said)

    with monkeypatch.context() as full:
        full.setattr(Record, "save", refuse)
        with pytest.raises(OSError) as caught:
            archive.build(clean=True)
        full.setattr(Record, "_begin", refuse)
        with pytest.raises(OSError) as begun:
            archive.build(clean=True)
    assert [(e.value.errno, e.value.filename) for e in (caught, begun)] == [
        (number, str(archive.record))
    ] * 2
    archive.build()
    assert files(archive.site) == archive.clean()
