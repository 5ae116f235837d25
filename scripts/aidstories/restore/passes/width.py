"""Width and quotes: half-width marks inside Chinese become the marks the paper printed.

Numbers, Latin text and identifiers keep theirs: 10:30, 1,300, CV-290, 5G+.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aidstories.model import Kind, Role
from aidstories.restore.draft import Draft, Proposal, Rewrite
from aidstories.restore.lexicon.chars import HAN

_FOLD = dict(zip(",:;?!()", "，：；？！（）", strict=True))
_HALF = re.compile(r"[,:;?!()]")
_CJK = re.compile(rf"[{HAN}，。、；：？！…—·“”‘’《》〈〉（）【】]")
_FIRST, _LAST = "\u4e00", "\u9fff"
_LATIN = re.compile(r"[A-Za-z0-9.%+]")
_WORD = re.compile(rf"[{HAN}]")
_WORDS = re.compile(rf"[{HAN}]+")
_IDENTIFIER = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+")
_SIGNS = ("://", "www.", "@")
_OFF_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ％\u00a0\u2000-\u200a\u3000\t,:;?!()]")
"""What may be of the wrong width; many blocks have nothing of it."""
_FULL = "[０-９Ａ-Ｚａ-ｚ％]+"
_FULL_ALNUM = re.compile(rf"{_FULL}(?:(?<=[０-９])．(?=[０-９]){_FULL})*")
_WIDE_SPACE = re.compile(r"[\u00a0\u2000-\u200a\u3000\t]+")
_OPEN_BEFORE = re.compile(r"[，。：；！？、（《“\s—…,:;(!?]$|^$")
_CLOSE_AFTER = re.compile(r"^[，。；：！？、）》”\s—…,:;)!?]|^$")
_CLOSE_BEFORE = re.compile(r"[。！？…，!?]$")


def regularise_width(draft: Draft) -> Iterator[Proposal]:
    """Fold half-width marks, full-width letters and wide spaces inside Chinese text."""
    for i, block in enumerate(draft.blocks):
        text = block.text
        if not _OFF_WIDTH.search(text):
            continue
        for m in _FULL_ALNUM.finditer(text):
            yield _reg(i, m.start(), m.end(), _narrow(m.group()), "width")
        for m in () if block.role is Role.ROW else _WIDE_SPACE.finditer(text):
            yield _reg(i, m.start(), m.end(), " ", "space")
        if _HALF.search(text) and _is_chinese(text):
            for at in half_width_marks(text):
                yield _reg(i, at, at + 1, _FOLD[text[at]], "width")


def regularise_quotes(draft: Draft) -> Iterator[Proposal]:
    """Turn straight quotes inside Chinese text into “ and ”, ‘ and ’."""
    for i, block in enumerate(draft.blocks):
        for straight, curly in (('"', "“”"), ("'", "‘’")):
            if straight in block.text and _is_chinese(block.text):
                for at, mark in curled(block.text, straight, curly):
                    yield _reg(i, at, at + 1, mark, "quotes")


def half_width_marks(text: str) -> list[int]:
    """Return the offsets of half-width marks that stand in a Chinese context."""
    linked = any(sign in text for sign in _SIGNS)
    fixed = [m.span() for m in _IDENTIFIER.finditer(text)] if linked else []
    found = []
    for m in _HALF.finditer(text):
        at, stop = m.span()
        if fixed and any(a <= at < b for a, b in fixed):
            continue
        if text[at] in "()":
            chinese = _bracket_is_chinese(text, at)
        elif at and _FIRST <= text[at - 1] <= _LAST and _FIRST <= text[stop : stop + 1] <= _LAST:
            chinese = True  # by far the commonest case
        else:
            chinese = _mark_is_chinese(text, at)
        if chinese:
            found.append(at)
    return found


def curled(text: str, straight: str, curly: str) -> list[tuple[int, str]]:
    """Return (offset, curly quote) for each straight quote of ``text``.

    Quotes alternate; where their number is odd or a place speaks against it, the cheapest
    reading wins (two states, context against alternation).
    """
    places = [m.start() for m in re.finditer(re.escape(straight), text)]
    places = [p for p in places if not _is_apostrophe(text, p)]
    best: dict[bool, tuple[float, tuple[bool, ...]]] = {False: (0.0, ()), True: (1.5, ())}
    for p in places:
        cost = _opening_cost(text, p)
        nxt: dict[bool, tuple[float, tuple[bool, ...]]] = {}
        for inside, (total, path) in best.items():
            for opens in (True, False):
                price = total + (cost if opens else -cost) + (3.0 if opens == inside else 0.0)
                if opens not in nxt or price < nxt[opens][0]:
                    nxt[opens] = (price, (*path, opens))
        best = nxt
    path = min(best.values(), key=lambda v: v[0])[1] if places else ()
    return [(p, curly[0] if opens else curly[1]) for p, opens in zip(places, path, strict=True)]


def _reg(i: int, start: int, end: int, new: str, reason: str) -> Rewrite:
    return Rewrite(i, start, end, new, Kind.REG, reason)


def _narrow(text: str) -> str:
    return "".join(chr(ord(c) - 0xFEE0) for c in text)


def _is_chinese(text: str) -> bool:
    han = sum(map(len, _WORDS.findall(text)))
    return han >= 2 and han >= 0.25 * len(text)


def _mark_is_chinese(text: str, at: int) -> bool:
    before = _before(text, at)
    after = text[at + 1 : at + 2]
    if before.isdigit() and after.isdigit():
        return False
    if _LATIN.match(before) and _LATIN.match(after):
        return text[at] in ";?!"
    if text[at] == ":" and text.startswith("//", at + 1):
        return False
    near = before + (after.strip() or text[at + 1 : at + 3].strip()[:1])
    return bool(_CJK.search(near)) or '"' in near or "'" in near or not after


def _before(text: str, at: int) -> str:
    """Return the character before ``at``, past white space, quotes and brackets that close."""
    at -= 1
    while at >= 0 and (text[at] in "\"')" or text[at].isspace()):
        at -= 1
    return text[at] if at >= 0 else ""


def _bracket_is_chinese(text: str, at: int) -> bool:
    """A bracket is Chinese where its pair holds Chinese or touches a Chinese word.

    What follows CV-290(II) may be a Chinese comma: the bracket is still part of the name.
    """
    if text[at] == "(":
        end = text.find(")", at)
        a, b = at, end if end >= 0 else len(text)
    else:
        start = text.rfind("(", 0, at)
        a, b = max(start, 0), at
    inside = text[a + 1 : b] if text[a : a + 1] in "(（" else text[a:b]
    before, after = text[max(0, a - 1) : a], text[b + 1 : b + 2]
    touches = _CJK.search(before) or (before.isalnum() and _WORD.search(after))
    return bool(_CJK.search(inside) or touches)


def _opening_cost(text: str, at: int) -> float:
    """Return how much speaks against an opening quote at ``at`` (negative: for it)."""
    before, after = text[:at][-1:], text[at + 1 :][:1]
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
    """An apostrophe or a prime stands between or behind Latin letters or digits: it's, 6'."""
    return text[at] == "'" and bool(re.search(r"[A-Za-z0-9]$", text[:at]))
