"""The stories that others lead to as related, exchanged where a title makes them other ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from aidstories.site.fonts.stacks import shown_stacks
from aidstories.site.patching.kept.ground import Holders
from aidstories.site.patching.pieces.exchange import Edit, Pieces, in_html
from aidstories.site.patching.pieces.tables import Unlike, once, page_of
from aidstories.site.patching.words.story import Words
from aidstories.site.story.view import View


class Lists(NamedTuple):
    """The stories, by id, that the pages of a story led to, and those that they are to lead to."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def with_related(
    changed: Mapping[str, Lists],
    words: Words,
    view_of: Callable[[str], View],
    translated: Collection[str],
) -> Iterator[tuple[str, Edit]]:
    """Yield the pages of the stories that ``changed`` has, each with what exchanges its list.

    Titles are those that ``view_of`` returns by id. Raises `Unlike` where a page had or is to have
    no list, and for what is ``translated``: its title is another one there. So does the exchange
    where the page would need other Tibetan letters.
    """
    for id_, lists in changed.items():
        if not all(lists) or not set(lists.before + lists.after).isdisjoint(translated):
            raise Unlike("related")
        url, shown = view_of(id_).url, [(tuple(map(view_of, ids)),) for ids in lists]
        for language in words.ground.languages:
            pieces = in_html(words.made(url, "related", shown, language))
            shared = words.shared_letters(language)
            edit = partial(_with_list, pieces=pieces, shared=shared)
            yield f"{words.folder(language)}{page_of(url)}", edit


def _with_list(page: bytes, pieces: Pieces, shared: frozenset[str]) -> bytes:
    now = once(page, *pieces)
    if not _letters(page) ^ _letters(now) <= shared:
        raise Unlike("letters")
    return now


def _letters(page: bytes) -> frozenset[str]:
    return shown_stacks(page.decode("utf-8"))


def holding_more(
    holders: Holders, changed: Mapping[str, Lists], pages_of: Callable[[str], tuple[str, ...]]
) -> Holders:
    """Return ``holders`` with what shows stories now, by ``pages_of`` the others.

    What shows one no more may stay: where a title is to be exchanged, it is not found there.
    """
    more: dict[str, tuple[str, ...]] = {}
    for id_, lists in changed.items():
        for other in set(lists.after).difference(lists.before):
            more[other] = more.get(other, holders.get(other, ())) + pages_of(id_)
    return {**holders, **{id_: tuple(dict.fromkeys(uris)) for id_, uris in more.items()}}
