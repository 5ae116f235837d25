"""The ledger conserves every character and plays both ways."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.archive import GOLD_SEEDS

from aidstories.model import Article, Kind, Restoration
from aidstories.restore import ledger
from aidstories.restore.conservation import LedgerError, count
from aidstories.restore.reading.extract import extract_text
from aidstories.restore.run import restore, restore_extraction

SEEDS = sorted(GOLD_SEEDS.glob("*.txt"))
PIECES = st.sampled_from(
    [
        *(
            "援助医生在县医院工作了一年半，",
            "带出了一支队伍。",
            "本报讯（记者 张三）",
            "本报记者 李四",
        ),
        *(
            "图为义诊现场。",
            "张三 摄",
            "来源：某某报",
            "编者按",
            "题：",
            "——",
            "pagebreak",
            "（下转第2版）",
        ),
        *("<p>", "</p>", "<br>", "<![", "<!--", "-->", "<script>", "</script>", "<h1>", "</h1>"),
        *("<?php x ?>", "<%@ y %>", "&nbsp;", "&#123;", "<img src='http://a.b/c.jpg'>"),
        *("\n", "\n\n", "\n\n\n\n", " ", "\u3000\u3000", "\t", "\x0c", "\r\n"),
        *("\x00", "\ufeff", "\u200b", "# ", "---\ntitle: 甲\n---\n", "“", "”", '"', ",", "。"),
        *("2025年", "CT", "lapa-\nroscopic", "བོད་", "ལ ྷ་ས།", "\u0f0c"),
    ]
)
OPEN = (
    "援助医生在县医院工作了一年半，带出了一支队伍，全县医疗服务能力有了很大提高，目",
    "手术中，专家们通过高清视频连线实时指导，确保每一个步骤都精准无误，为手",
)
WHOLE = (
    "前，全县医疗服务能力稳步提升，病人不出县就能看上好大夫，家属们都说放心。",
    "病人出院那天，全家人都来送行，县城的街道上飘着酥油茶的香味。",
    "本报那曲电（记者 张三）援助医生来了，县医院变了样，牧民看病不再跑远路。",
)
HEADLINES = ("一支带不走的医疗队", "高原上的守护", "“把优质医疗资源送到牧民家门口”", "雪域 情深")
BYLINES = ("本报记者 李四", "本报记者 王五")
ASIDES = ("图为义诊现场。", "张三 摄", "来源：某某报", "编者按：医生来了。", "（下转第2版）")
BLOCKS = st.one_of(*map(st.sampled_from, (OPEN, WHOLE, HEADLINES, BYLINES, ASIDES)))
MOVED_AWAY = "\n\n".join([HEADLINES[0], OPEN[0], BYLINES[0], HEADLINES[1], WHOLE[0], BYLINES[1]])
"""The headline moves to the front, and the sentence around it is joined."""
CAPTURES = st.one_of(
    st.lists(BLOCKS, max_size=12).map(lambda b: "\n\n".join(b).encode()),
    st.lists(PIECES, max_size=40).map(lambda p: "".join(p).encode()),
    st.lists(PIECES, max_size=20).map(lambda p: "".join(p).encode("gb18030", "replace")),
    st.text(max_size=300).map(lambda s: s.encode("utf-8", "surrogatepass")),
    st.binary(max_size=300),
)


def conserved(data: bytes) -> Restoration:
    """Restore and check every invariant of the ledger."""
    result = restore_extraction(extract_text(data))
    book = result.ledger
    assert result.raw.encode(result.encoding, "surrogateescape") == data
    assert ledger.apply(result.raw, book) == result.articles
    assert ledger.revert(result.articles, book) == result.raw
    assert sum(book.counts.values()) == len(result.raw) == book.length
    assert dict(book.counts) == dict(count(len(result.raw), book.edits))
    return result


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.name[:3])
def test_a_seed_is_conserved(path: Path) -> None:
    result = conserved(path.read_bytes())
    assert result.articles


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.name[:3])
def test_a_ledger_survives_json(path: Path) -> None:
    book = restore(path.read_bytes()).ledger
    assert ledger.from_json(json.loads(json.dumps(ledger.to_json(book)))) == book


@settings(max_examples=300, deadline=None)
@given(CAPTURES)
@example(MOVED_AWAY.encode())
@example(b"</script>\x00\n\n\n\t\x00")
def test_any_capture_is_conserved(data: bytes) -> None:
    conserved(data)


@pytest.mark.long
@settings(max_examples=10_000, deadline=None)
@given(CAPTURES)
def test_ten_thousand_captures_are_conserved(data: bytes) -> None:
    conserved(data)


def test_every_digit_of_an_article_stands_in_its_capture() -> None:
    for path in SEEDS:
        result = restore(path.read_bytes())
        raw = "".join(c for c in result.raw if c.isdigit())
        for article in result.articles:
            for passage in article.passages:
                digits = "".join(c for c in passage.text if c.isdigit())
                assert all(d in raw for d in digits)


class TestRefusals:
    """A ledger that does not fit is refused, never half applied."""

    raw = "援助医生来了。\n\n病人笑了。"
    result = restore(raw.encode())

    def test_another_text(self) -> None:
        with pytest.raises(LedgerError):
            ledger.apply(self.raw.replace("\n\n", "\n \n"), self.result.ledger)

    def test_same_length_other_characters(self) -> None:
        book = self.result.ledger
        edit = next(e for e in book.edits if e.old)
        other = self.raw[: edit.start] + "甲" * (edit.end - edit.start) + self.raw[edit.end :]
        with pytest.raises(LedgerError, match="does not stand"):
            ledger.apply(other, book)

    def test_a_character_without_a_fate(self) -> None:
        book = self.result.ledger
        holed = dataclasses.replace(
            book, edits=tuple(e for e in book.edits if e.kind is not Kind.STRIP)
        )
        with pytest.raises(LedgerError, match="no fate"):
            ledger.apply(self.raw, holed)

    def test_two_passages_with_one_span(self) -> None:
        book = self.result.ledger
        twice = dataclasses.replace(book, layout=(*book.layout, *book.layout))
        with pytest.raises(LedgerError, match="same characters"):
            ledger.apply(self.raw, twice)

    def test_an_article_that_was_changed(self) -> None:
        [article] = self.result.articles
        first, *rest = article.passages
        longer = Article(passages=(dataclasses.replace(first, text=first.text + "好"), *rest))
        with pytest.raises(LedgerError):
            ledger.revert((longer,), self.result.ledger)

    def test_nonsense(self) -> None:
        with pytest.raises(LedgerError, match="not a ledger"):
            ledger.from_json({"length": 3})
