"""All pages and files beside stories and lists, for the plugin to add."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aidstories.site.archive.browse import browse_page
from aidstories.site.archive.overview import overview_page
from aidstories.site.archive.pairs import pair_pages
from aidstories.site.generated_page import GeneratedPage
from aidstories.site.offline import offline_page
from aidstories.site.story.cite import FORMATS
from aidstories.site.takeaway.books.shelf import MOST, books_of, whole_book
from aidstories.site.takeaway.export_context import ExportContext
from aidstories.site.takeaway.exports import reference_files
from aidstories.site.takeaway.oai import PATH, oai_repository
from aidstories.site.takeaway.package import (
    DESCRIPTOR,
    FOLDER,
    STORIES_INDEX,
    Resource,
    descriptor,
    resources,
    stories_index,
    without_data,
)
from aidstories.site.tibetan_page import tibetan_pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """The pages and files that are neither stories nor lists."""

    context: ExportContext
    resources: tuple[Resource, ...]
    data: dict[str, bytes]
    """What the files of the resources hold, by their paths, until `files` yields it: of 10,000
    stories 15 MB."""

    def pages(self) -> Iterator[GeneratedPage]:
        """Yield every page."""
        yield browse_page(self.context.archive)
        yield overview_page(self.context.archive)
        yield from pair_pages(self.context.archive)
        yield offline_page()
        if self.context.tibetan:
            yield from tibetan_pages(self.context.tables, self.context.tibetan)
        yield GeneratedPage(
            url=FOLDER,
            title="数据下载",
            description="全部报道的著录、正文和依据，援助往来，地名等规范表，均可下载",
            template="data",
            values={
                "folder": FOLDER,
                "resources": self.resources,
                "oai": PATH,
                "references": {
                    FORMATS[end].name: uris
                    for end, uris in reference_files(self.context.archive).items()
                },
                "books": books_of(self.context.archive),
                "whole": whole_book(self.context.archive),
                "most": MOST,
                "packed": self.context.packed,
            },
            whole=True,
        )

    def files(self) -> Iterator[tuple[str, str | bytes]]:
        """Yield the address and text of every file, once: tables of ``docs/data`` are among them.

        What was yielded is let go of.
        """
        for resource in self.resources:
            for file in resource.files:
                yield f"{FOLDER}{file.path}", self.data.pop(file.path)
        yield STORIES_INDEX, stories_index(self.resources)
        yield DESCRIPTOR, descriptor(self.context, self.resources)
        yield from oai_repository(self.context)


def extras(context: ExportContext) -> Extras:
    """Return the extras of an archive."""
    found = resources(context)
    data = {file.path: file.data for resource in found for file in resource.files}
    return Extras(context=context, resources=tuple(map(without_data, found)), data=data)
