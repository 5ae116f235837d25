"""The scripts of a site: modules in one folder, whose name changes with the text of any of them.

A page loads modules that import one another. Under one name for all times, a page that is open
while the site is published anew, or a cache between, would mix old ones with new ones; so may a
cache keep them for good.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs.structure.files import File

from aidstories.site.interface.script_words import SCRIPTS, word_modules
from aidstories.site.interface.terms import Terms

PLACE = re.compile(rf"{re.escape(SCRIPTS)}(?:\.[0-9a-f]{{8}})?/")
"""How the address of a script begins, in the theme and in the site."""


@dataclass(frozen=True, slots=True)
class Scripts:
    """The scripts of a site: their ``folder`` there, and the ``words`` that they say.

    ``words`` are the sources of modules by their names in the folder (``words/zh.js``).
    """

    folder: str
    words: Mapping[str, str]

    def place(self, file: File) -> None:
        """Give ``file`` its place in the folder where it is a script."""
        file.dest_uri = self.address(file.dest_uri)

    def address(self, uri: str) -> str:
        """Return where the file at ``uri`` of the theme stands in the site."""
        return PLACE.sub(f"{self.folder}/", uri, count=1) if PLACE.match(uri) else uri

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield the address and source of each module of words."""
        for name, source in self.words.items():
            yield f"{self.folder}/{name}", source


def read_scripts(theme: Path, terms: Terms, fields: Mapping[str, str]) -> Scripts:
    """Return the scripts of the ``theme``; ``fields`` are those of `word_modules`."""
    folder = theme / SCRIPTS
    words = dict(word_modules(terms, folder, fields))
    own = ((path.relative_to(folder).as_posix(), path) for path in sorted(folder.rglob("*.js")))
    texts = [(name, path.read_bytes()) for name, path in own]
    return Scripts(
        versioned((*texts, *((name, text.encode("utf-8")) for name, text in words.items()))), words
    )


def versioned(modules: Iterable[tuple[str, bytes]]) -> str:
    """Return the folder of ``modules``, names with contents: ``assets/javascripts.3fa92c1b``."""
    digest = hashlib.sha256()
    for name, content in sorted(modules):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return f"{SCRIPTS}.{digest.hexdigest()[:8]}"
