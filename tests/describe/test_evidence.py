"""Every piece of evidence of the seeds' stories says what its value says, as they are restored."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from aidstories.describe import describe_parts
from aidstories.describe.authority import authorities
from aidstories.describe.dates import find_dates
from aidstories.describe.mentions import within
from aidstories.model import AidStatement, Article, Description, Evidence, Origin, YearBasis
from aidstories.restore.run import restore
from tests.archive import GOLD_SEEDS, TABLES

LISTS = authorities(TABLES)
_SPAN = re.compile(r"今年|去年|[一两二三四五六七八九十]年多?(?:来|的时间|时间)")
"""Words that lead from one year to another."""


SEEDS = sorted(GOLD_SEEDS.glob("*.txt"))


@cache
def described(seed: Path) -> tuple[tuple[Article, Description], ...]:
    restored = restore(seed.read_bytes())
    got = describe_parts(restored.articles, restored.parts, TABLES)
    return tuple(zip(restored.articles, got, strict=True))


def each_story(test: Callable[[Article, Description], None]) -> Callable[[Path], None]:
    """Have ``test`` see each story of a seed; nothing is restored while tests are collected."""

    @pytest.mark.parametrize("seed", SEEDS, ids=[seed.name[:3] for seed in SEEDS])
    def of_seed(seed: Path) -> None:
        for article, got in described(seed):
            test(article, got)

    return of_seed


def quotes(got: Description, field: str, value: str) -> str:
    """Return all that is quoted for a value, a piece on each line."""
    return "\n".join(e.quote for e in got.evidence if (e.field, e.value) == (field, value))


def names_of(path: str) -> set[str]:
    """Return every name and sign that stands for a division or for what lies in it."""
    own = next(p for p in TABLES.places if p.path == path)
    names = {own.zh, *own.shorts, *own.former, *(f"援{sign}" for sign in own.abbr)}
    names |= {p.zh for p in TABLES.places if within(p.path, path) and len(p.zh) > 2}
    houses = (h for h in TABLES.institutions if within(h.place, path))
    return names | {name for h in houses for name in (h.name, *h.aliases)}


def names_place(words: str, path: str) -> bool:
    """Return whether ``words`` name the place, a city of it by its sign, or a house there."""
    own = next(p for p in TABLES.places if p.path == path)
    signs = "".join((*own.abbr, own.zh[0]))
    team = re.search(rf"[{signs}][\u4e00-\u9fff]{{0,3}}援[藏疆青]", words)
    own_house = path.endswith("自治区") and re.search(r"自治区\w{0,4}医院", words)
    return bool(team or own_house or any(name in words for name in names_of(path)))


def names_scheme(words: str, zh: str) -> bool:
    programme = next(p for p in TABLES.programmes if p.zh == zh)
    return bool(programme.pattern.search(words))


def names_house(words: str, house: str) -> bool:
    names = {house, *(alias for alias, name in LISTS.institutions.items() if name == house)}
    return any(n in words or n.removeprefix("西藏") in words for n in names) or (
        house.startswith("西藏自治区") and house.removeprefix("西藏") in words
    )


@each_story
def test_every_value_is_quoted(article: Article, got: Description) -> None:
    """Each value has evidence, each piece of evidence reads its words, and holds a value."""
    for field in ("regions", "donors", "programs", "institutions", "people", "aid"):
        for value in got.values(field):
            assert quotes(got, field, value if isinstance(value, str) else value.name)
    for e in got.evidence:
        values = {v if isinstance(v, str) else v.name for v in got.values(e.field)}
        assert e.value in values
        if e.by is Origin.TEXT:
            assert e.passage is not None
            assert e.quote == article.passages[e.passage].text[e.start : e.end] != ""


@each_story
def test_the_year_is_said_or_inferred_from_what_is_quoted(
    article: Article, got: Description
) -> None:
    if got.year is None:
        assert not [e for e in got.evidence if e.field == "year"]
        return
    pieces = [e for e in got.evidence if e.field == "year"]
    if {e.by for e in pieces} == {Origin.CAPTURE}:
        return
    said = quotes(got, "year", str(got.year))
    assert said
    if got.year_basis is YearBasis.STATED or str(got.year) in said:
        assert str(got.year) in said
    else:
        years = [d.year for d in find_dates(said) if d.year]
        assert years and max(years) < got.year
        assert _SPAN.search(said)


@each_story
def test_places_are_named(article: Article, got: Description) -> None:
    for field in ("regions", "donors"):
        for path in got.values(field):
            assert names_place(quotes(got, field, str(path)), str(path)), (field, path)


@each_story
def test_programmes_people_and_institutions_are_named(article: Article, got: Description) -> None:
    for zh in got.programs:
        assert names_scheme(quotes(got, "programs", zh), zh), zh
    for person in got.people:
        assert quotes(got, "people", person.name) == person.name
    for house in got.institutions:
        assert names_house(quotes(got, "institutions", house), house), house


@each_story
def test_the_publication_is_named(article: Article, got: Description) -> None:
    for e in (e for e in got.evidence if e.field in ("source", "via", "dateline")):
        assert e.by is Origin.CAPTURE or e.value in e.quote or e.quote in e.value
    for e in (e for e in got.evidence if e.field == "published" and e.by is Origin.TEXT):
        (day,) = find_dates(e.quote)
        assert f"{day.month:02}-{day.day:02}" == e.value[5:]


@each_story
def test_statements_quote_both_ends(article: Article, got: Description) -> None:
    """A quotation or a chain of at most three names what the statement says, in reading order."""
    for made in got.aid:
        pieces = [e for e in got.evidence if (e.field, e.value) == ("aid", made.key)]
        assert 1 <= len(pieces) <= 3
        assert pieces == sorted(pieces, key=lambda e: (e.passage or 0, e.start or 0))
        assert {e.by for e in pieces} == {Origin.TEXT}
        assert_said(made, pieces)


def assert_said(made: AidStatement, pieces: list[Evidence]) -> None:
    said = "\n".join(e.quote for e in pieces)
    for path in filter(None, (made.donor, made.recipient)):
        assert names_place(said, path), (path, said)
    for body in filter(None, (made.donor_body, made.recipient_body)):
        assert names_house(said, body), (body, said)
    assert made.act in said
    assert not made.program or names_scheme(said, made.program)
    if made.when:
        assert made.when in {d.edtf() for d in find_dates(said)}


def test_each_seed_has_stories() -> None:
    assert SEEDS and all(map(described, SEEDS))


def test_the_test_would_see_a_wrong_quotation() -> None:
    """山东→阿里 or the year 2025 by 2024年8月 alone would not pass."""
    assert not names_place("2024年8月", "山东省")
    assert not names_place("山东省援藏医疗队", "西藏自治区/阿里地区")
    assert not _SPAN.search("2024年8月")
    assert names_place("浙江杭嘉援藏医疗队", "浙江省/嘉兴市")
