"""A page of the site as it stands in the ZIP file: every link leads to a file."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import urlsplit

from aidstories.site.interface.script_words import SCRIPTS
from aidstories.site.scripts import PLACE

CLASSIC = f"{SCRIPTS}/modules.js"
_LINK = re.compile(r'(<[^<>]*?\s(?:href|action)=")([^"]*)(")')
_FOLDER = re.compile(r"(?:^|/)\.{0,2}$")
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(")')
_MODULE = re.compile(
    r'(?>(?:(?<![ \t])[ \t]++)?)<script(?=[^<>]*\stype="module")(?=[^<>]*\ssrc="([^"]*)")'
    r"[^<>]*></script>\n?"
)
_SERVED = re.compile(
    r'(?>(?:(?<![ \t])[ \t]++)?)<link\b[^<>]*\brel="(?:manifest|modulepreload)"[^<>]*>\n?'
)
_UNPACKED = re.compile(r"<(\w++)[^<>]*\sdata-unpacked\b[^<>]*>.*?</\1>\n?", re.S)


def as_file(link: str) -> str:
    """Return ``link`` with the page of its folder named: ``../#p1`` is ``../index.html#p1``.

    Addresses of other hosts, of schemes and of places in the same page stay.
    """
    try:
        parts = urlsplit(link)
    except ValueError:
        return link
    if parts.scheme or parts.netloc or not parts.path or not _FOLDER.search(parts.path):
        return link
    page = posixpath.join(parts.path, "index.html").removeprefix("./")
    return page + link[len(parts.path) :]


def packed(html: str) -> str:
    """Return a page with links to files and with one classic script in place of its modules.

    What carries ``data-packed`` is shown there alone, what carries ``data-unpacked`` is left out.
    """
    html = _SERVED.sub("", _UNPACKED.sub("", html)).replace(" data-packed hidden", " data-packed")
    html = _LINK.sub(lambda found: found[1] + as_file(found[2]) + found[3], html)
    html = _POLICY.sub(lambda found: found[1] + _files_too(found[2]) + found[3], html)
    return _with_classic(html)


def _files_too(policy: str) -> str:
    """Let files in: to some browsers a page that is a file is not of the same origin as any."""
    return re.sub(r"('self'|&#39;self&#39;)", r"\1 file:", policy)


def _with_classic(html: str) -> str:
    sources = _MODULE.findall(html)
    if not sources:
        return html
    ups, names = zip(*(PLACE.split(source, maxsplit=1) for source in sources), strict=True)
    run = " ".join(dict.fromkeys(names))
    script = f'<script src="{ups[0]}{CLASSIC}" data-run="{run}" defer></script>\n'
    return _MODULE.sub("", html).replace("</body>", f"{script}</body>")
