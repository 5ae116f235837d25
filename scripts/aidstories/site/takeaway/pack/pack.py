"""The ZIP file of a built site: opened from a disk, its pages and ``/browse/`` work."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from aidstories.site.interface.terms import Translator
from aidstories.site.scripts import PLACE
from aidstories.site.takeaway.pack.modules import classic
from aidstories.site.takeaway.pack.pages import CLASSIC, packed
from aidstories.site.takeaway.zipped import add

ADDRESS = "data/site.zip"
SERVER = {"command": "python3 -m http.server", "address": "http://127.0.0.1:8000/"}
"""A server for the ZIP file that every system with Python has, and where it answers."""
FOLDER = "aidstories/"
"""The one folder that the file unpacks to."""
_SERVERS = (
    *("404.html", "worker.js", "manifest.webmanifest", "robots.txt", "sitemap.xml"),
    *("sitemap.xml.gz", "admin/", ADDRESS),
)
"""What only a server needs, and the editor of the archive's own pages."""
_DENSE = (".epub", ".gif", ".gz", ".jpg", ".jpeg", ".png", ".webp", ".woff2", ".zip")
"""Files that are compressed already."""
_DOWNLOADS = re.compile(r"^(?:data|ledgers|(?:bo/)?search)/|(?:^|/)(?:feed|tags|[^/]*\.csl)\.json$")
"""Files of JSON that no page reads, or only one that needs a server; the others become scripts."""
_EARLY = "early.js"
"""The one script that is no module."""


def readme(translator: Translator) -> str:
    """Return how to open the ZIP file of the site, in Chinese and English."""
    both = (replace(translator, language=language) for language in ("zh", "en"))
    return "\n\n".join(t.plain("site.readme", **SERVER) for t in both) + "\n"


def pack_site(site: Path, readme: str) -> None:
    """Write the ZIP file of the site built in ``site`` into it, at `ADDRESS`.

    ``readme`` says how to open it. The same site gives the same bytes. Raises
    `aidstories.site.takeaway.pack.modules.UnknownForm` for a script of a form that is not known.
    """
    target = site / ADDRESS
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".part")
    with zipfile.ZipFile(draft, "w") as archive:
        for name, data in packed_files(site, readme):
            add(archive, FOLDER + name, data, stored=name.endswith(_DENSE))
    draft.replace(target)


def packed_files(site: Path, readme: str) -> Iterator[tuple[str, bytes]]:
    """Yield the name and bytes of every file of the ZIP file, in the order of names."""
    yield "README.txt", readme.encode("utf-8-sig")  # for the editor of Chinese Windows
    modules = {}
    for path in sorted(p for p in site.rglob("*") if p.is_file()):
        name = path.relative_to(site).as_posix()
        if name.startswith(_SERVERS) or path.suffix == ".part":
            continue
        script = PLACE.match(name) and PLACE.sub("", name)
        if name.endswith(".html"):
            yield name, packed(path.read_text("utf-8")).encode("utf-8")
        elif script and script != _EARLY:
            modules[script] = path.read_text("utf-8")
        else:
            yield name, path.read_bytes()
        if name.endswith(".json") and not _DOWNLOADS.search(name):
            text = path.read_text("utf-8")
            script = f"archiveFile({json.dumps(name)}, {json.dumps(text, ensure_ascii=False)})\n"
            yield f"{name}.js", script.encode("utf-8")
    yield CLASSIC, classic(modules).encode("utf-8")
