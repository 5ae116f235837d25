"""Questions at the terminal, with the authorities' values to choose from while one types."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import FuzzyCompleter, WordCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.validation import ValidationError, Validator

from aidstories.cli.console import say
from aidstories.errors import nearest_told
from aidstories.stories.checks.dates import is_edtf
from aidstories.stories.checks.stories import nearest_entry
from aidstories.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: ``fault`` returns why an answer will not do, or None.

    ``offered`` are values to choose from; ``several`` asks on until nothing is answered.
    """

    name: str
    label: str
    offered: Collection[str] = ()
    several: bool = False
    fault: Callable[[str], str | None] = field(default=lambda answer: None)


def questions(tables: Tables) -> tuple[Question, ...]:
    """Return what a new story is asked, with the values of the authorities."""
    places, programmes = map(tables.authority, ("places", "programmes"))
    where = say("写几个字就会列出，上下键选，回车定", "type to list, arrows to choose, Enter")
    return (
        Question(name="year", label=say("年份", "year"), fault=_year(tables)),
        Question(name="published", label=say("发表日期，如 2024-05-20", "published"), fault=_date),
        Question(
            name="source",
            label=say("来源", "source"),
            offered=sorted(tables.authority("publishers")),
        ),
        Question(
            name="byline", label=say("作者，写作 姓名/身份", "author as name/role"), several=True
        ),
        _listed("region", say(f"受援地区（{where}）", "region"), places),
        _listed("donor", say("援助方", "donor"), places),
        _listed("program", say("项目", "programme"), programmes),
    )


def ask(question: Question) -> list[str]:
    """Ask on the terminal and return the answers, none where Enter is all that is said."""
    session: PromptSession[str] = PromptSession()
    answers: list[str] = []
    while True:
        answer = session.prompt(
            f"{question.label}{say('（可不答）', ' (optional)')}: ",
            completer=completer(question),
            complete_while_typing=True,
            validator=_Answer(question),
            validate_while_typing=False,
        ).strip()
        if answer:
            answers.append(answer)
        if not answer or not question.several:
            return answers


def completer(question: Question) -> FuzzyCompleter:
    """Return what offers the values that hold the characters typed, in their order."""
    return FuzzyCompleter(WordCompleter(sorted(question.offered), sentence=True), WORD=True)


class _Answer(Validator):
    def __init__(self, question: Question) -> None:
        self.question = question

    def validate(self, document: Document) -> None:
        answer = document.text.strip()
        fault = self.question.fault(answer) if answer else None
        if fault:
            raise ValidationError(message=fault, cursor_position=len(document.text))


def _listed(name: str, label: str, allowed: Collection[str]) -> Question:
    def fault(answer: str) -> str | None:
        if answer in allowed:
            return None
        zh, en = nearest_told(nearest_entry(answer, allowed))
        return say(f"没有“{answer}”{zh}", f"no '{answer}'{en}")

    return Question(name=name, label=label, offered=allowed, several=True, fault=fault)


def _year(tables: Tables) -> Callable[[str], str | None]:
    first, last = tables.fields["year"].limits or (0, 9999)

    def fault(answer: str) -> str | None:
        good = answer.isascii() and answer.isdigit() and first <= int(answer) <= last
        zh, en = f"年份是 {first} 到 {last} 的数字，如 2024", f"a year from {first} to {last}"
        return None if good else say(zh, en)

    return fault


def _date(answer: str) -> str | None:
    hint = "写成 2024-05-20、2024-05、2024 或 XXXX-05-20"
    return None if is_edtf(answer) else say(hint, "an EDTF date, as 2024-05-20 or 2024-05")
