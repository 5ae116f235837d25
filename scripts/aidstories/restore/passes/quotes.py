"""Quotes: straight ones inside Chinese text become “ and ”, ‘ and ’.

Inches, feet and apostrophes keep theirs: 55"的屏幕, 6', it's.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from itertools import pairwise
from operator import itemgetter
from typing import Any

from aidstories.model import Kind
from aidstories.restore.draft import Draft, Proposal, Rewrite
from aidstories.restore.lexicon.late import late
from aidstories.restore.passes.width import is_chinese

_OPEN_BEFORE = late(r"[，。：；！？、（《“\s—…,:;(!?]$|^$")
_CLOSE_AFTER = late(r"^[，。；：！？、）》”\s—…,:;)!?]|^$")
_CLOSE_BEFORE = late(r"[。！？…，!?]$")
_NARROW = late("[A-Za-z0-9]")
_TWO_NARROW = late("[A-Za-z0-9]{2}")
_ROUND = late('([“”"＂])(?=[^“”"＂。，！？；：]{1,12}([“”]))')
_PHRASE = late('[^“”"＂，。、！？；：]{1,12}')
_BETWEEN = late("[，。；！？]")
_AND = ("、", "和", "与", "及")
"""What keeps two quoted phrases apart: a mark, or one of these alone."""
_QUOTE = late('[“”"＂]')
_UNLIKE = late('「[^“”「」"＂\n]{1,40}[”"＂]|[“"＂][^“”「」"＂\n]{1,40}」')
_STRAIGHT = late("[\"＂„'＇]")
_SINGLES = "'＇‘’"
_SINGLE = late(f"[{_SINGLES}]")
_ANY_QUOTE = late(f'[“”"＂„{_SINGLES}]')
_WITHIN = late("[^。！？\\s][^。！？]{0,22}[。！？]?")
"""What a pair of quotes holds that may be of two kinds: a phrase, or a short sentence."""
_SET_APART = late(r"(?: (?! )|[A-Za-z0-9]).+(?:(?<! ) |[A-Za-z0-9。！？，…])")
"""What stands between such quotes: a blank at either end, or what takes none."""
_Path = tuple[float, Any]
"""What a way through the quotes costs, and the way: the last reading behind the way to it."""
_TWICE, _PRIME, _LOOSE, _NESTED = 3.0, 0.5, 1.0, 0.5
"""Costs of two quotes in a row that both open or both close, of one that is none, of speech that
closes without a stop, and of a phrase quoted in speech; chosen by hand."""
_COLONS = frozenset(":：")
_ROUND_OPENING = frozenset("“‘")


def regularise_quotes(draft: Draft) -> Iterator[Proposal]:
    """Turn straight quotes inside Chinese text into “ and ”, ‘ and ’."""
    for i, block in enumerate(draft.blocks):
        text = matched(alike(block.text))
        for at, mark in turned(text):
            yield Rewrite(i, at, at + 1, mark, Kind.REG, "quotes")
        if not _STRAIGHT.search(text):
            continue
        for straight, curly in (('"＂„', "“”"), ("'＇", "‘’")):
            if any(q in text for q in straight) and is_chinese(text):
                for at, mark in curled(text, straight, curly):
                    yield Rewrite(i, at, at + 1, mark, Kind.REG, "quotes")
                for at in blanks_inside(text, straight):
                    yield Rewrite(i, at, at + 1, "", Kind.REG, "space")


def alike(text: str) -> str:
    """Return ``text`` with a double quote for the corner of a pair of which only one half is one.

    “流动医院」, 「流动医院”: the corners of the text have no fellows of their own.
    """
    if text.count("「") == text.count("」"):
        return text
    return _UNLIKE.sub(lambda m: m[0].replace("「", '"').replace("」", '"'), text)


def matched(text: str) -> str:
    """Return ``text`` with a double quote for the single one of each pair that has one of each.

    The '光明行" of a text whose other quotes stand in pairs, one behind the other; in “他说'好'。”
    one pair quotes within another.
    """
    if not _SINGLE.search(text):
        return text
    found = (m.start() for m in _ANY_QUOTE.finditer(text))
    places = [at for at in found if not _is_apostrophe(text, at)]
    pairs = list(zip(places[::2], places[1::2], strict=False))
    mixed = [p for p in pairs if (text[p[0]] in _SINGLES) != (text[p[1]] in _SINGLES)]
    apart = all(_parts(text[one[1] + 1 : other[0]]) for one, other in pairwise(mixed))
    whole = apart and all(_may_pair(text, *pair) for pair in mixed)
    if not mixed or not whole or len(places) % 2:
        return text
    changed = {left if text[left] in _SINGLES else right for left, right in mixed}
    return "".join('"' if at in changed else sign for at, sign in enumerate(text))


def _may_pair(text: str, left: int, right: int) -> bool:
    """Return whether two quotes of unlike kinds may be a pair around a phrase."""
    turned = text[left] in "”’" or text[right] in "“‘" or text[left - 1 : left].isdigit()
    return not turned and bool(_WITHIN.fullmatch(text, left + 1, right))


def turned(text: str) -> list[tuple[int, str]]:
    """Return (offset, quote) for each quote that is typed the wrong way round: “十三五“期间.

    Around several phrases all quotes must take turns; else only around one, where no other quote of
    the text can be its fellow.
    """
    if not is_chinese(text):
        return []
    if found := _by_turns(text):
        return found
    if text.count("“") == text.count("”"):
        return []
    places = [m.start() for m in _QUOTE.finditer(text)]
    for m in _ROUND.finditer(text):
        n = bisect_left(places, m.start())
        before, after = text[places[n - 1]] if n else "", _QUOTE.search(text, m.end(2))
        alone = m[1] == "“" or (m[1] in '"＂' and not before)
        if alone and m[2] == "“" and (after is None or after[0] == "“"):
            found.append((m.start(2), "”"))
        elif m[1] == m[2] == "”" and before in ("", "”"):
            found.append((m.start(1), "“"))
    return found[:1]


def _by_turns(text: str) -> list[tuple[int, str]]:
    """Return what to turn so that all quotes of a text open and close in turn, nothing if unsure.

    Each pair that is turned holds one phrase, and a mark or 和 stands between it and the next: in
    他说“把“传帮带”做实” one quotes within another.
    """
    places = [m.start() for m in _QUOTE.finditer(text)]
    marks = [(at, "“”"[n % 2]) for n, at in enumerate(places)]
    wrong = {n // 2 for n, (at, mark) in enumerate(marks) if text[at] != mark}
    if not wrong or len(places) % 2 or _STRAIGHT.search(text):
        return []
    for n in wrong:
        left, right = places[2 * n], places[2 * n + 1]
        over = text[places[2 * n - 1] + 1 : left] if n else "，"
        below = text[right + 1 : places[2 * n + 2]] if 2 * n + 2 < len(places) else "，"
        if not (_PHRASE.fullmatch(text, left + 1, right) and _parts(over) and _parts(below)):
            return []
    return [(at, mark) for at, mark in marks if text[at] != mark]


def _parts(between: str) -> bool:
    """Return whether what stands between two quoted phrases keeps them apart."""
    return bool(_BETWEEN.search(between)) or between in _AND


def curled(text: str, straight: str, curly: str) -> list[tuple[int, str]]:
    """Return (offset, curly quote) for each quote of ``text`` that is one and in ``straight``.

    Quotes alternate, those that are curly already take part (“十三五"); where a place speaks
    against it, the cheapest reading wins (two states, context against alternation).
    """
    places = [m.start() for m in re.finditer(f"[{straight}{curly}]", text)]
    places = [p for p in places if not _is_apostrophe(text, p)]
    if blanks_inside(text, straight):
        return [(p, curly[n % 2]) for n, p in enumerate(places)]
    return [
        (p, curly[0] if opens else curly[1])
        for p, opens in zip(places, _cheapest(text, places, curly), strict=True)
        if opens is not None and text[p] in straight
    ]


def blanks_inside(text: str, straight: str) -> list[int]:
    """Return where blanks stand that a program set inside pairs of quotes: 命名为" 海角 ".

    It sets them beside each Chinese character, none beside a letter or a stop. Nothing, unless all
    quotes of the text are pairs that are set so.
    """
    if f"{straight[0]} " not in text:
        return []
    found = (m.start() for m in re.finditer(f"[{straight}“”‘’]", text))
    quotes = [at for at in found if not _is_apostrophe(text, at)]
    pairs = list(zip(quotes[::2], quotes[1::2], strict=False))
    plain = len(quotes) == 2 * len(pairs) and all(text[q] in straight for q in quotes)
    if not plain or not all(_SET_APART.fullmatch(text[a + 1 : b]) for a, b in pairs):
        return []
    return [at for a, b in pairs for at in (a + 1, b - 1) if text[at] == " "]


def _cheapest(text: str, places: Sequence[int], curly: str) -> list[bool | None]:
    """Return for each place whether it opens, by the cheapest way through all of them."""
    best: dict[_In, _Path] = {_In.NOTHING: (0.0, None), _In.PHRASE: (1.5, None)}
    for p in places:
        found: dict[_In, _Path] = {}
        readings = _readings(text, p, curly)
        for (state, (total, path)), (opens, cost) in itertools.product(best.items(), readings):
            then, more = _step(text, p, state, opens)
            price = total + cost + more
            if then not in found or price < found[then][0]:
                found[then] = (price, (path, opens))
        best = found
    way: list[bool | None] = []
    ends = ((price + _AT_END[state], path) for state, (price, path) in best.items())
    path = min(ends, key=itemgetter(0))[1]
    while path:
        path, opens = path
        way.append(opens)
    return way[::-1]


class _In(Enum):
    """What the quotes so far have opened."""

    NOTHING = auto()
    PHRASE = auto()
    SPEECH = auto()
    """What stands behind a colon, or in quotes that are curly; it may quote phrases itself:
    他说:"这叫"传帮带"。", “这叫"传帮带"。”."""
    BOTH = auto()
    """A phrase that is quoted in speech."""


_OPENED = {_In.NOTHING: _In.PHRASE, _In.SPEECH: _In.BOTH}
_CLOSED = {_In.PHRASE: _In.NOTHING, _In.BOTH: _In.SPEECH, _In.SPEECH: _In.NOTHING}

_AT_END = {_In.NOTHING: 0.0, _In.PHRASE: 0.0, _In.SPEECH: 0.5, _In.BOTH: _TWICE}
"""What speaks against a text that ends so; chosen by hand."""


def _step(text: str, at: int, state: _In, opens: bool | None) -> tuple[_In, float]:
    """Return what a quote leads to, and what speaks against that beside its neighbours.

    Speech ends behind a stop, so one without it is the likelier to go on: "我们要把"传帮带"做实。".
    """
    if opens is None:
        return state, 0.0
    stopped = state is _In.SPEECH and bool(_CLOSE_BEFORE.search(text[at - 1 : at]))
    if opens:
        holds = text[at - 1 : at] in _COLONS or text[at] in _ROUND_OPENING
        then = _In.SPEECH if holds and state is _In.NOTHING else _OPENED.get(state, state)
        if then is state:
            return then, _TWICE
        return then, _LOOSE * stopped + (_NESTED if then is _In.BOTH else 0.0)
    then = _CLOSED.get(state, state)
    if state is _In.SPEECH:
        return then, min(0.0, _opening_cost(text, at)) if stopped else _LOOSE
    return then, _TWICE if then is state else 0.0


def _readings(text: str, at: int, curly: str) -> Sequence[tuple[bool | None, float]]:
    """Return what the quote at ``at`` may be and at what cost: opening, closing, None for neither.

    Behind a digit " may be inches and ' feet; behind a Latin letter ' may be an apostrophe.
    """
    mark, before = text[at], text[max(0, at - 1) : at]
    if mark in curly:
        return ((mark == curly[0], 0.0),)
    cost = _opening_cost(text, at)
    if mark == "'" and _NARROW.match(before):
        return ((False, 0.0), (None, _PRIME))
    if mark == '"' and before.isdigit():
        return ((True, cost + _TWICE), (False, -cost), (None, _PRIME))
    return ((True, cost), (False, -cost))


def _opening_cost(text: str, at: int) -> float:
    """Return how much speaks against an opening quote at ``at`` (negative: for it)."""
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    cost = 0.0
    if _OPEN_BEFORE.search(before):
        cost -= 1.0
    if before in "：（:(" or before == "":
        cost -= 2.0
    if _CLOSE_AFTER.search(after):
        cost += 1.5
    if after == "" or after in "，、；）,;)":
        cost += 1.0
    if _CLOSE_BEFORE.search(before) and _CLOSE_AFTER.search(after):
        cost += 1.0
    return cost


def _is_apostrophe(text: str, at: int) -> bool:
    """An apostrophe stands between Latin letters or digits: it's, O’Brien, 5'8.

    Two in a row are one sign, as some programs type it: ``so''.
    """
    if text[at] == "'" and "'" in (text[max(0, at - 1) : at], text[at + 1 : at + 2]):
        return True
    between = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    return text[at] in "'’" and len(between) == 2 and bool(_TWO_NARROW.match(between))
