"""Where everything in an archive stands: the one module that puts paths together."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aidstories.characters import unseen
from aidstories.left_by_systems import is_left_by_a_system, lies_left_by_a_system

UNDATED = "undated"
"""The folder of stories whose year is unknown."""
CATALOGUE = "seeds.toml"
MANIFEST = "manifest.json"
"""What lists every file that is kept, with its length and hash: of an archive, and of a site."""
TEXT = ".txt"
"""The ending that a record's name leaves out."""
RECOGNITION = ".ocr.json"
"""What the file beside a picture is called that holds the text seen on it."""
PROPOSED = ".proposed"
"""What a story's file is called beside it that holds the machine's side of a contradiction."""
MINE = ".mine"
"""What a file is called beside it that holds what an editor wrote in a form, kept for later."""


@dataclass(frozen=True, slots=True)
class ArchivePaths:
    """The files and folders of the archive in ``root``."""

    root: Path

    @property
    def is_archive(self) -> bool:
        """Whether the folder has anything of an archive: its configuration or its tables."""
        return self.config.is_file() or self.data.is_dir()

    @property
    def config(self) -> Path:
        """The configuration of MkDocs."""
        return self.root / "mkdocs.yml"

    @property
    def docs(self) -> Path:
        """What the site publishes."""
        return self.root / "docs"

    @property
    def data(self) -> Path:
        """The tables: fields, authorities, words of the interface."""
        return self.docs / "data"

    @property
    def stories(self) -> Path:
        """The stories, in a folder for each year."""
        return self.docs / "stories"

    @property
    def records(self) -> Path:
        """The records of captures."""
        return self.docs / "ledgers"

    @property
    def captures(self) -> Path:
        """The captures as they were received."""
        return self.root / "seeds"

    @property
    def catalogue(self) -> Path:
        """The catalogue of the captures."""
        return self.captures / CATALOGUE

    @property
    def own_folders(self) -> tuple[Path, ...]:
        """The folders that make the archive: nothing else is written there."""
        return (self.docs, self.captures, self.root / "overrides", self.root / ".git")

    @property
    def manifest(self) -> Path:
        """What every file that the archive keeps held when it was last written."""
        return self.root / MANIFEST

    @property
    def stamps(self) -> Path:
        """What the disk said of those files then: of this machine alone."""
        return self.root / ".cache" / "stamps.json"

    @property
    def written(self) -> Path:
        """There as long as commands have written what the manifest does not know yet."""
        return self.root / ".cache" / "written"

    @property
    def build_cache(self) -> Path:
        """What builds of the site note of what they made, and from what."""
        return self.root / ".cache" / "build"

    @property
    def search_cache(self) -> Path:
        """The index of the search, kept from build to build."""
        return self.root / ".cache" / "search"

    @property
    def facsimile_cache(self) -> Path:
        """Pictures of pages, kept from build to build."""
        return self.root / ".cache" / "facsimile"

    @property
    def cards_cache(self) -> Path:
        """Share cards, kept from build to build."""
        return self.root / ".cache" / "cards"

    @property
    def fonts_cache(self) -> Path:
        """Subsets of the Tibetan font, kept from build to build."""
        return self.root / ".cache" / "fonts"

    @property
    def answers(self) -> Path:
        """What was answered on the review page, to be taken back: of this machine alone."""
        return self.root / ".cache" / "answers"

    @property
    def fault(self) -> Path:
        """Where a fault of the program itself is kept for whoever mends it."""
        return self.root / ".cache" / "fault.txt"

    @property
    def removal(self) -> Path:
        """What a removal has begun and not finished."""
        return self.root / ".cache" / "removal.json"

    @property
    def restoring(self) -> Path:
        """What a restoration from a bag has still to move to its place."""
        return self.root / ".cache" / "restoring.json"

    @property
    def lock(self) -> Path:
        """Held by whoever writes; the system frees it when its holder ends, however it ends."""
        return self.root / ".cache" / "writing.lock"

    def held(self, name: str) -> Path:
        """Return the file ``name`` of the archive, as a note in ``.cache`` calls it.

        Raises ValueError where it lies outside: such a note is none of ours.
        """
        path = self.root / name
        if self.root.resolve() not in Path(os.path.realpath(path)).parents:
            raise ValueError(f"outside the archive: {name}")
        return path

    def capture(self, name: str) -> Path:
        """Return the file of the capture ``name``."""
        return self.captures / name

    def recognition(self, capture: str) -> Path:
        """Return what recognition saw on the capture ``capture``, kept beside it."""
        return self.captures / f"{capture}{RECOGNITION}"

    def record(self, capture: str) -> Path:
        """Return the record of the capture ``capture``: its name, without ``.txt``.

        ``稿件.docx`` and ``稿件.pdf`` are two captures.
        """
        return self.records / f"{capture.removesuffix(TEXT)}.json"

    def record_files(self) -> Iterator[Path]:
        """Yield all records in order. Raises OSError where their folder cannot be opened."""
        yield from (path for path in _inside(self.records) if path.suffix == ".json")

    def story(self, id_: str, year: int | None) -> Path:
        """Return where the story ``id_`` of ``year`` belongs."""
        return self.stories / str(year or UNDATED) / f"{id_}.md"

    def story_files(self) -> Iterator[Path]:
        """Yield the files of stories in order; translations (``<id>.bo.md``) are none.

        Raises OSError where a folder cannot be opened: its stories are not gone.
        """
        for folder in filter(Path.is_dir, _inside(self.stories)):
            for path in _inside(folder):
                if path.suffix == ".md" and "." not in path.stem:
                    yield path

    def beside_stories(self) -> Iterator[Path]:
        """Yield all that editors laid among the stories, stories too, in order."""
        yield from _seen(self.stories, "*", "*/*")

    def pages(self) -> Iterator[Path]:
        """Yield all pages under ``docs``, stories among them, in order."""
        yield from _seen(self.docs, "**/*.md")

    def picture_folders(self) -> Iterator[Path]:
        """Yield the folders of pictures: beside a story's file, under its id."""
        yield from _seen(self.stories, "*/*/")

    def translation_files(self, language: str = "*") -> Iterator[Path]:
        """Yield the translations into ``language`` in order, by default into any."""
        yield from _seen(self.stories, f"*/*.{language}.md")

    def proposals(self) -> Iterator[Path]:
        """Yield the files that hold the machine's side of a contradiction, in order."""
        yield from _seen(self.stories, f"*/*.md{PROPOSED}")

    def kept_beside(self) -> Iterator[Path]:
        """Yield what an editor kept of a story beside its file, in order (`admin/guard.js`)."""
        yield from _seen(self.stories, f"*/*.md.*{MINE}")


_DEVICE = re.compile(r"(?i:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\..*)?", re.DOTALL)


def is_device(name: str) -> bool:
    """Return whether Windows opens a device by ``name``, whatever its ending: ``con.md``.

    Source: learn.microsoft.com, "Naming Files, Paths, and Namespaces".
    """
    return _DEVICE.fullmatch(name) is not None


def is_capture_name(name: str) -> bool:
    """Return whether a capture may be called ``name``: a plain file name, hidden by no dot.

    At most 200 bytes in UTF-8: the record adds an ending, and a file half written a beginning, to
    what file systems hold (255 bytes). The catalogue's own name is taken, in capitals too: disks of
    Windows and macOS make no difference. So are the names of devices, on Windows, where a colon
    ends a file's name and ``a.txt::$DATA`` is ``a.txt`` (learn.microsoft.com, "File Streams"); what
    nobody sees in a name (U+202E) makes it look like another.
    """
    plain = re.fullmatch(r"[^/\\\x00-\x1f\x7f]+", name) and not name.startswith(".")
    file = name.partition(":")[0]
    other = file.rstrip(". ").casefold() == CATALOGUE or name.casefold().endswith("::$data")
    taken = other or is_device(file) or unseen(name)
    return bool(plain) and not taken and len(name.encode("utf-8", "replace")) <= 200


def archived_picture(src: str | None) -> str | None:
    """Return the path from ``docs`` of a picture that the archive keeps, by a figure's ``src``.

    It stands below ``stories`` or ``assets``; any other address is one of the page that a story
    was captured from (``a.jpg``, ``//static.example/a.jpg``), and is never shown.
    """
    found = re.fullmatch(r"/?((?:stories|assets)/[^?#]+)", src or "")
    return found[1] if found and ".." not in found[1].split("/") else None


def _inside(folder: Path) -> list[Path]:
    """Return what editors laid into ``folder`` in order; nothing where there is no such folder."""
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in found if not is_left_by_a_system(path.name))


def _seen(top: Path, *patterns: str) -> list[Path]:
    """Return what editors laid below ``top`` in order: ``._a.md`` is a file of macOS."""
    found, above = (path for each in patterns for path in top.glob(each)), len(str(top)) + 1
    return sorted(path for path in found if not lies_left_by_a_system(str(path)[above:]))


def proposed_path(story: Path) -> Path:
    """Return where the machine's side of a contradiction stands, beside the file ``story``."""
    return story.with_name(story.name + PROPOSED)


def find_root(here: Path) -> Path:
    """Return the nearest folder upward with a ``mkdocs.yml``, or ``here``."""
    homes = (folder for folder in (here, *here.parents) if ArchivePaths(folder).config.is_file())
    return next(homes, here)
