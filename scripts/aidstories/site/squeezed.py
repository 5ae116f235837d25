"""Templates without white space that no reader sees: a third of a page was that of its sources."""

from __future__ import annotations

import re

from jinja2 import Environment
from jinja2.ext import Extension

_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_BLOCK = (
    "address|article|aside|blockquote|body|dd|details|div|dl|dt|fieldset|figcaption|figure|footer"
    "|form|h[1-6]|head|header|hr|html|legend|li|link|main|meta|nav|ol|p|section|summary|table"
    "|tbody|td|tfoot|th|thead|title|tr|ul"
)
"""Elements at whose edge a browser drops white space (CSS Text 3, 4.1.2), or that show nothing."""
_LINE_END = re.compile(
    rf"(</?(?:{_BLOCK})(?:[ {{][^<>]*)?>)\n+|(?<!\n)\n++(?=</?(?:{_BLOCK})[ {{>])"
)


class _Flush(Extension):
    """Takes from the source of a template its indents and the line ends at the edge of blocks."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return _LINE_END.sub(r"\1", _INDENT.sub("", source))


def squeeze(env: Environment) -> None:
    """Have the templates that ``env`` compiles from now on write what a reader sees, and no more.

    It costs a page nothing. Within a line of text nothing is taken, so words never join; what
    templates fill in stays as it is: a text's own spaces, `<pre>`.
    """
    env.trim_blocks = True
    env.lstrip_blocks = True
    env.add_extension(_Flush)
