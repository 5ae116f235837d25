"""What the forms of the review page ask for, carried out; the caller holds the lock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import parse_qs

from aidstories.errors import BadInput, Problem
from aidstories.paths import ArchivePaths
from aidstories.preview.page import Choice, chosen, read_choice
from aidstories.preview.settled import said_of
from aidstories.stories.checks.review_index import ReviewIndex
from aidstories.stories.checks.review_items import ReviewItem
from aidstories.stories.editing import journal
from aidstories.stories.editing.answers import Answer, answer_items, bring_back, set_status
from aidstories.stories.editing.journal import Said
from aidstories.stories.editing.structure import decide, passages, restructure
from aidstories.stories.editing.undo import reopen, take_back
from aidstories.stories.store.index import StoryIndex
from aidstories.stories.store.record import Settled, Verdict
from aidstories.table_reader import BadCell, whole_number

_QUOTED = 400
"""Characters of a passage kept with what was said of it."""


class Form:
    """The fields of a form; each may come several times."""

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        self._fields = fields

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def get(self, name: str) -> str:
        """Return the last value of a field, an empty one where it is not there."""
        return self.all(name)[-1] if name in self._fields else ""

    def all(self, name: str) -> Sequence[str]:
        """Return all values of a field."""
        return self._fields.get(name, ())

    def single(self) -> dict[str, str]:
        """Return the last value of each field."""
        return {name: values[-1] for name, values in self._fields.items()}

    @property
    def choice(self) -> Choice:
        """What the page showed that the form was on. Raises `BadInput` where there is no such."""
        try:
            return read_choice({k: v[-1] for k, v in parse_qs(self.get("query")).items()})
        except BadCell as error:
            raise _wrong("没有这一页", "there is no such page") from error


def carry_out(paths: ArchivePaths, form: Form, index: ReviewIndex) -> str:
    """Do what ``form`` asks for; return the query and fragment of the page to show then.

    Raises `BadInput` where it cannot be done; nothing is written then.
    """
    journal.finish(paths)
    waiting, choice = index.look().items, form.choice
    if "undo" in form:
        return _undo(paths, form)
    if "reopen" in form:
        reopen(paths, form.get("reopen"), _settled(form))
        return _where(form, "", undone="open")
    if "back" in form:
        entry = bring_back(paths, form.get("back"))
    elif "status" in form:
        entry = set_status(paths, _story(paths, form.get("id")), form.get("status"))
    elif "what" in form:
        entry = _restructure(paths, form)
    else:
        items = _items(waiting, form)
        entry = answer_items(paths, items, _answer(form))
        return _where(form, _next(chosen(waiting, choice), items), done=entry.number)
    return _where(form, form.get("here"), done=entry.number)


def _where(form: Form, anchor: str, **said: object) -> str:
    query = form.choice.query(at=anchor, **said)
    return (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")


def _next(before: Sequence[ReviewItem], answered: Sequence[ReviewItem]) -> str:
    """Return the anchor of the place behind those that were answered, else of the one before."""
    keys = {item.key for item in answered}
    at = next((n for n, item in enumerate(before) if item.key in keys), len(before))
    behind = (item for item in before[at:] if item.key not in keys)
    ahead = (item for item in reversed(before[:at]) if item.key not in keys)
    found = next(behind, None) or next(ahead, None)
    return found.anchor if found else ""


def _answer(form: Form) -> Answer:
    """Return the answer that a form gives; a place that was suggested is a correction."""
    if "suggested" in form:
        return Answer(verdict=Verdict.CORRECTED, text=form.get("suggested"))
    try:
        verdict = Verdict(form.get("verdict"))
    except ValueError as error:
        zh, en = "没有选怎样处理", "no answer was chosen"
        raise _wrong(zh, en) from error
    if verdict is Verdict.CORRECTED and not form.get("text").strip():
        raise _wrong("没有写改成什么", "the correction is empty")
    return Answer(verdict=verdict, text=form.get("text"))


def _items(waiting: Sequence[ReviewItem], form: Form) -> list[ReviewItem]:
    """Return the doubts that a form answers. Raises `BadInput` where one is not there any more."""
    known = {item.key: item for item in waiting}
    wanted = list(dict.fromkeys(form.all("key")))
    found = [known[key] for key in wanted if key in known]
    seen = set(form.all("seen"))
    changed = seen and any(item.anchor not in seen for item in found)
    if not wanted:
        raise _wrong("一处也没有选", "none was chosen")
    if len({item.alike(words=False) for item in found}) > 1:
        raise _wrong("选中的不是同一类，要分开回答", "these are not alike; answer them one by one")
    if len(found) < len(wanted) or changed:
        raise _wrong("这一处已经处理过，或者变了", "this place is settled already, or has changed")
    return found


def _restructure(paths: ArchivePaths, form: Form) -> journal.Entry:
    capture, (article, _, passage) = form.get("capture"), form.get("passage").partition(".")
    unchosen = _wrong("没有选是哪一段", "no passage was chosen")
    if Path(capture).name != capture:
        raise unchosen
    try:
        numbers = whole_number(article), whole_number(passage)
    except BadCell as error:
        raise unchosen from error
    what = form.get("role") if form.get("what") == "role" else form.get("what")
    decision = decide(paths, capture, *numbers, what, form.get("words"))
    text = passages(paths, capture)[numbers[0]][numbers[1]][1]
    said = Said(
        id=form.get("id"),
        topic="",
        quote=text[:_QUOTED],
        verdict="structure",
        text=said_of(decision),
        capture=capture,
    )
    return restructure(paths, [(capture, decision)], [said])


def _undo(paths: ArchivePaths, form: Form) -> str:
    try:
        entry = journal.find(paths, whole_number(form.get("undo")))
    except BadCell:
        entry = None
    if entry is None or entry.when != form.get("when"):
        raise _wrong("这一次已经撤销过了", "this was taken back already")
    exact = take_back(paths, entry)
    return _where(form, entry.said[0].anchor, undone="exact" if exact else "part")


def _settled(form: Form) -> Settled:
    try:
        return Settled(
            start=int(form.get("start")),
            end=int(form.get("end")),
            reason=form.get("reason"),
            verdict=Verdict(form.get("verdict")),
        )
    except ValueError as error:
        raise _wrong("没有这一处", "there is no such place") from error


def _story(paths: ArchivePaths, id_: str) -> Path:
    path = StoryIndex(paths).find(id_)
    if path is None:
        raise BadInput([Problem(file="docs/stories", zh=f"没有报道 {id_}", en=f"no {id_}")])
    return path


def _wrong(zh: str, en: str) -> BadInput:
    return BadInput([Problem(file="docs", zh=zh, en=en)])
