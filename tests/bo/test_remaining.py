"""What stands in Chinese on Tibetan pages is listed with the reason, and nothing else does."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pytest
import soupsieve
from bs4 import BeautifulSoup, Tag

from aidstories.model import Story
from aidstories.site.addresses import addresses
from aidstories.site.facets import UNDATED, UNSTATED
from aidstories.site.interface.terms import interface_terms
from aidstories.site.interface.tibetan_names import tibetan_names
from aidstories.stories.format.values import texts_of
from aidstories.tables import Remaining, Tables
from tests.archive import TABLES
from tests.site.conftest import Site

HAN = re.compile("[\u3400-\u9fff]+")
SPOKEN = ("alt", "title", "placeholder", "aria-label")
STORY_TEXT = ", ".join(
    (
        ".story__title, .story__kicker, .story__subtitle, .story__body, .story__note, .statement",
        ".entry :is(h2, h3), .entry__kicker, .entry > p:not([class])",
        ".feature__title, .feature__words",
        ".stated__quote, .stated__act, .names dd, .mentions, .onward, .bilingual",
        ".apparatus, .record__evidence, .capture, .rows__scroll, head title",
    )
)
"""Where pages print what stories say, or what stands in a list for a story: its title."""


class Said(NamedTuple):
    """Chinese that a reader meets: where, and the element around it."""

    page: str
    text: str
    around: Tag


def spoken(page: str, soup: BeautifulSoup) -> Iterator[Said]:
    """Yield the Chinese of a page's texts, and of the attributes that are read out."""
    for node in soup.find_all(string=HAN):
        around = node.parent
        if around is not None and around.name not in ("script", "style"):
            yield Said(page, node.strip(), around)
    for element in soup.find_all(True):
        for name in SPOKEN:
            if HAN.search(str(element.get(name, ""))):
                yield Said(page, str(element[name]), element)


class Listed:
    """Tells Chinese that ``tables`` list from Chinese that they do not."""

    def __init__(self, tables: Tables, stories: tuple[Story, ...]) -> None:
        self.tables = tables
        names = tibetan_names(tables, addresses(tables))
        terms = interface_terms(tables).rows
        self.terms = {
            one.what: [
                shape(terms[key].zh) for key in terms if one.holds(key) and not terms[key].bo
            ]
            for one in tables.remaining
        }
        self.names: dict[str, set[str]] = {}
        for facet in tables.facets:
            fields = (facet.field, *facet.beside)
            texts = {t for story in stories for field in fields for t in texts_of(story, field)}
            paths = {tuple(text.split("/")) for text in texts}
            parts = {path[:end] for path in paths for end in range(1, len(path) + 1)}
            self.names[facet.key] = {part[-1] for part in parts if part not in names}

    def entry(self, said: Said) -> Remaining | None:
        """Return the entry that ``said`` falls under; None where none does."""
        for one in self.tables.remaining:
            if any(pattern.fullmatch(said.text) for pattern in self.terms[one.what]):
                return one
            names = {name for key in one.facets for name in self.names.get(key, ())}
            if names and is_made_of(said.text, names | {UNDATED, UNSTATED}):
                return one
            if any(within(said.around, mark) for mark in one.marks):
                return one
        return None


def is_made_of(text: str, names: set[str]) -> bool:
    """Return whether the Chinese of ``text`` is ``names``, and a count of them: 1篇, 2016年."""
    for name in sorted(filter(text.__contains__, names), key=len, reverse=True):
        text = text.replace(name, "")
    return not HAN.search(re.sub(r"(?<=\d)[年篇]", "", text))


@cache
def shape(chinese: str) -> re.Pattern[str]:
    """Return what matches a text of the interface, whatever is put in."""
    return re.compile(".*".join(map(re.escape, re.split(r"\{\w+\}", chinese))), re.S)


def within(element: Tag, mark: str) -> bool:
    """Return whether an element, or one around it, is what the selector ``mark`` means."""
    around = [element, *(p for p in element.parents if isinstance(p, Tag) and p.parent)]
    return any(soupsieve.match(mark, one) for one in around)


def kinds(site: Site) -> dict[str, BeautifulSoup]:
    """Return a page or two of each kind: of a folder the first two, and with a story's text."""
    found: dict[tuple[str, bool], list[tuple[str, BeautifulSoup]]] = {}
    for url, soup in site.pages():
        if url.startswith("bo/"):
            folder = "/".join(url.split("/")[:2])
            kind = folder, bool(soup.find(class_="story__body"))
            found.setdefault(kind, []).append((url, soup))
    return {url: soup for pages in found.values() for url, soup in pages[:2]}


@pytest.fixture(scope="module")
def met(bo_site: Site, bo_stories: tuple[Story, ...]) -> list[tuple[Said, Remaining | None]]:
    listed = Listed(TABLES, bo_stories)
    return [
        (said, listed.entry(said))
        for url, soup in kinds(bo_site).items()
        for said in spoken(url, soup)
        if not within(said.around, STORY_TEXT)
    ]


def test_what_is_chinese_is_listed(met: list[tuple[Said, Remaining | None]]) -> None:
    assert {(said.page, said.text) for said, entry in met if entry is None} == set()
    assert len({said.page for said, _ in met}) > 20


def test_each_entry_is_met_or_holds_a_text_that_has_no_tibetan(
    met: list[tuple[Said, Remaining | None]],
) -> None:
    seen = {entry.what for _, entry in met if entry}
    missing = interface_terms(TABLES).missing
    idle = [
        one.what
        for one in TABLES.remaining
        if one.what not in seen and not any(map(one.holds, missing))
    ]
    assert [what for what in idle if what not in ("地名", "报刊和网站名")] == []  # names of others


def test_every_text_without_tibetan_is_listed_once() -> None:
    for key in interface_terms(TABLES).missing:
        assert [one.what for one in TABLES.remaining if one.holds(key)], key


def test_the_list_is_short_and_says_why() -> None:
    assert len(TABLES.remaining) <= 20
    assert all(
        len(one.why) > 5 and (one.keys or one.facets or one.marks) for one in TABLES.remaining
    )


@pytest.mark.parametrize(
    ("html", "known"),
    [
        ("<p>多出来的话</p>", False),
        ('<img alt="没有列出的图">', False),
        ("<p>ལོ་མི་ཤེས་པ།</p>", True),
        ('<p class="story__title">标题</p>', True),
        ('<a class="tongue">中文</a>', True),
        (f"<p>{TABLES.terms['colophon.private'].zh}</p>", True),
        (f"<p>{TABLES.terms['word.search'].zh}</p>", False),  # this one has Tibetan
    ],
)
def test_chinese_that_is_not_listed_is_found(html: str, known: bool) -> None:
    listed = Listed(TABLES, ())
    soup = BeautifulSoup(f"<html><body>{html}</body></html>", "html.parser")
    found = [s for s in spoken("x", soup) if not within(s.around, STORY_TEXT)]
    assert all(listed.entry(said) for said in found) == known
