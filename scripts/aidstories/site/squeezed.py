"""Templates that write no indents: a third of a page was the white space of its sources."""

from __future__ import annotations

import re

from jinja2 import Environment
from jinja2.ext import Extension

_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


class _FlushLeft(Extension):
    """Takes the indents from the source of a template; its lines stay, so words never join."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return _INDENT.sub("", source)


def squeeze(env: Environment) -> None:
    """Have the templates that ``env`` compiles from now on write what a reader sees, and no more.

    It costs a page nothing. What templates fill in stays as it is: a text's own spaces, `<pre>`.
    """
    env.trim_blocks = True
    env.lstrip_blocks = True
    env.add_extension(_FlushLeft)
