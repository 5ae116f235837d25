"""A whole build's last act: to leave the ground of the next patch."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypedDict

from aidstories.site.archive.answers import MOST_SENTENCES, Items, quotes
from aidstories.site.archive.archive import Archive
from aidstories.site.archive.browse import entries_by_file
from aidstories.site.archive.home import Home
from aidstories.site.archive.home_files import YEARS, days_by_file
from aidstories.site.archive.listings import Listing
from aidstories.site.archive.mentions import INSTITUTIONS, PEOPLE
from aidstories.site.incremental.questions import ANY
from aidstories.site.locale import Locale
from aidstories.site.patching.kept.ground import Ground, Holders, Listed, Parts
from aidstories.site.patching.kept.lazily import ids_of
from aidstories.site.patching.kept.outside import Named
from aidstories.site.patching.pieces.tables import page_of
from aidstories.site.story.view import View
from aidstories.site.takeaway.books.shelf import value_book, volumes
from aidstories.site.takeaway.export_context import ExportContext
from aidstories.site.takeaway.feeds import fed, feed_files
from aidstories.site.takeaway.oai import repositories
from aidstories.site.takeaway.package import FOLDER, Resource
from aidstories.site.takeaway.stamps import stamps
from aidstories.stories.format.values import texts_of


def ground(
    context: ExportContext,
    report: str,
    scripts: str,
    tagging: Iterable[str],
    templates: Iterable[str],
    locales: Mapping[str, Locale],
    front: Home,
    pictured: Iterable[str],
    listings: Collection[Listing],
    resources: Iterable[Resource],
) -> Ground:
    """Return what is left for the next build; ``locales`` go by languages."""
    archive = context.archive
    values = {value.url: value for value in volumes(archive).values()}.values()
    return Ground(
        name=context.name,
        description=context.description,
        url=context.url,
        report=report,
        scripts=scripts,
        tagging=tuple(tagging),
        templates=tuple(templates),
        languages=tuple(locales),
        pages=tuple(f"{locale.folder}{FOLDER}index.html" for locale in locales.values()),
        order=tuple(archive.views),
        pictured=tuple(pictured),
        days={id_: (days.added, days.changed) for id_, days in archive.days.items()},
        quoted=quoted_on(listings),
        books={value_book(value): tuple(s.id for s in value.stories) for value in values},
        parts={each.name: _parts(each) for each in resources if each.sizes},
        **_beginnings(archive, context.date, listings),
        features={url: _ids(one.view for one in shard) for url, shard in days_by_file(front)},
        leading=front.leading(archive.stories),
    )


def holders(
    told: Iterable[tuple[str, Collection[str]]],
    archive: Archive,
    locales: Mapping[str, Locale],
    front: Home,
) -> Holders:
    """Return what may show titles; ``told`` are the pages that no editor wrote, with their stories.

    Of the home page the newest of each year are not told, nor are the stories that one names in a
    field.
    """
    found: dict[str, list[str]] = {}
    home = [page_of(""), YEARS] if front.span else [page_of("")]
    linking = ((page_of(view.url), _linked(view, archive)) for view in archive.stories)
    more = [(uri, ids) for uri, ids in (*((uri, [ANY]) for uri in home), *linking) if ids]
    abroad = ((f"{one.folder}{uri}", ids) for one in locales.values() for uri, ids in more)
    for uri, ids in (*told, *abroad):
        for id_ in ids:
            found.setdefault(id_, []).append(uri)
    return {id_: tuple(dict.fromkeys(uris)) for id_, uris in found.items()}


def _linked(view: View, archive: Archive) -> list[str]:
    """Return the stories that a story names in its fields."""
    fields = archive.linking & {name for name, _ in view.story.description.other}
    return [id_ for name in sorted(fields) for id_ in texts_of(view.story, name)]


class _Beginnings(TypedDict):
    lists: Mapping[str, Listed]
    entries: Mapping[str, tuple[str, ...]]
    feeds: Mapping[str, tuple[str, ...]]
    records: Mapping[str, tuple[str, ...]]


def _beginnings(archive: Archive, built: str, listings: Iterable[Listing]) -> _Beginnings:
    """Return what shows how stories begin."""
    fed_stories = fed(archive, stamps(archive, built))
    return {
        "lists": {page.url: listed_on(page) for page in listings if page.items},
        "entries": {url: _ids(views) for url, views in entries_by_file(archive)},
        "feeds": {
            url: tuple(story.id for story in stories)
            for value, stories in fed_stories
            for _, url in feed_files(value)
        },
        "records": {path: _ids(views) for path, views in repositories(archive)},
    }


def _ids(views: Iterable[View]) -> tuple[str, ...]:
    return tuple(view.story.id for view in views)


def listed_on(page: Listing) -> Listed:
    """Return the stories that a page lists: how they begin, or what they say of somebody."""
    if isinstance(page.items, Items):
        return Listed(page.level(page.items[0]), ids_on(page), ())
    begun = [item.view for item in page.items if not item.sentences]
    quoted = [item.view for item in page.items if item.sentences]
    return Listed(page.level(page.items[0]), _ids(begun), _ids(quoted))


def ids_on(page: Listing) -> tuple[str, ...]:
    """Return the stories that a page lists, of which none is read for that where it quotes none."""
    if isinstance(page.items, Items):
        return ids_of(page.items.stories)
    return _ids(item.view for item in page.items)


def quoted_on(listings: Iterable[Listing]) -> dict[str, dict[Named, tuple[tuple[str, int], ...]]]:
    """Return by story the values for which pages quote it, as a `Ground` has them."""
    found: dict[str, dict[Named, list[tuple[str, int]]]] = {}
    for listing in listings:
        for id_, named, most in _quotations(listing):
            found.setdefault(id_, {}).setdefault(named, []).append((listing.url, most))
    return {
        id_: {named: tuple(pages) for named, pages in sorted(told.items())}
        for id_, told in found.items()
    }


def _quotations(listing: Listing) -> Iterator[tuple[str, Named, int]]:
    """Yield the stories of which a page shows sentences, with what these name, and how many.

    Of a story that names an institution the page leads to the sentence, and does not show it.
    """
    if quotes(listing.value):
        named = listing.value.facet.field, listing.value.label
        yield from ((item.view.story.id, named, MOST_SENTENCES) for item in listing.items)
    if (answer := listing.answer) is not None:
        for mention in answer.institutions:
            yield mention.view.story.id, (INSTITUTIONS, mention.entry.name), 0
        yield from ((m.view.story.id, (PEOPLE, m.entry.name), 1) for m in answer.people)


def _parts(resource: Resource) -> Parts:
    uris = tuple(f"{FOLDER}{file.path}" for file in resource.files)
    return Parts(uris, resource.sizes)
