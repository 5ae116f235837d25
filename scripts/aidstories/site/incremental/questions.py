"""Which questions need not be asked again where others are answered as they were.

A page asks some fifty times where a value or a name has its page: of 1,000 stories there are 23,000
such questions, and nine of ten rest on two, what all addresses and all names are.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

ANY = ""
"""Stands for every story."""
ADDRESSES, NAMES, MOVES = "addresses", "names", "moves"
"""Questions about all: the addresses of values, the entries of an index, and where a name stands
in a language of another order."""


def story_of(question: Any) -> str | None:
    """Return the id of the story whose page or title somebody asked for, if that is what it asks.

    What nobody foresaw is about any.
    """
    match question:
        case _, "view", str(id_):
            return id_
        case _, "whole":
            return ANY
    return None


def rests_on(question: Any) -> tuple[Hashable, ...]:
    """Return the questions whose answers decide that of ``question``; none where it stands alone.

    A question is a tuple of the language, its name and what it is about: see `Witness`.
    """
    match question:
        case language, "url_of", _, _:
            return ((language, ADDRESSES),)
        case language, "tags", id_:
            return (language, ADDRESSES), (language, "view", id_)
        case language, "bearer", key, _, _:
            return ((language, NAMES, key),)
        case language, "moved", _:
            return ((language, MOVES),)
    return ()
