"""The files of names hold every name, and a key stands in one of them alone."""

import gzip
import json
from types import SimpleNamespace
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from aidstories.search import Index
from aidstories.search.forms import Form, Inside
from aidstories.search.index import piece_of
from aidstories.search.name_files import NameTable, write_names
from aidstories.search.names import Name
from aidstories.search.shards import name_of

NAMES = st.lists(
    st.tuples(
        st.text("甲乙丙那曲a1ཀཁ𠮷", min_size=1, max_size=6),
        st.sets(st.integers(0, 3000), min_size=1, max_size=40),
    ),
    max_size=200,
)


def pack(value: object) -> bytes:
    return gzip.compress(json.dumps(value).encode(), mtime=0)


def written(names: list[Name]) -> NameTable:
    """Return the table of ``names``, read from their files in memory."""
    files: dict[str, bytes] = {}

    def add(data: bytes) -> str:
        files[name_of(data)] = data
        return name_of(data)

    def table(name: str) -> Any:
        return json.loads(gzip.decompress(piece_of(name, files.__getitem__)))

    made = write_names(names, (), pack, add)
    manifest = {"beginnings": made.beginnings, "names": made.names}
    assert files.keys() == {*manifest.values(), *made.others}
    index = SimpleNamespace(manifest=manifest, table=table, lost=set())
    return NameTable(cast(Index, index))


@given(NAMES)
def test_every_key_is_found_with_its_documents(listed: list[tuple[str, set[int]]]) -> None:
    names = [
        Name(
            facet="person",
            value=str(n),
            url="",
            numbers=tuple(sorted(numbers, reverse=True)),
            forms=(Form(key, Inside.PERSON),),
        )
        for n, (key, numbers) in enumerate(listed)
    ]
    table = written(names)
    for name, (key, numbers) in zip(names, listed, strict=True):
        found = {row.value: row for row in table.named(key)}
        assert {row.key for row in found.values()} == {key}
        assert table.numbers(found[name.value]) == numbers
        assert name.value in {row.value for row in table.beginning(key[0])}


def test_a_key_stands_in_one_file(many_index: Index) -> None:
    directory = NameTable(many_index).directory
    keys = [{row[0] for row in many_index.table(file)} for file in directory["files"]]
    assert len(keys) > 8
    assert sum(map(len, keys)) == len(set().union(*keys))
    assert directory["keys"] == [min(found) for found in keys]


def test_what_no_name_begins_as_needs_no_file(many_index: Index) -> None:
    table = NameTable(many_index)
    assert not table.may_begin("远程会诊") and not table.may_begin("癌")
    assert table.may_begin("那曲") and table.may_begin("ct")
