"""Files for machines that have a record of each story, which a story enters or leaves."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

from mkdocs.utils import get_build_date

from aidstories.site.archive.browse import URL as BROWSE
from aidstories.site.archive.overview import URL as OVERVIEW
from aidstories.site.generated_page import GeneratedPage
from aidstories.site.page_address import Content, page_address
from aidstories.site.patching.pieces.exchange import Edit, pair
from aidstories.site.patching.pieces.tables import Beside, Read, Unlike, once, put_in, taken_out
from aidstories.site.patching.sides.move import Move
from aidstories.site.patching.sides.sides import Side
from aidstories.site.story.cite import FORMATS, Format
from aidstories.site.story.view import View
from aidstories.site.takeaway import exports, oai
from aidstories.site.takeaway.package import FOLDER
from aidstories.site.takeaway.parts import in_parts
from aidstories.site.takeaway.sitemap import SITEMAP, entries
from aidstories.site.takeaway.stamps import stamps

Near = tuple[str | None, str | None]
"""The stories that stand before one and behind it, by their ids."""
Piece = Callable[[str], bytes]
"""Returns what a file has of a story, by its id."""
_WHOLE = tuple(
    GeneratedPage(url=url, title="", description="", template="", whole=True)
    for url in (BROWSE, OVERVIEW, FOLDER)
)
"""The pages that are made of all stories, as far as the sitemap asks."""
_INDEXES = ("index", "README")
"""What MkDocs takes for the index of a folder, which comes first in it."""


def harvested_edits(move: Move, read: Read, path: Path) -> Iterator[tuple[str, Edit]]:
    """Yield what puts the story of the file at ``path`` into all of them, or takes it out.

    Raises `Unlike` where another story would go into another file, or have another day.
    """
    yield from _records(move)
    yield from _references(move, read)
    if move.sides.words.ground.url:
        yield SITEMAP, partial(_mapped, move=move, path=path)


def _records(move: Move) -> Iterator[tuple[str, Edit]]:
    number, near = _place(move, oai.PER_FILE)
    before, after = (dict(stamps(side.archive, get_build_date())) for side in move.both)
    if any(before[id_] != after[id_] for id_ in before.keys() & after.keys()):
        raise Unlike("stamps")
    days, words = before | after, move.sides.words

    def record(id_: str) -> bytes:
        view = _view(move, id_)
        about = words.reference(view), words.tables.fields, words.ground.url, days[id_]
        return ElementTree.tostring(oai.record(view, *about), encoding="unicode").encode("utf-8")

    parts = (in_parts(order, lambda _: 1, oai.PER_FILE)[number] for order in move.orders)
    firsts = pair(_earliest(days[id_] for id_ in ids) for ids in parts)
    put = _put(move, near, record)
    yield oai.path_of(number + 1), lambda data: once(put(data), *firsts)


def _earliest(days: Iterable[str]) -> bytes:
    return f"<oai:earliestDatestamp>{min(days)}<".encode()


def _references(move: Move, read: Read) -> Iterator[tuple[str, Edit]]:
    number, near = _place(move, exports.PER_FILE)
    folder = exports.REFERENCES.rpartition("/")[0]
    for end, names in json.loads(read(exports.REFERENCES)).items():
        yield f"{folder}/{names[number]}", _put(move, near, *_referred(move, FORMATS[end]))


def _referred(move: Move, form: Format) -> tuple[Piece, bytes]:
    """Return what makes the entry of a story in a file of references, and what is between two."""
    between = form.file("\1\2").partition("\1")[2].partition("\2")[0]

    def entry(id_: str) -> bytes:
        return form.entry(move.sides.words.reference(_view(move, id_))).encode("utf-8")

    return entry, between.encode("utf-8")


def _put(move: Move, near: Near, piece: Piece, between: bytes = b"") -> Edit:
    """Return what puts the story's piece ``near`` others, or takes it out."""
    own = piece(move.id)
    if not move.comes:
        return partial(taken_out, old=own, between=between)
    before, behind = (piece(id_) if id_ else None for id_ in near)
    return partial(put_in, new=own, beside=Beside(before, behind), between=between)


def _place(move: Move, most: int) -> tuple[int, Near]:
    """Return which part of ``most`` stories has the story, and what stands beside it there.

    Raises `Unlike` where another story goes into another part.
    """
    before, after = (in_parts(order, lambda _: 1, most) for order in move.orders)
    others = [n for n, both in enumerate(zip(before, after, strict=False)) if both[0] != both[1]]
    if len(before) != len(after) or len(others) != 1:
        raise Unlike("parts")
    return others[0], _near((after if move.comes else before)[others[0]], move.id)


def _near(ids: Sequence[str], id_: str) -> Near:
    at = ids.index(id_)
    before, behind = (ids[n] if 0 <= n < len(ids) else None for n in (at - 1, at + 1))
    return before, behind


def _view(move: Move, id_: str) -> View:
    return move.story.after if id_ == move.id else move.after.archive.views[id_]


def _mapped(data: bytes, move: Move, path: Path) -> bytes:
    """Return the sitemap with the story's pages, or without, and other days of whole pages."""
    own = move.after if move.comes else move.before
    files = sorted({*move.sides.words.paths.story_files(), path}, key=_file_order)
    near = _near([each.stem for each in files], path.stem)
    data = _put(move, near, lambda id_: _mapping(move, own, _view(move, id_)))(data)
    for page in (None, *_WHOLE):
        told = pair(_mapping(move, side, page) for side in move.both)
        if told[0] != told[1]:
            data = once(data, *told)
    return data


def _file_order(path: Path) -> tuple[str, bool, str]:
    """Return what a file goes by as MkDocs finds it."""
    return path.parent.name, path.stem not in _INDEXES, path.name


def _mapping(move: Move, side: Side, page: Content | None) -> bytes:
    """Return what the sitemap says of a page in all languages; None is the home page."""
    locales = {code: renderer.locale for code, renderer in side.renderers.items()}
    found = page_address(page.url if page else "", page, side.archive, locales)
    return "".join(entries([found], move.sides.words.ground.url)).encode()
