"""Front matter is read within bounds, and as YAML reads it."""

import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from aidstories.errors import BadInput
from aidstories.stories.checks.stories import check_story, read_rules
from aidstories.stories.format.parse import parse_story
from aidstories.stories.format.yaml_reader import DEPTH, VALUES, Unbounded, read_yaml
from tests.archive import Archive

BOMB = "a0: &a0 [x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9)
)
UNBOUNDED = {
    "brackets": ("people: " + "[" * 100_000 + "]" * 100_000, 1, "嵌套"),
    "dashes": ("people:\n" + "\n".join(" " * n + "-" for n in range(40)), None, "嵌套"),
    "references": (BOMB, 2, "引用"),
    "too many values": ("people: [" + "x, " * (VALUES + 1) + "]", 1, str(VALUES)),
    "two documents": ("id: a\n...\n---\nid: b", 3, "一份"),
    "a key that is a list": ("? [a, b]\n: c", 1, "键"),
}


@pytest.mark.parametrize("case", UNBOUNDED)
def test_what_has_no_bounds_is_refused_at_once(case: str) -> None:
    text, line, word = UNBOUNDED[case]
    start = time.process_time()
    with pytest.raises(Unbounded) as caught:
        read_yaml(text)
    assert word in caught.value.zh and caught.value.line == (line or caught.value.line)
    assert time.process_time() - start < 2


def test_what_is_within_the_bounds_is_read() -> None:
    deep = "[" * DEPTH + "x" + "]" * DEPTH
    assert read_yaml(deep).values is not None
    assert len(read_yaml("[" + "x, " * 10_000 + "]").values) == 10_000


FAULTS = {
    "a year": ("year: " + "1" * 5000, "正文。", "year"),
    "a figure": ("figures: [{caption: 早班}]", f"正文。\n\n[图{'1' * 5000}]", None),
    "a date": ("published: '" + "2" * 5000 + "'", "正文。", "published"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_numbers_of_thousands_of_digits_are_faults_of_a_field(archive: Archive, case: str) -> None:
    line, body, field = FAULTS[case]
    source = (
        f"---\nid: a\ntitle: 早班\nyear_basis: unknown\nstatus: 未校对\n{line}\n---\n\n{body}\n"
    )
    path = archive.docs / "stories/undated/a.md"
    problems, _ = check_story(path, read_rules(archive.paths), source)
    assert (field in {problem.field for problem in problems}) if field else True
    try:
        parse_story(source, "a.md")
    except BadInput as error:
        assert all(len(problem.zh) < 6000 for problem in error.problems)


_TEXTS = st.text(alphabet="ab中་ 1#'\"-:", max_size=8)
_VALUES = st.recursive(
    _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(_VALUES)
def test_what_is_written_is_read_the_same(value: object) -> None:
    text = yaml.safe_dump(value, allow_unicode=True)
    assert read_yaml(text).values == value or value in ("", None)
