"""Names in Latin letters: where they sort, and what they are called in an address."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from aidstories.carried import Carried
from aidstories.search.pinyin import PLAIN, TONES_LAST, lazy_pinyin

_KIND = re.compile(
    r"(?<=..)(?:特别行政区|(?:[壮回]族|维吾尔)?自治区|地区|自治[州县旗]|林区|[省市县区州盟旗年])$"
)
_LONGEST = 100
"""Characters of an address: a folder's name has 255 bytes at most, a path on Windows 260."""
_OTHER = re.compile(r"[^a-z0-9]+")


@Carried  # a name is spelled for every list that it stands in; a reading costs 16 µs
def sort_key(name: str) -> tuple[str, ...]:
    """Return a key that sorts names by pinyin, tones last: 阿里 before 那曲 before 山南."""
    spelled = lazy_pinyin(name, style=TONES_LAST)
    return (*map(_without_tone, spelled), *spelled, name)


def _without_tone(syllable: str) -> str:
    return syllable if syllable[:1].isdigit() else syllable.rstrip("1234")  # 2021 has no tone


@Carried
def spelled(name: str) -> tuple[tuple[str, str], ...]:
    """Return each character of ``name`` with how it is read there; ü is ``v``: 吕 is ``lv``."""
    apart: Any = list  # what has no reading stays, character by character
    return tuple(zip(name, lazy_pinyin(name, errors=apart), strict=True))


def without_kind(name: str) -> str:
    """Return the name of a place without its kind: 日喀则市 is 日喀则, 单县 stays."""
    return _KIND.sub("", name)


def slugs(names: Mapping[str, str]) -> dict[str, str]:
    """Return an address in ASCII letters and digits for each name, no two the same.

    ``names`` maps a name to its pinyin with the kind of place apart (``naqu shi``), or to an
    empty text where only the name is known. The kind is left out (``naqu``) unless another name
    reads the same: 和田市 and 和田县 become ``hetian-shi`` and ``hetian-xian``. Where that too is
    the same, tones tell them apart, and in the end code points.
    """
    found: dict[str, str] = {}
    for spell in (_short, _long, _with_tones, _with_code_points):
        spelled = {name: spell(name, read) for name, read in names.items() if name not in found}
        times = Counter(spelled.values()) + Counter(found.values())
        found.update({name: text for name, text in spelled.items() if times[text] == 1 and text})
    return {name: _short_enough(name, text) for name, text in found.items()}


def _short_enough(name: str, slug: str) -> str:
    """Return an address that a file system holds: a long one cut, with a hash of its name."""
    if len(slug) <= _LONGEST:
        return slug
    return f"{slug[: _LONGEST - 9].rstrip('-')}-{sha256(name.encode()).hexdigest()[:8]}"


@Carried
def _short(name: str, read: str) -> str:
    return _address(read.split(" ")[0] if read else "".join(_read(without_kind(name))))


@Carried
def _long(name: str, read: str) -> str:
    return _address(read or "".join(_read(name)))


@Carried
def _with_tones(name: str, _: str) -> str:
    return _address("".join(_read(without_kind(name), TONES_LAST)))


def _with_code_points(name: str, _: str) -> str:
    # No other spelling has two hyphens together: this one is never taken.
    return "u--" + "-".join(f"{ord(character):x}" for character in name)


def _read(name: str, style: int = PLAIN) -> list[str]:
    return lazy_pinyin(name, style=style, errors=_spell_out)


def _spell_out(unread: str) -> str:
    return "".join(c if c.isascii() else f"-{ord(c):x}-" for c in unread)


def _address(text: str) -> str:
    return _OTHER.sub("-", text.lower().replace("'", "")).strip("-")


CARRIED = sort_key, spelled, _short, _long, _with_tones
"""What a build need not read again."""
