"""Which lines of a document are its title and headings, by their styles, else by how they look."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.lexicon.late import late

_LEAD = 8
"""Lines at the top among which a title stands, chosen by hand."""
_LARGER = 1.2
"""How much larger than running text a title is set: the next size but one. 四号 over 小四 (14 to
12 points, 1.17) sets headings too; 三号 over 小四 (16 to 12) is the least of a title."""
_LONGEST = 60
"""Characters of a line of a title, chosen by hand: twice 30, the most of a printed headline."""
_RUNNING = late("。")
"""What no title has; ！ and ？ may end one."""
_SUBTITLE = late(r"\s*+[—－―-]")
_NAMES = (
    ("title", late(r"title|(?:文章|大|主|总|公文|正)?[标標][题題]")),
    ("subtitle", late(r"subtitle|副[标標]?[题題]")),
    (
        "caption",
        late(
            r"caption|illustration|figure|[题題图圖][注註题題说說]|[图圖]片?(?:[说說]明|[标標][题題])"
        ),
    ),
)
_HEADING = late(r"(?:heading|[标標][题題])([1-9])")
_RANKED = late(r"([一二三四五])级[标標][题題]")


class Line(NamedTuple):
    """A paragraph as a reader of the document sees it."""

    text: str
    role: str = ""
    """``title``, ``subtitle``, ``caption`` or ``h1`` … ``h6``, by its style."""
    size: float = 0
    """The size of most of its type, in any unit that all lines share."""
    bold: bool = False
    """All of it is bold."""
    centred: bool = False


def role_of_style(name: str) -> str:
    """Return what a style is for, by its name: ``heading 1``, ``标题 1``, ``Title``, ``图注``."""
    plain = re.sub(r"[\s_-]", "", name).lower()
    if found := _HEADING.fullmatch(plain):
        return f"h{min(int(found[1]), 6)}"
    if found := _RANKED.fullmatch(plain):
        return f"h{'一二三四五'.index(found[1]) + 1}"
    return next((role for role, pattern in _NAMES if pattern.fullmatch(plain)), "")


def heading_ranks(lines: Sequence[Line]) -> list[int]:
    """Return for each line its rank: 1 for the title, 2 to 6 for a heading, 0 for none.

    A title by style; else the one line of the highest heading above all text; else by look.
    """
    shown = [i for i, line in enumerate(lines) if line.text]
    heads = {i: int(lines[i].role[1]) for i in shown if lines[i].role[:1] == "h"}
    titles = [i for i in shown if lines[i].role == "title"]
    titles = titles or _only_heading(lines, shown, heads) or _by_look(lines, shown, heads)
    first = min((rank for i, rank in heads.items() if i not in titles), default=1)
    ranks = [0] * len(lines)
    for i, rank in heads.items():
        ranks[i] = min(rank - first + 2, 6)
    for i in titles:
        ranks[i] = 1
    return ranks


def _only_heading(lines: Sequence[Line], shown: Sequence[int], heads: dict[int, int]) -> list[int]:
    """Return the heading of the first rank if it stands alone there, above all running text."""
    highest = [i for i, rank in heads.items() if rank == min(heads.values())]
    if len(highest) != 1:
        return []
    above = shown[: shown.index(highest[0])]
    low = len(above) >= _LEAD or any(_RUNNING.search(lines[i].text) for i in above)
    return [] if low or any(i in heads for i in above) else highest


def _by_look(lines: Sequence[Line], shown: Sequence[int], heads: dict[int, int]) -> list[int]:
    """Return the lines at the top that are set as a title: centred, and larger or bold.

    The largest type is the title; a line set the same right below goes on with it.
    """
    sizes: Counter[float] = Counter()
    for i in shown:
        sizes[lines[i].size] += len(lines[i].text)
    usual = sizes.most_common(1)[0][0] if sizes else 0
    lead: list[int] = []
    for i in shown[:_LEAD]:
        text = lines[i].text
        if i in heads or _RUNNING.search(text) or len(text) > _LONGEST:
            break
        lead.append(i)
    fit = [i for i in lead if _is_set_as_title(lines[i], usual)]
    if not fit:
        return []
    title = max(fit, key=lambda i: (lines[i].size, -i))
    below = lead[lead.index(title) + 1 :][:1]
    goes_on = below and below[0] in fit and lines[below[0]][2:] == lines[title][2:]
    if goes_on and not _SUBTITLE.match(lines[below[0]].text):
        return [title, below[0]]
    return [title]


def _is_set_as_title(line: Line, usual: float) -> bool:
    if not line.centred or line.role in ("caption", "subtitle"):
        return False
    named = is_imprint(line.text) or is_byline(line.text)
    return (line.bold or line.size >= _LARGER * usual > 0) and not named
