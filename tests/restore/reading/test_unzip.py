"""A ZIP is opened within limits, and what is past them is refused with a sentence."""

from __future__ import annotations

import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.restore.reading.archives import packed

from aidstories.restore.reading import unzip
from aidstories.restore.reading.extract import extract
from aidstories.restore.reading.refusal import Refusal
from aidstories.restore.reading.unzip import open_zip

STORY = "援助医生在县医院工作了一年半。".encode()


def refused(data: bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        dict(open_zip(data))
    return caught.value


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
def test_files_come_by_name_in_their_order(method: int) -> None:
    members = open_zip(packed({"二.txt": STORY, "a/": b"", "a/一.txt": b""}, method))
    assert dict(members) == {"二.txt": STORY, "a/一.txt": b""}
    assert list(members) == ["二.txt", "a/一.txt"]
    assert members.size("二.txt") == len(STORY)
    assert "三.txt" not in members


def test_names_that_windows_wrote_in_gbk_are_read() -> None:
    data = packed({"XXXXXXXX.txt": STORY})
    data = data.replace(b"XXXXXXXX", "援藏故事".encode("gb18030"))
    assert list(open_zip(data)) == ["援藏故事.txt"]


def test_an_empty_archive_has_no_files() -> None:
    assert dict(open_zip(packed({}))) == {}


def test_a_password_is_named() -> None:
    data = bytearray(packed({"a.txt": STORY}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "密码" in refused(bytes(data)).zh


def test_a_bomb_is_refused_and_a_small_file_of_zeros_is_not() -> None:
    assert "炸弹" in refused(packed({"a.txt": bytes(3 << 20)})).zh
    assert len(open_zip(packed({"a.txt": bytes(1 << 20)}))["a.txt"]) == 1 << 20


@pytest.mark.parametrize(
    ("limit", "value", "said"),
    [("LARGEST_MEMBER", 40, "MB"), ("MOST_BYTES", 80, "MB"), ("MOST_MEMBERS", 1, "个")],
)
def test_limits_hold(limit: str, value: int, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed({"a.txt": STORY, "b.txt": STORY})
    assert len(dict(open_zip(data))) == 2
    monkeypatch.setattr(unzip, limit, value)
    assert said in refused(data).zh


def test_more_files_than_the_limit_are_refused_before_they_are_listed() -> None:
    assert "个" in refused(b"PK\x01\x02" * (unzip.MOST_MEMBERS + 1)).zh


def test_two_files_of_one_name_are_refused() -> None:
    data = packed({"a.txt": STORY, "b.txt": b"x"}).replace(b"b.txt", b"a.txt")
    assert "同名" in refused(data).zh


def test_a_file_that_is_larger_than_its_entry_says_is_damaged() -> None:
    data = bytearray(packed({"a.txt": STORY}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (3).to_bytes(4, "little")
    assert "损坏" in refused(bytes(data)).zh


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_archive_is_damaged(share: float) -> None:
    data = packed({"a.txt": STORY * 20, "b.txt": STORY})
    assert "损坏" in refused(data[: int(len(data) * share)]).zh


@given(st.binary(max_size=300))
def test_any_bytes_are_files_or_refused(data: bytes) -> None:
    try:
        dict(open_zip(data))
    except Refusal:
        return


@given(st.data())
def test_a_mutated_archive_is_files_or_refused(data: st.DataObject) -> None:
    archive = bytearray(packed({"a.txt": STORY, "援.html": STORY * 3}))
    for at, byte in data.draw(
        st.lists(st.tuples(st.integers(0, len(archive) - 1), st.integers(0, 255)), max_size=6)
    ):
        archive[at] = byte
    try:
        dict(open_zip(bytes(archive)))
    except Refusal:
        return


def test_a_file_without_a_name_is_a_file() -> None:
    """`zipfile` asks the last character of its name whether it is a folder."""
    data = packed({"x": "义诊".encode()}).replace(b"x", b"\0")
    assert [*open_zip(data)] == [""]
    assert "义诊" in extract(data).text
