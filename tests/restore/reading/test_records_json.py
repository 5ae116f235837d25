"""JSON and JSON Lines: where records stand, what a value says, what is no JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidstories.model import Role
from aidstories.restore.reading.records.json_records import is_json, is_script, read_json
from aidstories.restore.reading.refusal import Refusal
from aidstories.restore.run import restore

BODY = "九月一日，医疗队抵达县医院，八名队员当天就开始查房。"
OTHER = "一周之后，医疗队开出第一张带教清单，二十名本地医生认领了题目。"
ONE = {"title": "医疗队抵达", "content": BODY}
TWO = {"title": "带教清单", "content": OTHER}
COMMENTS = [{"user": "甲", "content": "写得真好，读了三遍。" * 9}]


def dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def titles(text: str, **mapping: str) -> list[str]:
    assert is_json(text)
    return [part.meta.get("title", "") for part in read_json(text, mapping) if part.text]


@pytest.mark.parametrize(
    "value",
    [
        [ONE, TWO],
        {"code": 0, "message": "成功。", "data": [ONE, TWO]},
        {"data": {"total": 2, "list": [ONE, TWO]}},
        {"hits": {"total": 2, "hits": [{"_id": "1", "_source": ONE}, {"_source": TWO}]}},
        {"data": [{"id": 1, "attributes": ONE}, {"id": 2, "attributes": TWO}]},
        {"pages": [{"page": "01", "articles": [ONE]}, {"page": "02", "articles": [TWO]}]},
        {"101": ONE, "102": TWO},
        {"articles": {"a1": ONE, "a2": TWO}},
        {"title": "高原晚报", "description": "报纸，每天出版。", "items": [ONE, TWO]},
        [[ONE], [TWO]],
        [{**ONE, "comments": COMMENTS}, {**TWO, "comments": COMMENTS}],
        [{**ONE, "related": [TWO, TWO, TWO]}, TWO],
        {"tags": [{"name": "医疗"}], "articles": [ONE, TWO]},
        [{name: {"rendered": value} for name, value in one.items()} for one in (ONE, TWO)],
    ],
)  # fmt: skip
def test_records_are_found(value: object) -> None:
    for text in (dumped(value), json.dumps(value, indent=1), "\ufeff\n" + dumped(value)):
        assert titles(text) == ["医疗队抵达", "带教清单"]


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ({"nickName": "海角日报"}, "海角日报"),
        ({"id": 7, "userName": "海角日报"}, "海角日报"),
        ({"screen_name": "海角日报"}, "海角日报"),
        ({"phone": "13800000000"}, ""),
    ],
)
def test_a_writer_may_be_an_account(author: object, name: str) -> None:
    (part,) = read_json(dumped({**ONE, "author": author}))
    assert part.meta.get("author", "") == name


LONG = BODY * 5
SCRIPT = f"""/* 新闻，从后台读取 */
import {"{"} ref {"}"} from 'vue'
const news: Item[] = [
  // 第一条
  {{ id: <number>1, title: <string>'医疗队' + '抵达', time: today(), tags: ['甲', "乙"],
    content: <string>'<p>{LONG}</p>\\n' +
        '<p>it\\'s \\u4e00\\x41 {OTHER}</p>', show: true }}, {{
    "title": "\\u0026带教清单\\u0026".slice(1, -1),
    content: `{OTHER}
{BODY}`,
    info: {{ label: '提示', content: '确定要退出登录吗？' }},
  }}
]
function ask(list) {{
  list.map(one => ({{ title: '提示', content: one.label + '：确定要删除吗？' }}))
  return ref(list) ? 'a' : "b"
}}
"""


def test_objects_in_a_program_are_records() -> None:
    assert is_script(SCRIPT)
    first, second = read_json(SCRIPT)
    assert first.meta == {"title": "医疗队抵达"}
    assert f"it's 一A {OTHER}" in first.text
    assert second.meta == {"title": "带教清单"}
    assert f"{OTHER}\n{BODY}" in second.text


@pytest.mark.parametrize(
    "text",
    [
        f"[{{'title': '医疗队抵达', 'content': '{LONG}', 'top': None, 'n': 1}}]",
        f"export default {{ data() {{ return [{{ title: '医疗队抵达', text: '{LONG}' }}] }}",
        f"{{\n  title: '医疗队抵达',\n  content: '{LONG}",
        f"var f = {{}}; (function () {{ show({{ title: '医疗队抵达', body: '{LONG}' }}) }})()",
    ],
)  # fmt: skip
def test_a_program_may_be_of_another_kind_or_be_cut_off(text: str) -> None:
    assert is_script(text)
    (part,) = read_json(text)
    assert part.meta == {"title": "医疗队抵达"}
    assert LONG in part.text


@pytest.mark.parametrize(
    "text",
    [
        "const ask = { title: '提示', content: '确定要删除这一条吗？' }",
        f"const a = {{ name: '医疗队', label: '{LONG}' }}",
        f"{LONG}\n{{ title: '医疗队抵达', content: '{LONG}' }}",
        f"// 怎么写：\n{{ title: '医疗队抵达', content: '{LONG}' }}\n这样写，就能显示。",
        f"<script>var a = {{ title: '医疗队抵达', content: '{LONG}' }}</script>",
        f"[1]：{LONG}",
    ],
)
def test_what_is_no_program_with_articles(text: str) -> None:
    assert not is_script(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{dumped(ONE)}\n{dumped(TWO)}\n",
        f"{dumped(ONE)}\r\n\r\n{dumped(TWO)}",
        f"\x1e{dumped(ONE)}\n\x1e{dumped(TWO)}\n",
        f"callback({dumped([ONE, TWO])});",
        f"var news = {dumped([ONE, TWO])};\n",
        f"window.data.list={dumped([ONE, TWO])}",
    ],
)
def test_lines_and_scripts_of_json(text: str) -> None:
    assert titles(text.lstrip("\x1e")) == ["医疗队抵达", "带教清单"]


def test_one_object_is_the_whole_capture() -> None:
    for value in (ONE, {"code": 0, "data": ONE}, {**ONE, "comments": COMMENTS}):
        (part,) = read_json(dumped(value))
        assert (part.name, part.meta["title"]) == ("", "医疗队抵达")
    assert [p.name for p in read_json(dumped([ONE]))] == ["1"]


def test_a_record_becomes_a_story() -> None:
    text = dumped([{**ONE, "author": ["何青", {"name": "李文"}], "pubDate": 1630454400}])
    (part,) = read_json(text)
    result = restore(part.text.encode())
    (article,) = result.articles
    assert article.first(Role.TITLE) == "医疗队抵达"
    assert article.texts(Role.PARAGRAPH) == (BODY,)
    assert result.parts[0].meta == {
        "title": "医疗队抵达",
        "author": "何青 李文",
        "date": "2021-09-01",
    }


def test_a_body_is_a_list_of_paragraphs() -> None:
    lines = [BODY, OTHER]
    (part,) = read_json(dumped({"title": "甲", "paragraphs": lines, "tags": ["医疗", "援助"]}))
    assert part.text.splitlines()[-2:] == lines


HEADING = "第一周"
WRITTEN = f"<h2>{HEADING}</h2>\n<p>{BODY}</p>\n<ul><li>查房</li>\n<li>带教</li></ul>"
RUNS = [{"type": "text", "text": BODY[:5]}, {"type": "text", "text": BODY[5:], "marks": []}]
"""A text of two runs, as one is set in bold."""
PLAIN = [{"text": BODY[:5]}, {"text": BODY[5:], "bold": True}]
TREES = {
    "editor.js": {
        "time": 1,
        "blocks": [
            {"type": "header", "data": {"text": HEADING, "level": 2}},
            {"type": "paragraph", "data": {"text": BODY}},
            {"type": "list", "data": {"style": "ordered", "items": ["查房", {"content": "带教"}]}},
        ],
    },
    "draft.js": {
        "entityMap": {},
        "blocks": [
            {"text": HEADING, "type": "header-two"},
            {"text": BODY, "type": "unstyled"},
            {"type": "list", "items": ["查房", "带教"]},
        ],
    },
    "prosemirror": {
        "type": "doc",
        "content": [
            {"type": "heading", "content": [{"type": "text", "text": HEADING}]},
            {"type": "paragraph", "content": RUNS},
            {
                "type": "bulletList",
                "content": [
                    {"type": "listItem", "content": [{"type": "text", "text": text}]}
                    for text in ("查房", "带教")
                ],
            },
        ],
    },
    "slate": [
        {"type": "heading-two", "children": [{"text": HEADING}]},
        {"type": "paragraph", "children": PLAIN},
        {
            "type": "ul",
            "children": [{"type": "li", "children": [{"text": t}]} for t in ("查房", "带教")],
        },
    ],
    "mdast": {
        "type": "root",
        "children": [
            {"type": "heading", "children": [{"type": "text", "value": HEADING}]},
            {"type": "paragraph", "children": [{"type": "text", "value": BODY}]},
            {
                "type": "list",
                "children": [
                    {"type": "listItem", "children": [{"type": "text", "value": t}]}
                    for t in ("查房", "带教")
                ],
            },
        ],
    },
    "by an object": {
        "blocks": [
            {"type": "h2", "content": HEADING},
            {"type": "p", "content": BODY},
            {"type": "list", "items": ["查房", "带教"]},
        ]
    },
}


@pytest.mark.parametrize("tree", TREES.values(), ids=TREES)
def test_a_tree_of_blocks_keeps_its_structure(tree: object) -> None:
    (part,) = read_json(dumped({"data": {"article": {"title": "甲", "content": tree}}}))
    assert part.text.endswith(f"---\n{WRITTEN}\n")
    assert part.meta == {"title": "甲"}


@pytest.mark.parametrize(
    ("body", "read"),
    [
        (
            [{"type": "p", "text": BODY}, {"type": "image"}, {"type": "p", "text": OTHER}],
            f"<p>{BODY}</p>\n<p>{OTHER}</p>",
        ),
        (
            {
                "ops": [
                    {"insert": BODY[:4]},
                    {"insert": f"{BODY[4:]}\n{OTHER}\n"},
                    {"insert": {"image": "a.png"}},
                ]
            },
            f"<p>{BODY}</p>\n<p>{OTHER}</p>",
        ),
        (
            [
                {"type": "image", "data": {"file": {"url": "a.png"}, "caption": "查房"}},
                {"type": "p", "text": BODY},
            ],
            f'<figure><img src="a.png"><figcaption>查房</figcaption></figure>\n<p>{BODY}</p>',
        ),
        (
            [{"type": "text", "data": BODY, "keywords": ["查房"]}, {"type": "text", "data": OTHER}],
            f"<p>{BODY}</p>\n<p>{OTHER}</p>",
        ),
        ([{"type": "p", "text": "体温<38 度，" + BODY}], f"<p>体温&lt;38 度，{BODY}</p>"),
        ([{"type": "p", "text": f"<b>{BODY}</b>"}], f"<p><b>{BODY}</b></p>"),
        ([{"text": BODY}, {"text": OTHER}], f"{BODY}\n{OTHER}"),
        ([BODY, {"type": "p", "text": OTHER}], f"{BODY}\n{OTHER}"),
    ],
)
def test_a_body_of_blocks_is_read_block_by_block(body: object, read: str) -> None:
    (part,) = read_json(dumped({"title": "甲", "content": body}))
    assert part.text.endswith(f"---\n{read}\n")


def test_the_object_around_a_tree_of_blocks_is_no_tree() -> None:
    blocks = [{"type": "text", "data": BODY}]
    own = {"type": "news", "title": "医疗队抵达", "ts": "1630454400000", "content": blocks}
    (part,) = read_json(dumped({"status": 1, "content": own}))
    assert part.meta == {"title": "医疗队抵达", "date": "2021-09-01"}
    assert part.text.endswith(f"---\n<p>{BODY}</p>\n")


def test_a_note_says_that_more_text_was_left_out_than_read() -> None:
    long = [{"said": BODY * 9}, {"said": OTHER * 9}]
    (_, note) = read_json(dumped({**ONE, "more": {"lines": long}}))
    assert note.unread.startswith("这个文件里还有") and OTHER[:9] in note.unread
    assert len(read_json(dumped({**ONE, "content": BODY * 99, "more": {"lines": long}}))) == 1


def test_a_tree_without_end_is_left() -> None:
    deep = '{"root":' * 900 + "1" + "}" * 900
    (part,) = read_json(f'{{"title":"甲","content":"{BODY}","more":{deep}}}')
    assert part.text.endswith(f"---\n{BODY}\n")


def test_numbers_stay_as_they_are_written() -> None:
    text = '[{"id": 007, "title": 2021, "content": "' + BODY + '"}]'
    with pytest.raises(Refusal):
        read_json(text)  # 007 is no number of JSON
    text = '[{"id": 1.50, "title": ' + "7" * 5000 + ', "content": "' + BODY + '"}]'
    (part,) = read_json(text)
    assert (part.name, part.meta["title"]) == ("1.50", "7" * 5000)


def test_an_export_of_mongodb() -> None:
    moment = {"$date": {"$numberLong": "1630454400000"}}
    (part,) = read_json(dumped([{"_id": {"$oid": "61"}, **ONE, "pubDate": moment}]))
    assert (part.name, part.meta["date"]) == ("61", "2021-09-01")


def test_a_summary_may_name_no_more_than_the_source() -> None:
    (part,) = read_json(dumped({**ONE, "summary": "文章转自:海角网（原文：海角晚报）"}))
    assert part.meta["source"] == "文章转自:海角网（原文：海角晚报）"
    for summary, source in (("来源：海角网。医疗队抵达乙县。", None), ("转自：海角网", "高原晚报")):
        row = {**ONE, "summary": summary} | ({"source": source} if source else {})
        (part,) = read_json(dumped(row))
        assert part.meta.get("source") == source


def test_a_portal_keeps_its_article_under_its_id() -> None:
    own = {**ONE, "ptime": "2021-09-01 14:54:46", "threadVote": 0}
    (part,) = read_json(dumped({"DNDJ2SS9": own}))
    assert part.meta["date"] == "2021-09-01"
    (part,) = read_json(dumped({"DNDJ2SS9": {**ONE, "uptime": "2021-09-01 14:54:46"}}))
    assert "date" not in part.meta


def test_a_source_is_an_object_with_a_name() -> None:
    (part,) = read_json(dumped([{**ONE, "source": {"id": "gy", "name": "高原晚报"}}]))
    assert (part.name, part.meta["source"]) == ("1", "高原晚报")


def test_a_feed_in_json_is_of_its_paper() -> None:
    items = [ONE, {**TWO, "source": "山南日报"}]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "高原晚报", "items": items}
    assert [p.meta["source"] for p in read_json(dumped(feed))] == ["高原晚报", "山南日报"]
    assert not any("source" in p.meta for p in read_json(dumped({**feed, "version": "2"}))[:1])


def test_a_mapping_names_keys() -> None:
    text = dumped([{"biaoti2": "甲", "zw": BODY}])
    with pytest.raises(Refusal, match="biaoti2, zw"):
        read_json(text)
    assert titles(text, title="biaoti2", body="zw") == ["甲"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[图片]\n医疗队抵达县医院。",
        "[1]",
        "[2021年9月1日]医疗队抵达",
        "【编者按】",
        "{{ title }}",
        "{% if a %}",
        "{医疗队}",
        "[链接](http://a.example/)",
        '["医疗队"抵达',
        "title(2021)",
        "本报讯 {}",
        "f = {医疗队}",
        "null",
        "12",
        '"甲"',
    ],
)
def test_what_is_no_json(text: str) -> None:
    assert not is_json(text)


DEEP = "[" * 50_000


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (dumped([ONE, TWO])[:-8], "没有下载完整"),
        (dumped(ONE) + "\n" + dumped(TWO)[:20], "没有下载完整"),
        (f"callback({dumped([ONE])[:-1]}", "没有下载完整"),
        (DEEP, "嵌套太深"),
        (DEEP + "]" * 50_000, "嵌套太深"),
        ('{"a":' * 50_000, "嵌套太深"),
        (f'[{{"title":"甲","content":"{BODY}","x":{DEEP}{"]" * 50_000}}}]', "嵌套太深"),
        (f'{{"title": "甲", "content": "{BODY}", "content": "又一段。"}}', "“content”写了两次"),
        (f'[{{"title": "甲", "content": "{BODY}", "title": "乙"}}]', "“title”写了两次"),
        ("{}", "没有找到正文"),
        ("[]", "没有找到正文"),
        ('["甲","乙"]', "没有找到正文"),
        ('{"error": "no such page"}', "没有找到正文"),
        ('[{"title": "甲", "url": "http://a.example/"}]', "title、url"),
    ],
)
def test_json_that_is_refused(text: str, reason: str) -> None:
    assert is_json(text)
    with pytest.raises(Refusal) as caught:
        read_json(text)
    assert reason in caught.value.zh


def test_a_key_that_stands_twice_with_one_value_is_one() -> None:
    (part,) = read_json(f'{{"title": "甲", "content": "{BODY}", "title": "甲"}}')
    assert BODY in part.text


def test_many_places_are_bounded() -> None:
    text = dumped({f"k{n}": {"a": {"b": n}} for n in range(50_000)})
    with pytest.raises(Refusal):
        read_json(text)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.just(BODY),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*ONE, "data", "x"]), inner),
    max_leaves=20,
)


@given(VALUES, st.integers(0, 200))
def test_any_value_is_read_or_refused(value: object, end: int) -> None:
    for text in (json.dumps(value), dumped(value), dumped(value)[:end]):
        is_json(text)
        try:
            parts = read_json(text)
        except Refusal:
            continue
        assert any(part.text for part in parts)
        "".join(part.text for part in parts).encode()
