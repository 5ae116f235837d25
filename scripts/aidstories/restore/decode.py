"""Bytes → text: find the encoding of a capture, lose no byte.

A byte order mark decides, and so does valid UTF-8 of more than a few words. Else every encoding
that a Chinese page may have reads the same bytes, and the likeliest reading wins; what the page
declares counts for it. Bytes that the codec refuses become lone surrogates (PEP 383), so the text
encodes back to the same bytes.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from aidstories.restore.lexicon.chars import IS_HAN, simplified
from aidstories.restore.lexicon.language import language
from aidstories.restore.lexicon.late import late

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = late(rb"""(?:charset|encoding)\s*+=\s*+["']?\s*+([A-Za-z0-9_\-]{3,20})""")
_FEW_BYTES = 20
"""Bytes beyond one a character from which valid UTF-8 is no accident: 联通 in GBK is valid too."""
_LATIN_RUN = late(rb"(?<=[\x01-\x7f]{2})[\x01-\x7f]{4,}(?=[\x01-\x7f]{2})")
"""Letters and tags that all encodings read alike, but for the two at either end."""
_SAMPLE = 1500
"""Bytes that decide, tags left out."""
_PRIORS = (
    *(("utf-8", 0.0), ("gb18030", -2.0), ("big5hkscs", -4.0), ("cp1252", -6.0)),
    *(("utf-16-le", -8.0), ("utf-16-be", -8.0)),
)
"""How common each encoding is, in natural logarithms, by rough guess: any word says more."""
_TRUST = 10.0
"""What a declaration adds: as much as one word and a half of Chinese."""
_PRICES = tuple(
    (late(f"[{characters}]"), price)
    for characters, price in (
        (" \n", -2.5),
        ("a-z", -3.2),
        ("0-9", -4.5),
        ("A-Z", -5.0),
        ("!-~\r\t\u0f00-\u0fff", -5.5),
        ("“”‘’–—…\u00a0-\u00bf\u3000\uff01-\uff5e", -6.0),
        ("\u00c0-\u024f", -8.0),
        ("\ud800-\udfff\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff", -20.0),
    )
)
"""Natural logarithms of the likelihood of characters that are not Chinese, first match counts."""
_OTHER = -14.0
_ASIAN, _ASIAN_GAIN = late("[\u3041-\u30ff\uac00-\ud7a3]"), 6.0
"""Kana and hangul, and what each speaks for a Japanese or Korean encoding that is declared."""
_MARKS = frozenset("，。、：；？！“”（）《》—…")


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
    if (text := _utf8(data)) is not None:
        return Decoded(text=text, encoding="utf-8")
    sample = _sample(data)
    ranked = sorted(_candidates(data), key=lambda c: -_likelihood(sample, *c))
    return next(filter(None, (_lossless(data, codec) for codec, _ in ranked)))


def _utf8(data: bytes) -> str | None:
    """Return the text of plain ASCII, or of UTF-8 of more than a few words."""
    if b"\0" in data:
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeError:
        return None
    return text if len(data) == len(text) or len(data) - len(text) >= _FEW_BYTES else None


def _sample(data: bytes) -> bytes:
    """Return the first bytes that are no long run of Latin letters, pairs of bytes left whole."""
    shorter = _LATIN_RUN.sub(lambda m: b"  "[: len(m[0]) % 2], data[: 1 << 20])
    return shorter[:_SAMPLE]


def _candidates(data: bytes) -> Iterator[tuple[str, float]]:
    """Yield the codecs that may have written ``data``, and how likely each is beforehand."""
    found = _DECLARED.search(data[:4096])
    declared = _codec(found[1].decode("ascii")) if found else None
    for codec, prior in _PRIORS:
        yield codec, prior + (_TRUST if codec == declared else 0.0)
    if declared and declared not in dict(_PRIORS):
        yield declared, _TRUST


def _likelihood(sample: bytes, codec: str, prior: float) -> float:
    """Return the natural logarithm of how likely Chinese prose is that ``codec`` reads so."""
    try:
        text = sample.decode(codec, "surrogateescape")
    except (UnicodeError, ValueError, LookupError):
        return float("-inf")
    if codec not in dict(_PRIORS):
        prior += _ASIAN_GAIN * len(_ASIAN.findall(text))
    model, plain = language(), simplified(text)
    return prior + sum(
        model.char(plain[max(0, i - 2) : i], c) if IS_HAN.match(c) or c in _MARKS else _price(c)
        for i, c in enumerate(plain)
    )


@lru_cache(maxsize=1 << 10)
def _price(char: str) -> float:
    return next((price for pattern, price in _PRICES if pattern.match(char)), _OTHER)


def _codec(name: str) -> str | None:
    """Return Python's name of a codec; GBK and GB2312 are read as GB18030."""
    try:
        found = codecs.lookup(name)
    except LookupError:
        return None
    return {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(found.name, found.name)


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
