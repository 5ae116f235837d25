"""Stories of every kind of passage, written for what readers carry away: paper, books, the ZIP."""

import io

from PIL import Image

from aidstories.model import (
    AidStatement,
    Article,
    Description,
    Evidence,
    Gap,
    Origin,
    Passage,
    Person,
    Role,
    Story,
    YearBasis,
)

URL = "https://archive.example/a/"
PICTURE = "assets/images/tiny.png"
QUOTED = "甲市的护士来到那曲市"
CAPTION = (
    "图为护士在牧场上为老人量血压，老人的孙女在一旁端着奶茶，远处是还没有化的雪，帐篷外拴着两匹马。"
)
HEADINGS = tuple(f"第{n}站的灯" for n in "一二三四五六七八九")
SENTENCE = "她把药箱放在马背上，沿着河谷走了一天，傍晚才看见村口的灯。"
FULL = Story(
    id="deng-zai-cunkou",
    article=Article(
        passages=(
            Passage(role=Role.KICKER, text="引题 & 旁注"),
            Passage(role=Role.TITLE, text="灯在<村口>"),
            Passage(role=Role.SUBTITLE, text="一名护士的九站路"),
            Passage(role=Role.NOTE, text="编者请读者留意路上的名字。"),
            Passage(role=Role.PARAGRAPH, text=f"2024年，{QUOTED}。", gap=Gap.END),
            Passage(role=Role.CAPTION, text=CAPTION, src=PICTURE),
            Passage(role=Role.CREDIT, text="丙丁 摄"),
            Passage(role=Role.CAPTION, text="没有存下的照片", src="https://x.example/a.png"),
            *(
                Passage(role=role, text=text)
                for n, heading in enumerate(HEADINGS)
                for role, text in (
                    (Role.HEADING, heading),
                    *((Role.PARAGRAPH, SENTENCE * (n + 1)),) * 3,
                )
            ),
            Passage(role=Role.ITEM, text="1. 药箱"),
            Passage(role=Role.ITEM, text="2. 马"),
            Passage(role=Role.ITEM, text="灯"),
            Passage(role=Role.ROW, text="站\t天"),
            Passage(role=Role.ROW, text="河谷\t1"),
            Passage(role=Role.VERSE, text="雪落在门前\n灯还亮着"),
            Passage(role=Role.VERSE, text="བཀྲ་ཤིས་བདེ་ལེགས།\nའཚོ་བ་བདེ་བར་ཤོག"),
            Passage(role=Role.QUOTE, text="她说“ནག་ཆུ།”就是那曲。"),
            Passage(role=Role.QUESTION, text="问：路远吗？"),
            Passage(role=Role.ANSWER, text="答：不远。"),
            Passage(role=Role.SALUTATION, text="亲爱的同事们："),
            Passage(role=Role.SIGNATURE, text="戊己\n2024年6月"),
        )
    ),
    description=Description(
        byline=(Person(name="戊己", role="记者"), Person(name="丙丁", role="摄影")),
        source="甲市日报",
        published="2024-06-01",
        year=2024,
        year_basis=YearBasis.STATED,
        regions=("西藏自治区/那曲市",),
        donors=("辽宁省/大连市",),
        aid=(AidStatement(donor="辽宁省/大连市", recipient="西藏自治区/那曲市", act="巡诊"),),
        evidence=(
            Evidence(
                field="aid",
                value=AidStatement(
                    donor="辽宁省/大连市", recipient="西藏自治区/那曲市", act="巡诊"
                ).key,
                by=Origin.TEXT,
                quote=QUOTED,
            ),
            Evidence(field="year", value="2024", by=Origin.TEXT, quote="2024年"),
        ),
    ),
)
OTHER = Story(
    id="he-bian-de-zhensuo",
    article=Article(
        passages=(
            Passage(role=Role.TITLE, text="河边的诊所"),
            Passage(role=Role.PARAGRAPH, text="诊所开在河边，门朝着桥。"),
        )
    ),
    description=Description(
        year=2024, year_basis=YearBasis.INFERRED, regions=("西藏自治区/那曲市/色尼区",)
    ),
)
ALONE = Story(
    id="guo-qiao",
    article=Article(
        passages=(
            Passage(role=Role.TITLE, text="桥头"),
            Passage(role=Role.PARAGRAPH, text="桥头有人等着。"),
        )
    ),
    description=Description(regions=("甘肃省",)),
)
STORIES = (FULL, OTHER, ALONE)
TRANSLATION = """---
id: he-bian-de-zhensuo
title: ཆུ་འགྲམ་གྱི་སྨན་ཁང་།
---

[原文 诊所开在河边]

སྨན་ཁང་ཆུ་འགྲམ་དུ་ཡོད། སྒོ་ཟམ་པའི་ཕྱོགས་ལ་ཡོད།
"""


def picture() -> bytes:
    """Return a small picture, a PNG."""
    file = io.BytesIO()
    Image.new("RGB", (48, 32), "#9a2b1f").save(file, "PNG")
    return file.getvalue()
