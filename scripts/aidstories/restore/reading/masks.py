"""What an HTML parser must not see: template remnants and entities, masked length for length.

Masking keeps every character at its place, so a span in the masked text is a span in the capture.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

from aidstories.model import Span
from aidstories.restore.lexicon.late import late

TEMPLATE = late(r"<\?(?:php\b|=).*?(?:\?>|\Z)|<\?(?:(?!<\?).)*?\?>|<%(?:(?!<%).)*?%>", re.S | re.I)
"""What is left of PHP and JSP pages: ``<?php … ?>``, ``<%@ … %>``."""
_DIRECTIVES = late(r"<#--(?:(?!<#--).)*?-->|</?[#@][A-Za-z][\w.]{0,60}(?:\s[^<>]{0,400})?/?>", re.S)
"""What is left of FreeMarker: ``<#include "head.ftl">``, ``<@page title="…">``, ``</@page>``."""
_IN_VALUE = late(
    r"(?<==)(?P<open>[\"'])<(?:@|[a-z]{1,12}:)[\w.]{1,40}\s+[\w-]{1,20}=(?P<mark>[\"'])"
    r"(?P<said>[^\"'<>]*)(?P=mark)[^<>\"']{0,100}>(?=[^<>\"']{0,200}(?P=open))"
)
"""A value that a directive fills in, and what it is told: ``src="<@link href="a.jpg"/>"``."""
_FILLED = (
    r"\{\{--(?:(?!\{\{--).)*?--\}\}|\{!!(?:(?!\{!!).)*?!!\}|\{%(?:(?!\{%).)*?%\}"
    r"|\{\{[^{}]{0,300}\}\}|\$\{[^{}\n]{0,200}\}|\#\{[^{}\n]{0,200}\}"
)
_DIRECTIVE = late(
    r"@(?:if|else|elseif|endif|foreach|endforeach|forelse|endforelse|for|endfor|section|extends"
    r"|endsection|include|yield|php|endphp|csrf|auth|endauth|show|stop|push|endpush|isset|endisset"
    r"|unless|endunless|switch|case|break|endswitch|empty|endempty)\b"
)
_BLANK = late(_FILLED, re.S)
_PLACEHOLDER = late(
    rf"{_FILLED}|^[ \t]*{_DIRECTIVE.pattern}(?:[ \t]*\((?:[^()\n]|\([^()\n]*\)){{0,300}}\))?",
    re.S | re.M,
)
"""Blanks that a template fills: ``{{ $title }}`` (Blade, Vue), ``${ctx}`` (JSP), ``@endif``.

Where no directive stands, `_BLANK` finds the same in a tenth of the time.
"""
_ENTITY = late(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?|&")
_COMMENT_END = late(r"--!?\s*+>")
_STRAY = late(r"<(?=[^<>]*+(?:<|\Z))")
"""What opens a tag that is not closed before the next."""
_STRAYS = 100
"""Tags that nothing closes: past these a page's mark-up is broken, and the parser, which looks for
the end of each in all that follows, need not see them."""
_NOT_NEWLINE = late(r"[^\n]")
_MASK = "\ue000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Masked:
    """A capture of which the parser sees only what is text or tag.

    ``entities`` holds (start, end, character) by place. ``text[i]`` stands at ``raw[i]``.
    """

    text: str
    entities: tuple[tuple[int, int, str], ...]

    def within(self, span: Span) -> Iterator[tuple[int, int, str | None]]:
        """Yield (start, end, None) for plain text of ``span``, (start, end, char) for entities."""
        done, stop = span
        at = bisect_left(self.entities, (done,))
        for start, end, char in self.entities[at:]:
            if start >= stop:
                break
            if start > done:
                yield done, start, None
            yield start, end, char
            done = end
        if done < stop:
            yield done, stop, None


def mask(raw: str, begin: int) -> Masked:
    """Mask the template remnants and the entities of text in ``raw[begin:]``."""
    text = raw[:begin] + _IN_VALUE.sub(_told, _closed(raw[begin:]))
    blank = _PLACEHOLDER if _DIRECTIVE.search(text) else _BLANK
    remnants = ((TEMPLATE, ("<?", "<%")), (_DIRECTIVES, ("<#", "<@")), (blank, ("{", "@")))
    for pattern, signs in remnants:
        if any(sign in text for sign in signs):
            text = text[:begin] + pattern.sub(_blank, text[begin:])
    if "&" not in text:
        return Masked(text=text, entities=())
    entities: list[tuple[int, int, str]] = []
    parts: list[str] = []
    done = 0
    for a, b in _text_spans(text[begin:]):
        for m in _ENTITY.finditer(text, a + begin, b + begin):
            char, end = unescape(m.group()), m.end()
            if char != m.group():
                entities.append((m.start(), end, char))
            else:  # no entity: only its ampersand would disturb the parser
                end = m.start() + 1
            parts += (text[done : m.start()], _MASK * (end - m.start()))
            done = end
    parts.append(text[done:])
    return Masked(text="".join(parts), entities=tuple(entities))


def _closed(source: str) -> str:
    """Return ``source`` with the openings masked of comments, and of many tags, that do not end."""
    if "<!--" in source:
        end = max((m.end() for m in _COMMENT_END.finditer(source)), default=0)
        source = source[:end] + source[end:].replace("<!--", f"{_MASK}!--")
    if source.count("<") > source.count(">") + _STRAYS:
        source = _STRAY.sub(_MASK, source)
    return source


def _blank(found: re.Match[str]) -> str:
    return _NOT_NEWLINE.sub(" ", found.group())


def _told(found: re.Match[str]) -> str:
    """Return a value with what its directive is told alone, at its place."""
    behind = " " * (found.end() - found.end("said"))
    before = " " * (found.start("said") - found.end("open"))
    return f"{found['open']}{before}{found['said']}{behind}"


def _text_spans(source: str) -> list[list[int]]:
    tokens = _Tokenizer(source)
    return tokens.text


class _Tokenizer(HTMLParser):
    """Collects the spans of text (not of tags, comments or declarations), merged."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.source = source
        self.at = 0
        """Where the parser is: places are asked for by characters, not by lines."""
        self.text: list[list[int]] = []
        try:
            self.feed(source)
            self.close()
        except AssertionError:  # a malformed <![ declaration; BeautifulSoup refuses it too
            self.text = []

    def updatepos(self, i: int, j: int) -> int:
        self.at += max(0, j - i)
        return j

    def _add(self, length: int, reference: bool = False) -> None:
        start, end = self.at, self.at + length
        if reference and self.source[end : end + 1] == ";":
            end += 1
        if self.text and self.text[-1][1] == start:
            self.text[-1][1] = end
        else:
            self.text.append([start, end])

    def handle_data(self, data: str) -> None:
        self._add(len(data))

    def handle_entityref(self, name: str) -> None:
        self._add(len(name) + 1, reference=True)

    def handle_charref(self, name: str) -> None:
        self._add(len(name) + 2, reference=True)
