"""How an electronic paper files its page: the day and the paper stay, the numbers go."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aidstories.model import Kind, Role, Span
from aidstories.restore.draft import Draft, Label, Proposal, Rewrite
from aidstories.restore.lexicon.chars import HAN, bare
from aidstories.restore.lexicon.late import late
from aidstories.restore.passes.page_top import HEAD_LINES

_FILED = late(
    rf"\s*+(?:-->\s*+)?(?P<day>(?:19|20)\d{{2}}-\d{{2}}-\d{{2}}) ?(?P<by>[{HAN}·、 ]{{0,20}}?) ?"
    rf"\d{{1,3}} \d{{1,3}} ?(?P<paper>[{HAN}（）()]{{2,16}}?)"
    r" ?[A-Za-z0-9_-]{1,40}\.html?(?P<rest>.{0,200}/enpproperty-->)\s*+"
)
"""How an electronic paper files a page: day, writer, numbers, paper, file, title."""
_PRINTED = late(
    rf"\s*+(?P<paper>[{HAN}]{{2,12}}?(?:报|刊))\s*+(?:[{HAN}·]{{2,12}}\s*+)?\d{{2,6}}\s*+(?P<rest>.{{4,80}}?)\s*+"
    rf"(?P<day>(?:19|20)\d{{2}}-\d{{1,2}}-\d{{1,2}})(?:\s++\d{{1,9}})?"
    rf"(?:\s++(?:19|20)\d{{2}}年\d{{1,2}}月\d{{1,2}}日)?(?:\s*+星期[一二三四五六日天])?\s*+"
)
"""The same behind the text, the title amid it: 海角日报 要闻 00004 山里的医生 2024-05-06 2."""
_NUMBER = late(r"\d{1,3}")
"""The number before the title: which article of the page it is."""

_DESK = late(
    rf"(?<=[。！？”])\s*+[①-⑳]\d{{1,2}}"
    rf"(?=\s*+\Z|\s*+[{HAN}]{{2,4}}(?:[ 、\u3000]{{1,2}}[{HAN}]{{2,4}}){{0,2}}\s*+摄\W*\Z)"
)
"""The desk and the editor by whose figures a paper signs a text, or a picture before its credit:
带出了一支队伍。②6, 医生在查房。⑧3段敏 王燕 摄."""


def strip_desks(draft: Draft) -> Iterator[Proposal]:
    """Strip the figures by which a paper notes who edited a text, behind its last sentence."""
    for i, block in enumerate(draft.blocks):
        found = _DESK.search(block.text) if block.role in (None, Role.CAPTION) else None
        if found:
            yield Rewrite(i, *found.span(), "", Kind.STRIP, "end-mark")


def strip_filing(draft: Draft) -> Iterator[Proposal]:
    """Strip from how a paper files its page all but the day and the paper's name.

    What it files is the title: a line that says it is one.
    """
    for i, block in enumerate(draft.blocks):
        if block.role is not None:
            continue
        if found := _FILED.fullmatch(block.text):
            said = [k for k in range(min(i, HEAD_LINES)) if _files(found["rest"], draft, k)]
            signed = [k for k in range(i) if _is_signed(draft.blocks[k].text, found["by"])]
            yield from (Label(block=k, role=Role.BYLINE) for k in signed[-1:])
            around = _around_filed(found)
        elif found := _PRINTED.fullmatch(block.text):
            titles = range(min(i, HEAD_LINES))
            said = [k for k in titles if bare(draft.blocks[k].text) == bare(found["rest"])]
            around = _around_printed(found) if said else ()
        else:
            continue
        if around:
            yield Label(block=i, role=Role.SOURCE)
            yield from (Label(block=k, role=Role.TITLE) for k in said[:1])
        for start, end in around:
            if start < end:
                yield Rewrite(i, start, end, "", Kind.STRIP, "page")


def _around_printed(printed: re.Match[str]) -> tuple[Span, ...]:
    """Return what stands around a paper's name and the day behind it."""
    whole = (0, printed.start("paper")), (printed.end("day"), len(printed.string))
    return whole[0], (printed.end("paper"), printed.start("day")), whole[1]


def _around_filed(filed: re.Match[str]) -> tuple[Span, ...]:
    """Return what stands around the day and the paper's name, but for a blank between them."""
    behind = filed.end("day") + (filed.string[filed.end("day")] == " ")
    return (
        (0, filed.start("day")),
        (behind, filed.start("paper")),
        (filed.end("paper"), len(filed.string)),
    )


def _files(rest: str, draft: Draft, k: int) -> bool:
    """Return whether block ``k`` is the title that a paper files: 1 山里的医生 11,543."""
    title, filed = bare(draft.blocks[k].text), bare(rest.removesuffix("/enpproperty-->"))
    before, found, behind = filed.partition(title) if title else ("", "", "")
    return bool(found) and bool(_NUMBER.fullmatch(before)) and (not behind or behind.isdigit())


def _is_signed(text: str, writer: str) -> bool:
    """Return whether a line is no more than the writer whom a paper files."""
    return bool(writer.strip()) and bare(text).strip("（）()") == bare(writer)
