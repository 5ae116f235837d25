"""CSV and TSV: tables of articles, and prose that is none."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidstories.model import Role
from aidstories.restore.decode import decode
from aidstories.restore.reading.records.table import is_table, read_table
from aidstories.restore.reading.refusal import Refusal
from aidstories.restore.run import restore

BODY = "九月一日，医疗队抵达县医院，八名队员当天就开始查房。"
OTHER = '一周之后，医疗队开出\n第一张"带教清单", 二十名本地医生认领了题目。'
NAMES = ["编号", "标题", "作者", "发布时间", "正文"]
ROWS = [["7", "医疗队抵达", "何青", "2021/9/1 8:00", BODY], ["9", "带教清单", "", "", OTHER]]


def written(rows: list[list[str]], delimiter: str = ",", end: str = "\r\n") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_tables(codec: str, delimiter: str, end: str) -> None:
    text = decode(written([NAMES, *ROWS], delimiter, end).encode(codec)).text
    assert is_table(text)
    one, two = read_table(text)
    assert (one.name, dict(one.meta)) == (
        "7",
        {"title": "医疗队抵达", "author": "何青", "date": "2021-09-01"},
    )
    assert one.text.endswith(f"---\n{BODY}\n") and two.text.endswith(f"---\n{OTHER}\n")


def test_a_row_becomes_a_story() -> None:
    part = read_table(written([NAMES, *ROWS]))[0]
    (article,) = restore(part.text.encode()).articles
    assert (article.first(Role.TITLE), article.texts(Role.PARAGRAPH)) == ("医疗队抵达", (BODY,))


def test_quotes_that_nobody_doubled() -> None:
    text = f'title\tcontent\n甲\t"夜间门诊"开了，{BODY}\n'
    assert is_table(text)
    (part,) = read_table(text)
    assert part.text.endswith(f'---\n"夜间门诊"开了，{BODY}\n')


def test_columns_without_a_name_and_doubles() -> None:
    (part,) = read_table(written([["标题", "标题", "", "内容"], ["甲", "乙", "丙", BODY]]))
    assert part.meta["title"] == "甲"


def test_a_body_longer_than_the_limit_of_csv() -> None:
    (part,) = read_table(written([["标题", "正文"], ["甲", BODY * 10_000]]))
    assert part.text.endswith(BODY * 10_000 + "\n")


def test_initials_name_columns() -> None:
    text = written([["bt", "ly", "zz", "fbsj", "nr"], ["甲", "海角报", "段敏", "2024-05-06", BODY]])
    meta = read_table(text)[0].meta
    assert (meta["title"], meta["source"], meta["author"]) == ("甲", "海角报", "段敏")


def test_a_name_is_the_title_of_last_resort() -> None:
    rows = [["name", "title", "正文"], ["乙", "甲", BODY]]
    assert read_table(written(rows))[0].meta["title"] == "甲"
    assert read_table(written([[r[0], r[2]] for r in rows]))[0].meta["title"] == "乙"


def test_a_mapping_names_columns() -> None:
    text = written([["c1", "c2"], ["甲", BODY]])
    mapping = {"title": "C1", "body": "c2"}
    assert is_table(text, mapping) and not is_table(text)
    assert read_table(text, mapping)[0].meta["title"] == "甲"


def test_a_table_without_a_body_is_refused_with_its_columns() -> None:
    text = written([["标题", "作者", "neirong2"], ["甲", "何青", BODY]])
    assert is_table(text)
    with pytest.raises(Refusal) as caught:
        read_table(text)
    assert "标题、作者、neirong2" in caught.value.zh


CUT = written([NAMES, *ROWS])[:-30]


def test_a_list_of_titles_without_their_texts_is_refused_with_its_columns() -> None:
    text = written([["标题", "作者", "价格"], *[["医疗队抵达", "何青", "3"]] * 3])
    assert is_table(text)
    with pytest.raises(Refusal) as caught:
        read_table(text)
    assert "标题、作者、价格" in caught.value.zh


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (CUT, 3),
        (written([NAMES, [*ROWS[0], "多出一格"]]), 2),
        (written([NAMES, *[ROWS[0]] * 60]) + '8,"乙,', 62),
        ("", 1),
    ],
)
def test_tables_that_are_refused(text: str, row: int) -> None:
    with pytest.raises(Refusal) as caught:
        read_table(text)
    assert f"第 {row} 行" in caught.value.zh


def test_a_table_that_is_cut_off_is_one() -> None:
    assert is_table(CUT)
    assert is_table(written([["标题", "正文"], ["甲", BODY * 9 + "\n"]])[:-40])


PROSE = [
    "",
    BODY,
    "标题",
    "标题,正文",
    "标题,正文\n",
    "标题，正文\n甲，医疗队抵达县医院，八名队员当天就开始查房。",
    "作者,标题,内容都好。\n甲,乙,医疗队抵达县医院,八名队员当天就开始查房。",
    "内容,形式都好\n九月一日,医疗队抵达县医院。八名队员当天就开始查房。",
    "Content, context and care\nDoctors came to the county, stayed a year, and left.",
    "Title, a story\nOnce upon a time, there was a doctor in the county.",
    "content,context\nDoctors came to the county. Others, too.\nMore, and more, and more.",
    "标题,作者,价格\n甲,何青,3\n乙,李文,4",
    "地点,作者,价格\n甲,何青,3\n乙,李文,4\n丙,段敏,5",
    "标题,内容\n甲,何青\n乙,李文\n丙,段敏",
    "时间\t内容\n9月1日\t查房\n9月2日\t义诊",
    "姓名\t年龄\n何青\t34\n李文\t29，八名队员当天就开始查房。",
    "标题：医疗队抵达\n作者：何青\n" + BODY,
    "|标题|正文|\n|---|---|\n|甲|乙|",
    "标题,正文\n甲,乙,丙\n" + BODY,
    "\n标题,正文\n甲," + BODY,
    "<table>,title,content\n1,2,医疗队抵达县医院，八名队员当天就开始查房。",
]


@pytest.mark.parametrize("text", PROSE)
def test_what_is_no_table(text: str) -> None:
    assert not is_table(text)


CLAUSES = st.text(
    "医疗队抵达县院八名员当天就开始查房的是了标题正文内容作者", min_size=1, max_size=12
)
SENTENCES = st.lists(CLAUSES, min_size=1, max_size=5).map(lambda found: ",".join(found) + "。")


@given(st.lists(SENTENCES, min_size=1, max_size=8), st.sampled_from(["\n", "\n\n", ""]))
def test_prose_with_commas_is_never_a_table(sentences: list[str], end: str) -> None:
    assert not is_table(end.join(sentences))


@given(st.text(), st.integers(0, 120))
def test_any_text_is_read_or_refused(noise: str, at: int) -> None:
    whole = written([NAMES, *ROWS])
    for text in (noise, whole[:at], whole[:at] + noise + whole[at:]):
        is_table(text)
        try:
            read_table(text)
        except Refusal:
            continue


def test_columns_of_one_name_are_joined_where_they_belong_together() -> None:
    names = ["标题", "作者", "作者", "正文", "正文"]
    rows = [
        ["医疗队抵达", "何青", "李文", BODY, "第二天又去了乡里。"],
        ["甲", "何青", "", BODY, BODY],
    ]
    one, two = read_table(written([names, *rows]))
    assert one.meta["author"] == "何青 李文" and two.meta["author"] == "何青"
    assert one.text.endswith(f"{BODY}\n第二天又去了乡里。\n") and two.text.count(BODY) == 1


def test_other_columns_of_one_name_stay_apart() -> None:
    (part,) = read_table(written([["标题", "标题", "正文"], ["甲", "乙", BODY]]))
    assert part.meta["title"] == "甲"
