"""A story with its translation, both written for the tests."""

from aidstories.model import (
    AidStatement,
    Article,
    Description,
    Evidence,
    Origin,
    Passage,
    Role,
    Story,
    YearBasis,
)

AID = AidStatement(donor="辽宁省/大连市", recipient="西藏自治区/那曲市", when="2021-08")
QUOTED = "大连的医生来到那曲市人民医院"
ORIGINAL = Story(
    id="yisheng-lai-nagqu",
    article=Article(
        passages=(
            Passage(role=Role.TITLE, text="医生来到那曲"),
            Passage(role=Role.PARAGRAPH, text="2021年8月，大连的医生来到那曲市人民医院。"),
            Passage(role=Role.HEADING, text="在医院里"),
            Passage(role=Role.PARAGRAPH, text="他们每天看病，也教本地的医生和护士。"),
            Passage(role=Role.PARAGRAPH, text="他们说，明年还要再来。"),
        )
    ),
    description=Description(
        published="2021-08-19",
        year=2021,
        year_basis=YearBasis.STATED,
        regions=("西藏自治区/那曲市",),
        programs=("对口援藏",),
        aid=(AID,),
        evidence=(Evidence(field="aid", value=AID.key, by=Origin.TEXT, quote=QUOTED),),
    ),
)

WORK = AidStatement(
    donor="浙江省/嘉兴市",
    donor_body="嘉兴市仁爱医院",
    recipient="西藏自治区/那曲市",
    recipient_body="那曲市人民医院",
    act="义诊",
)
TEAM = AidStatement(donor_body="嘉兴援藏医疗队", recipient="西藏自治区/那曲市", act="接诊")
TOLD = "嘉兴市仁爱医院的医生在那曲市人民医院义诊"
STATED = Story(
    id="yizhen-zai-naqu",
    article=Article(
        passages=(
            Passage(role=Role.TITLE, text="义诊在那曲"),
            Passage(role=Role.DATELINE, text="中新网太原12月20日电"),
            Passage(role=Role.PARAGRAPH, text=f"近日，{TOLD}。嘉兴援藏医疗队接诊三百人。"),
        )
    ),
    description=Description(
        year=2023,
        year_basis=YearBasis.STATED,
        dateline="太原",
        source="嘉兴日报",
        via="长治日报",
        regions=("西藏自治区/那曲市",),
        donors=("浙江省/嘉兴市",),
        institutions=("嘉兴市仁爱医院", "那曲市人民医院"),
        aid=(WORK, TEAM),
        evidence=(Evidence(field="aid", value=WORK.key, by=Origin.TEXT, quote=TOLD),),
    ),
)
"""A story of aid between houses, passed on by another paper."""

UNTRANSLATED = Story(
    id="yiliaodui-zai-naqu",
    article=Article(
        passages=(
            Passage(role=Role.TITLE, text="医疗队在那曲"),
            Passage(role=Role.PARAGRAPH, text="医疗队在那曲市工作了三年。"),
        )
    ),
    description=Description(year=2020, year_basis=YearBasis.INFERRED),
)

QUOTING = Story(
    id="hua-li-you-zangwen",
    article=Article(
        passages=(
            Passage(role=Role.TITLE, text="门牌与祝福"),
            Passage(role=Role.PARAGRAPH, text="门口的牌子上写着“ནག་ཆུ་གྲོང་ཁྱེར།”，下面是汉字。"),
            Passage(role=Role.PARAGRAPH, text="བཀྲ་ཤིས་བདེ་ལེགས། འཚོ་བ་བདེ་བར་ཤོག"),
        )
    ),
    description=Description(year=2019, year_basis=YearBasis.STATED),
)
"""A Chinese story with a Tibetan name in a sentence and a Tibetan paragraph."""

TRANSLATION = """---
id: yisheng-lai-nagqu
title: སྨན་པ་ནག་ཆུར་འབྱོར་བ།
---

[原文 2021年8月，大连]

༢༠༢༡ ལོའི་ཟླ་བ་བརྒྱད་པར། ཏ་ལིན་གྱི་སྨན་པ་ནག་ཆུ་གྲོང་ཁྱེར་མི་དམངས་སྨན་ཁང་དུ་འབྱོར་བ་རེད།

[原文 在医院里]

## སྨན་ཁང་ནང་།

[原文 他们每天看病]

ཁོང་ཚོས་ཉིན་རེ་བཞིན་ནད་པ་བལྟས་པ་མ་ཟད། ས་གནས་ཀྱི་སྨན་པ་དང་སྨན་གཡོག་ལ་སློབ་ཁྲིད་བྱས་པ་རེད།
སྨན་ཁང་གི་ལས་ཀ་མང་པོ་ཡོད་ཀྱང་། ཁོང་ཚོ་དགའ་པོ་ཡོད།

[原文 他们说，明年]

ཁོང་ཚོས་སང་ལོ་ཡང་བསྐྱར་ཡོང་རྒྱུ་ཡིན་ཞེས་བཤད་པ་རེད།
"""

HALFWAY = Story(
    id="yiban-yiwen",
    article=Article(
        passages=(
            Passage(role=Role.KICKER, text="在高原上"),
            Passage(role=Role.TITLE, text="护士学会了新技术"),
            Passage(role=Role.PARAGRAPH, text="护士们到大连进修了半年。"),
            Passage(role=Role.CAPTION, text="护士们在病房里学习。"),
            Passage(role=Role.CREDIT, text="央金 摄"),
            Passage(role=Role.HEADING, text="回来以后"),
            Passage(role=Role.PARAGRAPH, text="回来以后，她们教本地的同事。"),
            Passage(role=Role.PARAGRAPH, text="病人说，看病方便多了。"),
        )
    ),
    description=Description(year=2022, year_basis=YearBasis.STATED),
)
HALF_DONE = """---
id: yiban-yiwen
title: ''  # 护士学会了新技术
status: 翻译中
---

[原文 护士们到大连 @000000]

སྨན་གཡོག་ཚོ་ཏ་ལིན་དུ་ལོ་ཕྱེད་སློབ་སྦྱོང་བྱས་པ་རེད།

དེ་ནི་ལོ་ཕྱེད་རིང་པོ་ཞིག་རེད།

[原文 护士们在病房]

[原文 回来以后] [原文 回来以后，她们教]

ཚུར་ལོག་རྗེས་ཁོང་ཚོས་ས་གནས་ཀྱི་ལས་རོགས་ལ་བསླབས་པ་རེད།

[原文 病人说，看病]
"""
"""Begun, not finished: two paragraphs for one, one for two, two not yet, one of a changed text."""

TITLE = "སྨན་པ་ནག་ཆུར་འབྱོར་བ།"
FILLED = {
    "2021年8月": "༢༠༢༡ ལོའི་ཟླ་བ་བརྒྱད་པར། སྨན་པ་ནག་ཆུ་གྲོང་ཁྱེར་མི་དམངས་སྨན་ཁང་དུ་འབྱོར་བ་རེད།",
    "他们每天": "ཁོང་ཚོས་ཉིན་རེ་བཞིན་ནད་པ་བལྟས་པ་མ་ཟད། ས་གནས་ཀྱི་སྨན་པ་ལ་སློབ་ཁྲིད་བྱས་པ་རེད།",
    "他们说": "ཁོང་ཚོས་སང་ལོ་ཡང་བསྐྱར་ཡོང་རྒྱུ་ཡིན་ཞེས་བཤད་པ་རེད།",
}
"""What an editor types into a translation just started, by the beginning of the original."""
