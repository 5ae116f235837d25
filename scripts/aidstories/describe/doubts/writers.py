"""Doubts about who wrote."""

from __future__ import annotations

from collections.abc import Iterator

from aidstories.describe.dates import find_dates
from aidstories.describe.doubts.ground import Ground
from aidstories.describe.doubts.line_words import (
    HEADS,
    SIGN,
    WORD,
    is_house,
    is_place,
    is_word,
    unread,
)
from aidstories.describe.doubts.page_lines import PageLine
from aidstories.describe.names import NOT_HAN
from aidstories.model import FieldDoubt, Role
from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.chars import ends_sentence
from aidstories.restore.lexicon.imprint import supplied_by
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import are_names
from aidstories.restore.lexicon.source_line import What, items

_CUE = late(
    r"(?:记\s*+者|通讯员|作\s*+者|主\s*+笔|撰\s*+[稿文]|供\s*+稿|[文图]\s*+[/／]|摄影|[□■]|\bBy\b|(?i:author))[\s:：]*+\S"
    r"|[/／][文图](?:\W|$)"
)
_OF_PAPER = late(
    r"\W*+(?:本[报网刊台社]|新华社)(?:特约|见习)?(?:记者|通讯员)[\s:：]*+[\u4e00-\u9fff]{2}"
)
"""How a line opens that a paper's writer signs: □本报记者段敏."""
_STAFF = late(
    r"责任编辑|声明|版权|编辑|责编|编审|[一二三初复终]审|审[核校]|校对|监制|美编|排版|值班|制作"
)
_OPENS = late(r"\s*+([\u4e00-\u9fff]{2,3})[ \u3000]{1,4}(?=[\u4e00-\u9fff“])")
"""A name before the first sentence: 段小敏 医疗队昨天到了。"""
_WRITES = late(
    r"本[报网刊台社](?:特约|见习|实习)?(?:记者|通讯员)[\s:：]*+(?P<name>[\u4e00-\u9fff]{2,3})(?![\u4e00-\u9fff])"
    r"|(?<=[讯电])\s*+记者\s*+(?P<told>[\u4e00-\u9fff]{2,3})(?=\s)"
    r"|[（(][\u4e00-\u9fff]{1,6}[社网报]记者(?P<sent>[\u4e00-\u9fff]{2,12})\d{1,2}日?(?:电|讯|电话)[)）]"
)
"""A writer of the paper amid the text: （本报特约通讯员 段敏）, 海角讯 记者段敏 昨天."""
_IN_BRACKETS = late(r"[（(]([\u4e00-\u9fff·]{2,8})[)）]")
_OF_REPORTER = late(
    r"(?:[^，。（）()]{0,20}[（(])?(?:(?:本[报网台]|见习|实习|特约|首席)\s*+)?(?:记者|通讯员)\s++[\u4e00-\u9fff]{2,4}(?=[\s、，,)）])"
)
"""How a first paragraph begins that names a reporter, or a caption: 海角在线报道（记者 段敏 …."""
_LONG = range(2, 5)
"""Characters of a name; a line that signs, and of which a word is left, may have one of a surname
that no list has."""
_NAMED = late(
    r"[（(][^（）()]{0,12}(?:记者|通讯员)[\s:：]*(?P<in>[\u4e00-\u9fff]{1,3}[^\W\d了着过们])"
    r"[^（）()]{0,20}[)）]"
    r"|\A[^。，：]{0,30}?(?:记者|通讯员)\s*(?P<opens>[\u4e00-\u9fff]{2,4}?)"
    r"(?:[、 ][^。，]{0,24}?)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[讯电]\s*[:：]|日[讯电])"
)
"""A reporter in brackets, wherever, or before what opens a dispatch: 海角网记者段敏5月6日讯：."""
_OUTER = 2
"""Paragraphs from either end in which such a writer is looked for, chosen by hand."""
_MARK = late("[:：】]")
_CLOSING = late(r"[（(]([^（）()。]{2,40})[)）][。\s]*+$")
_REPORTED = late(r"(?!据)[^。，：:]{2,40}?报[道导]\s*+[:：]")
"""How a text opens that says who reports, whatever its names look like."""
_MAY_SIGN = late(r"(?!.*(?:[图文完略省市县区州页版讯]|[供续转]|\d))[\u4e00-\u9fff·]{2,8}")
"""What may be a name of any people, behind the last sentence: （阿勒腾其其格）."""
_PARTS = late(r"[、，,/／]|[文图摄]影?$|供稿$")


def of_byline(ground: Ground) -> Iterator[FieldDoubt]:
    """Yield the doubts about who wrote."""
    yield from _behind_text(ground)
    yield from _behind_labels(ground)
    if ground.found.byline:
        yield from _signs_within(ground)
        return
    for line in ground.lines:
        yield from _unread_names(ground, line)
    yield from _amid_text(ground)
    told = map(_NAMED.search, map(ground.lists.fold, ground.printed.texts(Role.PARAGRAPH)))
    named = (hit for hit in told if hit and are_names(hit["in"] or hit["opens"]))
    yield from (FieldDoubt("byline", hit[0]) for hit in named)
    signed = filter(is_byline, ground.printed.texts(Role.PARAGRAPH, Role.CAPTION))
    yield from (FieldDoubt("byline", text) for text in signed)


def _behind_text(ground: Ground) -> Iterator[FieldDoubt]:
    """Doubt the writers where more of them may stand behind the last sentence of the text."""
    known = [person.name for person in ground.found.byline]
    for text in ground.printed.texts(Role.PARAGRAPH)[-_OUTER:]:
        behind = _BEHIND.search(text)
        if behind and _CUE.search(behind[1]) and not any(name in behind[1] for name in known):
            yield FieldDoubt("byline", behind[1])


def _behind_labels(ground: Ground) -> Iterator[FieldDoubt]:
    """Doubt the writers where a line that hardly signs names them, or a label names one more."""
    known = "".join(ground.lists.fold(person.name) for person in ground.found.byline)
    for line in ground.lines:
        text = ground.lists.fold(line.text)
        if line.role is Role.BYLINE and line.sure < _HARDLY:
            yield FieldDoubt("byline", line.text)
        for hit in _EDITS.finditer(text) if line.role is Role.BYLINE else ():
            if hit[1] in known:
                yield FieldDoubt("byline", hit[0])
        for item in items(text) if line.role in SIGN else ():
            word = _FIRST.match(text, item.start, item.end) if item.what is What.WRITER else None
            if word and word[0] not in known and _may_be_name(word[0], ground):
                yield FieldDoubt("byline", word[0], word[0])


_EDITS = late(r"(?:编|审|责编|编辑|审核|校对)\s?[/／:：]\s?([\u4e00-\u9fff]{2,4})")
"""Who edited, and hardly wrote: 审/段敏."""
_HARDLY = 0.6
"""Weight of a flag below which a line that signs may be none."""
_FIRST = late(r"[\u4e00-\u9fff·]{2,4}(?![\u4e00-\u9fff·])")
"""The first name behind a label."""
_BEHIND = late(r"[。！？”]\s?([^。！？”“，,]{4,30})$")
"""What stands behind the last sentence without a stop of its own: …开诊了。通讯员 段敏."""


def _signs_within(ground: Ground) -> Iterator[FieldDoubt]:
    """Doubt a byline beside which a line amid the text signs too, as that of another article."""
    for text in ground.printed.texts(Role.HEADING):
        if _OF_PAPER.match(ground.lists.fold(text)) or is_byline(text):
            yield FieldDoubt("byline", text)


def _unread_names(ground: Ground, line: PageLine) -> Iterator[FieldDoubt]:
    """Doubt that nobody signs where a line that signs has a name."""
    staff = _STAFF.search(line.text)
    if staff and not (line.role is Role.SOURCE and staff.start()):
        return
    dated = line.role in HEADS and any(find_dates(line.text))  # a line of source, set as a headline
    signing = line.role in SIGN or dated or _names_writers(ground, line)
    own = line._replace(text=line.text[: staff.start()]) if staff else line
    for word in WORD.findall(unread(ground, own)) if signing else ():
        formed = _is_name(word) or (line.role in SIGN and len(word) in _LONG and not is_word(word))
        if formed and _may_be_name(word, ground):
            yield FieldDoubt("byline", word, word if _is_name(word) else "")


def _names_writers(ground: Ground, line: PageLine) -> bool:
    """Return whether a line that signs nothing has a label of writers: 投稿：段敏 under a title."""
    doubtful = line.role in (*HEADS, None) or (line.running and line.sure < 1)
    if doubtful and _CUE.search(line.text):
        return True
    marked = _MARK.search(line.text) is not None
    return marked and any(i.what is What.WRITER for i in items(ground.lists.fold(line.text)))


def _amid_text(ground: Ground) -> Iterator[FieldDoubt]:
    """Doubt that nobody signs where the text opens or ends with a name, or has a writer's, or the
    title has one in brackets or a caption is a reporter's."""
    told = ground.printed.texts(Role.PARAGRAPH)
    for title in ground.article.texts(Role.TITLE):
        named = (hit for hit in _IN_BRACKETS.finditer(title) if are_names(hit[1]))
        yield from (FieldDoubt("byline", hit[0], hit[1]) for hit in named)
    for text in (*told[:1], *ground.printed.texts(Role.CAPTION)):
        if opened := _OF_REPORTER.match(ground.lists.fold(text)):
            yield FieldDoubt("byline", opened[0])
    opens = _OPENS.match(told[0]) if told and "。" in told[0] else None
    if opens and _is_name(opens[1]) and not is_place(opens[1], ground.lists):
        yield FieldDoubt("byline", opens[1], opens[1])
    for text in (*told[:_OUTER], *told[_OUTER:][-_OUTER:]):
        found = _WRITES.finditer(ground.lists.fold(text))
        named = (hit for hit in found if not hit["told"] or are_names(hit["told"]))
        yield from (FieldDoubt("byline", hit[0], hit["name"] or "") for hit in named)
    last = ground.printed.passages[-1].text if ground.printed.passages else ""
    signed = _CLOSING.search(last)
    if signed and are_names(name := _PARTS.sub(" ", signed[1]).strip()):
        yield FieldDoubt("byline", signed[0], name)
    elif signed and _MAY_SIGN.fullmatch(signed[1]) and ends_sentence(last[: signed.start()]):
        if sum(p.text.count(signed[1]) for p in ground.printed.passages) == 1:
            yield FieldDoubt("byline", signed[0])
    elif signed and _CUE.search(signed[1]) and not supplied_by(signed[1]):
        yield FieldDoubt("byline", signed[0])
    if told and (reported := _REPORTED.match(ground.lists.fold(told[0]))):
        yield FieldDoubt("byline", reported[0])


def _may_be_name(word: str, ground: Ground) -> bool:
    office = is_house(word, ground.lists) or word[-1] in _OFFICES
    return not office and not is_place(word, ground.lists)


_OFFICES = "委部处科室办局会社站组队"
"""What the name of a body ends in, and hardly a person's."""


def _is_name(word: str) -> bool:
    return are_names(word) or bool(NOT_HAN.fullmatch(word))
