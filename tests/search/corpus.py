"""Documents for tests."""

from pathlib import Path

from aidstories.search import Index, build_index, search
from aidstories.search.documents import Document, document
from tests.archive import TABLES

MEMORY = next((path for path in ("/dev/shm",) if Path(path).is_dir()), None)
"""A folder in memory, for tests that make hundreds of indexes; None: where files go else."""


def make(number, *texts, titles=(), raw=(), **facets):
    """Return a document whose date follows its number."""
    keys = [facet.key for facet in TABLES.facets if facet.searched]
    found = {key: tuple(facets.get(key, ())) for key in keys} | {"status": ("未校对",)}
    return Document(
        id=f"story-{number}",
        date=f"{number:05}",
        titles=tuple(titles),
        texts=tuple(texts),
        raw=tuple(raw),
        facets=found,
        names=(),
        card={"title": titles[0] if titles else f"story-{number}"},
    )


def described(story):
    """Return the document of a story, with the facets of this archive."""
    return document(story, [facet for facet in TABLES.facets if facet.searched])


def indexed(documents, folder, **options):
    build_index(documents, folder, **options)
    return Index(folder)


def ids(index, query, **options):
    """Return the ids of the hits in their order."""
    hits = search(index, query, **options).hits
    return [index.record(hit.number)["id"] for hit in hits]
