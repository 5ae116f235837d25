"""How many of the names in use have a Tibetan one, and by what: a source, or the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aidstories.fields import Facet
from aidstories.model import Story
from aidstories.paths import ArchivePaths
from aidstories.site.addresses import ValuePath, addresses
from aidstories.site.interface.tibetan_names import PARTS, SOUND, TibetanNames, tibetan_names
from aidstories.stories.format.values import texts_of
from aidstories.stories.sheets.review import MADE, ReviewRow
from aidstories.stories.store.files import read_stories
from aidstories.tables import Tables

NAMED = ("region", "donor", "program", "source", "institution")
"""Facets whose values are names of places, schemes, papers and houses: people's are their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Names in use, each facet's by themselves: of a source, put together, by sound, without.

    ``made`` are those that no table has, each once, for a reviewer to settle.
    """

    sourced: int
    composed: int
    spoken: int
    lacking: tuple[str, ...]
    made: tuple[ReviewRow, ...]

    @property
    def total(self) -> int:
        """How many names there are."""
        return self.sourced + self.composed + self.spoken + len(self.lacking)

    @property
    def named(self) -> float:
        """The part that has a Tibetan name, from 0 to 1; 1 where no name is in use."""
        return 1 - len(self.lacking) / self.total if self.total else 1.0

    def said(self) -> str:
        """Return the share in one line of Chinese."""
        counts = f"有出处 {self.sourced}，由词拼成 {self.composed}，照音转写 {self.spoken}"
        lacking = f"；没有：{'、'.join(self.lacking)}" if self.lacking else ""
        part = f"{100 * self.named:.1f} %"
        return f"在用的名称 {self.total} 个，有藏文的 {part}（{counts}）{lacking}"

    def said_in_english(self) -> str:
        """Return the share in one line of English."""
        counts = f"{self.sourced} of a source, {self.composed} composed, {self.spoken} by sound"
        lacking = f"; none: {', '.join(self.lacking)}" if self.lacking else ""
        return f"{self.total} names in use, {100 * self.named:.1f} % in Tibetan ({counts}){lacking}"


def share_of(paths: ArchivePaths, tables: Tables) -> Share:
    """Return the share of an archive's names. Raises `BadInput` where a story cannot be read."""
    names = tibetan_names(tables, addresses(tables))
    return tibetan_share(tables.facets, read_stories(paths), names)


def tibetan_share(facets: Iterable[Facet], stories: Iterable[Story], names: TibetanNames) -> Share:
    """Return how many of the names that ``stories`` use have a Tibetan one."""
    used = list(_in_use(facets, tuple(stories)))
    named = [(facet, path) for facet, path in used if path in names]
    how = [names.how(path) for _, path in named]
    made = {path: _row(facet, path, names) for facet, path in named if path not in names.given}
    return Share(
        sourced=how.count(""),
        composed=how.count(PARTS),
        spoken=how.count(SOUND),
        lacking=tuple(path[-1] for _, path in used if path not in names),
        made=tuple(made.values()),
    )


def _in_use(
    facets: Iterable[Facet], stories: tuple[Story, ...]
) -> Iterator[tuple[Facet, ValuePath]]:
    """Yield the values of each facet with what they lie in, in the order of their paths."""
    for facet in facets:
        if facet.key in NAMED:
            fields = (facet.field, *facet.beside)
            texts = {text for story in stories for name in fields for text in texts_of(story, name)}
            paths = {tuple(text.split("/")) for text in texts}
            yield from ((facet, path) for path in sorted(_with_what_holds(paths)))


def _with_what_holds(paths: Iterable[ValuePath]) -> set[ValuePath]:
    return {path[:end] for path in paths for end in range(1, len(path) + 1)}


def _row(facet: Facet, path: ValuePath, names: TibetanNames) -> ReviewRow:
    return ReviewRow(
        table=MADE,
        key="/".join(path),
        zh="/".join(path),
        bo=names[path],
        source=names.made_of(path),
        status=names.how(path),
        use=f"{facet.label}的名称",
        reviewer="",
    )
