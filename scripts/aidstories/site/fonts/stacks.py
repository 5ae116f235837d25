"""What a page shows in Tibetan, stack by stack.

A stack is a letter with all that stands below and above it: སྒྲུ. Fonts draw it as one sign, so two
texts of the same letters need not be drawn from the same signs.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from sys import intern

STACK = re.compile(
    "[\u0f40-\u0f6c\u0f88-\u0f8c]"
    "[\u0f18\u0f19\u0f35\u0f37\u0f39\u0f3e\u0f3f\u0f71-\u0f84\u0f86\u0f87\u0f8d-\u0fbc\u0fc6]*"
    "|[\u0f00-\u0fff]"
)
"""A letter with its marks (Unicode 16, general category Mn), or any other sign of the block;
assets/javascripts/tibetan.js has the same."""
_RUN = re.compile("[\u0f00-\u0fff]+")
_RUNS = 1 << 14
"""Runs of which the stacks are known: the words and names of an interface, which pages repeat."""
_TIBETAN = re.compile(r"[\u0f00-\u0fff]|&#(?:3[89]\d\d|40\d\d|[xX]0*[fF])")
_UNSEEN = re.compile(
    r"<(?:(script|style|template)\b(?:(?!<(?:script|style|template)\b).)*?</\1>"
    r"|!--(?:(?!<!--).)*?-->|[^>]*+(?:>|\Z))",
    re.S,
)


def stacks(text: str) -> frozenset[str]:
    """Return the stacks of a text."""
    return frozenset().union(*map(_stacks, set(_RUN.findall(text))))


@lru_cache(maxsize=_RUNS)
def _stacks(run: str) -> frozenset[str]:
    return frozenset(map(intern, STACK.findall(run)))  # of 65,000 some 2,000 differ


def forget_runs() -> None:
    """Let go of the runs of which the stacks are known."""
    _stacks.cache_clear()


def shown_stacks(page: str) -> frozenset[str]:
    """Return the stacks that the body of a page shows; ``page`` is HTML."""
    body = page[page.find("<body") :] if "<body" in page else page
    if not _TIBETAN.search(body):
        return frozenset()
    return stacks(html.unescape(_UNSEEN.sub("", body)))
