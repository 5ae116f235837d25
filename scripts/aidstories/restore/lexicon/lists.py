"""The marks before the items of a list: numbers, and bullets."""

from __future__ import annotations

from aidstories.restore.lexicon.late import late

ORDINAL = late(
    r"\s*+(?:(?P<plain>\d{1,3})[.．、)）](?!\d)|[（(](?P<round>\d{1,3})[)）]|(?P<ring>[①-⑳]))\s*+"
)
"""1. 2、 3） （4） ⑤, and no decimal such as 3.5."""
BULLET = late(
    r"(?>(?:(?<!\s)\s++)?)(?:[•●○■□◆◇▪‣∙·★☆➢➤►▶✦✓✔❖]"
    r"|[-*+](?=[ \t\u3000]))\s*+(?:\[[ xX]\]\s++)?(?=\S)"
)
"""• a, - b, and a task of Markdown with its box: - [x] c."""
RULE = late(r"\s*+(?:\+(?>(?:[-=]++\+)+)|\|?(?:\s*+:?-{2,}:?\s*+\|)*\s*+:?-{2,}:?\s*+\|?)\s*+")
"""The rule under the head of a table in Markdown, | --- | --- |, or around one drawn: +----+."""
_COUNTED = late(
    r"\s*+(?:[（(](?P<round>[一二三四五六七八九十]{1,3})[)）]|(?P<plain>[一二三四五六七八九十]{1,3})是(?=[^否的])"
    r"|第(?P<ordinal>[一二三四五六七八九十]{1,3})[，,：:]|(?P<headed>[一二三四五六七八九十]{1,3})、"
    r"|(?P<letter>[A-H])[.．、)）]\s*+(?=\S))"
)
"""（一） 一是 第一， 一、: A. : how lines count on in words; such a line may also be a heading."""
_DIGITS = "零一二三四五六七八九十"


def counted(text: str) -> int | None:
    """Return the number that ``text`` begins with in words, as one line of several does."""
    found = _COUNTED.match(text)
    if found and found["letter"]:
        return ord(found["letter"]) - ord("A") + 1
    said = found and (found["round"] or found["plain"] or found["ordinal"] or found["headed"])
    if not said:
        return None
    return number_in_words(said)


def number_in_words(said: str) -> int:
    """Return the number that a numeral up to 99 says: 二十一."""
    tens, ten, ones = said.rpartition("十")
    return 10 * (_DIGITS.index(tens) if tens else bool(ten)) + (_DIGITS.index(ones) if ones else 0)


def number_of(text: str) -> int | None:
    """Return the number that ``text`` begins with as an item of a list does."""
    found = ORDINAL.match(text)
    if not found:
        return None
    return (
        ord(found["ring"]) - ord("①") + 1
        if found["ring"]
        else int(found["plain"] or found["round"])
    )
