"""Merging three ways: clean changes of both sides apply, of contradictions nothing is lost."""

import re
import tomllib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aidstories.stories.format.editable import read_editable
from aidstories.stories.importing.merge import merge
from aidstories.stories.importing.merge3 import merge3
from tests.archive import HOME

CASES = tomllib.loads((HOME / "tests/cases/merge.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cases(case: dict[str, str]) -> None:
    base, ours, theirs = (f"---\nid: a\n{case[side]}" for side in ("base", "ours", "theirs"))
    merged = merge(base, ours, theirs)
    text = f"---\nid: a\n{case['text']}"
    proposed = f"---\nid: a\n{case['proposed']}" if "proposed" in case else text
    assert (merged.text, merged.proposed) == (text, proposed)
    assert bool(merged.conflicts) == ("proposed" in case)


CLAUSE = st.sampled_from(["甲，", "乙，", "丙。", "丁。", "戊；", "\n\n", "\n\n## 己\n\n"])
VALUE = st.sampled_from(["乙报", "丙报", "[丁, 戊]", "[丁]", "[己, 丁, 戊]", "'2024'"])
KEYS = ("title", "source", "via", "year", "year_basis", "institutions")


def _file(fields: dict[str, str], clauses: list[str]) -> str:
    head = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return f"---\nid: a\n{head}---\n\n{''.join(clauses)}\n"


files = st.builds(
    _file, st.dictionaries(st.sampled_from(KEYS), VALUE), st.lists(CLAUSE, max_size=9)
)


@given(files, files)
def test_one_side_only(base: str, changed: str) -> None:
    assert merge(base, changed, base).text == changed
    assert merge(base, changed, changed).text == changed
    assert merge(base, base, changed).text == changed


def _pieces(text: str) -> set[str]:
    """Return the lines and clauses; of a list each value by itself, as lists are merged."""
    lists = re.findall(r"^(\w+: )\[(.*)\]$", text, re.M)
    values = {key + value for key, listed in lists for value in listed.split(", ")}
    rest = re.sub(r"^\w+: \[.*\]$", "", text, flags=re.M)
    return values | set(re.findall(r"[^，。；\n]+[，。；]?", rest))


@example(
    base=_file({"via": "[丁, 戊]"}, []),
    ours=_file({"via": "[丁]"}, []),
    theirs=_file({"title": "乙报", "via": "[己, 丁, 戊]"}, []),
)
@given(files, files, files)
def test_nothing_that_either_wrote_is_lost(base: str, ours: str, theirs: str) -> None:
    merged = merge(base, ours, theirs)
    assert _pieces(ours) - _pieces(base) <= _pieces(merged.text)
    assert _pieces(theirs) - _pieces(base) <= _pieces(merged.text) | _pieces(merged.proposed)


@given(files, files, files)
def test_merging_again_loses_nothing(base: str, ours: str, theirs: str) -> None:
    """An import that was killed before it wrote its record merges once more.

    Words that were there before may go or stand twice then: nobody knows whose they are.
    """
    merged = merge(base, ours, theirs)
    assert merge(theirs, merged.text, theirs).text == merged.text
    again = merge(base, merged.text, theirs)
    assert _pieces(merged.text) - _pieces(base) <= _pieces(again.text) | _pieces(again.proposed)


def test_merging_again_what_each_changed_elsewhere_changes_nothing() -> None:
    base = _file({"source": "乙报"}, ["甲，", "\n\n", "丙。"])
    ours = _file({"source": "乙报", "year": "'2024'"}, ["甲，", "\n\n", "戊；"])
    theirs = _file({"source": "丙报"}, ["乙，", "\n\n", "丙。"])
    merged = merge(base, ours, theirs)
    assert merge(base, merged.text, theirs).text == merged.text != theirs


sequences = st.lists(st.sampled_from("甲乙丙"), max_size=7)


@given(sequences, sequences, sequences)
def test_hunks_are_the_three_sequences(base: list[str], ours: list[str], theirs: list[str]) -> None:
    found = list(merge3(base, ours, theirs))
    for name, whole in (("base", base), ("ours", ours), ("theirs", theirs)):
        assert [item for stretch in found for item in getattr(stretch, name)] == whole


@given(st.text(alphabet="a:# -'\n[]，", max_size=40), st.text(alphabet="甲\n-#", max_size=9))
def test_a_file_cut_into_fields_is_the_file(head: str, body: str) -> None:
    text = f"---\n{head}\n---\n{body}"
    source = read_editable(text)
    assert source is None or source.text == text
