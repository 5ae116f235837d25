"""What anything but a story's own text can show of it: where this is the same, all else stands.

Pages of others name a story and lead to its passages; no page but its own, no file but those that
hold whole texts, has its running paragraphs. How it begins and what of it is quoted, others show
too, word by word: that is `shown`'s; its title is `titled`'s.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields, replace

from aidstories.fields import Facet
from aidstories.model import Article, Role, Story
from aidstories.site.story.naming import same_sentence
from aidstories.site.story.sentences import sentences
from aidstories.site.story.statements import Line
from aidstories.site.story.view import View
from aidstories.stories.format.values import texts_of

Named = tuple[str, str]
"""A field and one of its values."""
_WORDS = Role.TITLE, Role.PARAGRAPH
_OF_TEXT = {"story", "title", "blocks", "length", "lines", "excerpt"}
"""Fields of a view that hold the title, the text, a piece of it, or the story itself."""


def outside(view: View, facets: Iterable[Facet]) -> object:
    """Return all that a page other than the story's own may show of ``view``, but its own words.

    ``facets`` are the archive's. Equal values say that such a page has nothing else to show.
    """
    names, people = set(_names(view.story, facets)), _people(view.story)
    told = (getattr(view, each.name) for each in fields(view) if each.name not in _OF_TEXT)
    return (
        _without_text(view.story),
        tuple(told),
        tuple(map(_line, view.lines)),
        view.has_gap,
        {name: view.where(name) for name in names},
        _near(view.story, people),
    )


def _without_text(story: Story) -> Story:
    """Return ``story`` with title and running paragraphs left empty; headings and captions stay."""
    passages = (replace(p, text="") if p.role in _WORDS else p for p in story.article.passages)
    return replace(story, article=Article(passages=tuple(passages)))


def _line(line: Line) -> object:
    return line.donors, line.recipients, line.program, line.act, line.when, line.quotations


def _names(story: Story, facets: Iterable[Facet]) -> Iterator[str]:
    """Yield all names that an index may lead to a passage for."""
    for facet in facets:
        for field in (facet.field, *facet.beside):
            yield from texts_of(story, field)


def _people(story: Story) -> frozenset[str]:
    about = story.description
    return frozenset(person.name for person in (*about.people, *about.byline))


def _near(story: Story, people: Collection[str]) -> object:
    """Return what tells people of one name apart, and who belongs to which of several places.

    These are the institutions that sentences name with somebody; of a story about several places
    any place that they name (`mentions.people_of`), so the sentences themselves.
    """
    about = story.description
    if len(about.regions) > 1 or len(about.donors) > 1:
        return tuple(_naming(story, people))
    return {name: same_sentence(story, name, about.institutions) for name in people}


def _naming(story: Story, names: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield every sentence that has one of ``names``, with the index of its passage."""
    for number, passage in enumerate(story.article.passages):
        for start, end in sentences(passage.text):
            sentence = passage.text[start:end]
            if any(name in sentence for name in names):
                yield number, sentence
