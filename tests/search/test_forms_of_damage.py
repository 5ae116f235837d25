"""Every way in which a file of the index can be none: each is told by the one error for it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aidstories.errors import BadInput
from aidstories.search import build
from aidstories.search.build import read_state, state_json
from aidstories.search.index import FORMAT, MANIFEST, decode_directory, read_manifest
from aidstories.search.shards import decode_positions, decode_shard
from aidstories.search.sums import SUMS, Damaged, Sums
from aidstories.search.update import ShardFiles

NO_JSON = {"no text": b"\xff", "no JSON": b"{", "a number": b"5", "a list": b"[]"}
WHOLE = gzip.compress(b"\x01" * 99, mtime=0)
PACKED = {
    "no gzip": b"no gzip at all",
    "cut short": WHOLE[:-9],
    "no deflate": WHOLE[:10] + b"\xff" * 20,
    "nothing in it": gzip.compress(b""),
    "less than it says": gzip.compress(b"\x09\x09\x09"),
}


@pytest.mark.parametrize("data", PACKED.values(), ids=PACKED)
@pytest.mark.parametrize(
    "read, error",
    [(decode_shard, ValueError), (decode_positions, ValueError), (decode_directory, BadInput)],
)
def test_what_is_packed(
    read: Callable[[bytes], object], error: type[Exception], data: bytes
) -> None:
    with pytest.raises(error, match=r"damaged|损坏"):
        read(data)


SUM = {
    "a number for a sum": b'{"a": 5}',
    "a sum of two": b'{"a": ["x", 1]}',
    "words for a length": b'{"a": ["x", "l", 1]}',
}


@pytest.mark.parametrize("data", (NO_JSON | SUM).values(), ids=NO_JSON | SUM)
def test_sums(tmp_path: Path, data: bytes) -> None:
    (tmp_path / SUMS).write_bytes(data)
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(Damaged, match=r"^a$"):
        Sums(tmp_path).hold(["a"])


@pytest.mark.parametrize(
    "data, says",
    [(data, "读不到检索索引") for data in (*NO_JSON.values(), b"{}")]
    + [(b'{"format": %d}' % (FORMAT - 1), f"应为 {FORMAT}")],
)
def test_the_manifest(tmp_path: Path, data: bytes, says: str) -> None:
    (tmp_path / MANIFEST).write_bytes(data)
    with pytest.raises(BadInput, match=says):
        read_manifest(tmp_path)


STATE = {
    "a document without its digest": {"documents": {"a": [1]}},
    "a document of words": {"documents": {"a": ["one", "x"]}},
    "a number for a document": {"documents": {"a": 5}},
    "a shard of two": {"parts": [["a", "b"]]},
    "a shard without length": {"parts": [["a", "b", "c", None]]},
    "a document without mentions": {"mentions": {}},
    "another cut": {"cut": [1, 2, 3, 4]},
    "no cut": {"cut": 5},
}


@pytest.mark.parametrize("changed", [{}, *STATE.values()], ids=["whole", *STATE])
def test_the_state(tmp_path: Path, changed: dict[str, Any]) -> None:
    (tmp_path / MANIFEST).write_text(json.dumps({"format": FORMAT}), "utf-8")
    shard = ShardFiles(token=("a", "b"), name="c", length=1)
    state = build.IndexState(
        documents={"a": (1, "x")}, shards=(shard,), mentions={"a": ["甲"]}, sought=["乙"]
    )
    values = json.loads(state_json(state)) | changed
    del values["sum"]
    text = build._with_sum(json.dumps(values, separators=(",", ":")))
    (tmp_path / build.STATE).write_text(text, "utf-8")
    found = read_state(tmp_path)
    assert (found.documents, found.shards) == (({}, ()) if changed else (state.documents, (shard,)))
