"""Classes of characters that the passes share."""

from __future__ import annotations

from functools import lru_cache

from aidstories.restore.data import data_file
from aidstories.restore.lexicon.late import late

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇々"
BO = r"\u0f00-\u0fff"
IS_HAN = late(rf"[{HAN}]")
IS_BO = late(rf"[{BO}]")
FULL_STOPS = "。！？!?…"
CLOSERS = "”’」』》〉）)】〕]\"'"
_LONGEST_HEADLINE = 160
"""Characters of a headline in English, chosen by hand."""
_FULL_WORD = 5
"""Letters from which an English headline sets a capital to each word: not to with or from."""
LINE_ENDS = r"\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
NEWLINE = rf"[{LINE_ENDS}](?>(?:(?<=\r)\n)?)"
"""One line break; CR LF is one and never two."""
_STOPS = (*FULL_STOPS, "།", "༎")
_IS_STOP, _IS_CLOSER = frozenset(_STOPS), frozenset(CLOSERS)
_PAUSE = late("[，,。；;]")
_NARROW = late("[\u0000-\u024f][\u0000-\u024f]*+")
_NO_LETTERS = late(r"[\W_][\W_]*+")


TRADITIONAL = str.maketrans(*data_file("simplified.txt").read_text("utf-8").splitlines())
"""Code points of traditional characters with those of the simplified ones."""
_IS_TRADITIONAL = late(f"[{''.join(chr(c) for c in TRADITIONAL if c < 0x10000)}]")
_IS_RARE = late("[\U00010000-\U0010ffff]")
"""Apart from those of the basic plane: in one class with them, all would cost ten times more."""


@lru_cache(maxsize=1024)
def simplified(text: str) -> str:
    """Return ``text`` with traditional characters simplified, one for one.

    For comparing and for patterns, 新華社記者 as 新华社记者: spans in the result are spans in
    ``text``.
    """
    return text.translate(TRADITIONAL) if has_traditional(text) else text


def has_traditional(text: str) -> bool:
    """Return whether ``text`` has traditional characters, or may have rare ones.

    To ask is fourteen times as fast as to translate nothing.
    """
    return bool(_IS_TRADITIONAL.search(text) or _IS_RARE.search(text))


def is_han(char: str) -> bool:
    """Return whether ``char`` (one character) is a Han character."""
    return bool(IS_HAN.match(char))


def is_one_line(text: str) -> bool:
    """Return whether no line break stands in ``text``; a pattern takes three times as long."""
    return text.splitlines() in ([], [text])


def lines_at_most(text: str) -> int:
    """Return how many lines ``text`` has, blank ones with them: no pattern finds more."""
    return len(text.splitlines())


@lru_cache(maxsize=1024)
def cells(text: str) -> float:
    """Return the width of ``text`` in full-width cells; Latin and digits take half a cell."""
    narrow = _NARROW.findall(text)
    return len(text) - 0.5 * sum(map(len, narrow)) if narrow else float(len(text))


_TYPED = 20
"""Characters from which a stop in half width behind Chinese ends a sentence, chosen by hand."""


def ends_sentence(text: str) -> bool:
    """Return whether ``text`` ends where a sentence may end: 。！？… or a shad, then quotes.

    So does a point of half a width behind a Han character, typed for 。: 共接诊四百人次.
    """
    last = text[-1:]
    if last in _IS_STOP or not (last in _IS_CLOSER or last.isspace() or last == "."):
        return last in _IS_STOP  # nearly always
    ending = text.rstrip().rstrip(CLOSERS).rstrip()
    typed = len(ending) > _TYPED and ending[-1:] == "." and is_han(ending[-2:-1])
    return ending.endswith(_STOPS) or typed


def is_capitalised(text: str) -> bool:
    """Return whether ``text`` is a line in English whose words but the small ones have capitals."""
    if not text[:1].isascii() or len(text) > _LONGEST_HEADLINE:
        return False
    words = [word for word in text.split() if len(word) >= _FULL_WORD]
    return len(words) > 2 and all(word[0].isupper() or not word[0].isalpha() for word in words)


def exclaims(text: str) -> bool:
    """Return whether ``text`` is an English headline with a mark: Doctors Bring Warmth to Tibet!"""
    return text[-1:] in ("!", "?") and is_capitalised(text)


def is_prose(text: str) -> bool:
    """Return whether ``text`` is running text rather than a headline, a byline or a label."""
    return ends_sentence(text) or len(text) > 45 or (len(text) > 24 and bool(_PAUSE.search(text)))


@lru_cache(maxsize=1024)
def bare(text: str) -> str:
    """Return ``text`` without white space and punctuation."""
    return text if text.isalnum() else "".join(_NO_LETTERS.split(text))
