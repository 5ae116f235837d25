"""Chinese names in Tibetan letters by their sound, and names put together from parts."""

import re

import pytest

from aidstories.site.addresses import Addresses, addresses
from aidstories.site.interface.sounds import Sounds, by_sound, sounds, syllable
from aidstories.site.interface.tibetan import without_kind
from aidstories.site.interface.tibetan_names import PARTS, SOUND, TibetanNames, tibetan_names
from aidstories.tables import Place, TibetanName, TibetanPart
from tests.archive import TABLES

NAMES = tibetan_names(TABLES, addresses(TABLES))
RULES = sounds(TABLES.parts)
OWN = {"青海", "西宁", "湟源", "海东", "化隆", "循化", "丽江", "香港", "呼和浩特"}
"""Names that no newspaper writes by the sound of Mandarin: native, translated, or Cantonese."""


def made(path: str) -> tuple[str | None, str]:
    key = tuple(path.split("/"))
    return NAMES.get(key), NAMES.how(key)


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("zhe", "ཀྲེ"),  # initial and final
        ("yang", "དབྱང"),  # attested whole
        ("ning", "ཉིང"),  # ny before i
        ("nan", "ནན"),
        ("jun", "ཅུན"),  # ün, written un
        ("yun", "ཡུན"),
        ("zhun", "ཀྲུན"),
        ("lv", "ལུའུ"),
        ("er", "ཨེར"),
        ("an", "ཨན"),
        ("A", ""),
        ("bx", ""),
        ("", ""),
    ],
)
def test_a_syllable_is_written_by_its_rule(read: str, written: str) -> None:
    assert syllable(read, RULES) == written


def test_every_syllable_of_a_division_has_a_rule() -> None:
    lacking = [place.zh for place in TABLES.places if not by_sound(place.zh, RULES)]
    assert lacking == []


def test_without_rules_nothing_is_written() -> None:
    assert by_sound("北京", Sounds()) == ""
    assert by_sound("", RULES) == ""
    assert by_sound("A座", RULES) == ""


def transcribed() -> list[tuple[str, str]]:
    """Return the attested names of two and three syllables that are written by their sound."""
    found = []
    for place in TABLES.places:
        native = place.path.startswith("西藏自治区") or "藏族" in place.path or place.short in OWN
        if not place.bo or native or place.code == "410000":  # 河南 is composed itself
            continue
        written = without_kind(place.bo).strip("།་")
        if written.count("་") + 1 == len(place.short):
            found.append((place.short, written))
    return found


def without(name: str) -> Sounds:
    """Return the rules without what ``name`` alone attests."""

    def stays(part: TibetanPart) -> bool:
        cited = [re.split(" ", one)[0] for one in part.source.split("; ")]
        return part.type not in ("initial", "final", "syllable") or set(cited) != {name}

    return sounds(filter(stays, TABLES.parts))


def test_attested_names_are_written_alike_by_the_rules_of_the_others() -> None:
    """36 of 56 on 2026-11-26; of 12 nothing else attests some sound, 8 are written otherwise."""
    names = transcribed()
    alone = [(by_sound(zh, without(zh)), bo) for zh, bo in names]
    alike = [bo for written, bo in alone if written == bo]
    other = [bo for written, bo in alone if written not in ("", bo)]
    assert len(names) >= 56
    assert len(alike) >= 0.64 * len(names)
    assert len(other) <= 0.15 * len(names)


@pytest.mark.parametrize(
    ("path", "name", "how"),
    [
        ("北京市/丰台区", "ཧྥེང་ཐའེ་ཆུས།", SOUND),
        ("湖北省/恩施土家族苗族自治州", "ཨེན་ཧྲི་ཐུའུ་ཅ་རིགས་མེའོ་རིགས་རང་སྐྱོང་ཁུལ།", SOUND),
        ("那曲市第一人民医院", "ནག་ཆུ་གྲོང་ཁྱེར་མི་དམངས་སྨན་ཁང་དང་པོ།", PARTS),
        ("波密人民医院", "སྤོ་མེས་མི་དམངས་སྨན་ཁང་།", PARTS),  # the short name
        ("通化中医医院", "ཐུང་ཧྭ་ཀྲུང་ལུགས་སྨན་ཁང་།", SOUND),  # of two, the prefecture
        ("青海日报", "མཚོ་སྔོན་ཉིན་རེའི་ཚགས་པར།", PARTS),
        ("北京协和医院", "པེ་ཅིང་ཞེ་ཧོ་སྨན་ཁང་།", SOUND),  # a proper name
        (
            "大连医科大学附属第一医院",
            "ཏ་ལེན་གསོ་རིག་སློབ་གྲྭ་ཆེན་མོའི་སྨན་ཁང་དང་པོ།",
            PARTS,
        ),
        ("青岛市市立医院", "ཆིང་ཏའོ་གྲོང་ཁྱེར་གྱི་སྨན་ཁང་།", PARTS),  # གྲོང་ཁྱེར once
        ("西藏民族大学", "བོད་ལྗོངས་མི་རིགས་སློབ་གྲྭ་ཆེན་མོ།", PARTS),  # it stands in 咸阳
        ("北京同仁医院", "པེ་ཅིང་ཐུང་རིན་སྨན་ཁང་།", SOUND),  # not 同仁 in 青海
        ("钱塘江第二医院", "ཆན་ཐང་ཅང་སྨན་ཁང་གཉིས་པ།", SOUND),
        ("趣头条", "ཆུའུ་ཐོའུ་ཐེའོ།", SOUND),  # a paper of the tables, all of it a proper name
        ("大理州中医院", "ཏ་ལི་ཁུལ་ཀྲུང་ལུགས་སྨན་ཁང་།", SOUND),  # as the press writes it
        ("长沙援藏工作队", "ཁྲང་ཧྲ་བོད་སྐྱོར་ལས་དོན་རུ་ཁག", SOUND),
        ("组团式援藏", "ཚོགས་པའི་རྣམ་པའི་བོད་སྐྱོར།", PARTS),  # in the tables, composed
        ("京沈对口合作", "པེ་ཅིང་ཧྲེན་དབྱང་ཁ་གཏད་མཉམ་ལས།", SOUND),
        ("苏陕协作", "ཅང་སུའུ་ཧྲའན་ཞི་མཉམ་ལས།", PARTS),
    ],
)
def test_a_name_is_put_together(path: str, name: str, how: str) -> None:
    assert made(path) == (name, how)


@pytest.mark.parametrize(
    "path",
    [
        "青海省/果洛藏族自治州/久治县",  # its Chinese name writes a Tibetan one
        "内蒙古自治区/兴安盟",  # no word for the kind
        "广西壮族自治区/桂林市/龙胜各族自治县",
        "北京市胸科医院",  # 胸科 is a word, which no source has
        "西藏安宁医院",  # by the sound in a Tibetan area
        "雄巴村卫生室",
        "巴嘎乡卫生院",
        "第一人民医院",
        "安化市人民医院",  # no such place: not 市人 by the sound
        "李海网",  # a person's
        "头条",  # no paper of the tables
        "中国卫生",
        "附属医院",
        "北京安贞医院东院",
        "北京A医院",
        "王医院",
        "人民医院",
        "对口协作",
        "扎西",
        "不在表里的省/那曲市",
    ],
)
def test_what_no_rule_makes_has_no_name(path: str) -> None:
    assert made(path) == (None, "")


def test_a_name_of_the_tables_is_never_made() -> None:
    composed = {(n.zh,) for n in TABLES.names if n.status == "composed"}
    for path, name in NAMES.given.items():
        assert (NAMES[path], NAMES.how(path)) == (name, PARTS if path in composed else "")
    assert made("西藏自治区人民医院") == ("བོད་རང་སྐྱོང་ལྗོངས་མི་དམངས་སྨན་ཁང་།", PARTS)
    assert made("西藏自治区藏医院")[1] == ""


def test_the_short_name_of_a_place_leaves_out_kind_and_nations() -> None:
    shorts = {"北京市": "པེ་ཅིང་།", "青海省/海西蒙古族藏族自治州": "མཚོ་ནུབ།", "四川省": "སི་ཁྲོན།"}
    shorts["湖北省/恩施土家族苗族自治州"] = "ཨེན་ཧྲི།"
    for path, short in shorts.items():
        assert NAMES.short(tuple(path.split("/"))) == short


def test_names_without_rules_are_those_given() -> None:
    names = TibetanNames(given={("甲",): "ཀ།"})
    assert ("甲",) in names and ("乙",) not in names and dict(names) == {("甲",): "ཀ།"}
    assert addresses(TABLES).tibetan and Addresses().tibetan == {}


def test_provinces_are_told_apart() -> None:
    provinces = [place for place in TABLES.places if place.level == 1]
    names = [place.bo for place in provinces]
    assert all(names) and len(provinces) == 34
    assert len({without_kind(name) for name in names}) == len(names)  # 山西 陕西, 河南 海南


def test_every_tibetan_value_has_a_source_and_a_status() -> None:
    rows: list[object] = [*TABLES.places, *TABLES.names, *TABLES.parts]
    rows += [*TABLES.terms.values(), *TABLES.reasons]
    lacking = [
        row
        for row in rows
        if getattr(row, "bo", "")
        and not (getattr(row, "source", "") and getattr(row, "status", ""))
    ]
    assert [row for row in lacking if getattr(row, "key", "") != "reviewer"] == []
    said = {term.bo for term in TABLES.terms.values() if term.source}
    assert [f.name for f in TABLES.fields.values() if f.bo and f.bo not in said] == []
    assert [programme.zh for programme in TABLES.programmes if programme.bo] == []
    assert [p.zh for p in TABLES.places if p.source.startswith("unsourced")] == []


def test_two_sources_are_two() -> None:
    named: list[Place | TibetanName] = [*TABLES.places, *TABLES.names]
    assert [row.zh for row in named if row.status == "two-sources" and not row.source2] == []
    assert all(row.source != row.source2 for row in named if row.source2)
