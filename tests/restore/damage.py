"""Deterministic damage of clean articles, after the kinds that the five seeds show."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

GOLD = Path(__file__).parents[1] / "gold"
HALF = str.maketrans("，：；？！（）“”", ',:;?!()""')
WORDS = re.compile(r"[A-Za-z0-9.%+\-/]+|\s+|.")
CLOSING = set("，。、；：？！”’）》】")
MISREAD = (
    *("手术于木", "未末", "己已", "入人", "日曰", "戴截", "治冶"),
    *("晴睛", "士土", "侯候", "拔拨", "诊珍", "间问"),
)
"""What is printed, and what recognition takes it for: the two halves of a string."""
SHARE = 0.12
"""How often, in a paragraph that has it, one of :data:`MISREAD` is misread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clean:
    """A clean article to damage."""

    title: str
    byline: str
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]


def articles() -> list[Clean]:
    """Return the gold's articles with four whole paragraphs or more."""
    found = []
    for path in sorted(GOLD.glob("00?.json")):
        for story in json.loads(path.read_text(encoding="utf-8")):
            whole = [
                b["text"] for b in story["body"] if b["type"] == "paragraph" and "gap" not in b
            ]
            if len(whole) >= 4:
                byline = "本报记者 " + " ".join(b["name"] for b in story["byline"])
                captions = tuple(f["caption"] for f in story["figures"])
                found.append(
                    Clean(
                        title=story["title"],
                        byline=byline,
                        paragraphs=tuple(whole),
                        captions=captions,
                    )
                )
    return found


def wrapped(text: str, width: int, glue: str) -> str:
    """Set a paragraph in a column of ``width`` cells; the lines are joined by ``glue``."""
    lines, line, used = [], "", 0.0
    for token in WORDS.findall(text):
        size = sum(0.5 if ord(c) < 0x250 else 1 for c in token)
        if line and used + size > width and token not in CLOSING and not token.isspace():
            lines.append(line)
            line, used = "", 0.0
        line, used = line + token, used + size
    return glue.join([*lines, line])


def middles(text: str) -> list[int]:
    """Return the places inside a sentence, between two Han characters on either side."""
    return [
        i
        for i in range(6, len(text) - 6)
        if re.fullmatch("[\u4e00-\u9fff]{4}", text[i - 2 : i + 2])
    ]


def damaged(article: Clean, seed: int, kinds: frozenset[str]) -> tuple[str, list[str]]:
    """Return a capture and the paragraphs that restoring it must yield."""
    rng = random.Random(seed)
    paragraphs = list(article.paragraphs)
    captions = list(article.captions)
    if "trunc" in kinds and (long := [i for i, p in enumerate(paragraphs) if len(p) > 60]):
        i = rng.choice(long)
        paragraphs[i] = paragraphs[i][: rng.choice(middles(paragraphs[i])[-12:])]
    blocks: list[tuple[str, str]] = []
    for text in paragraphs:
        places = middles(text)
        if "break" in kinds and len(text) > 50 and places and rng.random() < 0.35:
            at = rng.choice(places)
            blocks.append(("text", text[:at]))
            if "caption" in kinds and captions and rng.random() < 0.6:
                blocks.append(("caption", captions.pop(0)))
            blocks.append(("text", text[at:]))
        else:
            blocks.append(("text", text))
    if "dup" in kinds and (long := [i for i, b in enumerate(blocks) if len(b[1]) > 40]):
        i = rng.choice(long)
        blocks.insert(min(len(blocks), i + 2), blocks[i])
    glue = {"wrap_space": " ", "wrap_newline": "\n"}
    for kind, mark in glue.items():
        if kind in kinds:
            blocks = [
                (k, wrapped(t, rng.randint(10, 20), mark) if k == "text" else t) for k, t in blocks
            ]
    capture = "\n\n".join([article.title, article.byline, *(t for _, t in blocks)])
    return (capture.translate(HALF) if "half" in kinds else capture), paragraphs


def misread(text: str, rng: random.Random) -> tuple[str, list[tuple[int, str]]]:
    """Return ``text`` as recognition might misread it, and the places with what stood there."""
    lines, places, at = [], [], 0
    for line in text.split("\n"):
        for pair in MISREAD:
            old, new = pair[: len(pair) // 2], pair[len(pair) // 2 :]
            if old in line and rng.random() < SHARE:
                places.append((at + line.index(old), old))
                line = line.replace(old, new, 1)
        lines.append(line)
        at += len(line) + 1
    return "\n".join(lines), sorted(places)
