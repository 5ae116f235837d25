"""What pages and lines of every form become, as it was read and approved (tests/approved)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import pytest
from tests.approved import approve, approved, shown
from tests.restore.cases import CASES
from tests.restore.generated.pages import page
from tests.restore.outcome import brief, outcome

FIRST, PAGES, TOGETHER = 3_000_000, 20, 10
"""Generated pages: 1,000,000 and on measure, below are those that the weights were fitted on."""
WHOLE = (
    *("breaks", "capture", "columns", "decode", "formulas", "furniture", "markup", "origin"),
    *("parts", "readings", "repeats", "structure", "tibetan", "width", "zones"),
)
"""Cases with a text of their own, of which their tests ask one thing each."""
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
    for number, (group, case) in enumerate(_cases(name), 1):
        raw = case.get("raw")
        if isinstance(raw, str):
            yield from outcome(f"{number} {group} {case.get('name', '')}", raw.encode())


def _forms(name: str) -> Iterator[str]:
    """Yield what each form is under a title, and behind a text."""
    for group, case in _cases(name):
        line = case["raw"].translate(_NAMED)
        yield f"== {group} {shown(line)}"
        for text in (f"{_TITLE}\n{line}\n{_TEXT}", f"{_TITLE}\n{_TEXT}\n{line}"):
            yield brief(text, (_TITLE, _TEXT))


OUTCOMES: Mapping[str, Callable[[], Iterator[str]]] = {
    **{f"restore/pages-{n}": partial(_pages, n) for n in range(FIRST, FIRST + PAGES, TOGETHER)},
    **{f"restore/{name}": partial(_whole, name) for name in WHOLE},
    **{f"restore/{name}": partial(_forms, name) for name in FORMS},
}


@pytest.mark.parametrize("name", OUTCOMES)
def test_what_becomes_of_them_is_what_was_approved(name: str) -> None:
    approve(name, OUTCOMES[name]())


def test_nothing_else_is_approved() -> None:
    assert approved("restore") == {*OUTCOMES}
