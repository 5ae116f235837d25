"""Put the parts of a description together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice, repeat
from types import MappingProxyType
from typing import NamedTuple

from aidstories.describe.aid import find_aid
from aidstories.describe.authority import Authorities, authorities
from aidstories.describe.columns import by_columns
from aidstories.describe.cues import SCHEME, SERVED, Part
from aidstories.describe.directions import directed
from aidstories.describe.doubts import Ground, PageLine, find_doubts
from aidstories.describe.institutions import find_institutions
from aidstories.describe.masthead import masthead
from aidstories.describe.mentions import Mention, find_mentions
from aidstories.describe.parties import supplied
from aidstories.describe.people import find_people
from aidstories.describe.programmes import (
    NamedProgramme,
    choose_programmes,
    paired,
    search_programmes,
    spoken_territories,
)
from aidstories.describe.publication import When, find_when
from aidstories.describe.responsibility import find_responsibility
from aidstories.describe.roles import Weighed, weigh
from aidstories.describe.sources import find_provenance
from aidstories.describe.statements import find_statements
from aidstories.model import (
    Article,
    Description,
    Evidence,
    FieldDoubt,
    Origin,
    RestoredPart,
    Role,
)
from aidstories.tables import Tables

NOTHING: Mapping[str, str] = MappingProxyType({})


class Described(NamedTuple):
    """What is known about an article, and which of its fields an editor should look at."""

    description: Description
    doubts: tuple[FieldDoubt, ...]


def describe_parts(
    articles: Sequence[Article],
    parts: Iterable[RestoredPart],
    tables: Tables,
    known: Mapping[str, str] = NOTHING,
) -> tuple[Description, ...]:
    """Return one description for each of the articles of one capture, in their order.

    ``parts`` say which articles stand together (``Restoration.parts``); ``known`` is what an
    editor knows of all of them, by the keys of a part's ``meta``.
    """
    return tuple(one.description for one in described_parts(articles, parts, tables, known))


def described_parts(
    articles: Sequence[Article],
    parts: Iterable[RestoredPart],
    tables: Tables,
    known: Mapping[str, str] = NOTHING,
    lines: Iterable[Sequence[PageLine]] = (),
) -> tuple[Described, ...]:
    """Return the same as `describe_parts`, each description with its doubtful fields.

    ``lines`` are those of the page of each article (`doubts.page_lines`).
    """
    left, beside = iter(articles), chain(lines, repeat(()))
    return tuple(
        described
        for part in parts
        for described in _together(
            tuple(islice(left, part.articles)), {**part.meta, **known}, tables, beside
        )
    )


def describe(
    articles: Sequence[Article], meta: Mapping[str, str], tables: Tables
) -> tuple[Description, ...]:
    """Return one description for each of ``articles``, which stood together, in their order."""
    return tuple(one.description for one in _together(articles, meta, tables, repeat(())))


def _together(
    articles: Sequence[Article],
    meta: Mapping[str, str],
    tables: Tables,
    pages: Iterator[Sequence[PageLine]],
) -> tuple[Described, ...]:
    """Describe articles that stood together.

    ``meta`` is what their part of the capture says of itself (``RestoredPart.meta``), ``tables``
    are those of the archive. All articles come at once because they stood on one page: the latest
    date among them dates the others.
    """
    lists = authorities(tables)
    plain = tuple(_folded(article, lists) for article in articles)
    times = find_when(plain, meta, lists)
    over = masthead(plain)
    found = (
        _describe(a, p, meta, w, lists, next(pages), over)
        for a, p, w in zip(articles, plain, times, strict=True)
    )
    return tuple(
        Described(_as_printed(a, one.description), one.doubts)
        for a, one in zip(articles, found, strict=True)
    )


def _folded(article: Article, lists: Authorities) -> Article:
    """Return ``article`` in the characters of the lists; spans in it are spans in ``article``."""
    texts = [lists.fold(p.text) for p in article.passages]
    if texts == [p.text for p in article.passages]:
        return article
    pairs = zip(article.passages, texts, strict=True)
    return replace(article, passages=tuple(replace(p, text=text) for p, text in pairs))


def _as_printed(article: Article, description: Description) -> Description:
    """Return ``found`` with quotations and names of people as ``article`` prints them."""
    evidence = tuple(_quoted(article, e) for e in description.evidence)
    names = (e.value for e in evidence if e.field == "people")
    people = tuple(replace(p, name=n) for p, n in zip(description.people, names, strict=True))
    return replace(description, evidence=evidence, people=people)


def _quoted(article: Article, evidence: Evidence) -> Evidence:
    if evidence.by is not Origin.TEXT or evidence.passage is None:
        return evidence
    quote = article.passages[evidence.passage].text[evidence.start : evidence.end]
    value = quote if evidence.field == "people" else evidence.value
    if (quote, value) == (evidence.quote, evidence.value):
        return evidence
    return replace(evidence, quote=quote, value=value)


def _said(article: Article, w: Weighed) -> str:
    """Return the words that say what part a place has, with the place."""
    return article.passages[w.mention.passage].text[w.mention.start : w.end]


def _served(weighed: Sequence[Weighed]) -> frozenset[str]:
    """Return where aid arrives: by one cue that says so itself, or by two others together."""
    sums = defaultdict[str, float](float)
    for w in weighed:
        if w.part is Part.RECEIVES:
            sums[w.mention.path] += w.weight
    return frozenset(path for path, weight in sums.items() if weight >= SERVED)


def _describe(
    printed: Article,
    article: Article,
    meta: Mapping[str, str],
    when: When,
    lists: Authorities,
    beside: Sequence[PageLine],
    over: Article | None,
) -> Described:
    """Describe ``article``, which is ``printed`` in simplified characters."""
    lines = [line.text for line in beside]
    provenance = find_provenance(article, meta, lists, over=over, lines=lines)
    signed = find_responsibility(printed, meta, lists)
    read = _read(article, [p for p in (signed.path, provenance.place) if p], lists)
    aid = find_aid(article, read.weighed, read.programmes, read.hints, signed.path, lists)
    named = [f.evidence for f in read.programmes]
    houses = find_institutions(article, read.mentions, lists)
    people, faces = find_people(article, read.mentions)
    stated = find_statements(article, read.weighed, aid, read.schemes, faces, lists)
    source, via = provenance.source, provenance.via
    publication = (*signed.evidence, *(e for e in (source, via) if e), *when.evidence)
    given = (*aid.regions, *stated.donors)
    found = Description(
        byline=signed.byline,
        source=source.value if source else None,
        via=via.value if via else None,
        dateline=signed.place,
        published=when.published,
        year=when.year,
        year_basis=when.basis,
        regions=tuple(e.value for e in aid.regions),
        donors=tuple(e.value for e in stated.donors),
        programs=tuple(e.value for e in named),
        people=people,
        institutions=tuple(e.value for e in houses),
        aid=stated.statements,
        evidence=(*publication, *given, *named, *faces, *houses, *stated.evidence),
    )
    ground = Ground(printed, article, found, beside, meta, read.weighed, read.schemes, lists)
    return Described(found, find_doubts(ground))


class _Read(NamedTuple):
    """What an article names, before it is said who helps whom."""

    hints: Sequence[str]
    """Paths of places that its lines of source and dateline name."""
    mentions: Sequence[Mention]
    weighed: Sequence[Weighed]
    schemes: Sequence[NamedProgramme]
    """All that it names."""
    programmes: Sequence[NamedProgramme]
    """Those that it is about."""


def _read(article: Article, hints: Sequence[str], lists: Authorities) -> _Read:
    """Return the places and the programmes that an article names, with the ``hints``."""
    schemes = search_programmes(article, lists)
    mentions = find_mentions(article, lists, (*hints, *spoken_territories(schemes)))
    read = directed(article, weigh(article, mentions), lists)
    weighed = supplied(article, by_columns(article, read), schemes, lists)
    teams = [_said(article, w) for w in weighed if w.part is Part.GIVES and w.weight >= SCHEME]
    places = {m.path for m in mentions} | set(hints)
    heads = [w for w in weighed if article.passages[w.mention.passage].role is Role.TITLE]
    chosen = choose_programmes(schemes, places, _served(weighed), teams, _served(heads))
    return _Read(hints, mentions, weighed, schemes, paired(chosen, article, mentions, lists))
