"""Bytes → text: find the encoding of a capture, lose no byte.

A byte order mark decides; else UTF-8 where the bytes are valid UTF-8; else the most plausible of
the declared encoding, GB18030, Big5 and UTF-16; else what charset-normalizer finds. Bytes that
the codec refuses become lone surrogates (PEP 383), so the text encodes back to the same bytes.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-]{3,20})""")
_ASCII = re.compile("[\x00-\x7f]+")
_LONE = re.compile("[\ud800-\udfff]")
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子"
    "说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机"
    "当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心"
    "反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程"
    "展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期"
    "根论运农指医院病疗患县区市省西藏援助康健队专技术"
    "這個國為來會們時說過對發產學經進電裡還與兩無實業應開從當體機點現關長員結問題後動將區專醫療縣"
    "，。、：；？！“”‘’（）《》—…　\n\r\t 0123456789"
    "་།ིོེུ"
)
_MIN_PLAUSIBLE = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Decoded text; ``text.encode(encoding, "surrogateescape")`` gives the bytes back."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Return the text of ``data`` and the codec that read it. Never raises."""
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _forced(data, codec)
    if b"\0" not in data and (text := _strict(data, "utf-8")) is not None:
        return Decoded(text=text, encoding="utf-8")
    candidates = [d for c in _candidates(data) if (d := _lossless(data, c))]
    best = max(candidates, key=lambda d: plausibility(d.text), default=None)
    if best and plausibility(best.text) >= _MIN_PLAUSIBLE:
        return best
    guess = from_bytes(data[:65536]).best()
    if guess and (found := _lossless(data, guess.encoding)):
        return found
    return _forced(data, "utf-8")


def plausibility(text: str) -> float:
    """Return the share (at most 1) of ``text`` that is common in Chinese or Tibetan prose.

    Mojibake is made of rare characters; running Chinese scores above 0.4.
    """
    sample = text[:20000]
    foreign = _ASCII.sub("", sample)
    if foreign:
        lone = len(_LONE.findall(foreign))
        return sum(map(_COMMON.__contains__, foreign)) / len(foreign) - 3 * lone / len(sample)
    return sum(map(str.isprintable, sample)) / max(1, len(sample))


def _candidates(data: bytes) -> list[str]:
    declared = _DECLARED.search(data[:4096])
    names = [declared.group(1).decode("ascii")] if declared else []
    names += ["utf-8", "gb18030", "big5hkscs"]
    if len(data) % 2 == 0:
        names += ["utf-16-le", "utf-16-be"]
    return list(dict.fromkeys(n for n in map(_codec, names) if n))


def _codec(name: str) -> str | None:
    """Return Python's name of a codec for text; GBK and GB2312 are read as GB18030."""
    try:
        found = codecs.lookup(name)
    except LookupError:
        return None
    return {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(found.name, found.name)


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, ValueError):
        return None


def _lossless(data: bytes, codec: str) -> Decoded | None:
    """Decode and make sure that the bytes come back."""
    try:
        text = data.decode(codec, "surrogateescape")
        same = text.encode(codec, "surrogateescape") == data
    except (UnicodeError, ValueError, LookupError):
        return None
    return Decoded(text=text, encoding=codec) if same else None


def _forced(data: bytes, codec: str) -> Decoded:
    return _lossless(data, codec) or Decoded(
        text=data.decode("utf-8", "surrogateescape"), encoding="utf-8"
    )
