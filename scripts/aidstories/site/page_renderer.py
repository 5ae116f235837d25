"""The pages of the archive as HTML: each a fragment rendered from plain objects."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup, escape
from mkdocs.utils import get_relative_url

from aidstories.fields import Field
from aidstories.site import front_page
from aidstories.site.archive.archive import Archive
from aidstories.site.archive.browse import chosen_url
from aidstories.site.archive.home import SHOWN, TOP, Home
from aidstories.site.archive.home_files import DAYS, SHARD, YEARS, home_files, in_language
from aidstories.site.archive.letters import NameIndex
from aidstories.site.archive.listings import Listing
from aidstories.site.archive.related import neighbours
from aidstories.site.archive.tags import story_tags
from aidstories.site.facets import STORIES, FacetValue
from aidstories.site.generated_page import GeneratedPage
from aidstories.site.incremental.dependencies import Dependencies
from aidstories.site.incremental.watched import linked
from aidstories.site.interface.terms import CHINESE
from aidstories.site.locale import Locale
from aidstories.site.page_address import PageAddress, absolute
from aidstories.site.render import Fragments
from aidstories.site.story.cite import FORMATS, Reference, citations
from aidstories.site.story.facsimile import Facsimile
from aidstories.site.story.metadata import (
    dublin_core,
    json_ld,
    news_article,
    open_graph,
    zotero,
)
from aidstories.site.story.repairs import Repairs
from aidstories.site.story.report import report_address
from aidstories.site.story.view import View
from aidstories.site.takeaway.books.shelf import (
    ListBook,
    identifier,
    list_book,
    story_volume,
    translated_book,
)
from aidstories.site.takeaway.cards import Shelf
from aidstories.site.takeaway.code import printed
from aidstories.site.takeaway.exports import downloads
from aidstories.site.takeaway.feeds import feed_files
from aidstories.site.takeaway.texts import Texts

TEMPLATE = "sheet.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRenderer:
    """Renders every page of one archive."""

    archive: Archive
    references: Mapping[str, Reference]
    related: Mapping[str, tuple[View, ...]]
    fragments: Fragments
    texts: Texts
    translated: Collection[str]
    fields: Mapping[str, Field]
    repairs: Mapping[str, Repairs]
    facsimiles: Mapping[str, Facsimile]
    front: Home
    cards: Shelf
    volumes: Mapping[str, FacetValue]
    indexes: Mapping[str, NameIndex]
    site_name: str
    site_description: str = ""
    site_url: str = ""
    """The absolute address of the site's root, or an empty text."""
    addresses: Mapping[str, PageAddress] = field(default_factory=dict)
    """Where stories and the home page stand for machines, by their addresses."""
    report: str = ""
    """The pattern of the address that takes reports of mistakes."""

    @property
    def locale(self) -> Locale:
        """The language of the pages."""
        return self.fragments.locale

    def body(self, content: View | Listing | GeneratedPage) -> str:
        """Return the body of any page."""
        match content:
            case View():
                return self.story(content)
            case Listing():
                return self.listing(content)
        return self.fragments.render(content.template, content.url, **content.values)

    def meta(self, content: View | Listing | GeneratedPage) -> dict[str, Any]:
        """Return the metadata of any page."""
        match content:
            case View():
                return self.story_meta(content)
            case Listing():
                return self.listing_meta(content)
        title, description = map(
            self.locale.translator.translate, (content.title, content.description)
        )
        return {**_unsearched(title.striptags(), description.striptags()), "head": self.card_head()}

    def basis(self, content: View | Listing | GeneratedPage) -> object:
        """Return all that a page is made from, beside what its templates ask of the archive.

        What is the same for all pages of a site is not in it.
        """
        basis = self.fragments.witness.basis
        match content:
            case View():
                return basis(self._story_basis(content))
            case Listing():
                return basis(self._listing_basis(content))
        of_all = self.fragments.witness.whole() if content.whole else basis(content.values)
        return content.title, content.description, content.template, of_all

    def _story_basis(self, view: View) -> tuple[object, ...]:
        id_ = view.story.id
        around, book = neighbours(self.archive, view), self._book(view)
        return (
            view,
            id_ in self.translated,
            self.references[id_],
            self.related[id_],
            linked(around.value),
            (around.newer, around.older),
            self.repairs.get(id_),
            self.facsimiles.get(id_),
            self.cards.card(view, self.locale),
            book and (book.url, book.of and linked(book.of)),
        )

    def _listing_basis(self, listing: Listing) -> tuple[object, ...]:
        value = listing.value
        return (
            replace(listing, parents=()),
            tuple(map(linked, listing.parents)),
            self.indexes[value.facet.key] if listing.names else None,
            list_book(value, self.archive, self.volumes),
        )

    def story(self, view: View) -> str:
        """Return the body of a story's page. A translation has no repairs, and no places."""
        if self.only_described(view):
            return self._described(view)
        own = view.story.id in self.locale.translations
        return self.fragments.render(
            "story",
            view.url,
            view=self.locale.own(view),
            translated=view.story.id in self.translated,
            text=self._text(view),
            citations=tuple(citations(self.references[view.story.id])),
            book=self._book(view),
            urn=self._urn(view),
            downloads=downloads(self.references[view.story.id]),
            neighbours=neighbours(self.archive, view),
            related=self.related[view.story.id],
            repairs=None if own else self.repairs.get(view.story.id),
            facsimile=None if own else self.facsimiles.get(view.story.id),
            picture=None if view.pictured else self.cards.card(view, self.locale),
            report_pattern=self.report,
            report=report_address(
                self.report,
                self.locale.translator,
                view,
                self.references[view.story.id].url or view.url,
            ),
        )

    def only_described(self, view: View) -> bool:
        """Return whether the text stands on the page in the other language alone."""
        chinese = self.locale.translator.language == CHINESE
        return not chinese and view.story.id not in self.locale.translations

    def _described(self, view: View) -> str:
        return self.fragments.render(
            "untranslated",
            view.url,
            view=view,
            original=get_relative_url(view.url, self.locale.address(view.url)),
            related=self.related[view.story.id],
        )

    def _book(self, view: View) -> ListBook | None:
        """Return the book that holds the story in the language of its text."""
        if view.story.id in self.locale.translations:
            return ListBook(translated_book(view, self.locale))
        return story_volume(view, self.archive, self.volumes)

    def _urn(self, view: View) -> str:
        """Return the identifier of the book that a script makes of a story alone."""
        url = absolute(self.site_url, view.url)
        return identifier(url, self.site_name, view.url)

    def _text(self, view: View) -> Markup:
        if view.story.id in self.locale.translations:
            own = self.locale.own(view)
            return Markup(self.fragments.render("text", view.url, view=own, places={}))
        text = self.texts(view)
        return Markup(self.locale.reroot(text)) if self.locale.folder else text

    def listing(self, listing: Listing) -> str:
        """Return the body of a page of a list, without the lines that templates leave blank."""
        html = self.fragments.render(
            "list",
            listing.url,
            listing=listing,
            index=self.indexes[listing.value.facet.key] if listing.names else None,
            combine=chosen_url(listing.value) if listing.value.path else None,
            formats={end: one.name for end, one in FORMATS.items()},
            book=list_book(listing.value, self.archive, self.volumes),
            feeds=feed_files(listing.value),
        )
        return "\n".join(filter(None, map(str.strip, html.split("\n"))))

    def home(self, intro: str) -> str:
        """Return the body of the home page; ``intro`` is HTML."""
        front = self.front
        return self.fragments.render(
            "home",
            "",
            home=front,
            lead=in_language(front.lead, self.fragments) if front.lead else None,
            today=in_language(front.pool[0], self.fragments) if front.pool else None,
            days={"source": DAYS, "size": SHARD},
            source=YEARS,
            shown=SHOWN,
            top=TOP,
            repairs=sum(repairs.total for repairs in self.repairs.values()),
            intro=Markup(self.locale.reroot(intro)),
            own_intro=self._own_intro(),
        )

    def _own_intro(self) -> tuple[str, str] | None:
        """Return the site's name and description in a language that has both."""
        own = self.locale.translator.translation
        name, description = own(self.site_name), own(self.site_description)
        return (name, description) if name and description else None

    def home_files(self, dependencies: Dependencies) -> Iterator[tuple[str, str]]:
        """Yield the address and the text of every file that the home page's scripts read.

        Those that stand by ``dependencies`` are left out.
        """
        return home_files(self.front, self.archive, self.fragments, dependencies)

    def home_head(self) -> str:
        """Return what the head of the home page adds: feeds, and what the site is."""
        language, tag = self.locale.translator.language, self.locale.translator.tag
        said = self.locale.translator.said
        about = said(self.site_name), said(self.site_description)
        home, search = (
            absolute(self.site_url, self.locale.address(url)) for url in ("", "search/")
        )
        where = self.addresses[""].open_graph(language, self.site_url)
        return self.fragments.render(
            "front",
            "",
            feeds=feed_files(self.archive.trees[STORIES.key]),
            open_graph=(*front_page.open_graph(*about), *where),
            json_ld=json_ld(front_page.website(*about, home, search, tag)),
        )

    def card_head(self) -> str:
        """Return what the head of a page says that is no story's: the archive's own card."""
        properties = tuple(self.cards.properties(self.cards.own))
        return self.fragments.kept("card", properties=properties)

    def story_meta(self, view: View) -> dict[str, Any]:
        """Return a story's page metadata, as MkDocs and its plugins read it.

        The theme writes it into HTML as it stands, so it is escaped here.
        """
        if self.only_described(view):
            return self._described_meta(view)
        ref = self.references[view.story.id]
        language = self.locale.translator.language
        where = self.addresses[view.url].open_graph(language, self.site_url)
        head = self.fragments.render(
            "head",
            view.url,
            named=(*dublin_core(view, ref, self.fields), *zotero(ref)),
            open_graph=(
                *open_graph(
                    self.locale.own(view), ref, self.locale.translator.said(self.site_name)
                ),
                *where,
                *self.cards.properties(self.cards.card(view, self.locale)),
            ),
            json_ld=json_ld(news_article(view, ref, self.fields)),
            facsimile=view.story.id in self.facsimiles,
        )
        return {
            **_unsearched(self.locale.own(view).title, self.locale.own(view).excerpt),
            "author": str(escape("、".join(ref.authors))),
            "head": head,
            **(printed(ref.url) if ref.url else {}),
            # the theme's tags plugin lists each story once: by its Chinese page
            **(self.tagged(view) if self.locale.translator.language == CHINESE else {}),
        }

    def _described_meta(self, view: View) -> dict[str, Any]:
        """Return what a page that leads to the Chinese one says; that one speaks to machines."""
        language = self.locale.translator.language
        properties = (
            ("og:type", "article"),
            ("og:title", view.title),
            *self.addresses[view.url].open_graph(language, self.site_url),
            *self.cards.properties(self.cards.card(view, self.locale)),
        )
        head = self.fragments.render("card", view.url, properties=properties)
        url = self.references[view.story.id].url
        address = {"address": str(escape(url))} if url else {}
        return {**_unsearched(view.title, view.title), "head": head, **address}

    def tagged(self, view: View) -> dict[str, Any]:
        """Return what the theme's tags plugin reads of a story's page."""
        title = str(escape(self.locale.own(view).title))
        return {"title": title, "tags": story_tags(view.story, self.archive.facets)}

    def listing_meta(self, listing: Listing) -> dict[str, Any]:
        """Return a list's page metadata; lists are not searched."""
        name, say = self.locale.plain_name, self.locale.translator.plain
        own = name(listing.value)
        if listing.number > 1:
            own += say("list.page", number=listing.number)
        title = " · ".join([own, *map(name, reversed(listing.parents))])
        summary = say("list.summary", name=name(listing.value), count=listing.count)
        feeds = feed_files(listing.value)
        head = self.fragments.render("feeds", listing.url, feeds=feeds) + self.card_head()
        return {**_unsearched(title, summary), "head": head}


def _unsearched(title: str, description: str) -> dict[str, Any]:
    return {
        "template": TEMPLATE,
        "title": str(escape(title)),
        "description": str(escape(description)),
        "search": {"exclude": True},
    }
