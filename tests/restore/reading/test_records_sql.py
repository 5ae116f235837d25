"""Dumps in SQL: dialects, tables that hold articles, and dumps that are cut off."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidstories.model import Role
from aidstories.restore.reading.records import sql_dump
from aidstories.restore.reading.records.sql import is_sql, read_sql
from aidstories.restore.reading.refusal import Refusal
from aidstories.restore.run import restore

BODY = "九月一日，医疗队抵达县医院，八名队员当天就开始查房。"
OTHER = "一周之后，医疗队开出第一张带教清单，二十名本地医生认领了题目。"


def bodies(text: str, **mapping: str) -> list[tuple[str, str]]:
    """Return title and body of each record."""
    assert is_sql(text)
    parts = [part for part in read_sql(text, mapping) if part.text]
    return [(p.meta.get("title", ""), p.text.split("---\n")[-1][:-1]) for p in parts]


MYSQL = f"""-- MySQL dump 10.13
/*!40101 SET NAMES utf8mb4 */;
DROP TABLE IF EXISTS `news`;
CREATE TABLE `news` (
  `id` int(11) NOT NULL AUTO_INCREMENT, -- 编号, 自增
  `title` varchar(200) DEFAULT '' COMMENT '标题, it\\'s (一)',
  `price` decimal(10,2),
  content longtext,
  PRIMARY KEY (`id`), KEY `t` (`title`)
) ENGINE=InnoDB COMMENT='新闻; 表';
LOCK TABLES `news` WRITE;
INSERT INTO `news` VALUES (1,'医疗队\\'抵达\\'',-1.50,'<p class=\\"a\\">{BODY}</p>\\r\\n{OTHER}'),
(2,'it''s; \\\\n',NULL,"{OTHER}") , (3,'空',0x00,NULL);
UNLOCK TABLES;
"""

POSTGRES = f"""--
-- PostgreSQL database dump
--
\\restrict abc
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE FUNCTION public.f() RETURNS trigger AS $_$ BEGIN INSERT INTO log VALUES (';'); END $_$;
COPY public.news (id, title, content, "time") FROM stdin;
1\t医疗队\\t抵达\t{BODY}\\n{OTHER}\t2021-09-01
2\tC:\\\\n\t{OTHER}\t\\N
\\.
INSERT INTO public.news VALUES (3, E'甲\\n乙', '{BODY}\\n'::text, now());
INSERT INTO public.news (title, content) VALUES ('丙', '{BODY}' || chr(10) || '{OTHER}');
"""

MSSQL = f"""USE [cms]
GO
SET IDENTITY_INSERT [dbo].[News] ON
INSERT [dbo].[News] ([Id], [Title], [Content], [AddTime]) VALUES (1, N'医疗队', N'{BODY}\\n', CAST(N'2021-09-01T08:00:00' AS DateTime))
INSERT [dbo].[News] ([Id], [Title], [Content], [AddTime]) VALUES (2, N'it''s', N'{OTHER}', CAST(0x00 AS DateTime))
GO
"""  # noqa: E501


def test_mysql() -> None:
    assert bodies(MYSQL) == [
        ("医疗队'抵达'", f'<p class="a">{BODY}</p>\r\n{OTHER}'),
        ("it's; \\n", OTHER),
    ]
    assert "1 条记录没有正文" in read_sql(MYSQL)[-1].unread


def test_postgresql() -> None:
    assert bodies(POSTGRES.replace("VALUES (3", "(id, title, content, time) VALUES (3")) == [
        ("医疗队 抵达", f"{BODY}\n{OTHER}"),
        ("C:\\n", OTHER),
        ("甲 乙", f"{BODY}\\n"),
        ("丙", f"{BODY}\n{OTHER}"),
    ]


def test_sql_server() -> None:
    assert bodies(MSSQL) == [("医疗队", f"{BODY}\\n"), ("it's", OTHER)]
    assert read_sql(MSSQL)[0].meta["date"] == "2021-09-01"


@given(st.text(), st.text())
def test_what_sqlite_dumps_is_read_back(title: str, body: str) -> None:
    """Line ends are written as ``replace(…, char(10))`` or in ``unistr``, by version."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE news (id INTEGER PRIMARY KEY, 'title' TEXT, content TEXT)")
    kept = [s.replace("\0", "").encode("utf-8", "replace").decode() for s in (title, body)]
    base.execute("INSERT INTO news (title, content) VALUES (?, ?)", (kept[0], BODY + kept[1]))
    (part,) = read_sql("\n".join(base.iterdump()))
    assert part.text.endswith(f"{BODY}{kept[1]}\n")


def test_a_column_in_single_quotes_has_its_name() -> None:
    (part,) = read_sql(
        "CREATE TABLE news (id INTEGER PRIMARY KEY, 'title' TEXT, content TEXT);\n"
        f"INSERT INTO news VALUES(1,'医疗队',{BODY!r});\n"
    )
    assert part.meta["title"] == "医疗队"


COMMENTED = f"""CREATE TABLE `news` (
  `id` int(10) NOT NULL,
  `title` varchar(255) COMMENT 'utf8',
  `lead` varchar(99) COMMENT '标题',
  `content` text COMMENT '新闻内容',
  `atime` int(14) COMMENT '创建时间',
  `ctime` int(14) COMMENT '修改时间'
);
INSERT INTO `news` VALUES (1, '医疗队', '抵达', '{BODY}', '1630454400', '1635724800');
"""


def test_a_column_is_known_by_its_comment() -> None:
    (part,) = read_sql(COMMENTED)
    assert part.meta == {"title": "医疗队", "date": "2021-09-01"}


def test_a_comment_is_less_than_a_name_and_than_a_mapping() -> None:
    (part,) = read_sql(COMMENTED.replace("'修改时间'", "'发表'"))
    assert part.meta["date"] == "2021-11-01"
    (part,) = read_sql(COMMENTED, {"date": "ctime"})
    assert part.meta["date"] == "2021-11-01"


def test_line_ends_of_sqlite() -> None:
    text = (
        "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE a(title, content);\n"
        f"INSERT INTO a VALUES('甲',replace(replace('{BODY}\\r\\n一','\\r',char(13)),"
        "'\\n',char(10)));"
        f"\nINSERT INTO a VALUES('乙',unistr('{BODY}\\u000a\\\\一'));\nCOMMIT;\n"
    )
    assert bodies(text) == [("甲", f"{BODY}\r\n一"), ("乙", f"{BODY}\n\\一")]


def test_columns_without_names_are_known_by_what_they_hold() -> None:
    text = (
        f"INSERT INTO `x` VALUES ('news','医疗队抵达',1630454400,'{BODY}\\r\\n',24),"
        f"('news','带教清单','1631059200','{OTHER}',25);"
    )
    assert bodies(text) == [("医疗队抵达", f"{BODY}\r\n"), ("带教清单", OTHER)]
    assert [part.meta["date"] for part in read_sql(text)] == ["2021-09-01", "2021-09-08"]
    assert bodies(text, title="5") == [("24", f"{BODY}\r\n"), ("25", OTHER)]


def test_what_a_text_was_called_elsewhere_is_no_title() -> None:
    text = (
        f"INSERT INTO `x` VALUES ('医疗队抵达','7','（原标题：第三批医疗队抵达乙县）','{BODY}'),"
        f"('带教清单','8','（原标题：一份带教清单，两年带教路）','{OTHER}');"
    )
    assert bodies(text) == [("医疗队抵达", BODY), ("带教清单", OTHER)]
    kept = text.replace("（原标题：", "").replace("）'", "'")
    titles = [title for title, _ in bodies(kept)]
    assert titles == ["第三批医疗队抵达乙县", "一份带教清单，两年带教路"]


def test_rows_that_try_out_a_system_say_nothing_of_the_columns() -> None:
    tried = "".join(f"('{n}', '{n * 111}', '测试', NULL, '2021-09-0{n}')," for n in range(1, 6))
    text = f"INSERT INTO `x` VALUES {tried}('7', '医疗队抵达', '{BODY}', NULL, '2021-09-08');"
    assert ("医疗队抵达", BODY) in bodies(text)


def test_the_semicolon_of_an_escaped_tag_ends_no_clause() -> None:
    text = (
        "INSERT INTO `x` VALUES (1, 'a.jpg', '啊啊', '&lt;p&gt;a啊&lt;/p&gt;'),"
        f"(2, 'a.jpg', '医疗队抵达', '&lt;p&gt;{BODY}&lt;/p&gt;');"
    )
    assert bodies(text) == [("医疗队抵达", f"<p>{BODY}</p>")]


def test_columns_in_a_style_of_the_house_are_known_by_their_endings() -> None:
    names = "fId, fText, fContent, fTitle, fUpdated, ffbTime"
    text = (
        f"INSERT INTO t ({names}) VALUES (1, NULL, '{BODY}', '甲', '2021-09-09', '2021-09-01');\n"
        f"INSERT INTO t ({names}) VALUES (2, NULL, '{OTHER}', '乙', '2021-09-09', '2021-09-08');\n"
    )
    assert bodies(text) == [("甲", BODY), ("乙", OTHER)]
    assert [part.meta.get("date") for part in read_sql(text)] == ["2021-09-01", "2021-09-08"]
    alone = text.replace("ffbTime", "fEdited")
    assert "date" not in read_sql(alone)[0].meta
    beside = f"INSERT INTO news (title, content) VALUES ('丙', '{BODY}');\n"
    assert bodies(text + beside) == [("丙", BODY)]


def test_beside_a_usual_title_the_body_may_have_any_name() -> None:
    names = "news_id, title, context, author, publish_date"
    text = (
        f"INSERT INTO news ({names}) VALUES (1, '甲事', '<p>{BODY}</p>', '段敏', '2021-09-01');\n"
        f"INSERT INTO news ({names}) VALUES (2, '乙事', '<p>{OTHER}</p>', '段敏', '2021-09-08');\n"
    )
    assert bodies(text) == [("甲事", f"<p>{BODY}</p>"), ("乙事", f"<p>{OTHER}</p>")]
    untitled = text.replace("title", "label")
    with pytest.raises(Refusal, match=r"news\.context|context"):
        read_sql(untitled)


def test_of_several_tables_those_with_titles_and_bodies_count() -> None:
    text = (
        f"INSERT INTO news (id, title, content) VALUES (1, '甲', '{BODY}');\n"
        f"INSERT INTO posts (id, title, content) VALUES (1, '乙', '{OTHER}');\n"
        f"INSERT INTO comments (id, content) VALUES (1, '{OTHER * 9}');\n"
        "INSERT INTO links (id, title, url) VALUES (1, '丙', '/');\n"
    )
    assert bodies(text) == [("甲", BODY), ("乙", OTHER)]
    assert [part.name for part in read_sql(text)] == ["news/1", "posts/1"]


def test_bodies_in_a_table_of_their_own_are_joined_by_id() -> None:
    text = (
        "INSERT INTO v9_news (id, catid, title, inputtime, description) VALUES "
        "(7, 1, '甲', 1630454400, '短'), (9, 1, '乙', 1630454400, '短'), (11, 2, '丙', 0, '');\n"
        f"INSERT INTO v9_news_data (id, content, copyfrom) VALUES (9, '{OTHER}', '高原晚报'), "
        f"(7, '{BODY}', '');\n"
        "INSERT INTO v9_tag (tagid, title) VALUES (7, '医疗'), (9, '援藏');\n"
    )
    assert bodies(text) == [("甲", BODY), ("乙", OTHER)]
    part = read_sql(text)[1]
    assert (part.name, part.meta["source"], part.meta["date"]) == ("9", "高原晚报", "2021-09-01")


def test_a_row_becomes_a_story() -> None:
    (article,) = restore(read_sql(MYSQL)[1].text.encode()).articles
    assert article.texts(Role.PARAGRAPH) == (OTHER,)


def test_a_text_about_postgresql_is_of_no_dialect() -> None:
    text = f"INSERT INTO `a` (title, content) VALUES ('甲\\'乙', 'PostgreSQL，{BODY}\\n-- 一');"
    assert bodies(text) == [("甲'乙", f"PostgreSQL，{BODY}\n-- 一")]


def test_a_procedure_is_passed_over() -> None:
    text = (
        "SET NAMES utf8;\nDELIMITER ;;\nCREATE TRIGGER a BEGIN INSERT INTO log VALUES (1 +; END;;\n"
        f"DELIMITER ;\nINSERT INTO news (title,content) VALUES ('甲','{BODY}');\n"
    )
    assert bodies(text) == [("甲", BODY)]


def test_a_database_is_made_on_a_condition() -> None:
    """SQLyog writes ``IF NOT EXISTS`` for versions that know it."""
    text = (
        "/*!40101 SET NAMES utf8 */;\nCREATE DATABASE /*!32312 IF NOT EXISTS*/`cms` "
        "/*!40100 DEFAULT CHARACTER SET gbk */;\nUSE `cms`;\n"
        f"insert  into `news`(`id`,`title`,`content`) values (1,'甲','{BODY}');\n"
    )
    assert bodies(text) == [("甲", BODY)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        BODY,
        "Insert into the wound a clean swab; values differ.",
        "Set a course for the county; insert your card.",
        "Create a table of contents (see below).",
        "Drop table salt into water;",
        "Create a schema /* of care */ for the ward;",
        "Create schema /* of care */ ward rounds;",
        "-- 第一章 --\n" + BODY,
        "# INSERT INTO news\n\n" + BODY,
        "下面是例子：\nINSERT INTO news VALUES (1);",
        "SELECT * FROM news;",
        "Copy the list from stdin;",
        "Begin; then insert the tube.",
        "Use this;\n" + BODY,
    ],
)
def test_what_is_no_dump(text: str) -> None:
    assert not is_sql(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (MYSQL[: MYSQL.index("抵达")], "缺了一截"),
        (MYSQL[: MYSQL.index("NULL,")], "缺了一截"),
        (POSTGRES[: POSTGRES.index("\\.")], "缺了一截"),
        ("CREATE TABLE news (id int, title", "缺了一截"),
        ("CREATE TABLE news (id int);", "没有数据"),
        ("INSERT INTO news (title, content) VALUES ('甲', 3 = 4);", "第 1 行"),
        ("INSERT INTO t VALUES (" + "(" * 50_000 + "1", "第 1 行"),
        ("INSERT INTO t VALUES (" + "replace(" * 50_000, "第 1 行"),
        (f"INSERT INTO t (a, b) VALUES ('甲', '{BODY}');", "t.a、t.b"),
        ("INSERT INTO t VALUES (1, 2);", "t.1、t.2"),
    ],
)
def test_dumps_that_are_refused(text: str, reason: str) -> None:
    assert is_sql(text)
    with pytest.raises(Refusal) as caught:
        read_sql(text)
    assert reason in caught.value.zh


def test_a_dump_that_is_cut_off_within_a_text_gives_what_there_is() -> None:
    """The whole rows and the beginning of the last; a part without text says what is lacking."""
    at = MYSQL.rindex(OTHER) + len(OTHER) - 4
    assert bodies(MYSQL[:at])[1] == ("it's; \\n", OTHER[:-4])
    assert "缺了一截" in read_sql(MYSQL[:at])[-1].unread
    assert bodies(MYSQL[: MYSQL.index(OTHER)]) == [
        ("医疗队'抵达'", f'<p class="a">{BODY}</p>\r\n'),
    ]
    alone = f"INSERT INTO news VALUES (1, '甲', '{BODY}', 3), (2, '乙', '{OTHER}"
    assert [body for _, body in bodies(alone)] == [BODY, OTHER]


def test_more_rows_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql_dump, "MOST_ROWS", 2)
    assert len(bodies(f"INSERT INTO t (title, content) VALUES ('甲','{BODY}'),('','');")) == 1
    with pytest.raises(Refusal, match="more than 2 rows"):
        read_sql("INSERT INTO t VALUES (1),(2);\nINSERT INTO t VALUES (3);")


@pytest.mark.parametrize(
    "piece", ["/*", "$a$ ", "'", "`", "DELIMITER $$\n", "CREATE a\n", "CREATE TABLE t (", "\n", "("]
)
def test_no_text_takes_long(piece: str) -> None:
    text = "SET NAMES utf8;\nINSERT INTO a VALUES (1);\n" + piece * 50_000
    is_sql(text)
    with pytest.raises(Refusal):
        read_sql(text)


@given(st.text("'\"`\\;,()$-/*\n aE1N[]"), st.sampled_from([MYSQL, POSTGRES, MSSQL]), st.data())
def test_any_text_is_read_or_refused(noise: str, whole: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(whole)))
    for text in (noise, whole[:at], whole[:at] + noise + whole[at:]):
        is_sql(text)
        try:
            read_sql(text)
        except Refusal:
            continue


@pytest.mark.parametrize(
    "text",
    [
        MYSQL[MYSQL.index("  `price`") :],
        MYSQL[MYSQL.index(") ENGINE") :],
        "NT '正文',\n" + MYSQL[MYSQL.index("  `price`") :],
    ],
)
def test_an_excerpt_may_open_within_the_definition_of_a_table(text: str) -> None:
    assert bodies(f"{text}INSERT INTO a (title, content) VALUES ('甲', '{BODY}');\n")[-1] == (
        "甲",
        BODY,
    )


def test_an_excerpt_may_be_rows_alone() -> None:
    first = f"(7, '医疗队抵达县里', '{BODY}', '2021-09-01')"
    text = f"{first},\n(8, '带教清单开出', '{OTHER}', '2021-09-08');\n"
    assert bodies(text) == [("医疗队抵达县里", BODY), ("带教清单开出", OTHER)]
    assert read_sql(text)[0].meta["date"] == "2021-09-01"


def test_an_excerpt_may_be_rows_of_copy_alone() -> None:
    rows = (
        ("\\N", "\\N"),
        ("7", "\\N", "医疗队八名队员抵达县里", f"<p>{BODY}</p>\\n<p>{OTHER}</p>", "2021-09-01"),
        ("8", "\\N", "带教清单开出二十条", f"<p>{OTHER}</p>", "2021-09-08"),
        ("9", "\\N"),
    )
    text = "\n".join(map("\t".join, rows))
    (title, body), second = bodies(text)
    assert (title, body) == ("医疗队八名队员抵达县里", f"<p>{BODY}</p>\n<p>{OTHER}</p>")
    assert second == ("带教清单开出二十条", f"<p>{OTHER}</p>")
    assert read_sql(text)[0].meta["date"] == "2021-09-01"


@pytest.mark.parametrize(
    "text",
    [
        f"县\t\\N\t例\t{BODY}\n没有数据写成：\n县\t\\N\t例\n乡\t\\N\t例\t八",
        f"县\t医院\t例\t{BODY}\n" * 3,
        f"县\t\\N\t{BODY}\n" * 3,
    ],
)
def test_a_table_in_prose_is_no_copy(text: str) -> None:
    assert not is_sql(text)


@pytest.mark.parametrize(
    "text",
    [
        f"(1, 2, 3) 是三个数。{BODY}",
        f"(1, '二', 3)\n{BODY}",
        f"下面是例子：\nINSERT INTO news (title) VALUES ('{BODY}');",
        f") 括号之后\n{BODY}\nINSERT",
        f"怎样备份,\n-- 先停服务。\n{BODY}\nINSERT INTO news (title) VALUES ('甲');",
    ],
)
def test_prose_is_no_excerpt(text: str) -> None:
    assert not is_sql(text)


def test_without_names_a_house_is_the_source_and_a_class_no_title() -> None:
    rows = (
        f"(1,'站内新闻','医疗队八名队员抵达海角县医院','海角新闻网','{BODY}'),"
        f"(2,'站外新闻','二十名本地医生认领了带教清单','天涯日报','{OTHER}')"
    )
    first, second = read_sql(f"INSERT INTO `x` VALUES {rows};")
    assert (first.meta["title"], first.meta["source"]) == (
        "医疗队八名队员抵达海角县医院",
        "海角新闻网",
    )
    assert (second.meta["title"], second.meta["source"]) == (
        "二十名本地医生认领了带教清单",
        "天涯日报",
    )


def test_without_names_the_one_title_is_no_source() -> None:
    (part,) = read_sql(f"INSERT INTO `x` VALUES (1,'援助医疗队走进海角县医院','{BODY}');")
    assert part.meta["title"] == "援助医疗队走进海角县医院"
    assert "source" not in part.meta


@pytest.mark.parametrize(
    ("lead", "whole"),
    [
        (f"<p>{OTHER}</p>", f"<p>{OTHER}</p>\n<p>{BODY}</p><p>{BODY}</p>"),
        (f"<p>{BODY}</p>", f"<p>{BODY}</p><p>{BODY}</p>"),
        (OTHER, f"<p>{BODY}</p><p>{BODY}</p>"),
    ],
    ids=["a lead", "a teaser repeats the text", "plain text"],
)
def test_without_names_the_first_paragraphs_may_have_a_column(lead: str, whole: str) -> None:
    row = f"7,'医疗队抵达','{lead}','<p>{BODY}</p><p>{BODY}</p>','2021-09-01'"
    text = f"INSERT INTO a VALUES ({row});\n"
    assert bodies(text) == [("医疗队抵达", whole)]


def test_without_names_a_headline_may_be_a_cry() -> None:
    rows = f"(7,'好消息！医疗队来了！','<p>{BODY}</p>'),(8,'喜报！县医院有了眼科','<p>{OTHER}</p>')"
    titles = ["好消息！医疗队来了！", "喜报！县医院有了眼科"]
    assert [title for title, _ in bodies(f"INSERT INTO a VALUES {rows};\n")] == titles
