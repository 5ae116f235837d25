"""Invented pages in Tibetan: lines of syllables, with the labels that Tibetan sites print."""

from __future__ import annotations

from tests.restore.generated.articles import Item
from tests.restore.generated.draw import WORDS, Draw

from aidstories.restore.zones.labels import Zone

_SYLLABLES: list[str] = WORDS["tibetan_syllables"]
_MENU: list[str] = WORDS["tibetan_menu"]


def tibetan(draw: Draw) -> tuple[str, tuple[str, ...], list[Item]]:
    """Return the title, no names, and the lines of a page in Tibetan."""
    if draw.maybe(0.3):  # a passage, and nothing else
        said = [f"{_words(draw, draw.rng.randint(8, 30))}།" for _ in range(draw.rng.randint(1, 3))]
        return "", (), [Item(Zone.TEXT, text) for text in said]
    title = _words(draw, 14) + "།"
    day = draw.day()
    date = f"{day.year}ལོའི་ཟླ་{day.month}ཚེས་{day.day}ཉིན།"
    items = [Item(Zone.BANNER, text, "a") for text in draw.some(_MENU, 0, 3)]
    if draw.maybe(0.3):
        items.append(Item(Zone.SOURCE, date, "source"))
    items.append(Item(Zone.TITLE, draw.one(["༄༅༎", ""]) + title, "title"))
    dated = draw.one(
        [f"གསར་འགྱུར་སྤེལ་དུས།  【{date} 11:16】", f"ཡོང་ཁུངས། {_words(draw, 3)}  {date}", date]
    )
    items.append(Item(Zone.SOURCE, dated, "source"))
    if draw.maybe(0.3):
        items.append(Item(Zone.CAPTION, f"འདི་ནི་{_words(draw, 10)}ཡིན་པ།", "caption"))
    text = (f"{_words(draw, 30)}། {_words(draw, 30)}།" for _ in range(draw.rng.randint(2, 5)))
    items += [Item(Zone.TEXT, paragraph) for paragraph in text]
    if draw.maybe(0.4):
        items.append(Item(Zone.STAFF, f"(རྩོམ་སྒྲིག་འགན་འཁུར་པ། {_words(draw, 2)})"))
    return title, (), items


def _words(draw: Draw, count: int) -> str:
    return "་".join(draw.one(_SYLLABLES) for _ in range(count))
