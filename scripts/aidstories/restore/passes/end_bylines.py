"""Who signs a text at its end, on the line of its last sentence."""

from __future__ import annotations

from collections.abc import Iterator

from aidstories.model import Role
from aidstories.restore.draft import Cut, Draft, Label, Proposal
from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.chars import HAN, simplified
from aidstories.restore.lexicon.imprint import (
    is_imprint,
)
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import are_names, is_house, is_in_sounds
from aidstories.restore.passes.furniture import furniture

_BRACKETED = late(r"(?<=[。！？”…!?\"])\s*+([（(【]([^（）()【】。]{2,60})[)）】])\s*+[|｜]?\s*+$")
_ENCLOSED = late(r"\s*+[（(【]\s*+([^（）()【】。，：:\s]{4,20})\s*+[)）】]\s*+")
_LABELLED = late(
    r"(?<=[。！？”])\s*+(?=(?:供\s*+稿|撰\s*+稿|作\s*+者|通讯员|(?:责任)?编\s*+辑|责编|审\s*+核|图文|摄影)\s*+[:：][^。]{1,120}$)"
)
"""Where a label behind the last sentence opens the credits: …好办法。 供稿：段敏 编辑：何青."""
_REPORTED = late(
    r"(?<=[。！？”])\s*+(?=(?:本[报報网網])?(?:[记記]者|通[讯訊][员員])\s[^。，：:]{4,30}[道導]\s*+$)"
)
"""Where who reported stands behind the last sentence: …走进了村子。记者 段敏 王燕 摄影报道."""
_EDITED = late(r"\W*(?:责任编辑|責任編輯|责编|責編|编辑|編輯)\s*+[:：]")
_NAMED = late(rf"(?<=[。！？])\s*+([{HAN}]{{3}})\s*+$")
_SEVERAL = late(rf"(?<=[。！？”])\s*+([{HAN}·]{{2,4}}(?:\s++[{HAN}·]{{2,4}}){{1,3}})\s*+$")
_NAMED_AT_MOST, _SEVERAL_AT_MOST = 12, 40
"""Characters from the end among which such a name stands, or several, with blanks around them."""
_CREDITED = late("[摄攝]|供图|配图|制图")
_GAP = late(r"\s")
_WRITER = late(
    r"记者|通讯员|作者|报道|撰[稿文]|[供来]稿|文字?\s*+[:：|｜丨]|文\s*+[/／]|[/／]\s*+文"
)
_PROSE = 20
"""Characters from which a sentence is running text, as in `passes.furniture`."""
_SHORTEST = 4
"""Characters of names alone: one name in brackets may be what a word stands for (李某)."""


def cut_end_bylines(draft: Draft) -> Iterator[Proposal]:
    """Cut a byline in brackets from the end of a paragraph: …了掌声。（记者 张三）.

    One name alone signs only at the end of the whole text.
    """
    texts = [
        i for i, b in enumerate(draft.blocks) if _is_text(b.text) and not furniture(b.text.strip())
    ]
    edited = (i for i, b in enumerate(draft.blocks) if _EDITED.match(b.text))
    closed = next(edited, len(draft.blocks))  # notices stand behind the page's editor
    last = max((i for i in texts if i < closed), default=max(texts, default=-1))
    for i, block in enumerate(draft.blocks):
        if block.role is None and _is_text(block.text):
            end = block.text[-160:]
            if (":" in end or "：" in end) and (label := _LABELLED.search(simplified(end))):
                at = max(0, len(block.text) - 160) + label.end()
                yield Cut(block=i, at=at, role=None)
                continue
            told = _REPORTED.search(end) if end.rstrip().endswith(("道", "導")) else None
            if told and is_byline(end[told.end() :]):
                yield Cut(block=i, at=max(0, len(block.text) - 160) + told.end(), role=None)
                continue
        if i == last and (at := _named_behind(draft, block.text) or _written_behind(block.text)):
            yield Cut(block=i, at=at, role=None)
            continue
        if block.role is not None or not block.text.rstrip(" \n|｜").endswith((")", "）", "】")):
            continue
        m = _BRACKETED.search(simplified(block.text))
        ends = m and i == last and _closes(draft, m[1], m[2])
        if m and (ends or _signs(m[2].strip())):
            yield Cut(block=i, at=m.start(1), role=None)


def label_house(draft: Draft) -> Iterator[Proposal]:
    """Label a house in brackets below a text as its source: …再回访。 / 【河谷县人民医院】."""
    last = max((i for i, b in enumerate(draft.blocks) if _is_text(b.text)), default=-1)
    for i, block in enumerate(draft.blocks[last + 1 :], last + 1):
        signed = _ENCLOSED.fullmatch(block.text) if block.role is None and last >= 0 else None
        if signed and is_house(signed[1]):
            yield Label(block=i, role=Role.SOURCE)


def _closes(draft: Draft, shown: str, said: str) -> bool:
    """Return whether brackets at the end of a whole text name its writers or whence it came."""
    told = are_names(said) or is_imprint(shown) or _is_said_once(draft, said)
    return told or (len(said) >= _SHORTEST and is_house(said))


def _is_said_once(draft: Draft, name: str) -> bool:
    """Return whether brackets have a name of another people that the text does not speak of."""
    return is_in_sounds(name) and sum(b.text.count(name) for b in draft.blocks) == 1


def _named_behind(draft: Draft, text: str) -> int:
    """Return where names stand behind the last sentence of a text, else 0.

    …高度赞扬。段小敏, …高度赞扬。 段敏 王燕. What the text speaks of opens a sentence that was cut
    off.
    """
    found = _NAMED.search(text[-_NAMED_AT_MOST:]) or _SEVERAL.search(text[-_SEVERAL_AT_MOST:])
    if not found or not are_names(simplified(found[1])):
        return 0
    said = max(sum(b.text.count(name) for b in draft.blocks) for name in found[1].split())
    return len(text) - len(found[0]) if said == 1 else 0


_WRITTEN = late(
    rf"(?<=[。！？”])\s*+(?=(?P<by>[□■◎]\s*+[{HAN}·]{{2,4}}(?:\s[{HAN}·]{{2,4}}){{0,3}}"
    rf"|(?:本[报报网網])?(?:[记記]者|通[讯訊][员員])\s[{HAN}·]{{2,4}}(?:\s[{HAN}·]{{2,4}}){{0,3}}"
    rf"|[{HAN}·]{{2,4}}(?:\s[{HAN}·]{{2,4}}){{0,3}}\s?(?:摄影|[文图摄])\s?[/／]\s?(?:摄影|[文图摄]))\s*+$)"
)
"""Who wrote, behind the last sentence of a text: …再回访。段敏 文/摄, …再回访。□段敏,
…再回访。通讯员 段敏 王燕."""


def _written_behind(text: str) -> int:
    """Return where a byline without brackets begins behind the last sentence, else 0."""
    found = _WRITTEN.search(text, max(0, len(text) - 40))
    return found.end() if found and is_byline(found["by"]) else 0


def _is_text(text: str) -> bool:
    return len(text) > _PROSE and "。" in text


def _signs(text: str) -> bool:
    """Return whether what stands in brackets names the writers, and no photographer alone."""
    if _CREDITED.search(text) and not _WRITER.search(text):
        return False
    if are_names(text):
        return len(text) >= _SHORTEST or bool(_GAP.search(text))
    return not is_in_sounds(text) and (is_byline(f"（{text}）") or is_byline(text))
