"""Chinese names in Tibetan letters, by the sound, as newspapers in Tibet write them.

A syllable that is attested is written so (浙 ``ཀྲེ``); any other is put together from its initial
and its final, which are (苏 ``ས`` + ``ུའུ``). The rules are rows of ``docs/data/parts_bo.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from aidstories.site.interface.pinyin import spelled
from aidstories.site.interface.tibetan import TSHEG
from aidstories.tables import TibetanPart

_SYLLABLE = re.compile(r"([zcs]h|[bpmfdtnlgkhjqxrzcsyw])?([a-z]+)")
_ROUNDED = re.compile(r"^u(?=an$|e$|n$|$)")
"""What is written u and is ü behind j, q, x and y: 居, 卷, 云."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sounds:
    """How syllables are written, and the initials and finals of those that are not attested."""

    syllables: Mapping[str, str] = field(default_factory=dict)
    initials: Mapping[str, str] = field(default_factory=dict)
    finals: Mapping[str, str] = field(default_factory=dict)


def sounds(parts: Iterable[TibetanPart]) -> Sounds:
    """Return the rules that ``parts`` hold."""
    found: dict[str, dict[str, str]] = {"syllable": {}, "initial": {}, "final": {}}
    for part in parts:
        if part.type in found:
            found[part.type][part.part] = part.bo
    return Sounds(syllables=found["syllable"], initials=found["initial"], finals=found["final"])


def syllable(read: str, rules: Sounds) -> str:
    """Return a syllable of pinyin without tones in Tibetan; empty where no rule writes it."""
    if read in rules.syllables:
        return rules.syllables[read]
    parsed = _SYLLABLE.fullmatch(read)
    if not parsed:
        return ""
    initial, final = parsed[1] or "-", parsed[2]
    if initial in "jqxy":
        final = _ROUNDED.sub("v", final)
    if initial == "n" and final[0] in "iv":
        initial = "ny"  # 宁 is ཉིང, 南 is ནན
    known = initial in rules.initials and final in rules.finals
    return rules.initials[initial] + rules.finals[final] if known else ""


def by_sound(chinese: str, rules: Sounds) -> str:
    """Return a Chinese name by its sound, without a shad; empty where a syllable has no rule."""
    written = [syllable(read, rules) for _, read in spelled(chinese)]
    return TSHEG.join(written) if written and all(written) else ""
