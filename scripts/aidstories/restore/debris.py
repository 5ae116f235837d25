"""Characters that no newspaper printed: controls, byte order marks, Markdown and HTML remnants."""

from __future__ import annotations

import re
from collections.abc import Iterator

import nh3

from aidstories.model import Kind
from aidstories.restore.draft import Draft, Drop, Proposal, Rewrite

_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb\ufffe\uffff]+"
)
_UNDECODABLE = re.compile("[\ud800-\udfff]+")
_HEADING_MARK = re.compile(r"^(#{1,6})[ \t\u3000]+(?=\S)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,11}(?:\s[^<>]*)?/?>")


def strip_controls(draft: Draft) -> Iterator[Proposal]:
    """Strip control characters, zero-width characters and undecodable bytes."""
    if not (_CONTROL.search(draft.raw) or _UNDECODABLE.search(draft.raw)):
        if not any(_CONTROL.search(b.text) for b in draft.blocks):
            return
    for i, block in enumerate(draft.blocks):
        for pattern, reason in ((_CONTROL, "control"), (_UNDECODABLE, "undecodable")):
            for m in pattern.finditer(block.text):
                yield Rewrite(
                    block=i, start=m.start(), end=m.end(), new="", kind=Kind.STRIP, reason=reason
                )


def strip_marks(draft: Draft) -> Iterator[Proposal]:
    """Strip Markdown heading marks and bold, and tags that were entities (``&lt;p&gt;``)."""
    for i, block in enumerate(draft.blocks):
        text = block.text
        if m := _HEADING_MARK.match(text):
            yield Rewrite(block=i, start=0, end=m.end(), new="", kind=Kind.STRIP, reason="markdown")
        for m in _BOLD.finditer(text):
            for a, b in ((m.start(), m.start() + 2), (m.end() - 2, m.end())):
                yield Rewrite(block=i, start=a, end=b, new="", kind=Kind.STRIP, reason="markdown")
        if "<" in text and nh3.is_html(text):
            for m in _TAG.finditer(text):
                if not nh3.clean(m.group()).startswith("&lt;"):
                    yield Rewrite(
                        block=i, start=m.start(), end=m.end(), new="", kind=Kind.STRIP,
                        reason="markup",
                    )  # fmt: skip


def drop_empty(draft: Draft) -> Iterator[Proposal]:
    """Drop blocks of which nothing is left, images apart."""
    for i, block in enumerate(draft.blocks):
        if not block.text.strip() and block.src is None:
            yield Drop(block=i, reason="blank")
