"""A decision written into the text of the catalogue: the rest stays to the byte."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidstories.errors import BadInput
from aidstories.model import Joined, Retyped, Role, Split, Structure
from aidstories.stories.store.catalogue import read_catalogue
from aidstories.stories.store.decided import decision_text, with_decision

ONE = '# 清单\n\n[[seed]]\nfile = "a.txt"\nsha256 = "x"\n'
TWO = ONE + '\n# 第二份\n[[ seed ]] # 乙\nfile = "b.txt"\nsha256 = "y"\n\n# 完\n'
TITLE = Retyped(line="图为“义诊”\\", role=Role.TITLE, near="a\x7f\n")
TABLE = decision_text(Split(at="甲", story=True))


@pytest.mark.parametrize(
    "source, file, made",
    [
        (ONE, "a.txt", ONE + TABLE),
        (ONE.removesuffix("\n"), "a.txt", ONE + TABLE),
        (ONE.replace("\n", "\r\n"), "a.txt", (ONE + TABLE).replace("\n", "\r\n")),
        ("\ufeff" + ONE, "a.txt", "\ufeff" + ONE + TABLE),
        (TWO, "a.txt", ONE + TABLE + TWO.removeprefix(ONE)),
        (TWO, "b.txt", TWO.replace("\n\n# 完\n", f"\n{TABLE}\n# 完\n")),
    ],
)
def test_where_it_is_written(source: str, file: str, made: str) -> None:
    assert with_decision(source, file, Split(at="甲", story=True)) == made


@pytest.mark.parametrize(
    "source, file",
    [
        (ONE, "c.txt"),
        ("", "a.txt"),
        ("x = ", "a.txt"),
        ('seed = [{file = "a.txt", sha256 = "x"}]\n', "a.txt"),
        (ONE + 'decision = [{field = "year", value = 2019}]\n', "a.txt"),
        (ONE + 'note = """\n[[seed]]\n"""\n', "a.txt"),
    ],
)
def test_a_catalogue_of_its_own_form_is_left_alone(source: str, file: str) -> None:
    with pytest.raises(BadInput, match=file):
        with_decision(source, file, TITLE)


_WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
_DECISIONS: st.SearchStrategy[Structure] = st.one_of(
    st.builds(Retyped, line=_WORDS, role=st.sampled_from([Role.TITLE, Role.CAPTION]), near=_WORDS),
    st.builds(Split, at=_WORDS, story=st.booleans()),
    st.builds(Joined, first=_WORDS, second=_WORDS),
)


@settings(max_examples=30)  # each writes a file
@given(decisions=st.lists(_DECISIONS, min_size=1, max_size=3))
def test_what_is_written_is_read(
    decisions: list[Structure], tmp_path_factory: pytest.TempPathFactory
) -> None:
    source = TWO
    for decision in decisions:
        source = with_decision(source, "a.txt", decision)
    path = tmp_path_factory.mktemp("decided") / "seeds.toml"
    path.write_text(source, "utf-8")
    assert list(read_catalogue(path)["a.txt"].structure) == decisions
    assert read_catalogue(path)["b.txt"].structure == ()


def test_what_to_write_is_said_where_there_is_no_entry() -> None:
    with pytest.raises(BadInput, match=r"\[\[seed.decision\]\]"):
        with_decision("", "a.txt", TITLE)
