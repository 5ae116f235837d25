"""A record's part: front matter with what its fields say, then its body as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.extraction import Part

_UNPRINTABLE = late("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\ufeff\ufffe\uffff\ud800-\udfff]")
"""What YAML does not allow, and marks without width."""
_LONE = late("[\ud800-\udfff]")


def part_of(meta: Mapping[str, str], body: str, name: str) -> Part:
    """Return the part of a record; the values of ``meta`` become lines, empty ones are left out.

    What `open_capture` reads from the front matter is ``Part.meta``, to the character. The body
    loses NUL, which is no text; a lone surrogate, which no file can hold, becomes U+FFFD.
    """
    said = {key: line for key, value in meta.items() if (line := one_line(value))}
    body = _LONE.sub("\ufffd", body.replace("\0", ""))
    return Part(text=_front_matter(said) + body + "\n", name=name, meta=MappingProxyType(said))


def unread(why: str, name: str = "") -> Part:
    """Return a part without text that tells an editor what was not read, and why."""
    return Part(text="", name=name, unread=why)


def one_line(value: str) -> str:
    """Return ``value`` in one line, white space closed up, without what cannot be printed."""
    return " ".join(_UNPRINTABLE.sub("", value).split())


def _front_matter(meta: Mapping[str, str]) -> str:
    lines = "".join(f"{key}: {_scalar(value)}\n" for key, value in meta.items())
    return f"---\n{lines}---\n" if lines else ""


def _scalar(value: str) -> str:
    """Return ``value`` in YAML, its own characters in a row: a title is found among them."""
    return f"|-\n  {value}" if "'" in value else f"'{value}'"
