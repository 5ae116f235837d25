"""Letters and interviews: who is spoken to, who signs, who asks and who answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from aidstories.model import Role
from aidstories.restore.draft import Block, Draft, Label, Proposal
from aidstories.restore.lexicon.chars import HAN, simplified
from aidstories.restore.lexicon.imprint import is_imprint, labels_imprint
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import OF_PAGE, are_names

_SALUTATION = late(r"[^。！？，,!?“”\"]{1,24}[:：，,!！]")
_TO = late(r"(?:致|写给|给)[^。！？，,：:]{1,12}")
"""Whom a letter speaks to, without a mark: 致孩子们; a greeting below says that it is one."""
_FORMAL = late(r"(?:尊?敬爱?的|亲爱的|(?:My )?[Dd]ear )")
_IS_LETTER = late(
    r"信(?:[（(].{1,8}[)）]|[①-⑳\d]{1,2}|之[一二三四五六七八九十]{1,2})?$|家书|写给|^致"
)
"""What a letter is called: 感谢信, 写给同事的一封信. A notice says whom it speaks to as well."""
_ADDRESSED = late(rf"(?:[{HAN}·、（）()\s]{{2,24}}|[爸妈爹娘爷奶哥姐弟妹儿])[:：]")
_HAILED = late(rf"[{HAN}·]{{1,10}}(?<![说问道喊答])\s*+[，,：:]\s*+(?:你们?|您|大家)好\s*+[！!。]?")
"""Whom a letter speaks to and its greeting on one line: 老陈，你好！."""
_GREETING = late(r"(?:你们?|您|大家|同志们|各位)好|见字如[面晤]|展信[佳安]")
_CLOSING = late(
    r"此致|敬礼|顺?祝|敬祝|[即顺]颂|盼复|致以|特此"
    r"|(?:Yours|Sincerely|Best wishes|(?:Kind|Best) regards)\b"
)
_WISHES = late(r"(?:此致|敬礼|顺?祝|[即顺]颂)[^，。]{0,10}")
"""Closing words on a line of their own."""
_SIGNED = late(
    rf"(?:——|—|--)?\s*+(?:[{HAN}]{{1,8}}\s*+[:：]\s*+(?=[{HAN}·]{{2,8}}$))?[{HAN}·\s、，,]{{2,24}}"
)
_SIGNED_IN_LETTERS = late(r"(?:[A-Z][\w.'’-]*+ ?){1,4}(?:\d{1,2}, \d{4})?")
"""A name or a day: Lin Wei, May 6, 2024."""
_COUNTED = r"\s?[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[）)]?"
_ASKS = late(
    rf"(?:(?:记者|主持人|提问|问(?:{_COUNTED})?|Q\d{{0,2}})\s*+[:：]|[【\[](?:记者|主持人|提问|问)[】\]][:：]?)\s*+(?=\S)",
    re.I,
)
_SPEAKS = late(
    rf"(?:(?:答(?:{_COUNTED})?|A\d{{0,2}}|[{HAN}·]{{2,6}})\s*+[:：]|[【\[][{HAN}·]{{1,6}}[】\]][:：]?)\s*+(?=\S)",
    re.I,
)
_IN_BRACKETS = late(rf"\s*+[【\[]([{HAN}·]{{1,6}})[】\]][:：]?\s*+(?=\S)")
"""Who speaks, in brackets: [主持人]：, 【段敏】."""
_NAME_ALONE = late(rf"\s*+[【\[][{HAN}·]{{1,6}}[】\]][:：]\s*+")
"""The same on a line of its own, over what he says."""
_PAIRS = 2
"""Questions with their answers, or lines of names, from which they are those of an interview."""
_TURN = late(rf"([{HAN}A-Za-z·]{{2,10}})\s*+[:：]\s*+(?=\S)")
_QUESTION = late(r"[？?][”」]?\s*+$|[吗呢]$|什么|怎[么样]|如何|为何|哪[里些个位]|多少|多久")
_TURNS = 4
"""Turns from which two speak by turns: one asks twice and is answered twice."""
_LONGEST_ASKED = 160
"""Characters of a question, chosen by hand."""
_LONGEST = 24
"""Characters of a line that signs."""
_SIGNERS = 4
"""Lines that sign a letter at most: closing words, name, office, date."""


def label_letters(draft: Draft) -> Iterator[Proposal]:
    """Label whom a letter speaks to, and the lines of name and date behind it."""
    blocks = draft.blocks
    inside = False
    called = any(len(b.text) <= _LONGEST and _IS_LETTER.search(b.text.strip()) for b in blocks[:3])
    called = called or _is_framed(blocks)
    for i, block in enumerate(blocks):
        if block.role is not None:
            continue
        after = blocks[i + 1].text if i + 1 < len(blocks) else ""
        if _speaks_to(block.text, after) or (called and not inside and _addresses(block.text)):
            inside = True
            yield Label(block=i, role=Role.SALUTATION)
            if len(after) <= _LONGEST and _GREETING.search(simplified(after)):
                yield Label(block=i + 1, role=Role.PARAGRAPH)
        elif inside and _ends_letter(block.text, after):
            closing = _closes(block.text)
            if closing and len(block.text) <= _LONGEST:
                yield Label(block=i, role=Role.PARAGRAPH)
            signed = list(_signers(blocks, i + closing))
            yield from (Label(block=k, role=Role.SIGNATURE) for k in signed)
            inside = not signed


def _is_framed(blocks: Sequence[Block]) -> bool:
    """Return whether a page opens with whom it speaks to, and a name over a day signs it, or it
    wishes something.

    阿妈： … 女儿 小荷 / 2018年9月2日: nothing calls it a letter, and nobody greets.
    """
    opens = bool(blocks) and blocks[0].role is None and _addresses(blocks[0].text)
    if opens and _HAILED.fullmatch(simplified(blocks[0].text.strip())):
        return True
    if opens and any(_WISHES.fullmatch(simplified(b.text.strip())) for b in blocks[1:]):
        return True
    return opens and any(
        one.role is other.role is None
        and len(one.text) <= _LONGEST
        and _signs(one.text.strip())
        and _is_day(other.text.strip())
        for one, other in pairwise(blocks[1:])
    )


def _ends_letter(text: str, after: str) -> bool:
    """Return whether a line closes a letter: 此致敬礼, ——沈一舟, a name before a date, the date
    that is its last line."""
    line = text.strip()
    if _closes(line):
        return True
    named = len(line) <= _LONGEST and _signs(line)
    if named and (line.startswith("—") or _is_day(after.strip())):
        return True
    ends = not after or _AT.fullmatch(after.strip()) or _addresses(after)
    return len(line) <= _LONGEST and bool(ends) and _is_day(line)


def _closes(text: str) -> bool:
    """Return whether a line opens with closing words, at most ten characters before them."""
    return bool(_CLOSING.search(simplified(text.strip()[:12])))


def _speaks_to(text: str, after: str) -> bool:
    """Return whether a line is a salutation: formal, or a greeting follows."""
    line = simplified(text.strip())
    if _TO.fullmatch(line):
        return bool(_GREETING.match(simplified(after.strip())))
    if not _SALUTATION.fullmatch(line) or line.startswith(("[", "【")):
        return False  # [主持人]：, who speaks in an interview
    return bool(_FORMAL.match(line) or _GREETING.search(simplified(after.strip()[:12])))


def _addresses(text: str) -> bool:
    """Return whether a line names whom a letter speaks to, and no label of the page: 石门医院：."""
    line = text.strip()
    if _HAILED.fullmatch(simplified(line)):
        return True
    labels = labels_imprint(line) or OF_PAGE.match(simplified(line))  # 浏览量：, without its number
    return bool(_ADDRESSED.fullmatch(line)) and not labels


def _signers(blocks: Sequence[Block], start: int) -> Iterator[int]:
    """Yield the blocks behind the closing words that sign: a name, an office, a date."""
    for k in range(start, min(start + _SIGNERS, len(blocks))):
        text = blocks[k].text.strip()
        if blocks[k].role is not None or len(text) > _LONGEST:
            return
        if _closes(text) or not (_signs(text) or _is_day(text)):
            return
        if k > start and _is_day(blocks[k - 1].text.strip()) and not _AT.fullmatch(text):
            return
        yield k


def _is_day(text: str) -> bool:
    """Return whether a line says when, perhaps where, a letter was written: 10月2日于某县."""
    plain = _WHERE.sub("", text)
    return bool(_DAY.fullmatch(plain)) or is_imprint(plain)


_WHERE = late(
    r"(?<=[日一二三四五六七八九十夕])[\s，,]*(?:(?:[晨晚夜]|凌晨|清晨|上午|中午|下午|傍晚|深夜|灯下|夜半)[\s，,]*)?"
    r"(?:[写草]?于[\u4e00-\u9fff]{2,14})?$"
)
_DAY = late(
    r"\d{1,2}月\d{1,2}日|(?:[\d〇零○一二三四五六七八九]{4}年|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?(?:农历)?"
    r"(?:闰?[正冬腊二三四五六七八九十]{1,2}月(?:初[一二三四五六七八九十]|[一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九])|除夕)"
)
"""A day, or one of the old calendar: 二〇一八年腊月初八, 乙未年除夕."""
_AT = late(r"(?:写)?于[\u4e00-\u9fff]{2,10}")
"""Where a letter was written, on a line below its day."""


def _signs(text: str) -> bool:
    return bool(_SIGNED.fullmatch(text) or _SIGNED_IN_LETTERS.fullmatch(text))


def label_interviews(draft: Draft) -> Iterator[Proposal]:
    """Label the questions of an interview, and the answers that name who speaks."""
    for i, (block, after) in enumerate(pairwise(draft.blocks)):
        if block.role is not None or after.role is not None:
            continue
        if _is_question(block.text) and _is_answer(after.text):
            yield Label(block=i, role=Role.QUESTION)
            yield Label(block=i + 1, role=Role.ANSWER)
    yield from _by_turns(draft.blocks)
    yield from _by_name(draft.blocks)


def _by_name(blocks: Sequence[Block]) -> Iterator[Proposal]:
    """Label what else those say whose names stand in brackets over questions and their answers.

    What goes on without a label may stand between: [主持人]：谢谢您。 behind two paragraphs.
    """
    said = {i: m[1] for i, b in enumerate(blocks) if (m := _IN_BRACKETS.match(b.text))}
    pairs = [
        (said[i], said[i + 1])
        for i in said
        if i + 1 in said and _is_question(blocks[i].text) and _is_answer(blocks[i + 1].text)
    ]
    alone = [i for i, b in enumerate(blocks) if b.role is None and _NAME_ALONE.fullmatch(b.text)]
    if len(alone) >= _PAIRS:
        yield from (Label(block=i, role=Role.PARAGRAPH) for i in alone)
    if len(pairs) < _PAIRS:
        return
    roles = dict.fromkeys((one for one, _ in pairs), Role.QUESTION)
    roles |= {other: Role.ANSWER for _, other in pairs if other not in roles}
    for i, name in said.items():
        if blocks[i].role is None and name in roles:
            yield Label(block=i, role=roles[name])


def _by_turns(blocks: Sequence[Block]) -> Iterator[Proposal]:
    """Label what two speak by turns, twice at least, the first of them asking: a paper, a person.

    What goes on without a label is of the one who spoke last, and stays a paragraph.
    """
    said = [(i, m[1]) for i, b in enumerate(blocks) if (m := _turn(b))]
    start = 0
    while start < len(said):
        end = start + 1
        while end < len(said) and _is_next(said, start, end):
            end += 1
        turns = [i for i, _ in said[start:end]]
        if len(turns) >= _TURNS and all(_asks(blocks[i].text) for i in turns[::2]):
            roles = (Role.QUESTION, Role.ANSWER)
            yield from (Label(block=i, role=roles[n % 2]) for n, i in enumerate(turns))
        start = max(end - 1, start + 1)


def _is_next(said: Sequence[tuple[int, str]], start: int, k: int) -> bool:
    """Return whether turn ``k`` goes on with what two say by turns from turn ``start`` on."""
    own, before = said[k][1], said[k - 1][1]
    return own != before and (k < start + 2 or own == said[k - 2][1])


def _turn(block: Block) -> re.Match[str] | None:
    """Return the label of who speaks, where nothing else has said what the block is."""
    plain = simplified(block.text) if block.role is None else ""
    return None if _ASKS.match(plain) else _TURN.match(plain)


def _asks(text: str) -> bool:
    return len(text) <= _LONGEST_ASKED and bool(_QUESTION.search(simplified(text)))


def _is_question(text: str) -> bool:
    """Return whether a line asks; 记者：张三 signs."""
    found = _ASKS.match(simplified(text))
    asked = text[found.end() :].strip() if found else ""
    return bool(asked) and not are_names(asked)


def _is_answer(text: str) -> bool:
    plain = simplified(text)
    found = None if _ASKS.match(plain) else _SPEAKS.match(plain)
    return found is not None and not are_names(text[found.end() :].strip())
