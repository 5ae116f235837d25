"""Invented stories that state who helped whom: joined, not joined, by halves, by an editor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from aidstories.model import (
    AidStatement,
    Article,
    Description,
    Evidence,
    Origin,
    Passage,
    Person,
    Role,
    Story,
)
from aidstories.site.archive.index import IN_INDEX

NAQU, SENI = "西藏自治区/那曲市", "西藏自治区/那曲市/色尼区"
RIKAZE, LASA = "西藏自治区/日喀则市", "西藏自治区/拉萨市"
HANGZHOU, JIAXING = "浙江省/杭州市", "浙江省/嘉兴市"
Said = tuple[str, AidStatement]
"""The words of a statement, and what they state."""


def telling(story_id: str, *said: Said, passages: Iterable[Passage] = (), **known: Any) -> Story:
    """Return a story that states ``said``, each in a paragraph unless ``passages`` have it."""
    given = (Passage(role=Role.TITLE, text=f"题目{story_id}"), *passages)
    texts = dict.fromkeys(quote for quote, _ in said)
    new = [text for text in texts if not any(text in passage.text for passage in given)]
    body = (*given, *(Passage(role=Role.PARAGRAPH, text=text) for text in new if text))
    evidence = tuple(_evidence(body, *one) for one in said if one[0])
    aid = tuple(dict.fromkeys(one for _, one in said))
    about: dict[str, Any] = {
        "regions": _once(one.recipient for one in aid),
        "donors": _once(one.donor for one in aid),
        "programs": _once(one.program for one in aid),
        **known,
    }
    return Story(
        id=story_id,
        article=Article(passages=body),
        description=Description(aid=aid, evidence=evidence, **about),
    )


def asserted(story: Story) -> Story:
    """Return ``story`` as a file can hold it that no record stands beside."""
    evidence = (replace(e, passage=None, start=None, end=None) for e in story.description.evidence)
    return replace(story, description=replace(story.description, evidence=tuple(evidence)))


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, values)))


def _evidence(passages: tuple[Passage, ...], quote: str, one: AidStatement) -> Evidence:
    index = next(n for n, passage in enumerate(passages) if quote in passage.text)
    start = passages[index].text.index(quote)
    return Evidence(
        field="aid",
        value=one.key,
        by=Origin.TEXT,
        quote=quote,
        passage=index,
        start=start,
        end=start + len(quote),
    )


def to(recipient: str, donor: str = "", **more: str) -> AidStatement:
    """Return a statement of aid to ``recipient``."""
    return AidStatement(donor=donor, recipient=recipient, **more)


_JOINT = "2025年7月，杭州市和嘉兴市的联合医疗队进驻色尼区第九医院。"
_TEAM = {
    "donor_body": "联合医疗队",
    "recipient_body": "色尼区第九医院",
    "program": "对口援藏",
    "act": "进驻",
    "when": "2025-07",
}
JOINT = telling(
    "joint",
    (_JOINT, to(SENI, HANGZHOU, **_TEAM)),
    (_JOINT, to(SENI, JIAXING, **_TEAM)),
    passages=[Passage(role=Role.PARAGRAPH, text="队长林一在色尼区第九医院坐诊。人人都认得林一。")],
    year=2025,
    published="2025-08-01",
    source="甲报",
    institutions=("色尼区第九医院",),
    people=(Person(name="林一", role="队长"),),
)
APART = telling(
    "apart",
    ("辽宁省的医生在那曲市培训村医。", to(NAQU, "辽宁省", act="培训村医")),
    ("山东省给日喀则市送去了设备。", to(RIKAZE, "山东省", act="送去了设备")),
    year=2024,
)
"""Two donors and two regions that no sentence joins crosswise."""
HALF = telling("half", ("那曲市迎来了一批专家。", to(NAQU)), year=2025, donors=("江苏省/苏州市",))
"""The donor's name stands in the story, but nothing says that it helped 那曲市."""
EDITED = telling("edited", ("", to(LASA, "北京市", act="捐书")), year=2023)
CHAIN = telling(
    "chain",
    ("山东省的队伍又来了。", to(NAQU, "山东省")),
    ("他们住在那曲市。", to(NAQU, "山东省")),
    year=2025,
)
HEADED = telling(
    "headed",
    ("长沙援助那曲", to(NAQU, "湖南省/长沙市")),
    ("襄阳的医生在那曲市为孩子看牙。", to(NAQU, "湖北省/襄阳市")),
    passages=[
        Passage(role=Role.KICKER, text="长沙援助那曲"),
        Passage(role=Role.CAPTION, text="图为襄阳的医生在那曲市为孩子看牙。"),
    ],
    year=2021,
)
NAMESAKE = telling(
    "namesake",
    passages=[Passage(role=Role.PARAGRAPH, text="林一是阿里第三医院的护士。")],
    year=2024,
    institutions=("阿里第三医院",),
    regions=("西藏自治区/阿里地区",),
    people=(Person(name="林一", role="护士"),),
)
AGAIN = telling(
    "again",
    passages=[Passage(role=Role.PARAGRAPH, text="林一回到色尼区第九医院，林一说他不走了。")],
    institutions=("色尼区第九医院",),
    regions=(SENI,),
    people=(Person(name="林一", role="队长"),),
)
MARKUP = '<script>alert("1")</script>&amp;{{ 1 }}'
HOSTILE = telling(
    "hostile-aid",
    (
        f"{MARKUP}援助那曲。",
        to(NAQU, "甲<b>省", donor_body=MARKUP, recipient_body=MARKUP, act=MARKUP, when=MARKUP),
    ),
    year=2025,
    institutions=(MARKUP,),
    people=(Person(name=MARKUP, role=MARKUP),),
)
STORIES = (JOINT, APART, HALF, EDITED, CHAIN, HEADED, NAMESAKE, AGAIN, HOSTILE)
OFTEN = (JOINT, NAMESAKE, AGAIN, *(replace(AGAIN, id=f"more-{n}") for n in range(IN_INDEX - 1)))
"""More stories of one 林一 and his hospital than the index of names lists itself."""
