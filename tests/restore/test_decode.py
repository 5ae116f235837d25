"""Bytes to text: the right encoding, and every byte comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidstories.restore import restore
from aidstories.restore.decode import decode
from cases import cases

TEXT = "援藏医生在县医院工作了一年半，带出了一支能独立手术的队伍，病人们都说好。"


@pytest.mark.parametrize("case", cases("decode", "case"))
def test_decode(case: dict[str, str]) -> None:
    text = case.get("head", "") + case.get("text", TEXT)
    data = text.encode(case["codec"])
    decoded = decode(data)
    assert decoded.text.lstrip("\ufeff") == text
    assert decoded.text.encode(decoded.encoding, "surrogateescape") == data


def test_a_broken_byte_spoils_nothing_else() -> None:
    data = TEXT.encode()[:30] + b"\xff" + TEXT.encode()[30:]
    decoded = decode(data)
    assert decoded.encoding == "utf-8"
    assert decoded.text.replace("\udcff", "") == TEXT
    [article] = restore(data).articles
    assert article.passages[0].text == TEXT


def test_nul_bytes_in_utf8() -> None:
    data = TEXT.encode()[:30] + b"\0\0" + TEXT.encode()[30:]
    assert decode(data).text.replace("\0", "") == TEXT
    [article] = restore(data).articles
    assert article.passages[0].text == TEXT


def test_a_character_cut_at_the_end() -> None:
    for codec in ("utf-8", "gb18030"):
        data = (TEXT * 3).encode(codec)[:-1]
        decoded = decode(data)
        assert decoded.text[:-3] == (TEXT * 3)[: len(decoded.text) - 3]
        assert decoded.text.encode(decoded.encoding, "surrogateescape") == data


def test_lone_surrogates_written_as_utf8() -> None:
    data = f"{TEXT}\ud800{TEXT}".encode("utf-8", "surrogatepass")
    decoded = decode(data)
    assert decoded.text.encode(decoded.encoding, "surrogateescape") == data
    [article] = restore(data).articles
    assert article.passages[0].text == TEXT + TEXT


@given(st.one_of(st.binary(max_size=400), st.text(max_size=100).map(lambda s: s.encode("utf-16"))))
def test_every_byte_comes_back(data: bytes) -> None:
    decoded = decode(data)
    assert decoded.text.encode(decoded.encoding, "surrogateescape") == data
