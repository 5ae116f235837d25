"""Which fields of a description an editor is told to look at, and which are left in peace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from aidstories.cli import main
from aidstories.describe import page_lines
from aidstories.describe.describe import described_parts
from aidstories.describe.doubts import PageLine
from aidstories.model import Article, FieldDoubt, Passage, RestoredPart, Role
from aidstories.restore.run import restore
from tests.archive import TABLES

AID = "上海市援藏医疗队于2024年5月进驻日喀则市萨迦县人民医院。"


def doubts(
    *texts: str, title: str | None = "医疗队进驻高原", day: str = "2024-05-06"
) -> tuple[FieldDoubt, ...]:
    heads = [Passage(role=Role.TITLE, text=title)] if title else []
    source = [Passage(role=Role.SOURCE, text=f"来源：某某网 {day}")] if day else []
    body = [Passage(role=Role.PARAGRAPH, text=text) for text in texts]
    article = Article(passages=(*heads, *source, *body))
    part = RestoredPart(name="", meta={}, articles=1)
    (one,) = described_parts([article], [part], TABLES)
    return tuple(one.doubts)


def doubted(*texts: str, title: str | None = "医疗队进驻高原", day: str = "2024-05-06") -> set[str]:
    return {doubt.field for doubt in doubts(*texts, title=title, day=day)}


def test_what_a_text_states_is_in_no_doubt() -> None:
    assert doubted(AID) == set()


def of_site(crumb: str) -> str | None:
    article = Article(passages=(Passage(role=Role.PARAGRAPH, text=AID),))
    part = RestoredPart(name="", meta={}, articles=1)
    (one,) = described_parts([article], [part], TABLES, lines=[[PageLine(crumb, None)]])
    return one.description.source


def test_a_page_without_a_source_is_of_the_site_that_its_crumb_opens_with() -> None:
    assert of_site("您当前的位置:西藏新闻网 > 援藏 > 我的援藏时光") == "西藏新闻网"
    assert of_site("您当前的位置:首页 > 援藏 > 正文") is None
    assert of_site("位置偏远的西藏新闻网 > 援藏") is None
    assert of_site("當前位置: 海角首頁 >> 海角晚报") == "海角晚报"
    assert of_site("当前位置: 海角首页 >> 要闻") is None


def of_notice(notice: str, *heads: Passage) -> str | None:
    article = Article(passages=(*heads, Passage(role=Role.PARAGRAPH, text=AID)))
    part = RestoredPart(name="", meta={}, articles=1)
    (one,) = described_parts([article], [part], TABLES, lines=[[PageLine(notice, None)]])
    return one.description.source


def test_a_notice_of_rights_says_whose_the_text_is_and_whose_the_site_of_a_paper_s_own() -> None:
    own = Passage(role=Role.DATELINE, text="本报讯")
    assert of_notice("声明：本文版权归海角电视台所有，转载请注明出处。") == "海角电视台"
    assert of_notice("声明：本文版权归原作者所有") is None
    assert of_notice("海角日报版权所有，未经授权禁止使用", own) == "海角日报"
    assert of_notice("海角日报版权所有，未经授权禁止使用") is None


def test_a_house_and_its_channel_on_one_line_with_the_time_are_the_source() -> None:
    for line, source in {
        "海角报业·山海一点 11:16": "海角报业·山海一点",
        "海角报业 11:16": "海角报业",
        "阿依·买买提 11:16": None,
    }.items():
        assert of_notice("", Passage(role=Role.SOURCE, text=line)) == source


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("医疗队来到西藏自治区，拉萨市的病人多起来了，援藏队员和西藏的医生一起查房。", "donors"),
        ("上海市援疆医疗队来到新疆。援疆医生说，喀什地区的病人多起来了。", "regions"),
        ("上海市选派医生来到贵州省遵义市，医生每天查房。", "programs"),
    ],
)
def test_what_is_lacking_or_may_be_more_exact_is(text: str, field: str) -> None:
    assert field in doubted(text)


def test_a_year_that_the_text_prints_and_nothing_dates_is_in_doubt() -> None:
    printed = "2019年，这里的路修好了，医生进山方便。"
    assert "year" in doubted(AID.replace("于2024年5月", ""), printed, day="")
    assert "year" not in doubted(AID.replace("于2024年5月", ""), day="")


def dated(line: str) -> set[str]:
    source = (Passage(role=Role.SOURCE, text="来源：某某网 2026-01-27"),)
    article = Article(passages=(*source, Passage(role=Role.PARAGRAPH, text=AID)))
    part = RestoredPart(name="", meta={}, articles=1)
    lines = [[PageLine(line, Role.SOURCE)]]
    (one,) = described_parts([article], [part], TABLES, lines=lines)
    return {doubt.field for doubt in one.doubts}


def test_another_day_behind_a_label_is_a_rival_though_it_lacks_its_year() -> None:
    assert "published" in dated("日期：10-25")
    assert "published" not in dated("日期：01-27")
    assert "published" not in dated("日期：10-25-1")


def test_a_day_with_its_time_in_the_text_of_a_story_without_one() -> None:
    assert "published" in doubted("海角报客户端 | 2024-05-06 17:16" + AID, day="")
    assert "published" not in doubted("清早6:30，段敏出门了。" + AID, day="")


def test_a_line_that_may_be_the_title_that_lacks() -> None:
    assert "title" in doubted("高原上的医生", AID, title=None)
    assert "title" not in doubted(AID, title=None)


BODY = f"{AID}医生们每天查房，病人多了起来。\n\n“我们要把技术留在萨迦县人民医院。”队长说。"


def of_page(*head: str, tail: tuple[str, ...] = (), body: str = BODY) -> dict[str, str]:
    """Return the doubtful fields of a pasted page with what speaks against each."""
    restored = restore("\n\n".join([*head, body, *tail]).encode())
    described = described_parts(
        restored.articles, restored.parts, TABLES, lines=page_lines(restored)
    )
    return {doubt.field: doubt.quote for doubt in described[0].doubts}


IN_LHASA = "Doctors from Beijing came to a hospital in Lhasa. They stayed in Lhasa for"
TITLE = "医疗队进驻高原县医院"
SOURCE = "来源：某某日报 2024-05-06"


@pytest.mark.parametrize(
    ("head", "tail", "body", "field", "quote"),
    [
        ((TITLE, "2024-05-06 海角传媒 浏览：12次"), (), BODY, "source", "海角传媒"),
        ((TITLE, f"{SOURCE} 2021-03-04"), (), BODY, "published", "2021-03-04"),
        ((TITLE, SOURCE), (), f"{BODY}\n\n段小敏说，病人还会来。", "people", "段小敏说，"),
        ((TITLE, SOURCE), (), f"{BODY}李医生走了。", "people", "李医生"),
        (("走进云南省昆明市的医疗队", SOURCE), (), BODY, "regions", "云南省昆明市"),
        ((TITLE, "2024-05-06 来源：某某驿站 丁小敏"), (), BODY, "byline", "丁小敏"),
    ],
)
def test_what_the_page_has_beside_a_value(
    head: tuple[str, ...], tail: tuple[str, ...], body: str, field: str, quote: str
) -> None:
    doubts = of_page(*head, tail=tail, body=body)
    assert field in doubts and quote in doubts[field]


@pytest.mark.parametrize(
    ("head", "tail", "body"),
    [
        ((TITLE, f"{SOURCE} 浏览：12次"), (), BODY),
        ((TITLE, f"{SOURCE} 海角新闻网"), (), BODY),
        ((TITLE, "来源：中新网 2024-05-06 中国新闻网"), (), BODY),
        ((TITLE, SOURCE), ("（供稿：某县中医院）",), BODY),
        ((TITLE, f"{SOURCE} 更新时间：2024-06-01"), (), BODY),
        ((TITLE, SOURCE, "本报记者 杨 平"), (), BODY),
        ((TITLE, SOURCE), ("责任编辑：何青",), BODY),
        ((TITLE, SOURCE), (), f"{BODY}院长李小敏说，病人多了。李医生走了。"),
        ((TITLE, SOURCE), (), f"{BODY}2026年5月，新楼开门。"),
        (("走进萨迦县的医疗队", SOURCE), (), BODY),
    ],
)
def test_what_is_no_rival_is_in_no_doubt(
    head: tuple[str, ...], tail: tuple[str, ...], body: str
) -> None:
    assert of_page(*head, tail=tail, body=body) == {}


def test_schemes_that_are_named_beside_a_donor_are_missed_without_a_region_too() -> None:
    met = "12月17日，我县与医院签订协议。", "县长主持了座谈会，医院的专家来了。"
    said, sent = "双方就对口支援我县医疗卫生机构达成了一致。", "上海市派出的医疗队昨天到了。"
    assert "programs" in doubted(*met, said, sent)
    assert "programs" not in doubted(*met, said.replace("对口支援", "带动"), sent)


def test_a_scheme_that_is_named_where_somebody_gives_is_missed_though_he_is_no_donor() -> None:
    told = "有些人见到的第一位医生，就是我们的台湾医师。", "他后来在那里建了一个卫生站。"
    said = "病人坐在门口。", "协会接受了一项医疗援外计划。"
    headed = "仁心无国界 台湾义诊团 海外开花"
    assert "programs" in doubted(*told, *said, title=headed)
    plain = said[1].replace("医疗援外", "新的")
    assert "programs" not in doubted(*told, said[0], plain, title=headed)


def test_a_source_that_the_capture_names_needs_no_label() -> None:
    article = Article(passages=(Passage(role=Role.PARAGRAPH, text=AID),))
    part = RestoredPart(name="", meta={"source": "某某县妇保"}, articles=1)
    (one,) = described_parts([article], [part], TABLES)
    assert one.description.source == "某某县妇保"
    assert "source" not in {doubt.field for doubt in one.doubts}


def test_a_title_that_the_capture_has_too_is_in_no_doubt() -> None:
    line = PageLine("医生上山的日子", Role.TITLE, 0.6)
    beside = PageLine("医生们的春天", Role.SUBTITLE, 0.7)
    heads = [Passage(role=Role.TITLE, text=line.text), Passage(role=Role.PARAGRAPH, text=AID)]
    for said, sure in (("医生上山的日子_海角网", True), ("海角网", False)):
        part = RestoredPart(name="", meta={"title": said}, articles=1)
        (one,) = described_parts(
            [Article(passages=tuple(heads))], [part], TABLES, lines=[[line, beside]]
        )
        assert ("title" not in {doubt.field for doubt in one.doubts}) is sure


def of_lines(*lines: PageLine, title: str = "医疗队进驻高原") -> set[str]:
    heads = [Passage(role=Role.TITLE, text=title), Passage(role=Role.PARAGRAPH, text=AID)]
    part = RestoredPart(name="", meta={"title": "医生上山_海角网"}, articles=1)
    article = Article(passages=tuple(heads))
    (one,) = described_parts([article], [part], TABLES, lines=[lines])
    return {doubt.field for doubt in one.doubts}


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (PageLine("山上的日子", Role.TITLE, 0.6), None),  # alone; the line has its own flag
        (PageLine("医生上山", Role.PARAGRAPH), None),  # too short to be known by it
        (PageLine("医生上山_海角", Role.SUBTITLE), "title"),
        (PageLine("医生上山_海角", None), None),  # the page's own
        (PageLine("图为手术室", Role.PARAGRAPH), "figures"),
        (PageLine("手术室的灯", Role.CAPTION, 0.4), "figures"),
        (PageLine("手术室的灯", Role.CAPTION, 0.5), None),
        (PageLine("20240506", None), "published"),
        (PageLine("T20240506", None), None),  # a file's number
        (PageLine("May 6, 2024 Share:", None), "published"),
        (PageLine("May 2024 Share:", None), None),
        (PageLine("投稿：段敏", Role.KICKER), "byline"),
        (PageLine("高原海角讯记者段敏通讯员何青", Role.KICKER), "byline"),
        (PageLine("记者走进高原的医疗队", Role.KICKER), None),
        (PageLine("主管：兵器谱段敏", Role.BYLINE), None),
        (PageLine("投稿：三百字", Role.KICKER), None),
        (PageLine("发表时间：2024-", None), "published"),
        (PageLine("更新时间：2024-05-06", None), "published"),
        (PageLine("更新时间：昨天", None), None),
        (PageLine("May 6，2024", None), "published"),
        (PageLine("２０２４-０５-０６", None), "published"),
        (PageLine("段小敏/文", Role.KICKER), "byline"),
        (PageLine("病历/文书", Role.KICKER), None),
        (PageLine("（段小敏）", None), None),
        (PageLine("编辑：段小敏", None), None),
        (PageLine("报纸名称：海角日报", Role.KICKER), "source"),
        (PageLine("海角日报", None), "source"),
        (PageLine("海角日报今天出版", None), None),
        (PageLine("海角日报社版权所有，未经授权禁止使用", None), "source"),
        (PageLine("海角中学版权所有", None), None),
        (PageLine("海角日报", Role.PARAGRAPH), None),
        (PageLine("山南县人民医院", Role.HEADING, 0.7), "source"),
        (PageLine("山南县人民医院", Role.HEADING), None),
        (PageLine("新华社发", Role.CREDIT), "source"),
        (PageLine("[Photo provided to Cape Daily]", Role.CAPTION), "source"),
        (PageLine("[Photo taken daily]", Role.CAPTION), None),
        (PageLine("本报（paper.example.com.cn）讯", Role.DATELINE), "source"),
        (PageLine("本报（paper.example）讯", Role.DATELINE), None),
    ],
)
def test_lines_that_may_be_something_else(line: PageLine, field: str | None) -> None:
    assert of_lines(line) == ({"year"} if field is None else {"year", field})


@pytest.mark.parametrize(
    "title",
    [
        "本文转自【海角报】；",
        "走进高原——",
        "医疗队2024年5月6日",
        "走进高原 | |||",
        "走进高原_",
    ],
)
def test_a_title_that_has_not_the_form_of_one(title: str) -> None:
    assert "title" in of_lines(title=title) and "title" not in of_lines()


def test_a_title_that_may_be_half_of_one_is_surer_than_another_may_be() -> None:
    title = PageLine("山上的日子", Role.TITLE, 0.8)
    assert "title" in of_lines(title, PageLine("医生们的春天", Role.SUBTITLE, 0.7))
    assert "title" not in of_lines(title, PageLine("医生们的春天", Role.SUBTITLE))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("段小敏 “病人多起来了。”", True),
        ("有人说 “病人多起来了。”", False),
        ("段小敏 护士长", False),
        ("病人多起来了（本报特约通讯员 段小敏）。", True),
        ("病人多起来了（特约通讯员来了）。", False),
        ("古丽、特邀嘉宾段某某报道：病人多起来了。", True),
        ("据某报报道：病人多起来了。", False),
    ],
)
def test_who_writes_amid_the_text(text: str, named: bool) -> None:
    assert ("byline" in doubted(text, AID)) is named


@pytest.mark.parametrize(
    ("meta", "field", "doubt"),
    [
        ({"created": "2023-05-06"}, "published", True),
        ({"created": "山里"}, "published", False),
        ({"from": "山里人家"}, "source", True),
        ({"from": "https://news.example/1"}, "source", False),
        ({"layout": "post"}, "source", False),
        ({"date": "2023-05-06"}, "year", True),
        ({"date": "2024-05-07"}, "year", False),
    ],
)
def test_what_front_matter_says_besides(meta: dict[str, str], field: str, doubt: bool) -> None:
    dated = Passage(role=Role.SOURCE, text="2024-05-06")
    heads = (dated,) if field == "year" else ()
    article = Article(passages=(*heads, Passage(role=Role.PARAGRAPH, text=AID)))
    part = RestoredPart(name="", meta=meta, articles=1)
    (one,) = described_parts([article], [part], TABLES)
    assert (field in {doubted.field for doubted in one.doubts}) is doubt


def test_a_label_of_writers_in_the_last_brackets_is_in_doubt() -> None:
    assert "byline" in doubted(AID, "病人多起来了。（某处/审 某某某/文）")
    assert "byline" not in doubted(AID, "病人多起来了。（下图为病房/审批中）")


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("段某，四十二岁，山东省巨野县人，在医院治病。", True),
        (
            "段某，四十二岁，山东省巨野县人，在医院治病。何某，四十岁，甘肃省渭源县人，在医院治病。",
            False,
        ),
        ("段某，四十二岁，山东省人，在医院治病。", False),
    ],
)
def test_one_county_is_where_a_text_without_a_region_may_happen(text: str, doubt: bool) -> None:
    assert ("regions" in doubted(text)) is doubt


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("医疗队架起健康桥。段小敏 摄海角网讯，清早六点出发。", "figures"),
        ("医疗队架起健康桥。他们摄影留念，清早六点出发。", None),
        ("医疗队架起健康桥。海角新闻网讯 5月6日一早，车就开了。", "source"),
        ("医疗队架起健康桥。海角新闻网讯问了队长，5月6日一早，车就开了。", None),
    ],
)
def test_what_a_text_that_lost_its_lines_holds(text: str, field: str | None) -> None:
    assert {"figures", "source"} & doubted(text, AID, day="") == ({field} if field else set())


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (f"{AID}（阿勒腾其其格）", "byline"),
        (f"{AID}（下图）", None),
        (f"{AID}（萨迦县）", None),
        (f"山里日报讯 记者段敏 昨天获悉，{AID}", "byline"),
        (f"山里日报讯 记者昨天获悉，{AID}", None),
        (f"高原上的灯。段敏 摄海角网讯 5月6日，{AID}", "source"),
        (f"据《海角报》报道，5月6日，{AID}", "source"),
        (f"高原上的灯。段敏 摄海角网讯 5月6日，{AID}", "figures"),
        (f"高原上的灯。海角网讯息很多，{AID}", None),
    ],
)
def test_what_signs_or_sent_amid_a_text_that_lost_its_lines(text: str, field: str | None) -> None:
    found = doubted(text, day="") & {"byline", "source", "figures"}
    assert field in found if field else not found


@pytest.mark.parametrize(
    ("line", "odd"),
    [
        ("来源：海角融媒2024", "海角融媒2024"),
        ("来源：海角网二〇二四年五月六日", "海角网二〇二四年五月六日"),
        ("来源：海角融媒", None),
        ("来源：Cape Daily", None),
        ("来源：海角融媒 段小敏", None),
    ],
)
def test_a_source_has_the_form_of_one(line: str, odd: str | None) -> None:
    assert of_page(TITLE, line).get("source") == odd


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("病人到喀什市人民医院看病。", False),
        ("病人到喀什市人民医院看病，喀什市下雨了。", True),
    ],
)
def test_a_region_without_aid_is_named_more_than_once(text: str, sure: bool) -> None:
    assert ("regions" not in doubted(text)) is sure


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("还对口帮扶云南省昆明市。", False),
        ("支援遵义市人民医院，支援遵义市，还支援云南省昆明市。", True),
        ("医生们说起云南省昆明市。", True),
    ],
)
def test_a_region_has_a_rival_where_as_much_aid_arrives(text: str, sure: bool) -> None:
    assert ("regions" not in doubted(f"上海市对口帮扶贵州省遵义市。{text}")) is sure


def test_of_two_lines_of_doubtful_kind_one_may_be_a_caption() -> None:
    line, other = PageLine("手术室的灯", Role.HEADING, 0.55), PageLine("山口的雪", Role.KICKER, 0.6)
    assert "figures" in of_lines(line, other) and "figures" not in of_lines(line)


def test_a_scheme_for_the_region_may_be_the_articles_though_named_once() -> None:
    here = ("宁夏回族自治区固原市迎来了新的医生。", "他们在固原市人民医院看门诊。")
    said = "他们在固原市人民医院说起闽宁协作的山海情谊。"
    assert "programs" in doubted(*here, "病人多了。", said)
    assert "programs" not in doubted(*here, "病人多了。", said.replace("闽宁", "沪滇"))


def test_the_command_tells_them_as_flags(tmp_path: Path) -> None:
    file = tmp_path / "one.txt"
    file.write_text(
        "丙县的灯亮着\n\n医疗队来到西藏自治区，援藏队员查房，病人多了。\n", encoding="utf-8"
    )
    told = json.loads(CliRunner().invoke(main, ["restore", str(file), "--json"]).stdout)
    (flag,) = [f for f in told["flags"] if f["by"] == "describe" and f["reason"] == "donors"]
    assert told["stories"][0]["donors"] == [] and 0 <= flag["start"] <= flag["end"]


def of_passages(*passages: tuple[Role, str]) -> set[str]:
    article = Article(passages=tuple(Passage(role=role, text=text) for role, text in passages))
    part = RestoredPart(name="", meta={}, articles=1)
    (one,) = described_parts([article], [part], TABLES)
    return {doubt.field for doubt in one.doubts}


@pytest.mark.parametrize(
    ("field", "doubt", "role", "text"),
    [
        ("title", True, Role.TITLE, "一、看病到底难在哪里"),
        ("title", False, Role.TITLE, "三年，一支医疗队"),
        ("title", True, Role.TITLE, "（原标题：山里的医生来了）"),
        ("byline", True, Role.HEADING, "□本报记者何青本报通讯员白玛"),
        ("byline", False, Role.HEADING, "记者的一天"),
        ("figures", True, Role.PARAGRAPH, "老人在院子里晒药。海角社记者 段敏五月摄"),
        ("figures", False, Role.PARAGRAPH, "老人说，院子里的照片是她拍摄"),
        ("source", True, Role.SOURCE, "来源：海角在线-海角频道"),
        ("source", False, Role.SOURCE, "来源：海角日报"),
    ],
)
def test_what_a_page_shows_beside_a_value(field: str, doubt: bool, role: Role, text: str) -> None:
    body = [(Role.PARAGRAPH, AID), (Role.HEADING, "二、药从哪里来"), (Role.PARAGRAPH, AID)]
    heads = [(Role.TITLE, "医疗队进驻高原")] if role is not Role.TITLE else []
    signed = [(Role.BYLINE, "本报记者 段敏")]
    own = [(role, text)]
    found = of_passages(
        *(own if role is Role.TITLE else heads), *signed, *body[:1], *own, *body[1:]
    )
    assert (field in found) is doubt


def test_a_title_without_its_text_is_no_story() -> None:
    lacking = {"byline", "source", "published", "year"}
    assert lacking <= of_passages((Role.TITLE, "医疗队进驻高原"))
    assert not lacking & of_passages((Role.TITLE, "医疗队进驻高原"), (Role.PARAGRAPH, "下雪了。"))


def test_a_day_is_no_surer_than_its_year() -> None:
    sent = Passage(role=Role.DATELINE, text="本报日喀则9月6日电（记者 段敏）")
    later = "今年以来，医院的门诊量比2023年多了三成。"
    body = [Passage(role=Role.PARAGRAPH, text=text) for text in (AID, later)]
    part = RestoredPart(name="", meta={}, articles=1)
    (one,) = described_parts([Article(passages=(sent, *body))], [part], TABLES)
    assert one.description.published is not None
    assert {"published", "year"} <= {doubt.field for doubt in one.doubts}


@pytest.mark.parametrize(
    ("text", "field", "doubt"),
    [
        ("Lin Wei, a doctor in Lhasa, told NewsCape that he stays.", "source", True),
        ("Lin Wei, a doctor in Lhasa, told Newman that he stays.", "source", False),
        (f"{IN_LHASA} Highmeadow County.", "regions", True),
        (f"{IN_LHASA} the County hospital.", "regions", False),
        ("ཟླ་5ཚེས་25ཉིན། 2024ལོའི་བྱེད་སྒོ་ལྷ་ས་རུ་སྤེལ་འགོ་ཚུགས།", "year", True),
        ("ཟླ་5ཚེས་25ཉིན། 2024མི་ལྷ་ས་རུ་སླེབས།", "year", False),
        ("病房的灯亮着。二〇一八年腊月初八于县医院", "year", True),
        ("二〇一八病房的灯亮着，护士在县医院值班。", "year", False),
    ],
)
def test_a_page_in_another_language_has_its_rivals_too(text: str, field: str, doubt: bool) -> None:
    article = Article(passages=(Passage(role=Role.PARAGRAPH, text=text),))
    part = RestoredPart(name="", meta={}, articles=1)
    (one,) = described_parts([article], [part], TABLES)
    assert (field in {d.field for d in one.doubts}) is doubt


def test_what_a_paper_calls_itself_is_no_house() -> None:
    assert "source" not in of_page(TITLE, "本报记者 杨 平")
    assert "source" not in of_page(TITLE, "首席记者 段敏")
    assert "source" in of_page(TITLE, "今日海角记者 段敏")
    assert "source" in of_page(TITLE, "2024-05-06 海角传媒 浏览：12次")


def test_a_doubt_about_the_source_says_who_sent_the_text() -> None:
    found = doubts(f"医疗队架起健康桥。海角新闻网讯 5月6日，{AID}", day="")
    assert [one.rival for one in found if one.field == "source"] == ["海角新闻网"]


@pytest.mark.parametrize(
    "title, text, doubt",
    [
        ("山里的一年（郑小瑾）", "清早六点，县医院的灯已经亮了。", True),
        ("山里的一年（三）", "清早六点，县医院的灯已经亮了。", False),
        ("山里的一年", "清早六点记者 段敏 王燕跟着医生进了山。", False),
        ("山里的一年", "海角在线快报（记者 段敏 王燕）医生进了山。", True),
    ],
)
def test_a_writer_in_brackets_of_the_title_or_the_opening(
    title: str, text: str, doubt: bool
) -> None:
    assert ("byline" in doubted(text, title=title)) is doubt


@pytest.mark.parametrize(
    "texts, doubt",
    [
        (["拉萨的冬天很长。", "从兰州来的人说，兰州的冬天也长。"], True),
        (
            [
                "拉萨市人民医院来了三名医生。",
                "拉萨市的病人少跑了路。",
                "从兰州来的人说，冬天很长。",
            ],
            False,
        ),
    ],
)
def test_a_region_where_nothing_arrives_has_a_rival_that_is_named_as_often(
    texts: list[str], doubt: bool
) -> None:
    assert ("regions" in doubted(*texts)) is doubt


def test_who_may_sign_behind_the_last_sentence_is_doubted() -> None:
    assert "byline" in doubted(AID, f"{AID}通讯员 洛桑旺堆供稿员")
    assert "byline" not in doubted(AID, f"{AID}队员们说，记者来过三回。")
