"""A whole build's last act: to leave the ground of the next patch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aidstories.site.archive.answers import quotes
from aidstories.site.archive.archive import Archive
from aidstories.site.archive.listings import Listing
from aidstories.site.archive.mentions import INSTITUTIONS, PEOPLE
from aidstories.site.patching.ground import Ground, Parts
from aidstories.site.patching.outside import Named
from aidstories.site.takeaway.books import value_book, volumes
from aidstories.site.takeaway.package import FOLDER, Resource


def ground(
    name: str,
    url: str,
    templates: Iterable[str],
    folders: Iterable[str],
    archive: Archive,
    pictured: Iterable[str],
    listings: Iterable[Listing],
    resources: Iterable[Resource],
) -> Ground:
    """Return what is left for the next build; ``folders`` are those of the languages."""
    values = {value.url: value for value in volumes(archive).values()}.values()
    return Ground(
        name=name,
        url=url,
        templates=tuple(templates),
        pages=tuple(f"{folder}{FOLDER}index.html" for folder in folders),
        order=tuple(archive.views),
        pictured=tuple(pictured),
        days={id_: (days.added, days.changed) for id_, days in archive.days.items()},
        quoted=_quoted(listings),
        books={value_book(value): tuple(s.id for s in value.stories) for value in values},
        parts={each.name: _parts(each) for each in resources if each.sizes},
    )


def _quoted(listings: Iterable[Listing]) -> dict[str, tuple[Named, ...]]:
    found: dict[str, set[Named]] = {}
    for listing in listings:
        for id_, named in _quotations(listing):
            found.setdefault(id_, set()).add(named)
    return {id_: tuple(sorted(named)) for id_, named in found.items()}


def _quotations(listing: Listing) -> Iterator[tuple[str, Named]]:
    """Yield the stories of which a page quotes sentences, with what these name."""
    if quotes(listing.value):
        named = listing.value.facet.field, listing.value.label
        yield from ((item.view.story.id, named) for item in listing.items)
    if (answer := listing.answer) is not None:
        yield from ((m.view.story.id, (INSTITUTIONS, m.entry.name)) for m in answer.institutions)
        yield from ((m.view.story.id, (PEOPLE, m.entry.name)) for m in answer.people)


def _parts(resource: Resource) -> Parts:
    uris = tuple(f"{FOLDER}{file.path}" for file in resource.files)
    return Parts(uris, resource.sizes)
