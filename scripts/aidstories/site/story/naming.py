"""The sentences of a story that name somebody or something."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain

from aidstories.model import TEXT_ROLES, Description, Origin, Role, Story
from aidstories.site.story.sentences import sentences
from aidstories.site.story.statements import Quotation
from aidstories.site.story.view import View

_SPEAKING = {Role.KICKER, Role.TITLE, Role.SUBTITLE, Role.NOTE, Role.CAPTION, *TEXT_ROLES}
_LONGEST = 140
"""Characters of a sentence that are shown; about three lines on a telephone."""
_ELLIPSIS = "……"


def naming(view: View, field: str, name: str) -> tuple[Quotation, ...]:
    """Return the sentences that name ``name``, a value of ``field``, in the order of the text.

    It is found as it stands and as the evidence quotes it; a longer name that contains it (青海
    省人民医院 for 人民医院) does not count.
    """
    story = view.story
    words = {name, *_quoted(story.description, field, name)}
    longer = [other for other in _names(story.description) if name != other and name in other]
    return tuple(
        Quotation(sentence, view.anchors.get(index, ""))
        for index, passage in enumerate(story.article.passages)
        if passage.role in _SPEAKING
        for sentence in _sentences(passage.text, words, longer)
    )


def same_sentence(story: Story, name: str, others: Collection[str]) -> frozenset[str]:
    """Return those of ``others`` that stand in one sentence with ``name``."""
    texts = (p.text for p in story.article.passages if p.role in _SPEAKING and name in p.text)
    found = (text[start:end] for text in texts for start, end in sentences(text))
    return frozenset(
        other for sentence in found if name in sentence for other in others if other in sentence
    )


def _quoted(description: Description, field: str, name: str) -> Iterator[str]:
    for item in description.evidence:
        if item.field == field and item.value == name and item.by is Origin.TEXT and item.quote:
            yield item.quote


def _names(description: Description) -> Iterator[str]:
    people = (person.name for person in (*description.people, *description.byline))
    return chain(people, description.institutions)


def _sentences(text: str, words: Collection[str], longer: Collection[str]) -> Iterator[str]:
    hidden = text
    for name in longer:
        hidden = hidden.replace(name, "\0" * len(name))
    if any(word in hidden for word in words):
        for start, end in sentences(text):
            at = min((n for n in (hidden.find(w, start, end) for w in words) if n >= 0), default=-1)
            if at >= 0:
                yield shortened(text[start:end].strip(), at - start)


def shortened(text: str, at: int = 0) -> str:
    """Return ``text``, at most `_LONGEST` characters of it around the place ``at``."""
    if len(text) <= _LONGEST:
        return text
    start = max(0, min(at - _LONGEST // 2, len(text) - _LONGEST))
    end = start + _LONGEST
    before, after = _ELLIPSIS if start else "", _ELLIPSIS if end < len(text) else ""
    return f"{before}{text[start:end]}{after}"
