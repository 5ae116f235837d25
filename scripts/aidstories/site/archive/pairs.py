"""Who helps whom, pair by pair: the cells of the matrix, and the pages that they open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from aidstories.site.addresses import TIBET, ValuePath
from aidstories.site.archive.archive import Archive
from aidstories.site.archive.index import page_url
from aidstories.site.generated_page import GeneratedPage
from aidstories.site.interface import pinyin
from aidstories.site.story.statements import Line

FOLDER = "aid/"
_PER_PAGE = 40
"""Statements on one page of a pair: about 30 KB of HTML."""
Pair = tuple[ValuePath, ValuePath]


def pairs(archive: Archive) -> dict[Pair, tuple[Line, ...]]:
    """Return the statements of each donor's province and each region, the newest first.

    Regions are provinces and, in Tibet, prefectures too. A statement counts that names both ends
    in words that it quotes; a place that helps itself is no pair.
    """
    found: dict[Pair, list[Line]] = {}
    regions = {facet.key for facet in archive.facets.values() if facet.field == "regions"}
    for (key, region), lines in archive.aid.items():
        if key not in regions or not _is_column(region):
            continue
        for line in (line for line in lines if line.quotations):
            for donor in _donors(line, region):
                found.setdefault((donor, region), []).append(line)
    return {pair: tuple(lines) for pair, lines in found.items()}


def _is_column(region: ValuePath) -> bool:
    return len(region) <= (2 if region[0] == TIBET else 1)


def _donors(line: Line, region: ValuePath) -> dict[ValuePath, None]:
    """Return the provinces from which aid went to a place in ``region`` by ``line``."""
    helped = {end.place for end in line.recipients if end.place[: len(region)] == region}
    donors = (end.place for end in line.donors)
    return dict.fromkeys(donor[:1] for donor in donors if donor and helped - {donor})


def told_by(lines: Sequence[Line]) -> str:
    """Return the id of the story that tells of a pair, or an empty text where several do."""
    ids = {line.story.id for line in lines}
    return ids.pop() if len(ids) == 1 else ""


def pair_url(archive: Archive, pair: Pair, lines: Sequence[Line]) -> str:
    """Return where the statements of a pair are read: those of one story at their sentence."""
    if alone := told_by(lines):
        return archive.views[alone].at(lines[0].anchor)
    return FOLDER + "".join(f"{_folder(path, archive.authority.places)}/" for path in pair)


def _folder(path: ValuePath, folders: Mapping[ValuePath, str]) -> str:
    above = [path[:length] for length in range(1, len(path) + 1)]
    return "-".join(folders.get(one) or pinyin.slugs({one[-1]: ""})[one[-1]] for one in above)


def pair_pages(archive: Archive) -> Iterator[GeneratedPage]:
    """Yield the pages of every pair of which several stories speak."""
    for pair, lines in pairs(archive).items():
        url = pair_url(archive, pair, lines)
        if url.startswith(FOLDER):
            pages = [lines[n : n + _PER_PAGE] for n in range(0, len(lines), _PER_PAGE)]
            for number, page in enumerate(pages, 1):
                yield _page(pair, url, page, number, len(pages), len(lines))


def _page(
    pair: Pair, url: str, lines: Sequence[Line], number: int, total: int, count: int
) -> GeneratedPage:
    title = " → ".join(path[-1] for path in pair)
    return GeneratedPage(
        url=page_url(url, number),
        title=title + (f"（第{number}页）" if number > 1 else ""),
        description=f"{title}：报道写明的援助，附原话",
        template="pair",
        values={
            "pair": pair,
            "groups": [(year, list(these)) for year, these in groupby(lines, key=_year)],
            "count": count,
            "number": number,
            "pages": [page_url(url, n) for n in range(1, total + 1)],
        },
    )


def _year(line: Line) -> int | None:
    return line.year
