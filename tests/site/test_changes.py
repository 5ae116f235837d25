"""编者改: what an editor changed is found, told as the editor's, and never as the machine's."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidstories.model import Article, Edit, Gap, Kind, Ledger, Passage, Role, Slot
from aidstories.restore.reading.refusal import Refusal
from aidstories.restore.run import restore
from aidstories.site.story.apparatus import EDITOR, apparatus, changes, counts, decided, to_text
from aidstories.site.story.changes import Change, How, revise
from aidstories.stories.format.layout import canonical
from tests.restore.test_ledger import CAPTURES

P = Role.PARAGRAPH


def article(*texts: str | Passage) -> Article:
    made = (t if isinstance(t, Passage) else Passage(role=P, text=t) for t in texts)
    return Article(passages=tuple(made))


def told(before: Article, after: Article) -> list[Change]:
    return [c for one in revise(before.passages, after) for c in one.changes]


ONE = "医疗队三月到达高原小城，当天就在卫生院坐诊。"
TWO = "他们带来两台监护仪，还教会了本地护士使用。"
SIX = "牧民扎西带着母亲骑马赶来，只为看一看眼睛。"
OXEN = SIX.replace("马", "牛")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (ONE, ONE.replace("三", "四"), [("三", "四")]),
        (ONE, ONE.replace("小城", ""), [("小城", "")]),
        (ONE, ONE + "夜里才歇。", [("", "夜里才歇。")]),
        ("到2024年底，共有12人参加。", "到2025年底，共有12人参加。", [("2024", "2025")]),
        ("བོད་ལྗོངས་ཀྱི་སྨན་པ་ཡིན།", "བོད་ལྗོངས་ཀྱིས་སྨན་པ་ཡིན།", [("ཀྱི་", "ཀྱིས་")]),
        (ONE, ONE, []),
    ],
)
def test_a_change_is_as_small_as_a_word(old: str, new: str, found: list[tuple[str, str]]) -> None:
    seen = told(article(old, TWO), article(new, TWO))
    assert [(c.old, c.new) for c in seen] == found
    assert {c.how for c in seen} <= {How.CHANGED}


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ((ONE, TWO), (ONE, SIX, TWO), [(How.ADDED, "", SIX)]),
        ((ONE, SIX, TWO), (ONE, TWO), [(How.REMOVED, SIX, "")]),
        ((SIX, ONE, TWO), (ONE, TWO), [(How.REMOVED, SIX, "")]),
        ((ONE, TWO, SIX), (SIX, ONE, TWO), [(How.MOVED, SIX, SIX)]),
        ((ONE, TWO), (ONE, SIX), [(How.CHANGED, TWO, SIX)]),
        (
            (ONE, Passage(role=P, text=TWO)),
            (ONE, Passage(role=Role.HEADING, text=TWO)),
            [(How.ROLE, TWO, TWO)],
        ),
        (
            (Passage(role=P, text=ONE, gap=Gap.END),),
            (ONE,),
            [(How.GAP, "〔原文残缺〕", "")],
        ),
        (
            (ONE, TWO, SIX),
            (OXEN, ONE, TWO),
            [(How.MOVED, OXEN, OXEN), (How.CHANGED, "马", "牛")],
        ),
        ((ONE, TWO, ONE), (ONE, TWO, ONE), []),
        ((ONE, TWO, SIX), (ONE + TWO, SIX), [(How.JOINED, TWO, TWO)]),
        ((ONE, TWO, SIX), (ONE + TWO + SIX,), [(How.JOINED, TWO, TWO), (How.JOINED, SIX, SIX)]),
        ((SIX, ONE + TWO), (SIX, ONE, TWO), [(How.SPLIT, TWO, TWO)]),
    ],
)
def test_whole_passages(
    before: tuple[Any, ...], after: tuple[Any, ...], found: list[tuple[How, str, str]]
) -> None:
    seen = told(article(*before), article(*after))
    assert [(c.how, c.old, c.new) for c in seen] == found


def test_what_only_the_form_of_a_file_asks_for_is_no_change() -> None:
    made = Article(
        passages=(
            Passage(role=P, text=ONE),
            Passage(role=Role.TITLE, text="甲"),
            Passage(role=Role.TITLE, text="乙"),
            Passage(role=P, text=""),
            Passage(role=Role.ROW, text="一格"),
        )
    )
    assert told(made, canonical(made)) == []


def shown(values: dict[str, Any]) -> list[tuple[int | None, str]]:
    """Return the passages as published, from their file: index and text."""

    def text(at: int) -> str:
        piece = values["raw"][at]
        return str(values["edits"][piece][1] if isinstance(piece, int) else piece)

    def part(one: Any) -> str:
        if not isinstance(one, dict):
            return "".join(text(at) for at in range(*one))
        how, _, new = values["changes"][one["change"]]
        return str(new) if how in ("changed", "added") else ""

    return [(index, "".join(map(part, parts))) for index, _, parts in values["published"]]


def under(values: dict[str, Any], change: dict[str, Any]) -> str:
    """Return what the machine made where a change stands."""
    pieces = (values["raw"][at] for span in change["raw"] for at in range(*span))
    return "".join(values["edits"][p][1] if isinstance(p, int) else p for p in pieces)


def taken(values: dict[str, Any]) -> list[int]:
    """Return which items of the capture the published passages hold, each as often as it is."""
    spans: list[list[int]] = []
    for _, _, parts in values["published"]:
        for one in parts:
            spans += one["raw"] if isinstance(one, dict) else [one]
    return sorted(at for span in spans for at in range(*span))


edits_of_text = st.lists(
    st.tuples(
        st.integers(0, 400),
        st.integers(0, 9),
        st.sampled_from(("", "甲", "新的话。", "2025", "བོད་", "\u3000")),
    ),
    max_size=4,
)
edits_of_order = st.lists(
    st.tuples(st.sampled_from(("drop", "add", "swap", "join", "split")), st.integers(0, 99)),
    max_size=3,
)


def edit_article(made: Article, texts: Any, order: Any) -> Article:
    """Return ``made`` as an editor might leave it."""
    passages = list(made.passages)
    for at, length, new in texts:
        if passages:
            one = passages[at % len(passages)]
            start = at % (len(one.text) + 1)
            text = one.text[:start] + new + one.text[start + length :]
            passages[at % len(passages)] = replace(one, text=text.replace("\n", ""))
    for what, at in order:
        if what == "add":
            passages.insert(at % (len(passages) + 1), Passage(role=P, text=f"添的第{at}段。"))
        elif what == "join" and len(passages) > 1:
            first = at % (len(passages) - 1)
            one, two = passages[first : first + 2]
            passages[first : first + 2] = [replace(one, text=one.text + two.text)]
        elif passages and what == "split":
            one = passages[at % len(passages)]
            half = len(one.text) // 2
            both = [replace(one, text=one.text[:half]), replace(one, text=one.text[half:])]
            passages[at % len(passages)] = both[0]
            passages.insert(at % len(passages) + 1, both[1])
        elif passages and what == "drop":
            passages.pop(at % len(passages))
        elif passages:
            passages.append(passages.pop(at % len(passages)))
    return canonical(Article(passages=tuple(passages)))


@settings(max_examples=150)
@given(CAPTURES, edits_of_text, edits_of_order)
def test_the_page_shows_the_editors_text_and_each_piece_once(
    data: bytes, texts: Any, order: Any
) -> None:
    try:
        found = restore(data)
    except Refusal:
        return
    for number, made in enumerate(found.articles):
        after = edit_article(canonical(made), texts, order)
        values = json.loads(to_text(apparatus(found.raw, found.ledger, number, after, {})))
        seen = changes(found.raw, found.ledger, number, after)
        assert len(values.get("changes", ())) == len(seen)
        assert len(values["edits"]) == sum(counts(found.ledger)[number].values())
        if after == canonical(made):
            assert seen == ()
        if not seen:
            assert "published" not in values
            continue
        texts_shown = {index: text for index, text in shown(values) if index is not None}
        assert texts_shown == {n: p.text for n, p in enumerate(after.passages)}
        items = [n for n, piece in enumerate(values["raw"]) if piece is not None]
        assert taken(values) == items
        numbers = []
        for _, _, parts in values["published"]:
            for one in parts:
                if isinstance(one, dict):
                    how, old, _ = values["changes"][one["change"]]
                    numbers.append(one["change"])
                    if how in ("changed", "added", "removed"):
                        assert under(values, one) == old
        assert sorted(numbers) == list(range(len(seen)))


def test_an_edit_of_the_machine_is_not_cut_in_two() -> None:
    raw = "他说a,b,c好"
    made = Edit(start=2, end=7, old="a,b,c", new="甲乙丙", kind=Kind.REG, by="t", reason="width")
    ledger = Ledger(length=8, edits=(made,), layout=((Slot(role=P, spans=((0, 8),)),),))
    (change,) = changes(raw, ledger, 0, article("他说甲丁丙好"))
    assert (change.old, change.new) == ("甲乙丙", "甲丁丙")


def test_a_decision_in_the_ledger_is_the_editors() -> None:
    edit = Edit(start=1, end=2, old="乙", new="丙", kind=Kind.CORR, by=EDITOR, reason="decision")
    ledger = Ledger(length=3, edits=(edit,), layout=((Slot(role=P, spans=((0, 3),)),),))
    assert counts(ledger)[0] == {EDITOR: 1}
    assert decided(ledger) == {0: (edit,)}
    values = apparatus("甲乙丁", ledger, 0, article("甲丙丁"), {})
    assert values["edits"] == [["乙", "丙", EDITOR, "decision"]]
    assert "changes" not in values


WHITE = [("\n", ""), (" ", ""), ("\u3000\n", " "), ("\ufeff", ""), ("", " ")]
PRINTED = [("，", ","), ("# ", ""), ("a b", "ac"), ("-\n", "")]


@pytest.mark.parametrize(("old", "new"), WHITE + PRINTED)
def test_white_space_is_what_prints_nothing(old: str, new: str) -> None:
    edit = Edit(start=0, end=len(old), old=old, new=new, kind=Kind.JOIN, by="t", reason="space")
    ledger = Ledger(length=9, edits=(edit,), layout=((Slot(role=P, spans=((0, 9),)),),))
    assert counts(ledger)[0] == {"white" if (old, new) in WHITE else "join": 1}


@pytest.mark.parametrize("kind", [Kind.MOVE, Kind.GAP])
def test_a_mark_is_no_white_space(kind: Kind) -> None:
    edit = Edit(start=0, end=0, old="", new="", kind=kind, by="t", reason="cut-off")
    ledger = Ledger(length=9, edits=(edit,), layout=((Slot(role=P, spans=((0, 9),)),),))
    assert counts(ledger)[0] == {kind.value: 1}
