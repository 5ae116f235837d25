"""Pages made of heads and tails in any order, glued and cut off anywhere: read, and conserved."""

from __future__ import annotations

import tomllib
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from aidstories.restore import ledger
from aidstories.restore.run import restore

_CASES = Path(__file__).parents[1] / "cases"
_NAMED = str.maketrans(
    {"A": "段敏", "B": "何小青", "C": "手术现场", "S": "海角日报", "D": "5月6日", "{": "", "}": ""}
)


def _forms(name: str) -> list[str]:
    tables = tomllib.loads((_CASES / f"{name}_forms.toml").read_text(encoding="utf-8"))
    return [case["raw"].translate(_NAMED) for cases in tables.values() for case in cases]


_LINES = [
    *(form for name in ("byline", "source", "caption") for form in _forms(name)),
    "海角县人民医院开展首例腹腔镜手术",
    "近年来，医院通过“师带徒”培养本地骨干二十余人，群众在家门口就能看上病、看好病。",
    "5月6日，援助医生在县医院做了第一例手术。",
    "一、带出一支队伍",
]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(_LINES), st.sampled_from(("", " ", "\n", "\n\n"))), max_size=8
    ),
    st.integers(0, 6),
)
@example([("走进望川", ""), ("中新网海角5月6日电（记者 段敏）", "")], 0)
def test_no_page_of_forms_is_lost(lines: list[tuple[str, str]], cut: int) -> None:
    raw = "".join(text + border for text, border in lines)
    raw = raw[: len(raw) - cut]
    found = restore(raw.encode())
    assert ledger.revert(found.articles, found.ledger) == raw
