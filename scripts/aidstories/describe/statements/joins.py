"""Which ends of one sentence its words join."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aidstories.describe.columns import CELL
from aidstories.describe.cues import SERVED
from aidstories.describe.statements.ends import End, Side
from aidstories.describe.statements.links import (
    ACTS,
    AID_ACT,
    AIDED,
    AT,
    CONTRACTED,
    DEED,
    ENTERS,
    GIFT,
    GIVER,
    LATE,
    OTHERWISE,
    PAIR,
    PASSIVE,
    PAST,
    PATIENT,
    POST,
    POSTED,
    SPEAKS,
    TOPIC,
    TOWARDS,
    UNDER,
    VERBS,
    VISIT,
)
from aidstories.model import Span
from aidstories.restore.lexicon.late import late

_CLAUSE = late("[，；]")
_REACH = 80
"""Characters between the ends of a join."""


class Sentence(NamedTuple):
    """A sentence of a passage with the ends that it names, in order."""

    passage: int
    text: str
    """The text of the whole passage."""
    span: Span
    ends: tuple[End, ...]
    chinese: bool
    caption: bool

    @property
    def words(self) -> str:
        """The sentence itself."""
        return self.text[self.span[0] : self.span[1]]

    def before(self, end: End) -> str:
        """Return what stands before ``end`` in it."""
        return self.text[self.span[0] : end.start]

    def after(self, end: End) -> str:
        """Return what stands behind ``end`` in it."""
        return self.text[end.end : self.span[1]]

    def between(self, one: End, other: End) -> str:
        """Return what stands between two ends."""
        return self.text[one.end : other.start]


class Join(NamedTuple):
    """A donor and a recipient that one sentence joins; ``span`` holds both and the act."""

    sentence: Sentence
    donor: End
    recipient: End
    act: str
    span: Span
    respectively: bool = False


def find_joins(sentence: Sentence) -> Iterator[Join]:
    """Yield the joins of a sentence, each recipient with the donor that its words give it."""
    ends = sentence.ends
    donors = {frozenset(m.path for m in e.members): e for e in ends if e.side is Side.DONOR}
    for at, end in enumerate(ends if donors else ()):
        if end.side is not Side.RECIPIENT:
            continue
        later = ends[at + 1] if at + 1 < len(ends) else None
        if later and later.side is Side.DONOR and _helped_by(sentence, end, later, ends[:at]):
            yield _join(sentence, later, end)
            continue
        donor = _nearest(sentence, ends[:at])
        if donor and _acts_on(sentence, donor, end):
            yield _join(sentence, donor, end)
        elif len(donors) == 1 and not end.sends:
            (alone,) = donors.values()
            if _tells_of_aid(sentence, alone, end):
                yield _join(sentence, alone, end)


def _nearest(sentence: Sentence, earlier: Sequence[End]) -> End | None:
    """Return the nearest donor of ``earlier``; a place on the way (在成都市转机) comes last."""
    donors = [e for e in reversed(earlier) if e.side is Side.DONOR]
    acting = (d for d in donors if d.sends or not AT.search(sentence.before(d)))
    return next(acting, donors[0] if donors else None)


def _acts_on(sentence: Sentence, donor: End, recipient: End) -> bool:
    """Return whether a donor helps the recipient named behind it."""
    between = sentence.between(donor, recipient)
    if CELL in between:
        return donor.sends and recipient.receives >= SERVED
    if not sentence.chinese:
        return donor.sends and recipient.receives > 0
    if len(between) > _REACH or _is_past(sentence, donor, recipient):
        return False
    after = sentence.after(recipient)
    if PAIR.fullmatch(between) and CONTRACTED.match(after):
        return True
    if DEED.fullmatch(between) or (TOWARDS.fullmatch(between) and GIFT.match(after)):
        return True
    if UNDER.fullmatch(between):
        return True
    if (donor.sends or donor.staff) and POST.fullmatch(between) and POSTED.match(after):
        return True
    if PATIENT.match(after) and not AID_ACT.search(after):
        return False
    if not (donor.sends or donor.staff or donor.gives >= 3):
        return False
    if "，" in between and not donor.sends:
        return False
    if SPEAKS.search(between) or _only_visits(between + _CLAUSE.split(after)[0]):
        return False
    return recipient.receives > 0 or bool(ENTERS.search(between))


def _tells_of_aid(sentence: Sentence, donor: End, recipient: End) -> bool:
    """Return whether a sentence that names one donor, in no set construction, tells of its aid.

    It has a word of aid and none by which both would be named for another reason.
    """
    first, second = sorted((donor, recipient), key=lambda e: e.start)
    between = sentence.between(first, second)
    if not sentence.chinese or len(between) > _REACH // 2 or OTHERWISE.search(sentence.words):
        return False
    if SPEAKS.search(between) or PATIENT.match(sentence.after(recipient)):
        return False
    return _acts(sentence, donor) and (donor.sends or bool(AIDED.search(sentence.words)))


def _acts(sentence: Sentence, donor: End) -> bool:
    """Return whether people of a donor, or it itself, do what the sentence tells."""
    if AT.search(sentence.before(donor)):
        return False
    named = donor.sends or donor.staff or donor.members[0].is_house
    return bool(named or GIVER.match(sentence.after(donor)))


def _helped_by(sentence: Sentence, recipient: End, donor: End, earlier: Sequence[End]) -> bool:
    """Return whether a recipient is helped by the donor named behind it."""
    between = sentence.between(recipient, donor)
    if CELL in between:
        return donor.sends and recipient.receives >= SERVED
    if not sentence.chinese:
        return False
    if len(between) > _REACH // 2 or _is_past(sentence, recipient, donor):
        return False
    after = sentence.after(donor)
    if (PAIR.fullmatch(between) or LATE.search(between)) and CONTRACTED.match(after):
        return True
    if not (donor.gives or donor.staff):
        return False
    if PASSIVE.search(between) and donor.gives:
        return True
    opens = not any(e.side is Side.DONOR for e in earlier) and TOPIC.match(
        sentence.before(recipient)
    )
    return bool(opens and (donor.sends or sentence.caption) and not _only_visits(after))


def _is_past(sentence: Sentence, first: End, second: End) -> bool:
    """Return whether the words tell of a time gone by: 曾在阿里工作的上海专家."""
    clause = _CLAUSE.split(sentence.before(first))[-1]
    return bool(PAST.search(clause) or PAST.search(sentence.between(first, second)))


def _only_visits(words: str) -> bool:
    return bool(VISIT.search(words)) and not AID_ACT.search(words)


def _join(sentence: Sentence, donor: End, recipient: End) -> Join:
    first, second = sorted((donor, recipient), key=lambda e: e.start)
    has_post = first is donor and POST.fullmatch(sentence.between(first, second))
    act, end = ("", 0) if has_post else act_of(sentence, first, second)
    respectively = "分别" in sentence.text[first.start : second.end + 12]
    return Join(
        sentence=sentence,
        donor=donor,
        recipient=recipient,
        act=act,
        span=(first.start, max(second.end, end, second.staff if second is donor else 0)),
        respectively=respectively,
    )


def act_of(sentence: Sentence, first: End, second: End) -> tuple[str, int]:
    """Return the words of the act and where they end in the passage; nothing: ``("", 0)``."""
    between = sentence.between(first, second)
    verbs = list(VERBS.finditer(between))
    if verbs and not PAIR.fullmatch(between):
        return verbs[-1][0], first.end + verbs[-1].end()
    after = sentence.after(second)
    clause = re.match(r"[^；]{0,60}", after)
    found = ACTS.search(clause[0] if clause else "")
    if found:
        return found[0], second.end + found.end()
    return "", 0
