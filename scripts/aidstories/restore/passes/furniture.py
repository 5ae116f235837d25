"""What a page carries beside its articles: jump lines, section labels, controls, page staff."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from aidstories.model import Kind, Role
from aidstories.restore.draft import Block, Border, Draft, Drop, Proposal, Rewrite
from aidstories.restore.lexicon import english_heads, tibetan_heads
from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.chars import IS_BO, bare, ends_sentence, simplified
from aidstories.restore.lexicon.controls import CONTROLS
from aidstories.restore.lexicon.dateline import dateline_end
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import are_names
from aidstories.restore.passes.furniture_rules import RULES
from aidstories.restore.passes.furniture_rules.rule import Rule, Scope, compiled, framed

_BETWEEN = late(r"[\s|｜丨/·•*、，,:：>＞»【】\[\]()（）+—–-]+")
_ORNAMENT = late(r"[|｜丨—─━•·●○■□▲△▼▽◆◇★☆*_=~+<>»«.?×✕\s-]*")
_PAGE_NUMBER = late(r"\d{1,3}")
_LONG = ("boilerplate",)
"""Reasons whose lines may be longer than `_LONGEST`."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """Rules that apply to a kind of line: one pattern, a group for each reason."""

    whole: re.Pattern[str]
    reasons: tuple[str, ...]

    def reason(self, line: str) -> str | None:
        """Return the reason of the first rule that takes in the whole line."""
        found = self.whole.fullmatch(line)
        return self.reasons[(found.lastindex or 0) - 1] if found else None


def _rules(*, long: bool) -> _Rules:
    """Return the rules of whole blocks; neighbours of one reason share its group."""
    rules = (r for r in RULES if r.scope in _WHOLE and (not long or r.reason in _LONG))
    groups = [(why, "|".join(map(framed, rows))) for why, rows in groupby(rules, _reason)]
    pattern = "|".join(f"({body})" for _, body in groups)
    return _Rules(late(pattern, re.I | re.S), tuple(why for why, _ in groups))


def _reason(rule: Rule) -> str:
    return rule.reason


_WHOLE = (Scope.LINE, Scope.CLAUSE)
WHOLE = {long: _rules(long=long) for long in (False, True)}
"""The rules of whole blocks by whether a line is long."""
_STAFF_LINE, _TAIL, _INLINE_JUMP, _MORE, _LINKS = (
    compiled(scope, RULES)
    for scope in (Scope.STAFF, Scope.TAIL, Scope.JUMP, Scope.MORE, Scope.LINKS)
)
_LONGEST = 90
"""Characters of a line, twice those of the longest that a rule takes on the seeds and 23 pages."""
_PROSE = 20
"""Characters from which a sentence is running text."""
_SAID = 10
"""Characters from which a sentence may stand before a list of other articles: a link is none."""
_LABEL = 40
"""Characters of a label over other articles, twice those of the longest that a rule takes."""


_RIGHTS = ("侵权", "不代表本", "本站", "本网", "本平台", "转载", "版权", "声明")
_DISCLAIMS = late(
    "转载|版权|侵权|真实性|完整性|及时性|准确性|不承担|免责|仅供参考|核实|不代表|本[站网]|本平台|删除|更正"
    "|不构成|自担|所涉|投资|存储|著作|原作者|传[播递]更多|[Cc]opyright"
)
_SEVERAL = 3
"""Different words of a disclaimer in a line that is one, chosen by hand; of 540,000 characters of
clean news no line has any word of `_RIGHTS`."""


def strip_furniture(draft: Draft) -> Iterator[Proposal]:
    """Strip jump marks and end marks from either end of a block."""
    for i, block in enumerate(draft.blocks):
        tail = block.text.rstrip()[-1:] in tuple(")）】]")
        text = block.text.lower()
        jump = "版" in text or "break" in text or "enditem" in text or "查看更多" in text
        if not (tail or jump) or block.role not in (None, Role.SOURCE) or block.hints.row:
            continue
        if why(draft.blocks, i):
            continue
        for pattern, reason in ((_TAIL, "end-mark"),) * tail + ((_INLINE_JUMP, "jump"),) * jump:
            m = pattern.search(simplified(block.text))
            if m and m.group() and len(m.group()) < len(block.text):
                yield Rewrite(
                    block=i, start=m.start(), end=m.end(), new="", kind=Kind.STRIP, reason=reason
                )
                break


_HERE = late(r"\W*(?:您|你)?(?:现在|当前|目前)?(?:所在|所处)?的?(?:当前)?位置(?:是|为)?\s*+[:：]")
"""A crumb that says what it is, as the cue of `zones.cues` has it: 当前位置：首页 > 要闻."""
_PATH = late(r"\W*(?:网站)?首页\s*+[>＞»]")
"""A crumb that begins with the first page: 首页 >> 要闻 >> 正文."""
_OVER, _BELOW = 40, 5
"""Lines over a crumb, and below it up to the day, chosen by hand."""


def drop_over_crumb(draft: Draft) -> Iterator[Proposal]:
    """Drop what stands over a crumb that has the title and its day below it: menus, addresses."""
    blocks = draft.blocks
    shown = [(i, b.text) for i, b in enumerate(blocks[:_OVER])]
    crumbs = [i for i, text in shown if "位置" in text and _HERE.match(simplified(text))]
    crumbs += [i for i, text in shown if "首" in text and _PATH.match(simplified(text))]
    here = next(iter(crumbs), 0)
    if here and _heads_below(blocks[here + 1 :][:_BELOW]) and not any(map(_says, blocks[:here])):
        yield from (Drop(block=i, reason="boilerplate") for i in range(here))


def _heads_below(below: Sequence[Block]) -> bool:
    """Return whether a line that may be a title stands over a line of source and date."""
    day = next((k for k, b in enumerate(below) if is_imprint(b.text)), 0)
    return any(len(bare(b.text)) > _WORDS and not furniture(b.text.strip()) for b in below[:day])


def _says(block: Block) -> bool:
    """Return whether a line over a crumb may be of the article: a headline, a day, a sentence."""
    dated = is_imprint(block.text) and _YEAR.search(block.text)
    tells = _is_running(block.text) and not furniture(block.text.strip())
    return block.role is not None or bool(dated) or tells


_YEAR = late(r"(?:19|20)\d\d|[〇零○一二三四五六七八九]{4}年")
_WORDS = 6
"""Characters that a headline has more than: the name of a section has no more."""


def why(blocks: Sequence[Block], i: int) -> str | None:
    """Return why a block is furniture; a bare number is so only where a page broke the text."""
    block = blocks[i]
    if not _PAGE_NUMBER.fullmatch(block.text.strip()):
        return furniture(block.text.strip())
    soft = Border.SOFT is block.before is block.after
    cut = i > 0 and len(blocks[i - 1].text) > _PROSE and not ends_sentence(blocks[i - 1].text)
    return "page" if soft and cut else None


@lru_cache(maxsize=1024)
def furniture(text: str) -> str | None:
    """Return why a whole block is furniture, or None: 时讯快递 is a section label.

    A line of date and source is none, whatever controls stand in it.
    """
    if len(text) > 4 * _LONGEST or is_imprint(text):
        return None
    if text[:1].isascii() and english_heads.is_staff(text):
        return "staff"
    if IS_BO.search(text) and tibetan_heads.is_staff(text):
        return "staff"
    plain = simplified(text)
    if ("。" not in plain and _is_controls(plain)) or _ORNAMENT.fullmatch(plain):
        return "controls"
    staff = _STAFF_LINE.match(plain) if len(plain) <= _LONGEST else None
    named = staff and (staff["names"] or staff["hands"])
    if staff and (not named or are_names(named.rstrip("）)】]").strip())) and not _tells(plain):
        return "staff"
    blank = "  " in text or "\u3000" in text or "\xa0" in text
    if blank and len(parts := _APART.split(text)) > 1 and all(map(furniture, parts)):
        return furniture(parts[0])
    half = len(plain) // 2
    if len(plain) > _TWICE and plain[:half] == plain[half:]:
        return furniture(text[:half])
    reason = WHOLE[len(plain) > _LONGEST].reason(plain)
    return reason or ("boilerplate" if _disclaims(plain) else None)


_TWICE = 5
"""Characters that a line has more than which says a label twice, for a picture and its link:
专家之窗专家之窗."""


def _disclaims(plain: str) -> bool:
    """Return whether a line speaks of a site's rights and duties alone, however it is worded.

    注：上述内容系转载，不代表本站观点，其真实性请读者自行核实.
    """
    if not any(word in plain for word in _RIGHTS):
        return False
    short = len(plain) <= _LONGEST and ("如有侵权" in plain or "不代表本" in plain)
    return short or len(set(_DISCLAIMS.findall(plain))) >= _SEVERAL


def _tells(plain: str) -> bool:
    """Return whether a line is a sentence of the text: 编辑：这两个字她写错过一回，后来总要讲。."""
    found = _SENTENCE.fullmatch(plain)
    return found is not None and not are_names(found[1])


_SENTENCE = late(r"[^：:，]{2,8}[：:]\s*+([^：:，。]{5,40})，[^：:]{4,80}[。！？]")
_APART = late(r"(?<=\S)[ \u3000\xa0]{2,}(?=\S)")
"""What parts the controls of a page that were pasted on one line."""


def _is_controls(plain: str) -> bool:
    """Return whether a line is made of a page's controls; three of them may have a stranger."""
    words = [w for w in _BETWEEN.split(plain.lower()) if w]
    known = sum(w in CONTROLS for w in words)
    numbers = sum(w.isdigit() for w in words)
    return known > 0 and (
        known + numbers == len(words) or (known >= 3 and known + numbers + 1 == len(words))
    )


def recommended(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the blocks behind 新闻推荐 or 相关阅读, up to the next signed article.

    相关链接 can also head a part of the article: it counts where only headlines follow.
    """
    labels = _labels_of_others(blocks)
    found: set[int] = set()
    inside = prose = False
    for i, block in enumerate(blocks) if labels else ():
        text = simplified(block.text.strip())
        if is_byline(text) or (dateline_end(text) and not _is_teased(blocks, i)):
            inside = False
        elif prose and i in labels:
            inside = True
        if inside:
            found.add(i)
        told = ends_sentence(text) or "。" in text or _TOLD_IN_LETTERS.search(text[-_SAID:])
        prose = prose or (len(text) > _SAID and bool(told))
    return frozenset(found)


_TOLD_IN_LETTERS = late(r"[a-z]\.[\"”’]?$")
"""How a sentence of a language of letters ends."""


def _is_teased(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a list shows no more than the first words behind a dateline: …某县…"""
    text = blocks[i].text.rstrip()
    told = dateline_end(text) < len(text) or i + 1 == len(blocks)
    return (text if told else blocks[i + 1].text.rstrip()).endswith(("...", "…"))


def _labels_of_others(blocks: Sequence[Block]) -> set[int]:
    """Return the lines that head other articles: 猜你喜欢."""
    short = [
        (i, simplified(block.text.strip()))
        for i, block in enumerate(blocks)
        if len(block.text) <= _LABEL
    ]
    more = {i for i, text in short if _MORE.fullmatch(text)}
    links = [i for i, text in short if _LINKS.fullmatch(text)]
    rows = [i for i, block in enumerate(blocks) if _heads_row(block.text)]
    if links or rows:
        last = max((i for i, block in enumerate(blocks) if _is_running(block.text)), default=-1)
        more.update(i for i in (*links, *rows) if i >= last)
    return more


def _heads_row(text: str) -> bool:
    """Return whether a line has a label with the articles that it heads: 相关阅读：某县开会."""
    label = _ROW.match(text) if text[:2] in _OPENINGS else None
    return label is not None and "。" not in text and bool(_LINKS.fullmatch(simplified(label[1])))


_ROW = late(r"(\S{4,6}?)\s*+(?:[:：]|(?<=\s))\s*+(?=\S)")
_OPENINGS = frozenset(("相关", "相關", "延伸", "新闻", "新聞", "往期", "友情"))
"""How the labels of related articles open: what is no such line is told at once."""


def _is_running(text: str) -> bool:
    return len(text) > _PROSE and ends_sentence(text)
