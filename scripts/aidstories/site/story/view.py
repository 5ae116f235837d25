"""What a page or a list shows of a story, ready for the templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aidstories.model import TEXT_ROLES, Article, Gap, Passage, Person, Role, Story
from aidstories.site.addresses import ValuePath
from aidstories.site.interface.dates import is_inferred
from aidstories.site.story.body import BodyBlock, Ground, anchors_of, blocks, grounds
from aidstories.site.story.sentences import SENTENCE_END
from aidstories.site.story.statements import Card, Line, Stated, cards, lines, stated

_EXCERPT = 88
_CARDS = 3
"""Lines of a list that say who helped whom in a story; the story's page says all."""
_PER_MINUTE = 400
"""Characters that a reader of Chinese news takes in a minute; a round figure, meant to be slow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A story as readers see it. ``url`` is relative to the site's root.

    ``byline`` pairs each role with its names: ``(("记者", ("央金",)),)``. ``length`` counts the
    characters of the text, headings included. ``anchors`` are where the passages stand in the page,
    by their indexes; ``lines`` and ``cards`` show the ``statements`` of aid. Of a translation,
    ``untranslated`` are the passages that still stand in the original's language, by their indexes,
    ``translated`` and ``total`` count the paragraphs that are done and all of them, ``stale`` those
    done of which the original has changed since.
    """

    story: Story
    url: str
    title: str
    kicker: str | None
    subtitle: str | None
    byline: tuple[tuple[str, tuple[str, ...]], ...]
    statement: str | None
    dateline: str | None
    source: str | None
    note: tuple[Passage, ...]
    blocks: tuple[BodyBlock, ...]
    grounds: tuple[Ground, ...]
    anchors: Mapping[int, str]
    statements: tuple[Stated, ...]
    lines: tuple[Line, ...]
    cards: tuple[Card, ...]
    excerpt: str
    length: int
    untranslated: frozenset[int] = frozenset()
    translated: int = 0
    total: int = 0
    stale: int = 0

    def at(self, anchor: str) -> str:
        """Return the address of a block of the story's page; of the page for an empty anchor."""
        return f"{self.url}#{anchor}" if anchor else self.url

    def where(self, name: str) -> str:
        """Return the anchor of the first passage that names ``name``, or an empty text."""
        passages = enumerate(self.story.article.passages)
        found = (self.anchors.get(n, "") for n, passage in passages if name in passage.text)
        return next(found, "")

    def carded(self, field: str, path: ValuePath) -> bool:
        """Return whether a card of the story shows a value of its donors or regions."""
        ends = {"donors": "donors", "regions": "recipients"}.get(field)
        shown = (end.place for card in self.cards for end in (getattr(card, ends) if ends else ()))
        return path in shown

    @property
    def has_gap(self) -> bool:
        """Whether the capture lacks text anywhere in the story."""
        return any(passage.gap for passage in self.story.article.passages)

    @property
    def pictured(self) -> bool:
        """Whether the story shows a picture of its own."""
        return any(block.figure and block.figure.src for block in self.blocks)

    @property
    def inferred(self) -> bool:
        """Whether the year was inferred from dates in the text."""
        return is_inferred(self.story.description)

    @property
    def minutes(self) -> int:
        """How long reading takes, at least a minute."""
        return max(1, round(self.length / _PER_MINUTE))

    def numbers(self, role: Role) -> tuple[int, ...]:
        """Return the indexes into the article's passages of those that have ``role``."""
        passages = enumerate(self.story.article.passages)
        return tuple(index for index, passage in passages if passage.role == role)


def story_url(story: Story) -> str:
    """Return the permanent address of a story, relative to the site's root."""
    return url_of(story.id)


def url_of(id_: str) -> str:
    """Return the permanent address of the story ``id_``, as `story_url` does."""
    return f"stories/{id_}/"


def view(story: Story) -> View:
    """Return what pages show of ``story``."""
    article, description = story.article, story.description
    body = blocks(article)
    anchors = anchors_of(article, body)
    statements = stated(story, anchors)
    aid = lines(story, statements)
    return View(
        story=story,
        url=story_url(story),
        title=article.first(Role.TITLE) or story.id,
        kicker=article.first(Role.KICKER),
        subtitle="　".join(article.texts(Role.SUBTITLE)) or None,
        byline=by_role(description.byline),
        statement="　".join(article.texts(Role.BYLINE)) or None,
        dateline=dateline(story),
        source=description.source or "　".join(article.texts(Role.SOURCE)) or None,
        note=tuple(p for p in article.passages if p.role is Role.NOTE),
        blocks=body,
        grounds=grounds(description.evidence, anchors),
        anchors=anchors,
        statements=statements,
        lines=aid,
        cards=cards(aid)[:_CARDS],
        excerpt=opening(article),
        length=sum(map(len, article.texts(*TEXT_ROLES))),
    )


def dateline(story: Story) -> str | None:
    """Return the dateline as printed; its place alone where it names who is in the byline too."""
    printed, place = story.article.first(Role.DATELINE), story.description.dateline
    if printed and not any(person.name in printed for person in story.description.byline):
        return printed
    return f"{place}电" if place else None


def by_role(people: Iterable[Person]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the names of each role, roles and names in their printed order."""
    found: dict[str, list[str]] = {}
    for person in people:
        found.setdefault(person.role, []).append(person.name)
    return tuple((role, tuple(names)) for role, names in found.items())


def opening(article: Article) -> str:
    """Return the beginning of the text, at most `_EXCERPT` characters, whole sentences if it can.

    A first paragraph that begins in mid-sentence is passed over where another follows.
    """
    paragraphs = [p for p in article.passages if p.role is Role.PARAGRAPH]
    paragraphs = paragraphs or [p for p in article.passages if p.role in TEXT_ROLES]
    whole = [p for p in paragraphs if p.gap is not Gap.START] or paragraphs
    if not whole:
        return ""
    text = whole[0].text
    if len(text) <= _EXCERPT:
        return text
    ends = [m.end() for m in SENTENCE_END.finditer(text) if 24 <= m.end() <= _EXCERPT]
    return text[: ends[-1]] if ends else text[:_EXCERPT].rstrip("，、；：") + "……"
