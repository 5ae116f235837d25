"""Deterministic damage of clean Tibetan, of the kinds that captures and keyboards leave."""

import random
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

TSHEG, FIRM_TSHEG = "\u0f0b", "\u0f0c"
_PIECE = re.compile(rf"[^{TSHEG}]*{TSHEG}|[^{TSHEG}]+$")
_MARK = re.compile("[\u0f71-\u0f84\u0f8d-\u0fbc]")
_STACK = re.compile("([\u0f8d-\u0fbc]+)([\u0f71-\u0f7d\u0f80\u0f81]+)")
_LONG = re.compile("\u0f71([\u0f72\u0f74\u0f80])")


def texts() -> dict[str, tuple[str, ...]]:
    """Return the clean texts by name, each a tuple of paragraphs."""
    path = Path(__file__).parents[1] / "cases/tibetan_texts.toml"
    found = tomllib.loads(path.read_text("utf-8"))["text"]
    return {text["name"]: tuple(text["paragraphs"]) for text in found}


def wrapped(text: str, rng: random.Random, glue: str) -> str:
    """Break lines of 40 to 70 characters after a tsheg, as a narrow column does."""
    width, lines, line = rng.randint(40, 70), [], ""
    for piece in _PIECE.findall(text):
        if line and len(line) + len(piece) > width:
            lines.append(line)
            line = ""
        line += piece
    return glue.join([*lines, line])


def _some(
    pattern: re.Pattern[str],
    change: Callable[..., Any],
    text: str,
    rng: random.Random,
    share: float,
) -> str:
    return pattern.sub(lambda m: change(m) if rng.random() < share else m.group(), text)


def damaged(paragraphs: tuple[str, ...], seed: int, kinds: tuple[str, ...]) -> str:
    """Return a capture of ``paragraphs`` with damage of ``kinds``, by the random ``seed``."""
    rng = random.Random(seed)
    out = []
    for text in paragraphs:
        if "cut" in kinds:  # བོད → བ ོད
            text = _some(_MARK, lambda m: " " + m.group(), text, rng, 0.06)
        if "firm" in kinds:  # the tsheg that forbids a break, where one may break
            tsheg = re.compile(f"(?<=[\u0f40-\u0fbc]){TSHEG}(?=[\u0f40-\u0f6c])")
            text = _some(tsheg, lambda _: FIRM_TSHEG, text, rng, 0.2)
        if "order" in kinds:  # the vowel typed before the letter below, or before its length
            text = _some(_STACK, lambda m: m[2] + m[1], text, rng, 0.3)
            text = _some(_LONG, lambda m: m[1] + "\u0f71", text, rng, 0.5)
        for kind, glue in (("lines", "\n"), ("blanks", " ")):
            if kind in kinds:
                text = wrapped(text, rng, glue)
        out.append(text)
    return "\n\n".join(out) + "\n"
