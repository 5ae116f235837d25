"""Values of a build as bytes, and digests of what they are made from."""

from __future__ import annotations

import pickle
import sys
from typing import Any

import pytest
from markupsafe import Markup

from aidstories.model import Edit, Kind, Passage, Role
from aidstories.site.incremental.blobs import Foreign, built, dumped, loaded
from aidstories.site.incremental.digests import Digests
from aidstories.site.interface.tibetan_names import MadeName

VALUES = (
    Passage(role=Role.TITLE, text="雪停了"),
    (Passage(role=Role.ROW, text=""), None, {"a": [1, 2.5, True]}),
    {("那曲市",): MadeName("ནག་ཆུ།", "ནག་ཆུ།", "sound"), ("甲",): None},
    (Edit(0, 1, "a", "b", Kind.CORR, "by", "reason"), Markup("<p>"), frozenset("ab")),
)


def read(data: bytes) -> Any:
    def kept(name: str, basis: bytes) -> object:
        raise Foreign(name)

    return loaded(data, kept)


@pytest.mark.parametrize("value", VALUES)
def test_values_come_back_as_they_were(value: object) -> None:
    data = dumped(value, {})
    assert data is not None and read(data) == value


@pytest.mark.parametrize(
    "told",
    [(Passage, ("title",)), (str, ("a",)), ("Passage", ()), (Passage, 7)],
    ids=["fewer values", "no dataclass", "no class", "no values"],
)
def test_a_dataclass_of_other_values_is_none_of_ours(told: tuple[object, ...]) -> None:
    class Told:
        def __reduce__(self) -> Any:
            return built, told

    with pytest.raises(Foreign):
        read(pickle.dumps(Told()))


@pytest.mark.parametrize("value", VALUES)
def test_equal_values_have_one_digest(value: object) -> None:
    again = pickle.loads(pickle.dumps(value))
    assert Digests().of(value) == Digests().of(again)


def test_other_values_have_another_digest() -> None:
    told: tuple[object, ...] = (*VALUES, VALUES[:1], (1,), (True,), ("1",), ((1,),), (Markup("1"),))
    told = (*told, Role.TITLE, Role.KICKER, Role.TITLE.value)
    assert len({Digests().of(value) for value in told}) == len(told)


def test_texts_hold_no_more_for_having_been_written_or_digested() -> None:
    text = "".join(["雪停了，", "医疗队上路"])
    held = sys.getsizeof(text)
    passage = Passage(role=Role.PARAGRAPH, text=text)
    data = dumped(passage, {})
    Digests().of(passage)
    assert data is not None and read(data) == passage
    assert sys.getsizeof(text) == held
    pickle.dumps(text)  # which leaves the text in UTF-8 with it
    assert sys.getsizeof(text) > held
