"""Articles with known text, which the tests put into documents of every kind."""

from __future__ import annotations

import random
from typing import NamedTuple

from aidstories.model import Article, Role
from aidstories.restore.run import restore

_SURNAMES, _GIVEN = "段王李杜吕韩", "敏燕琴岚冬霞"
_PLACES = ("乙县", "丙县", "丁县", "河口县", "北坡县")
_WARDS = ("儿科", "骨科", "眼科", "内科", "外科", "产科")
_TASKS = ("测量血压", "检查视力", "抽血化验", "做心电图", "拍摄胸片")
_SENTENCES = (
    "援助医生在{place}人民医院工作了{n}个月，带出了一支能独立手术的队伍。",
    "门诊楼新增面积{n}00m²，病人不用再在走廊里等候。",
    "他们白天看病，晚上讲课，{ward}的年轻医生一堂也没有落下。",
    "“家门口有了好医生，看病不用再跑几百公里。”一位牧民说。",
    "两年来，{ward}共接诊病人{n}00多人次，手术成功率明显提高。",
    "{name}说，最难忘的是雪夜里那次抢救，母子平安，全科室都松了一口气。",
)


class Story(NamedTuple):
    """An article: its lines as they are printed, and as they come out."""

    title: str
    byline: str
    source: str
    paragraphs: tuple[str, ...]
    heading: str
    items: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str
    name: str
    """Of who wrote it."""
    paper: str
    date: str
    """The day of publication, as ISO 8601 writes it."""


def story(seed: int, place: str = "") -> Story:
    """Return the article of a seed, about ``place`` or an invented one."""
    rng = random.Random(seed)
    invented, ward = rng.choice(_PLACES), rng.choice(_WARDS)
    place = place or invented
    name = rng.choice(_SURNAMES) + rng.choice(_GIVEN)
    chosen = rng.sample(_SENTENCES, 5)
    words = [s.format(place=place, ward=ward, name=name, n=rng.randint(2, 9)) for s in chosen]
    wards = rng.sample(_WARDS, 2)
    year, month = 2020 + rng.randint(0, 5), rng.randint(1, 12)
    return Story(
        title=f"援藏医疗队在{place}办起第一间{ward}门诊",
        byline=f"本报记者 {name}",
        source=f"来源：甲市日报 {year}年{month}月6日",
        paragraphs=(words[0] + words[1], words[2] + words[3], words[4]),
        heading="把本领留在当地",
        items=tuple(rng.sample(_TASKS, 3)),
        rows=(
            ("科室", "医生", "床位"),
            *((w, str(rng.randint(2, 19)), str(rng.randint(2, 59))) for w in wards),
        ),
        caption=f"{place}人民医院新门诊大厅",
        name=name,
        paper="甲市日报",
        date=f"{year}-{month:02}-06",
    )


def restored(page: str) -> Article:
    """Return the one article that a page holds."""
    [article] = restore(page.encode()).articles
    return article


def check(article: Article, expected: Story, *, image: str | None, numbered: bool = True) -> None:
    """Compare an article with what was put into the document, passage by passage."""
    assert article.first(Role.TITLE) == expected.title
    assert article.texts(Role.BYLINE) == (expected.byline,)
    assert article.texts(Role.SOURCE) == (expected.source,)
    assert article.texts(Role.PARAGRAPH) == expected.paragraphs
    assert article.texts(Role.HEADING) == (expected.heading,)
    marks = [f"{n}. " if numbered else "" for n in range(1, 4)]
    items = tuple(m + item for m, item in zip(marks, expected.items, strict=True))
    assert article.texts(Role.ITEM) == items
    assert article.texts(Role.ROW) == tuple("\t".join(row) for row in expected.rows)
    captions = [p for p in article.passages if p.role is Role.CAPTION]
    assert [(p.text, p.src) for p in captions] == [(expected.caption, image)]
