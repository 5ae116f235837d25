"""The pages that no editor wrote, outside MkDocs' loop: fragment, frame, letters, bytes."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs.structure.files import File

from aidstories.site.assembly.assembly import Assembly
from aidstories.site.fonts.head import with_links
from aidstories.site.fonts.stacks import shown_stacks
from aidstories.site.framing.folder import Folder
from aidstories.site.framing.frame import LETTERS, SEEN, encoded
from aidstories.site.framing.frames import Frames
from aidstories.site.framing.shape import Shown, shown

_TIBETAN = b"\xe0"
"""How the letters U+0F00 to U+0FFF begin in UTF-8, and no Chinese sign."""
_REFERENCE = b"&#"


def make_pages(assembly: Assembly, which: Iterable[File], frames: Frames, folder: Folder) -> None:
    """Write the pages of the files ``which`` into ``folder``, the site's.

    None of them may be a page that an editor wrote, nor one of the navigation, which is framed
    as the page that is open. Raises `OSError`.
    """
    for file in which:
        folder.write(file.dest_uri, page(assembly, file, frames))


def page(assembly: Assembly, file: File, frames: Frames) -> bytes:
    """Return the page of ``file``, as `make_pages` writes it."""
    told = shown(assembly, file)
    frame = frames.frame(told, file)
    if frame is None:
        html = frames.whole(told, file)
        return encoded(with_links(html, _letters(assembly, file, told, shown_stacks(html))))
    values = told.values()
    stacks = frame.stacks.union(*(_stacks(values[name]) for name in frame.slots if name in SEEN))
    values[LETTERS] = encoded(_letters(assembly, file, told, stacks))
    return frame.fill(values)


def _letters(assembly: Assembly, file: File, told: Shown, stacks: frozenset[str]) -> str:
    own = assembly.has_own_letters(file)
    return assembly.letters.links(file.dest_uri, told.url, stacks, told.language, own=own)


def _stacks(html: bytes) -> frozenset[str]:
    """Return what HTML shows in Tibetan; most of it shows nothing, and is not read for that."""
    if _TIBETAN in html or _REFERENCE in html:
        return shown_stacks(html.decode("utf-8"))
    return frozenset()
