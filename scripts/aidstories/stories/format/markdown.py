"""Text ↔ one line of Markdown that shows exactly this text, gap marks included."""

from __future__ import annotations

import re
from html.entities import html5

from aidstories.model import Gap

GAP_MARK = "〔原文残缺〕"
"""Stands at the start or end of a passage where the capture lacks text."""

_ACTIVE = re.compile(r"[\\`*_\[\]{}]|#\Z")
_NAMED = {"&": "&amp;", "<": "&lt;"}
# Block syntax of Python-Markdown and its usual extensions: ">", "- ", "1. ", "!!!", "???", ": ".
_START = re.compile(r"([#>+\-!]|(?<!\d)\d++(?=\.(?:\s|$)))|[:?/~=|%^$@;]")
_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]|\A\s+|\s+\Z")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|&(?:#(\d{1,7});|#[xX]([0-9a-fA-F]{1,6});|(\w+;))")


def escape(text: str) -> str:
    """Return one line of Markdown that renders as ``text``."""
    out = _ACTIVE.sub(r"\\\g<0>", text)
    out = re.sub("[&<]", lambda m: _NAMED[m[0]], out)
    out = _START.sub(_escape_start, out, count=1) if _START.match(out) else out
    return _HIDDEN.sub(lambda m: "".join(f"&#{ord(c)};" for c in m[0]), out)


def _escape_start(match: re.Match[str]) -> str:
    if match[1] is None:
        return f"&#{ord(match[0])};"
    return match[0] + "\\" if match[0].isdigit() else "\\" + match[0]


def unescape(markdown: str) -> str:
    """Return the text that ``markdown`` shows; the inverse of `escape`."""
    return _ESCAPE.sub(_unescaped, markdown)


def _unescaped(match: re.Match[str]) -> str:
    escaped, decimal, hexadecimal, name = match.groups()
    if escaped:
        return str(escaped)
    if name:
        return html5.get(name, str(match[0]))
    number = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else str(match[0])


def mark_gap(text: str, gap: Gap | None) -> str:
    """Return ``text`` with the gap mark at the end that lacks text."""
    if gap is None:
        return text
    return GAP_MARK + text if gap is Gap.START else text + GAP_MARK


def read_gap(marked: str) -> tuple[str, Gap | None]:
    """Return the text without its gap mark, and which end it marks (the start, if both)."""
    if marked.startswith(GAP_MARK):
        return marked.removeprefix(GAP_MARK), Gap.START
    if marked.endswith(GAP_MARK):
        return marked.removesuffix(GAP_MARK), Gap.END
    return marked, None
