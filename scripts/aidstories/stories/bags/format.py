"""The files of a bag that speak of the others: declaration, description, manifests (RFC 8493)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping

DECLARATION, INFO, PAYLOAD, FETCH = "bagit.txt", "bag-info.txt", "data/", "fetch.txt"
WRITTEN = "sha256"
"""The algorithm of the bags that we write."""
STRONG = frozenset({"sha256", "sha512"})
"""Of these a bag must have one manifest at least; others are checked as well."""
KNOWN = STRONG | {"sha1", "md5", "sha224", "sha384"}
DECLARED = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_DECLARATION = re.compile(
    r"BagIt-Version: (?P<version>\d+\.\d+)\r?\n"
    r"Tag-File-Character-Encoding: (?P<encoding>\S+)\r?\n?"
)
_VERSIONS = frozenset({"0.96", "0.97", "1.0"})
_LINE = re.compile(r"(?P<sum>[0-9A-Fa-f]+)[ \t]+\*?(?P<path>\S.*)")
_NAMED = re.compile(r"(?P<tag>tag)?manifest-(?P<algorithm>[a-z0-9]+)\.txt")
_ESCAPES = {"%": "%25", "\n": "%0A", "\r": "%0D"}
_ESCAPED = re.compile("%0A|%0D|%25", re.I)


def digest(data: bytes, algorithm: str = WRITTEN) -> str:
    """Return the hash of ``data``, hexadecimal."""
    return hashlib.new(algorithm, data, usedforsecurity=False).hexdigest()


def manifest_name(name: str) -> tuple[bool, str] | None:
    """Return whether a manifest is one of tag files, and its algorithm; None for another file."""
    found = _NAMED.fullmatch(name)
    return (bool(found["tag"]), found["algorithm"]) if found else None


def manifest_text(sums: Mapping[str, str]) -> str:
    """Return a manifest of ``sums``, by paths from the bag's folder."""
    return "".join(f"{sums[path]}  {_escape(path)}\n" for path in sorted(sums))


def read_sums(text: str) -> Iterator[tuple[int, tuple[str, str] | None]]:
    """Yield each line's number, from 1, with its path and hash; None for a line that is none."""
    for number, line in enumerate(text.replace("\r\n", "\n").rstrip("\n").split("\n"), 1):
        found = _LINE.fullmatch(line)
        if line:
            yield number, (_unescape(found["path"]), found["sum"].lower()) if found else None


def declared(text: str) -> str | None:
    """Return what is wrong with a declaration, None where it is one that we read."""
    found = _DECLARATION.fullmatch(text)
    if found is None:
        return text[:60]
    if found["version"] not in _VERSIONS or found["encoding"].upper() != "UTF-8":
        return f"{found['version']}, {found['encoding']}"
    return None


def info_text(values: Iterable[tuple[str, str]]) -> str:
    """Return a description; a value is one line."""
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in values)


def oxum(text: str) -> tuple[int, int] | None:
    """Return how many bytes and files the description ``text`` promises, None where it is silent.

    What cannot be read promises -1 of each.
    """
    told = re.search(r"^Payload-Oxum[ \t]*:[ \t]*(.*?)\s*$", text, re.M | re.I)
    if told is None:
        return None
    found = re.fullmatch(r"(\d{1,18})\.(\d{1,18})", told[1])
    return (int(found[1]), int(found[2])) if found else (-1, -1)


def _escape(path: str) -> str:
    return "".join(_ESCAPES.get(character, character) for character in path)


def _unescape(path: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[0][1:], 16)), path)
