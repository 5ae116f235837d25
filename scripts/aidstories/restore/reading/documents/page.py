"""The page of HTML that a document becomes."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from types import MappingProxyType

from aidstories.restore.lexicon.chars import bare
from aidstories.restore.lexicon.late import late

_NOTHING: Mapping[str, str] = MappingProxyType({})
_TAG = late(r"<[^<>]*>")
_FORBIDDEN = late("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONE = late("[\ud800-\udfff]")
_NEAR_THE_TOP = 400
"""Characters of a document among which its title stands printed, chosen by hand."""


def head_line(text: str) -> str:
    """Return text escaped for the head of a page, on one line."""
    return escape(" ".join(text.split()))


def html_page(body: str, *, title: str = "", meta: Mapping[str, str] = _NOTHING) -> str:
    """Return a page with ``body`` (HTML), a title and what ``meta`` says by name (both text)."""
    head = f"<title>{head_line(title)}</title>\n" if title else ""
    head += "".join(
        f'<meta name="{name}" content="{head_line(value)}">\n'
        for name, value in meta.items()
        if value
    )
    return clean(f"<html>\n<head>\n{head}</head>\n<body>\n{body}\n</body>\n</html>\n")


def clean(text: str) -> str:
    """Return ``text`` without control characters; bytes that no codec could read become U+FFFD."""
    return _LONE.sub("\ufffd", _FORBIDDEN.sub("", text))


def printed_title(title: str, body: str) -> str:
    """Return the title that a document's properties state if its text prints it, else nothing.

    The properties of an office file are often those of the file it was copied from: 工作总结模板.
    """
    told = bare(title)
    return title.strip() if len(told) > 3 and told in bare(text_of(body)[:_NEAR_THE_TOP]) else ""


def text_of(body: str) -> str:
    """Return the text of HTML that a reader of documents made, tags left out."""
    return _TAG.sub("", body)
