"""The files of the index: numbers, damage, other versions, and what a change leaves alone."""

import dataclasses
import json
import os
import shutil
from bisect import bisect_right
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidstories.errors import BadInput
from aidstories.search import Index, build_index, name_files, search, shards, varint
from aidstories.search.documents import Document
from aidstories.search.index import FORMAT, TOGETHER, gaps_of, text_file, undo_gaps
from aidstories.search.occurrences import MANY, RAW, STEP, TEXT, Units, occurrences
from aidstories.search.postings import PostingList, posting_lists, posting_lists_in_memory
from aidstories.search.shards import LEAST, MOST, cut, decode_positions, decode_shard, encode_shard
from tests.archive import HOME, TABLES
from tests.search.corpus import described, ids, indexed, make
from tests.search.synthetic import synthetic

NUMBERS = st.lists(st.integers(0, 2**34))
SAID = [
    *(f"## 索引的格式，第 {FORMAT} 版", f"| `format` | {FORMAT} |"),
    *(f"SHA-256 的前 {shards.DIGEST} 个字节", f"每块文件名的 {shards.DIGEST} 个字节"),
    *(
        f"正文各段（署名、图说等都在内）从 {TEXT} 起",
        f"原稿的从 2{'²' if RAW == 2**24 else '?'}⁴ 起",
    ),
    f"比 {TEXT} 多 {STEP} 的若干倍",
    f"段数极多的（{MANY:,} 段起）依次相接",
    f"够 {LEAST:,} 字节之后，遇到 CRC-32 能被 {shards._BORDER} 整除的词元",
    f"至多 {MOST:,} 字节",
    f"编号表超过 {name_files._INLINE} 个时另放",
    f"编号 {TOGETHER}K 到 {TOGETHER}K+{TOGETHER - 1} 的报道。开头是 {TOGETHER} 个字节数",
]
"""What the guide says of the format, for who reads the index with another program."""


@pytest.mark.parametrize("says", SAID)
def test_the_guide_says_what_the_format_is(says: str) -> None:
    assert says in (HOME / "docs/guide/search-index.md").read_text("utf-8")


@pytest.mark.parametrize("length, start", [(TEXT - 2, 0), (TEXT - 1, TEXT)])
def test_titles_that_would_reach_the_text_stand_in_it(length: int, start: int) -> None:
    """A place stays free between what stands in the title and what stands in the text."""
    rows = occurrences(make(1, "正文", titles=["甲" * length]), 1, Units())
    assert rows[3].tolist() == [
        *range(start, start + length),
        *(n + (TEXT if start == 0 else TEXT + length + 1) for n in (0, 1)),
    ]


@pytest.mark.parametrize(
    ("first", "second"), [(0, 0), (1, STEP), (STEP - 1, STEP), (STEP, 2 * STEP)]
)
def test_a_passage_begins_where_few_words_more_before_it_do_not_move_it(
    first: int, second: int
) -> None:
    """The place before it stays free."""
    rows = occurrences(make(1, "甲" * first, "正文"), 1, Units())
    assert rows[3].tolist() == [TEXT + n for n in (*range(first), second, second + 1)]


def test_passages_too_many_for_that_follow_each_other_at_once() -> None:
    rows = occurrences(make(1, *("甲" for _ in range(MANY))), 1, Units())
    assert rows[3].tolist() == [*range(TEXT, TEXT + 2 * MANY, 2)]
    assert rows[3][-1] < RAW


@given(NUMBERS)
def test_numbers_are_read_as_they_were_written(numbers: list[int]) -> None:
    data = varint.encode(numbers)
    assert varint.Reader(data).numbers(len(numbers)) == numbers
    assert varint.decode_array(data).tolist() == numbers


@given(NUMBERS)
def test_arrays_are_written_as_single_numbers_are(numbers: list[int]) -> None:
    array = varint.decode_array(varint.encode(numbers))
    data, ends = varint.encode_array(array)
    assert data == varint.encode(numbers)
    assert ends.tolist() == [len(varint.encode(numbers[: n + 1])) for n in range(len(numbers))]


@given(st.sets(st.integers(0, 10**6)))
def test_steps_down_are_undone(numbers: set[int]) -> None:
    descending = sorted(numbers, reverse=True)
    assert undo_gaps(gaps_of(descending)) == descending


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return sorted(map(described, synthetic(60)), key=lambda d: (d.date, d.id))


@pytest.fixture(scope="module")
def numbered(documents: list[Document]) -> list[tuple[int, Document]]:
    return list(reversed(list(enumerate(documents))))


def test_blocks_of_any_size_give_the_same_records(
    numbered: list[tuple[int, Document]], tmp_path: Path
) -> None:
    in_memory = list(posting_lists_in_memory(numbered))
    for size in (5_000, 40_000, 2**21):
        assert list(posting_lists(numbered, tmp_path, size)) == in_memory


def test_shards_hold_what_was_put_in(numbered: list[tuple[int, Document]]) -> None:
    for chosen in cut(posting_lists_in_memory(numbered)):
        data, positions = encode_shard(chosen)
        shard = decode_shard(data)
        assert sum(length for _, _, length in shard.places) == len(positions)
        assert list(shard.tokens) == [(r.first, r.second) for r in chosen]
        assert list(shard.codes) == [r.codes for r in chosen]
        assert list(shard.documents) == [r.documents for r in chosen]
        pieces = [positions[start : start + length] for _, start, length in shard.places]
        placed = [p for piece in pieces for p in decode_positions(piece)]
        assert placed == [r.positions for r in chosen]
        assert sum(len(r.documents) for r in chosen[:-1]) < MOST


def test_a_shard_ends_at_a_border_or_when_it_is_full() -> None:
    """So that a changed story moves no more borders than those beside it."""
    lists = [PostingList(f"{n}", "", (2, 0, 0), b"x" * 100, b"") for n in range(2_000)]
    *whole, _ = cut(lists)
    sizes = [sum(len(one.documents) + 4 for one in shard) for shard in whole]
    assert min(sizes) >= LEAST and max(sizes) < MOST + 104
    ends = [n for n, size in enumerate(sizes) if size < MOST]
    assert 0 < len(ends) < len(sizes)
    before, after = cut(lists[1:]), cut(lists)
    assert {shard[0].first for shard in after} & {shard[0].first for shard in before}


@pytest.mark.parametrize("damage", [lambda d: d[:-9], lambda d: b"", lambda d: d[:12] + d[20:]])
def test_damage_is_noticed(
    numbered: list[tuple[int, Document]], damage: Callable[[bytes], bytes]
) -> None:
    data, positions = encode_shard(next(cut(posting_lists_in_memory(numbered))))
    first: tuple[bytes, Callable[[bytes], object]] = (data, decode_shard)
    _, start, length = decode_shard(data).places[-1]
    for content, read in (first, (positions[start : start + length], decode_positions)):
        with pytest.raises(ValueError, match="damaged"):
            read(damage(content))


def test_a_changed_story_touches_its_shards_alone(
    many_documents: list[Document], many_site: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(many_site / "search/index", tmp_path / "index", copy_function=os.link)
    before, files = shards_of(folder), inodes(folder)
    old = many_documents[500]
    new = dataclasses.replace(old, texts=(*old.texts, "补记：鼹鼠。"))
    changed = [*many_documents[:500], new, *many_documents[501:]]
    told = build_index(changed, folder, TABLES)
    after = shards_of(folder)
    made = {n for n, (token, name) in enumerate(before.items()) if after.get(token) != name}
    firsts = list(before)
    touched = {bisect_right(firsts, token) - 1 for token in different_tokens(old, new)}
    assert told.changed == 1 and told.kept == len(before) - len(made)
    assert touched <= made <= touched | {n + 1 for n in touched}  # a border may move
    assert 0 < len(made) < len(before) / 10
    names = {name for name in files if name.startswith("texts/")} - {text_file(500)}
    names |= {f"{before[firsts[n]]}.bin" for n in range(len(before)) if n not in made}
    files_now = inodes(folder)
    assert {name: files[name] for name in names} == {name: files_now[name] for name in names}
    assert ids(Index(folder), "鼹鼠") == [old.id]
    again = build_index(changed, folder, TABLES)
    assert (again.shards, again.changed) == (0, 0)


def shards_of(folder: Path) -> dict[tuple[str, str], str]:
    """Return the names of the shards by their first tokens."""
    return {token: name for token, name, _ in Index(folder).directory}


def inodes(folder: Path) -> dict[str, int]:
    """Return what tells each file from another of the same name that was written anew."""
    paths = folder.rglob("*.bin")
    return {path.relative_to(folder).as_posix(): path.stat().st_ino for path in paths}


def different_tokens(old: Document, new: Document) -> set[tuple[str, str]]:
    """Return the tokens that do not stand at the same places in both documents."""
    first, second = (
        {
            (r.first, r.second): (r.codes, r.documents, r.positions)
            for r in posting_lists_in_memory([(500, d)])
        }
        for d in (old, new)
    )
    return {token for token in first | second if first.get(token) != second.get(token)}


def test_what_nothing_names_is_removed(documents: list[Document], tmp_path: Path) -> None:
    build_index(documents, tmp_path)
    (tmp_path / "0123456789.bin").write_bytes(b"x")
    build_index(documents[:30], tmp_path)
    held = {p.name for p in tmp_path.glob("*.bin")}
    build_index(documents[:30], tmp_path / "anew")
    assert held == {p.name for p in (tmp_path / "anew").glob("*.bin")}
    assert [path.name for path in (tmp_path / "texts").iterdir()] == ["0.bin"]
    with pytest.raises(OSError, match="no text 30"):
        Index(tmp_path).record(30)


def test_an_empty_archive_has_an_index(tmp_path: Path) -> None:
    assert ids(indexed([], tmp_path), "医院 -手术") == []


def test_a_lost_shard_is_told_and_the_texts_are_read(tmp_path: Path) -> None:
    index = indexed([make(0, "那曲的手术"), make(1, "拉萨的手术")], tmp_path)
    for _, name, _ in index.directory:
        (tmp_path / f"{name}.bin").write_bytes(b"damaged")
    answer = search(Index(tmp_path), "那曲的")
    assert [hit.number for hit in answer.hits] == [0]
    assert answer.lost


def test_lost_positions_are_told_and_the_texts_are_read(tmp_path: Path) -> None:
    index = indexed([make(0, "那曲的"), make(1, "那曲，曲的")], tmp_path)
    for _, name, length in index.directory:
        path = tmp_path / f"{name}.bin"
        path.write_bytes(path.read_bytes()[:length])
    answer = search(Index(tmp_path), "那曲的")
    assert [hit.number for hit in answer.hits] == [0]
    assert answer.lost


def test_an_index_of_another_version_is_refused(tmp_path: Path) -> None:
    indexed([make(0, "医院")], tmp_path)
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": FORMAT + 1}))
    with pytest.raises(BadInput, match=str(FORMAT + 1)):
        Index(tmp_path)
    build_index([make(0, "医院")], tmp_path)  # and made anew
    assert ids(Index(tmp_path), "医院") == ["story-0"]


def test_no_index_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="manifest"):
        Index(tmp_path)
