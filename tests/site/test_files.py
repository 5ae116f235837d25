"""How many files and bytes a story has, and that no file is too long to send."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidstories.model import Role
from aidstories.paths import ArchivePaths
from aidstories.restore.tongues import Tongue, tongue
from aidstories.site.archive.index import IN_INDEX
from aidstories.site.takeaway.parts import in_parts, json_parts, length_of, part_names
from aidstories.stories.checks.addresses import addresses, is_made
from aidstories.stories.checks.references import made_folders
from aidstories.tables import read_tables
from tests.archive import HOME
from tests.search.synthetic import synthetic
from tests.shared import made_once
from tests.site.conftest import Site, build_site, copy_docs, parse

FEW, MANY = 60, 1_000
LONGEST = 1_000_000
"""Bytes behind gzip of one file of data: what a slow line (50 KB/s) sends in 20 s."""
PACKED = {".epub", ".gz", ".png", ".woff2", ".zip"}
"""What is compressed already. A book of all stories has no bound: it is asked for as a whole."""


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def make(base: Path) -> None:
        build_site(copy_docs(base / "docs", synthetic(FEW)), base / "site")

    return made_once(tmp_path_factory, "few", make) / "site"


def files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def too_long(folder: Path) -> list[str]:
    """Return the files of data that are longer than `LONGEST` behind gzip."""
    sent = (
        (
            path,
            len(path.read_bytes() if path.suffix in PACKED else gzip.compress(path.read_bytes())),
        )
        for path in files(folder)
        if path.stat().st_size > LONGEST and path.suffix != ".epub"
    )
    return [path.relative_to(folder).as_posix() for path, size in sent if size > LONGEST]


def test_a_story_has_a_page_in_each_language_and_a_card(few: Path) -> None:
    for story in synthetic(FEW):
        own = {
            path.relative_to(few).as_posix()
            for folder in (few / "stories" / story.id, few / "bo/stories" / story.id)
            for path in files(folder)
        }
        name, title = f"stories/{story.id}", story.article.first(Role.TITLE) or ""
        wanted = {f"{name}/index.html", f"bo/{name}/index.html", f"{name}/card.png"}
        if tongue(title) is Tongue.TIBETAN:  # what is written in it is read in it: as a translation
            wanted |= {f"bo/{name}/card.png", f"bo/{name}/{story.id}.epub"}
        assert own == wanted


def test_what_all_stories_share_grows_by_less_than_one_file_a_story(few: Path) -> None:
    """The search's files, those that scripts read, data: each has many stories."""
    tables = {few / "data" / path.name for path in (HOME / "docs/data").iterdir()}
    shared = [
        path
        for path in files(few)
        if path not in tables
        and (
            path.relative_to(few).parts[0] in ("search", "data", "home", "browse")
            or path.parent in (few / "stories", few / "bo/stories")
        )
    ]
    assert all(table.is_file() for table in tables)
    assert len(shared) <= 67  # 4 of them are tables of the stories


def test_no_file_is_too_long(few: Path) -> None:
    assert too_long(few) == []


def test_a_long_file_is_found_out(tmp_path: Path) -> None:
    numbers = json.dumps([n * 7919 % 1_000_003 for n in range(400_000)])
    (tmp_path / "long.json").write_text(numbers)
    (tmp_path / "even.json").write_text("0" * 3_000_000)
    assert too_long(tmp_path) == ["long.json"]


def test_a_name_has_a_page_where_its_index_has_no_room(few: Path) -> None:
    counts: dict[str, int] = {}
    for story in synthetic(FEW):
        for name in set(story.description.institutions):
            counts[name] = counts.get(name, 0) + 1
    rows = json.loads((few / "institutions/names.json").read_text("utf-8"))["names"]
    told = {row[0]: row[2] for row in rows}
    assert told == counts
    assert {row[0] for row in rows if row[4:5] == [1]} == {
        name for name, count in counts.items() if count > IN_INDEX
    }
    for name, _, count, folder, *leads in rows:
        assert (few / "institutions" / folder / "index.html").is_file() == (count > IN_INDEX)
        if count == 1:
            page, _, anchor = leads[0].partition("#")
            passage = parse(few / "institutions" / page / "index.html").find(id=anchor or "sheet")
            assert name in passage.get_text()


SIZED = st.lists(st.integers(1, 30), max_size=60)


@given(SIZED, st.integers(1, 90))
def test_parts_hold_all_in_order_and_none_is_too_long(sizes: list[int], most: int) -> None:
    items = list(enumerate(sizes))
    parts = in_parts(items, lambda item: item[1], most)
    assert [item for part in reversed(parts) for item in part] == items
    assert all(len(part) == 1 or sum(size for _, size in part) <= most for part in parts if part)
    assert len(part_names("a", "b", len(parts))) == len(parts) >= 1


@given(SIZED, st.integers(1, 30), st.integers(1, 90))
def test_a_new_item_changes_the_newest_part_alone(sizes: list[int], new: int, most: int) -> None:
    before = in_parts(sizes, lambda size: size, most)
    after = in_parts([new, *sizes], lambda size: size, most)
    assert after[: len(before) - 1] == before[:-1]
    assert len(after) - len(before) in (0, 1)


@pytest.mark.long
def test_a_thousand_stories_fit_where_hosts_are_free(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """At most 5 files a story: 20,000 files hold 4,000 stories (docs/decisions/0022)."""

    def make(base: Path) -> None:
        build_site(copy_docs(base / "docs", synthetic(MANY)), base / "site")

    folder = made_once(tmp_path_factory, "thousand", make) / "site"
    found = list(files(folder))
    assert len(found) <= 5 * MANY
    assert sum(path.stat().st_size for path in found) <= 99_000 * MANY  # 98.5 KB; the goal is 90
    assert too_long(folder) == []


@given(st.lists(st.text(max_size=9)), st.integers(1, 60))
def test_json_that_is_cut_is_the_same_put_together(rows: list[str], most: int) -> None:
    data = {"starts": [0, 3], "names": rows}
    files = list(json_parts("bo/people/names.json", json.dumps(data), "names", most))
    address, first = files[0][0], json.loads(files[0][1])
    assert address == "bo/people/names.json"
    assert first.pop("more", []) == [name.rpartition("/")[2] for name, _ in files[1:]]
    rest = [json.loads(text) for _, text in files[1:]]
    assert first | {"names": sum(rest, first["names"])} == data
    for part in (first["names"], *rest):
        held = sum(length_of(json.dumps(row, ensure_ascii=False)) for row in part)
        assert held <= most or len(part) == 1 or length_of(json.dumps(data)) <= most


def test_the_check_knows_every_address_that_a_build_writes(
    few: Path, carried: Site, imported: Site
) -> None:
    """What an editor may write stands in ``docs``, or is the theme's."""
    for site in (few, carried.folder, imported.folder):
        paths = ArchivePaths(site.parent)
        made, own = made_folders(read_tables(paths.data)), addresses(paths)
        told = (path.relative_to(site).as_posix() for path in files(site))
        others = [each for each in told if each not in own and not each.startswith("assets/")]
        assert [each for each in others if not is_made(each, made)] == ["robots.txt"]
