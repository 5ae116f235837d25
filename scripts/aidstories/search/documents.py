"""Stories → documents: what is searched, what results show, what narrows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import NamedTuple

from aidstories.fields import Facet
from aidstories.model import Article, Role, Story
from aidstories.paths import ArchivePaths
from aidstories.search.fold import fold, simplified
from aidstories.search.passages import standing
from aidstories.search.raw import RawRun, raw_runs
from aidstories.stories.format.values import texts_of
from aidstories.stories.store.captures import recorded_text
from aidstories.stories.store.record import Record
from aidstories.stories.store.translations import read_translations

TITLES = (Role.KICKER, Role.TITLE, Role.SUBTITLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A story as the index holds it.

    ``titles`` and ``texts`` are all its passages, ``raw`` what only its capture has; ``roles`` are
    those of ``texts``, paragraphs where it is shorter. ``facets`` maps the key of each facet to
    values; places are paths (西藏自治区/那曲市). ``date`` sorts: the newest has the greatest.
    """

    id: str
    date: str
    titles: tuple[str, ...]
    texts: tuple[str, ...]
    raw: tuple[RawRun, ...]
    facets: Mapping[str, tuple[str, ...]]
    card: Mapping[str, object]
    roles: tuple[Role, ...] = ()

    def record(self) -> dict[str, object]:
        """Return what the browser fetches to show this story among the results, JSON-ready."""
        folds = simplified()
        written = set("".join((*self.titles, *self.texts, *(run.text for run in self.raw))))
        return {
            "id": self.id,
            **self.card,
            "titles": list(self.titles),
            "texts": list(self.texts),
            "standing": [standing(role) for role in self._roles()],
            "raw": [[run.before, run.text, run.after] for run in self.raw],
            "fold": "".join(c + folds[c] for c in sorted(folds.keys() & written)),
        }

    def _roles(self) -> Iterator[Role]:
        missing = len(self.texts) - len(self.roles)
        return chain(self.roles, repeat(Role.PARAGRAPH, missing))


class Filing(NamedTuple):
    """What a story is filed under: its ``date`` and ``facets`` are as `Document` has them."""

    id: str
    date: str
    facets: Mapping[str, tuple[str, ...]]


def filing_of(story: Story, facets: Iterable[Facet]) -> Filing:
    """Return what ``story`` is filed under in ``facets``."""
    return Filing(story.id, _date(story), {f.key: _values(story, f) for f in facets})


def read_documents(
    paths: ArchivePaths,
    stories: Sequence[Story],
    records: Mapping[str, Record],
    facets: Iterable[Facet],
) -> list[Document]:
    """Return a document for each of ``stories``, oldest first.

    ``records`` are those of their captures by name, ``facets`` the archive's. Raises `BadInput`
    where a translation cannot be read.
    """
    in_order = sorted(stories, key=lambda story: story.id)
    raw = dict(_raw_texts(paths, in_order, records))
    translated = {t.id: t.article for t in read_translations(paths, in_order).values()}
    used = tuple(facets)
    documents = [
        document(story, used, raw.get(story.id, ()), translated.get(story.id)) for story in in_order
    ]
    return sorted(documents, key=lambda doc: (doc.date, doc.id))


def document(
    story: Story,
    facets: Iterable[Facet],
    raw: tuple[RawRun, ...] = (),
    translated: Article | None = None,
) -> Document:
    """Return the document of ``story``; ``raw`` is what only its capture has.

    ``translated`` is its translation, found by its own words too.
    """
    article, description = story.article, story.description
    people = tuple(person.name for person in description.byline)
    passages = (
        *(p for p in article.passages if p.role not in TITLES and p.text),
        *(p for p in (translated.passages if translated else ()) if p.text),
    )
    return Document(
        id=story.id,
        date=_date(story),
        titles=article.texts(*TITLES),
        texts=tuple(p.text for p in passages),
        roles=tuple(p.role for p in passages),
        raw=raw,
        facets={facet.key: _values(story, facet) for facet in facets},
        card={
            "title": article.first(Role.TITLE) or story.id,
            "published": description.published,
            "year": description.year,
            "basis": description.year_basis.value,
            "source": description.source,
            "authors": list(people),
            **({"headlines": _headlines(translated)} if translated else {}),
        },
    )


def _date(story: Story) -> str:
    """Return what a story sorts by."""
    description = story.description
    year = "" if description.year is None else str(description.year)
    published = description.published or ""
    if published.startswith("XXXX"):
        published = (year or "0000") + published[4:]
    return published or year


def _values(story: Story, facet: Facet) -> tuple[str, ...]:
    """Return the values of a story; an index of people names those of the other fields too."""
    fields = (facet.field, *facet.beside)
    return tuple(dict.fromkeys(text for field in fields for text in texts_of(story, field)))


def _headlines(translated: Article) -> dict[str, str]:
    """Return the title of a translation by its language, which is Tibetan."""
    title = translated.first(Role.TITLE)
    return {"bo": title} if title else {}


def _raw_texts(
    paths: ArchivePaths, stories: Iterable[Story], records: Mapping[str, Record]
) -> Iterator[tuple[str, tuple[RawRun, ...]]]:
    by_capture: dict[str, list[Story]] = {}
    for story in stories:
        if story.capture:
            by_capture.setdefault(story.capture, []).append(story)
    for name, found in by_capture.items():
        raw = recorded_text(records[name], paths) if name in records else None
        if raw is not None:
            yield from _capture_runs(records[name], raw, found)


def raw_of(record: Record, number: int, raw: str, story: Story) -> tuple[RawRun, ...]:
    """Return what only the capture has of one story of ``record``, of which ``raw`` is the text."""
    texts: list[list[str]] = [[] for _ in record.stories]
    texts[number] = _folded(story)
    return raw_runs(raw, record.ledger, texts)[number]


def _folded(story: Story) -> list[str]:
    return [fold(passage.text) for passage in story.article.passages]


def _capture_runs(
    record: Record, raw: str, stories: Sequence[Story]
) -> Iterator[tuple[str, tuple[RawRun, ...]]]:
    texts = {story.id: _folded(story) for story in stories}
    restored = [texts.get(recorded.id, []) for recorded in record.stories]
    for recorded, runs in zip(record.stories, raw_runs(raw, record.ledger, restored), strict=True):
        if recorded.id in texts:
            yield recorded.id, runs
