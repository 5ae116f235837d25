"""What pages and lines of every form become, as it was read and approved (tests/approved)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any
from zlib import crc32

import pytest
from tests.approved import approve, approved, cut, shown
from tests.restore.cases import CASES
from tests.restore.generated.pages import page
from tests.restore.outcome import brief, outcome, told
from tests.restore.test_structure import PAGE

from aidstories.model import Correction, Joined, Retyped, Role, Split, Structure
from aidstories.restore.corrections import CorrectionError
from aidstories.restore.reading.extract import extract
from aidstories.restore.run import restore, restore_extraction
from aidstories.restore.structure import StructureError

FIRST, PAGES, TOGETHER = 3_000_000, 20, 10
"""Generated pages: 1,000,000 and on measure, below are those that the weights were fitted on."""
WHOLE = (
    *("breaks", "capture", "columns", "decode", "formulas", "furniture", "markup", "origin"),
    *("parts", "readings", "repeats", "structure", "tibetan", "width", "zones"),
)
"""Cases with a text of their own, of which their tests ask one thing each."""
ALL = 40
"""Cases of a file of which all are taken."""
FORMS = ("byline_forms", "caption_forms", "source_forms")
_TITLE = "海角县人民医院开展首例手术"
_TEXT = "5月6日，援助医生在县医院做了第一例手术，病人当天就能下床，家里人都很高兴。"
_NAMED = str.maketrans(
    {"A": "段敏", "B": "何小青", "C": "手术现场", "S": "海角日报", "D": "5月6日", "{": "", "}": ""}
)


def _cases(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for group, cases in tomllib.loads((CASES / f"{name}.toml").read_text("utf-8")).items():
        for case in cases if isinstance(cases, list) else []:
            yield group, case


def _pages(first: int) -> Iterator[str]:
    for number in range(first, first + TOGETHER):
        drawn = page(number)
        yield from outcome(f"{drawn.kind} {number}", drawn.raw.encode())


def _whole(name: str) -> Iterator[str]:
    """Yield what the cases of a file become: of many half, chosen by their text, not by place."""
    cases = [(group, case) for group, case in _cases(name) if isinstance(case.get("raw"), str)]
    for group, case in cases:
        raw = case["raw"].encode()
        if len(cases) <= ALL or crc32(raw) % 2:
            told = case.get("name") or cut(case["raw"], 12)
            yield from outcome(f"{group} {told}", raw, placed=False)


def _forms(name: str) -> Iterator[str]:
    """Yield what each form is under a title, and behind a text."""
    for group, case in _cases(name):
        line = case["raw"].translate(_NAMED)
        yield f"== {group} {shown(line)}"
        for text in (f"{_TITLE}\n{line}\n{_TEXT}", f"{_TITLE}\n{_TEXT}\n{line}"):
            yield brief(text, (_TITLE, _TEXT))


def _decided() -> Iterator[str]:
    """Yield what a page is after each decision of an editor, or why the decision does not fit."""
    decisions: tuple[Structure, ...] = (
        *(Retyped(line="乙县办起", role=role) for role in Role),
        Retyped(line="图为医疗队", role=Role.HEADING, near="医疗队在县"),
        *(Split(at=at, story=story) for at in _WORDS for story in (True, False)),
        Joined(first="学堂里来了", second="今年秋天"),
        Joined(first="医疗队在县", second="学堂里来了"),
        Joined(first="没有的话", second="今年秋天"),
    )
    for decision in decisions:
        yield f"== {decision}"
        try:
            restored = restore_extraction(extract(PAGE.encode()), structure=(decision,))
            yield from told(restored, placed=isinstance(decision, Split))
        except StructureError as error:
            yield f"{error}"
    for old, new, context in _CORRECTIONS:
        yield f"== {old} → {new} in {context}"
        correction = Correction(old=old, new=new, context=context)
        try:
            yield from told(restore(PAGE.encode(), decisions=[correction]))
        except CorrectionError as error:
            yield f"{error}"


_CORRECTIONS = (
    *(
        ("义诊", "会诊", None),
        ("学员", "学生", "二十名学员"),
        ("无", "有", None),
        ("，", "。", None),
    ),
)
_WORDS = ("乙县办起藏医学堂", "今年秋天开课", "为当地群众看病", "没有的话")


def _tongues() -> Iterator[str]:
    """Yield what captures in Tibetan, and in two languages, become."""
    for name in ("bilingual_captures", "tibetan_captures"):
        for group, case in _cases(name):
            if isinstance(case.get("page"), str):
                yield from outcome(f"{group} {case['name']}", case["page"].encode())


def _misread() -> Iterator[str]:
    """Yield what is read otherwise of a page of words that recognition takes for others."""
    table = tomllib.loads((CASES / "confusions.toml").read_text("utf-8"))
    for name in ("certain", "leave"):
        lines = [re.sub(r"‹(.*?)\|.*?›", r"\1", line) for line in table[name]]
        yield brief("\n\n".join([_TITLE, *lines]), [_TITLE, *lines])
    for case in table["shift"]:
        text = case.get("damaged") or case["plain"].encode("utf-8").decode("gbk", "replace")
        yield brief(f"{_TITLE}\n\n{text}\n\n{_TEXT}", (_TITLE, _TEXT))
    for plain in (_TEXT, "医疗帮扶让百姓得到实惠，远程会诊平台当天启用。"):
        shifted = (b"A" + plain.encode("gbk"))[:-1].decode("gbk", "replace")
        yield brief(f"{_TITLE}\n\n{shifted}\n\n{_TEXT}", (_TITLE, _TEXT))


OUTCOMES: Mapping[str, Callable[[], Iterator[str]]] = {
    **{f"restore/pages-{n}": partial(_pages, n) for n in range(FIRST, FIRST + PAGES, TOGETHER)},
    **{f"restore/{name}": partial(_whole, name) for name in WHOLE},
    **{f"restore/{name}": partial(_forms, name) for name in FORMS},
    "restore/decided": _decided,
    "restore/tongues": _tongues,
    "restore/misread": _misread,
}


@pytest.mark.parametrize("name", OUTCOMES)
def test_what_becomes_of_them_is_what_was_approved(name: str) -> None:
    approve(name, OUTCOMES[name]())


def test_nothing_else_is_approved() -> None:
    assert approved("restore") == {*OUTCOMES}
