"""The lists in docs/data are whole and agree with each other."""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest

from aidstories.describe.authority import authorities
from aidstories.describe.gazetteer import Form, Gazetteer, Name
from aidstories.describe.languages import Language
from tests.archive import HOME, TABLES


def rows(name: str) -> list[dict[str, str]]:
    with (HOME / "docs" / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PLACES = {row["code"]: row for row in rows("places")}
PATHS = {row["path"] for row in PLACES.values()}


def test_places_have_their_parents() -> None:
    """Every path is its parent's and its own name, and every code has six digits."""
    assert len(PLACES) == len(rows("places")) == len(PATHS)
    for code, row in PLACES.items():
        assert re.fullmatch(r"\d{6}", code)
        above = PLACES[row["parent"]]["path"] + "/" if row["parent"] else ""
        assert row["path"] == above + row["zh"]


def test_places_are_counted() -> None:
    """34 provinces; the counts of 2023 with what changed since."""
    provinces = [r for r in PLACES.values() if not r["parent"]]
    counties = [c for c in PLACES if not c.endswith("00")]
    assert len(provinces) == 34
    assert 2_800 <= len(counties) <= 2_900


@pytest.mark.parametrize(
    ("path", "gone"),
    [
        ("西藏自治区/林芝市/米林市", "西藏自治区/林芝市/米林县"),
        ("西藏自治区/山南市/错那市", "西藏自治区/山南市/错那县"),
        ("西藏自治区/那曲市/色尼区", "西藏自治区/那曲地区"),
        ("北京市/朝阳区", "北京市/市辖区"),
        ("河南省/济源市", "河南省/省直辖县级行政区划"),
        ("新疆维吾尔自治区/石河子市", "新疆维吾尔自治区/自治区直辖县级行政区划"),
        ("广东省/东莞市", "广东省/东莞市/东莞市"),
    ],
)
def test_current_names(path: str, gone: str) -> None:
    assert path in PATHS
    assert gone not in PATHS


def test_tibetan_names_are_tibetan_and_have_a_source() -> None:
    """An editor may add a place whose Tibetan name nobody has attested yet."""
    named = [row for row in PLACES.values() if row["bo"]]
    assert len(named) > 80
    for row in named:
        assert row["wylie"] and row["source"], row["path"]
        assert re.fullmatch(r"[\u0f00-\u0fff]+", row["bo"])


def test_programmes_name_each_other() -> None:
    table = rows("programmes")
    names = {row["zh"] for row in table}
    assert len(names) == len({row["id"] for row in table}) == len(table)
    for row in table:
        assert not set(filter(None, row["broader"].split("|"))) - names
        assert {row["region"], row["donor"]} <= PATHS | {""}
        assert re.fullmatch(r"[a-z-]+", row["id"])


def test_a_programme_names_itself() -> None:
    """A scheme's own name is found by its patterns."""
    for programme in authorities(TABLES).programmes:
        if programme.id not in ("duikou-yuanzang", "duikou-yuanjiang", "duikou-yuanqing", "kangyi"):
            assert programme.pattern.search(programme.zh), programme.zh


def test_places_of_publishers_and_institutions() -> None:
    for name in ("publishers", "institutions"):
        table = rows(name)
        assert {row["place"] for row in table} <= PATHS | {""}
        forms = [f for r in table for f in (r["name"], *filter(None, r["aliases"].split("|")))]
        assert [f for f, count in Counter(forms).items() if count > 1] == []


def test_names_in_other_languages() -> None:
    """They are of divisions that exist, have a source, and are found whole in their language."""
    names = authorities(TABLES).other_names
    for row in rows("place_names"):
        assert row["path"] in PATHS
        assert row["source"]
        for name in row["names"].split("|"):
            assert list(names[Language(row["language"])].find(name)) == [
                (0, len(name), row["path"])
            ]


@pytest.mark.parametrize(
    ("language", "text", "paths"),
    [
        (Language.ENGLISH, "Hunanese food, a Lhasan, Wu Han", []),
        (Language.ENGLISH, "Dangxiong grass, Dangxiong County", ["西藏自治区/拉萨市/当雄县"]),
        (Language.ENGLISH, "Suzhou", []),
        (Language.ENGLISH, "Jilin", ["吉林省"]),
        (Language.TIBETAN, "ལྷ་སའི་སྨན་ཁང་", ["西藏自治区/拉萨市"]),
        (Language.TIBETAN, "ལྷ་སྲས་དང་། ནག་ཆུང་།", []),
    ],
)
def test_names_that_are_and_are_not_found(language: Language, text: str, paths: list[str]) -> None:
    """A name inside a word, a county's without its type and one of two cities are none."""
    assert [path for *_, path in authorities(TABLES).other_names[language].find(text)] == paths


def test_countries_are_no_divisions() -> None:
    names = {name for row in rows("countries") for name in row["zh"].split("|")}
    assert not names & ({row["zh"] for row in PLACES.values()} | {"中国"})
    assert len({row["code"] for row in rows("countries")}) == len(rows("countries"))


def test_gazetteer_finds_every_name() -> None:
    """Each full name of a county is found whole, alone in a text."""
    gazetteer = authorities(TABLES).gazetteer
    for row in PLACES.values():
        ((start, name),) = gazetteer.find(row["zh"])
        assert (start, name.text) == (0, row["zh"])
        assert name.form is Form.OTHER or row["path"] in name.paths


def test_gazetteer_takes_the_longest() -> None:
    gazetteer = Gazetteer([Name(text=t, form=Form.SHORT) for t in ("海南", "海南州", "南州")])
    assert [(at, n.text) for at, n in gazetteer.find("海南州海南")] == [(0, "海南州"), (3, "海南")]
