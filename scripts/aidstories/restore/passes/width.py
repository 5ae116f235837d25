"""Width: half-width marks inside Chinese become the marks the paper printed.

Numbers, Latin text and identifiers keep theirs: 10:30, 1,300, CV-290, 5G+.
"""

from __future__ import annotations

from collections.abc import Iterator

from aidstories.model import Kind, Role
from aidstories.restore.draft import Draft, Proposal, Rewrite
from aidstories.restore.lexicon.chars import HAN
from aidstories.restore.lexicon.late import late

_FOLD = dict(zip(",:;?!()", "，：；？！（）", strict=True))
_HALF = late(r"[,:;?!()]")
_CJK = late(rf"[{HAN}，。、；：？！…—·“”‘’《》〈〉（）【】]")
_FIRST, _LAST = "\u4e00", "\u9fff"
_LATIN = late(r"[A-Za-z0-9.%+]")
_WORD = late(rf"[{HAN}]")
_WORDS = late(rf"[{HAN}]+")
_IDENTIFIER = late(r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]++@[\w-]+\.[\w.]+|&#?\w+;")
_SIGNS = ("://", "www.", "@", "&")
_OFF_WIDTH = late("[０-９Ａ-Ｚａ-ｚ％\u00a0\u2000-\u200a\u3000\t,:;?!().]")
"""What may be of the wrong width; many blocks have nothing of it."""
_FULL = "[０-９Ａ-Ｚａ-ｚ％]+"
_FULL_ALNUM = late(rf"{_FULL}(?:(?<=[０-９])．(?=[０-９]){_FULL})*")
_WIDE_SPACE = late(r"[\u00a0\u2000-\u200a\u3000\t]+")
_BRACKETS = late("[()（）]")
_STOP = late(rf"(?<=[{HAN}])\.(?=[\"”’」』]*+\s*+$|[\"”])")
"""A full stop behind a Chinese word at the end of what is said: 看病近了.”, not 诺尔曼.白求恩."""


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
        if "." in text and is_chinese(text):
            for m in _STOP.finditer(text):
                yield _reg(i, m.start(), m.end(), "。", "width")
        if _HALF.search(text) and is_chinese(text):
            for at in half_width_marks(text):
                yield _reg(i, at, at + 1, _FOLD[text[at]], "width")


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
            chinese = _is_chinese_bracket(text, at)
        elif at and _FIRST <= text[at - 1] <= _LAST and _FIRST <= text[stop : stop + 1] <= _LAST:
            chinese = True  # by far the commonest case
        else:
            chinese = _is_chinese_mark(text, at)
        if chinese:
            found.append(at)
    return found


def _reg(i: int, start: int, end: int, new: str, reason: str) -> Rewrite:
    return Rewrite(i, start, end, new, Kind.REG, reason)


def _narrow(text: str) -> str:
    return "".join(chr(ord(c) - 0xFEE0) for c in text)


def is_chinese(text: str) -> bool:
    """Return whether a quarter of ``text`` are Han characters, two or more, or all of its words."""
    han = sum(map(len, _WORDS.findall(text)))
    return han >= 0.25 * len(text) and (han >= 2 or han == sum(map(str.isalnum, text)) > 0)


def _is_chinese_mark(text: str, at: int) -> bool:
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


def _is_chinese_bracket(text: str, at: int) -> bool:
    """A bracket is Chinese where its pair holds Chinese or touches a Chinese word.

    What follows CV-290(II) may be a Chinese comma: the bracket is still part of the name. Where the
    other half of the pair is wide, so is this one: （1)X线片.
    """
    if _other_half_is_wide(text, at):
        return True
    if text[at] == "(":
        end = text.find(")", at)
        a, b = at, end if end >= 0 else len(text)
    else:
        start = text.rfind("(", 0, at)
        a, b = max(start, 0), at
    inside = text[a + 1 : b] if text[a : a + 1] in "(（" else text[a:b]
    before, after = text[max(0, a - 1) : a], text[b + 1 : b + 2]
    opens = not before or before.isalnum()
    touches = _CJK.search(before) or (opens and _WORD.search(after))
    return bool(_CJK.search(inside) or touches)


def _other_half_is_wide(text: str, at: int) -> bool:
    if text[at] == "(":
        found = _BRACKETS.search(text, at + 1)
        return bool(found and found[0] == "）")
    before = max(text.rfind(b, 0, at) for b in "()（）")
    return text[before : before + 1] == "（"
