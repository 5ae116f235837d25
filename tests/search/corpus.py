"""Documents for tests."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from aidstories.model import Story
from aidstories.search import Index, build_index, search
from aidstories.search.documents import Document, document
from aidstories.search.raw import RawRun
from tests.archive import TABLES

MEMORY = next((path for path in ("/dev/shm",) if Path(path).is_dir()), None)
"""A folder in memory, for tests that make hundreds of indexes; None: where files go else."""


def make(
    number: int,
    *texts: str,
    titles: Sequence[str] = (),
    raw: Sequence[RawRun] = (),
    **facets: Iterable[str],
) -> Document:
    """Return a document whose date follows its number."""
    keys = [facet.key for facet in TABLES.facets]
    found: dict[str, tuple[str, ...]] = {key: tuple(facets.get(key, ())) for key in keys}
    found["status"] = ("未校对",)
    return Document(
        id=f"story-{number}",
        date=f"{number:05}",
        titles=tuple(titles),
        texts=tuple(texts),
        raw=tuple(raw),
        facets=found,
        card={"title": titles[0] if titles else f"story-{number}"},
    )


def described(story: Story) -> Document:
    """Return the document of a story, with the facets of this archive."""
    return document(story, TABLES.facets)


def indexed(documents: list[Document], folder: Path, **options: Any) -> Index:
    build_index(documents, folder, **options)
    return Index(folder)


def ids(index: Index, query: str, **options: Any) -> list[str]:
    """Return the ids of the hits in their order."""
    hits = search(index, query, **options).hits
    return [index.record(hit.number)["id"] for hit in hits]
