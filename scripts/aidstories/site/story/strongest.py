"""The sentence that stands for a story on the home page: whole, and in the story's own words.

Every whole sentence of the running text is weighed by `_CUES`; the best stands, of equals the
first. What is cut off, doubtful or no part of the text is never weighed. ``docs/about/method.md``
says the same to readers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import zip_longest
from typing import NamedTuple
from unicodedata import normalize

from aidstories.model import Gap, Origin, Passage, Role, Story
from aidstories.site.interface import tibetan
from aidstories.site.story.sentences import SENTENCE_END, sentences
from aidstories.site.story.statements import Quotation
from aidstories.site.story.view import View

_RUNNING = (Role.PARAGRAPH, Role.QUOTE, Role.ANSWER)
_LENGTHS, _TIBETAN_LENGTHS = (16, 100), (48, 300)
"""Characters of a sentence that may stand alone: up to six lines of a telephone, of 18 characters
each. Tibetan has about three characters where Chinese has one."""
_SHORT = 60
"""Characters of a Chinese sentence that is taken in at a glance."""
_HEADS = (Role.KICKER, Role.TITLE, Role.SUBTITLE)
_PAIRS = {"“": "”", "‘": "’", "《": "》", "（": "）", "〔": "〕"}
_PAIRED = re.compile(f"[{''.join((*_PAIRS, *_PAIRS.values()))}]")


class Cue(NamedTuple):
    """What a sentence has for it or against it, with an example; a cue counts once."""

    name: str
    points: int
    pattern: re.Pattern[str]
    example: str


def _cue(name: str, points: int, pattern: str, example: str) -> Cue:
    return Cue(name, points, re.compile(pattern), example)


_FOR = (
    _cue(
        "own voice",
        2,
        r"“(?=[^“”]*(?:我(?![市县院区省国州])|咱))[^“”]*(?<=[。！？])”",
        "“我现在不疼了。”她说。",
    ),
    _cue("voice", 3, r"“[^“”]{11,}(?<=[。！？])”", "“过去从镇上到地区要走三个小时！”"),
    _cue(
        "figure",
        2,
        r"(?:\d{1,9}(?:\.\d+)?|[一二三四五六七八九十百千万两几]{1,9})余?多?[万千百]?余?"
        r"(?:名|位|例|台|人次|人|岁|次|天|公里|小时|分钟|米|户|场)",
        "为一名74岁的患者",
    ),
    _cue(
        "outcome",
        2,
        r"成功(?!经验)|首例|首次|第一例|治愈|康复出院|顺利出院|痊愈|抢救|挽救|救活|救治|获救"
        r"|平安|重见光明|重获|独立(?:完成|开展)|填补|免费|手术",
        "成功挽救了母子",
    ),
    _cue(
        "people",
        1,
        r"患者|病人|孕妇|产妇|母亲|妈妈|牧民|农民|村民|老人|孩子|儿童|婴儿|新生儿|乡亲|徒弟|老师",
        "牧民次仁拉着医生的手",
    ),
    _cue("Tibetan figure", 2, r"[0-9\u0f20-\u0f29]", "ནད་པ་ 74"),
)
_AGAINST = (
    _cue(
        "leaning",
        -3,
        r"^“?(?:此外|同时|另外|而且|并且|但是?|为此|因此|于是|随后|其中|其|该|此|这|那|他|她|它|据悉"
        r"|据了解|不仅|目前|截至|下一步|对此|同样|最终|不久)",
        "该中心正式揭牌，",
    ),
    _cue(
        "ceremony",
        -3,
        r"仪式|出席|致辞|会议|座谈|签约|签署|揭牌|授牌|主持|领导小组",
        "出席活动并致辞",
    ),
    _cue(
        "office",
        -2,
        r"贯彻|落实|推进|深化|机制|体系|高质量|举措|战略|抓手|格局|统筹|着力|聚焦|赋能|指引|助力"
        r"|新篇章|可持续|持续提升|进一步|彰显|凝聚|改革",
        "聚焦重点，统筹推进",
    ),
    _cue("list", -1, r"[^、。]、(?:[^、。]++、){2}|；", "甲、乙、丙、丁"),
)
_FURNITURE = re.compile(
    r"(?:记者|通讯员|摄影|文图|图文)\s?[^，。“”]{0,12}(?:报道|摄|文/图)"
    r"|[（(](?:本报|本网|特约)?(?:记者|通讯员)|(?:讯|电)[（(]"
    r"|责任?编辑?[:：]|编辑[:：]|来源[:：]|作者[:：]|[上下左右]图"
    r"|版权|转载|扫码|二维码|公众号|点击|关注我们|订阅|https?:|www\.|更多(?:内容|精彩)|〔|网址"
    r"|电话[:：]|热线|©"
)
"""What is no sentence of the story, even where it stands among its paragraphs. A passage is looked
through once: most have nothing of it, so none of their sentences has."""
_EDGES = re.compile(r"\A(?:本[报网台]|图[为①②③一二三])|摄[）)]?。?\Z")
"""The same, at the beginning or the end of a sentence alone."""
_ELIDED = re.compile(r"…|\.\.\.|——$")
_SAYING = re.compile(
    r"^[^“”]*(?:说|道|表示|感慨|感叹|回忆|坦言|告诉记者|介绍|称赞|赞叹|连连点头)(?:着)?。$"
)


class Chosen(NamedTuple):
    """The sentence that stands for a story, with the block that it opens, and what it weighs."""

    quotation: Quotation
    points: int


def strongest(view: View, doubtful: Collection[str] = ()) -> Chosen | None:
    """Return the sentence that stands for a story; None if none can.

    It is a run of one passage's characters as they stand, or a quotation with the sentence that
    says whose it is. ``doubtful`` are the words of the capture that are flagged: no sentence with
    one of them is shown.
    """
    best: Chosen | None = None
    doubts = [_bare(words) for words in doubtful if _bare(words)]
    about = _About.of(view.story)
    for number, passage in enumerate(view.story.article.passages):
        for sentence in candidates(passage):
            points = about.points(sentence)
            if points > (best.points if best else 0) and not _holds(sentence, doubts):
                best = Chosen(Quotation(sentence, view.anchors.get(number, "")), points)
    return best


def candidates(passage: Passage) -> Iterator[str]:
    """Yield the sentences of ``passage`` that may stand alone: whole, of a readable length."""
    if passage.role not in _RUNNING:
        return
    spans = sentences(passage.text)
    whole = spans[passage.gap is Gap.START : len(spans) - (passage.gap is Gap.END)]
    parts = [passage.text[start:end].strip() for start, end in whole]
    before, clean = "", not _FURNITURE.search(passage.text)
    for sentence, after in zip_longest(parts, parts[1:], fillvalue=""):
        spoken = _spoken_by(sentence, after)
        joined = sentence + after if spoken and sentence + after in passage.text else sentence
        text = joined if _readable(joined) else sentence
        if not _spoken_by(before, sentence) and _readable(text) and _stands(text, clean):
            yield text
        before = sentence


def _spoken_by(sentence: str, after: str) -> bool:
    """Return whether ``after`` says whose words ``sentence`` is: “……！”卓玛说。"""
    return sentence[:1] == "“" and sentence[-1:] == "”" and bool(_SAYING.search(after))


def _readable(text: str) -> bool:
    low, high = _TIBETAN_LENGTHS if tibetan.is_tibetan(text) else _LENGTHS
    return low <= len(text) <= high


def _stands(text: str, clean: bool) -> bool:
    end = SENTENCE_END.search(text, max(0, len(text) - 4))
    opens = text[0].isalnum() or text[0] in _PAIRS or tibetan.is_tibetan(text[0])
    whole = opens and end is not None and end.end() == len(text) and not _ELIDED.search(text)
    furniture = _EDGES.search(text) or not (clean or not _FURNITURE.search(text))
    return whole and _balanced(text) and not furniture


def _balanced(text: str) -> bool:
    waiting: list[str] = []
    for letter in _PAIRED.findall(text):
        if letter in _PAIRS:
            waiting.append(_PAIRS[letter])
        elif not waiting or waiting.pop() != letter:
            return False
    return not waiting


class _About(NamedTuple):
    """What the story is known to be about: names, the words of its statements, its headlines."""

    names: frozenset[str]
    stated: tuple[str, ...]
    heads: tuple[str, ...]

    @classmethod
    def of(cls, story: Story) -> _About:
        said = (e for e in story.description.evidence if e.field == "aid" and e.quote)
        return cls(
            names=frozenset(person.name for person in story.description.people),
            stated=tuple(e.quote for e in said if e.by in (Origin.TEXT, Origin.EDITOR)),
            heads=story.article.texts(*_HEADS),
        )

    def points(self, sentence: str) -> int:
        """Return what ``sentence`` weighs: nothing unless it has a cue or states aid."""
        told = sum(cue.points for cue in _FOR if _found(cue, sentence))
        stated = any(quote in sentence or sentence in quote for quote in self.stated)
        if not (told or stated) or any(sentence.rstrip("。！？") in head for head in self.heads):
            return 0
        named = any(name in sentence for name in self.names)
        against = sum(cue.points for cue in _AGAINST if _found(cue, sentence))
        return told + stated + named + (len(sentence) <= _SHORT) + against


def _found(cue: Cue, sentence: str) -> bool:
    if cue.name == "Tibetan figure" and not tibetan.is_tibetan(sentence):
        return False
    return cue.pattern.search(sentence) is not None


def _holds(sentence: str, doubts: Collection[str]) -> bool:
    bare = _bare(sentence)
    return any(words in bare for words in doubts)


def _bare(text: str) -> str:
    """Return ``text`` as a capture and its restored text both have it: no spaces, one width."""
    return "".join(normalize("NFKC", text).split())
