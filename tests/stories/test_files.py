"""A story's file holds the story exactly, and its page shows exactly its text."""

import errno
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import markdown
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from mkdocs.config import load_config

from aidstories.errors import BadInput
from aidstories.model import Article, Description, Gap, Passage, Role, Story
from aidstories.paths import ArchivePaths
from aidstories.stories.format.layout import body_items, canonical
from aidstories.stories.format.markdown import escape, mark_gap, unescape
from aidstories.stories.format.parse import parse_story
from aidstories.stories.format.serialize import serialize
from aidstories.stories.store.files import (
    Write,
    read_stories,
    read_story,
    replace_text,
    stream_atomically,
    sweep,
    write_atomically,
    write_story,
    write_together,
)
from tests.archive import HOME
from tests.stories.strategies import ANY, PLAIN, PRINTABLE, SHOWN, articles, stories, texts


@given(stories)
def test_round_trip(story: Story) -> None:
    assert parse_story(serialize(story).text, "x.md") == story


@given(stories)
def test_a_file_is_written_the_same_again(story: Story) -> None:
    text = serialize(story).text
    assert serialize(parse_story(text, "x.md")).text == text


@given(articles())
def test_canonical_loses_no_text_and_is_idempotent(article: Article) -> None:
    whole = Counter("".join(mark_gap(p.text, p.gap) for p in article.passages))
    kept = canonical(article)
    assert Counter("".join(mark_gap(p.text, p.gap) for p in kept.passages)) == whole
    assert canonical(kept) == kept


@given(texts(ANY))
def test_unescape_undoes_escape(text: str) -> None:
    assert unescape(escape(text)) == text


SITE = load_config(str(HOME / "mkdocs.yml"))
EXTENSIONS = {
    "common": {"extensions": ["extra", "admonition", "toc", "sane_lists"]},
    "the site's": {
        "extensions": SITE.markdown_extensions,
        "extension_configs": SITE.mdx_configs or {},
    },
}


@pytest.mark.parametrize("options", EXTENSIONS.values(), ids=EXTENSIONS)
@given(article=articles(PRINTABLE, PLAIN, SHOWN))
def test_markdown_shows_exactly_the_text(options: dict[str, Any], article: Article) -> None:
    story = Story(id="x", article=canonical(article), description=Description())
    body = serialize(story).text.split("\n---\n", 1)[1]
    items = list(body_items(canonical(article).passages))
    numbers = iter(range(1, len(items) + 1))
    figure = (Role.CAPTION, Role.CREDIT)
    expected = [
        f"[图{next(numbers)}]" if i[0].role in figure else mark_gap(i[0].text, i[0].gap)
        for i in items
    ]
    html = markdown.markdown(body, **options)
    soup = BeautifulSoup(html, "html.parser")
    assert [p.get_text() for p in soup.find_all(True, recursive=False)] == expected


STRUCTURED = """---
id: a
---

做了三件事。

1. 查视力
2. 送药箱

- 送|书\\*

| 医院 | 科室 |
| --- | --- |
| 林周 | 眼\\|科 |
|  | 骨科 |

> 明年我还来，
后年也来。

雪山在上\\
河水在下

来之前担心什么？ {.问}

担心听不懂。 {.答}
"""
PASSAGES = [
    ("paragraph", "做了三件事。"),
    ("item", "1. 查视力"),
    ("item", "2. 送药箱"),
    ("item", "送|书*"),
    ("row", "医院\t科室"),
    ("row", "林周\t眼|科"),
    ("row", "\t骨科"),
    ("quote", "明年我还来，后年也来。"),
    ("verse", "雪山在上\n河水在下"),
    ("question", "来之前担心什么？"),
    ("answer", "担心听不懂。"),
]


def test_structure_is_read_and_written_as_markdown() -> None:
    story = parse_story(STRUCTURED, "a.md")
    assert [(p.role.value, p.text) for p in story.article.passages] == PASSAGES
    body = STRUCTURED.split("\n---\n", 1)[1].replace("，\n后", "，后")
    assert serialize(story).text.split("\n---\n", 1)[1] == body


def test_structure_shows_as_structure() -> None:
    html = markdown.markdown(STRUCTURED.split("\n---\n", 1)[1], extensions=["extra"])
    soup = BeautifulSoup(html, "html.parser")
    assert [cell.text for cell in soup.select("th, td")] == [
        *("医院", "科室"),
        *("林周", "眼|科", "", "骨科"),
    ]
    assert [item.text.strip() for item in soup.select("li")] == ["查视力", "送药箱", "送|书*"]
    assert soup.blockquote


@pytest.mark.parametrize(
    ("body", "role", "text"),
    [
        ("1. 一\n又一行", "item", "1. 一又一行"),
        ("雪山  \n河水", "verse", "雪山\n河水"),
        ("一段话\n1. 不是列表", "paragraph", "一段话1. 不是列表"),
        ("一段话\n- 不是列表", "paragraph", "一段话- 不是列表"),
        ("\\- 不是列表", "paragraph", "- 不是列表"),
        ("行末一个反斜杠\\\\\n下一行", "paragraph", "行末一个反斜杠\\下一行"),
        ("甲 \\{.问\\}", "paragraph", "甲 {.问}"),
        ("甲 {.问题}", "paragraph", "甲 {.问题}"),
        ("亲爱的同事： {.称呼}", "salutation", "亲爱的同事："),
        ("沈某　十月 {.落款}", "signature", "沈某　十月"),
        ("> 甲\n> 乙", "quote", "甲乙"),
    ],
)
def test_what_an_editor_may_write(body: str, role: Role, text: str) -> None:
    [passage] = parse_story(f"---\nid: a\n---\n\n{body}\n", "a.md").article.passages
    assert (passage.role, passage.text) == (role, text)


@pytest.mark.parametrize(
    "text",
    [
        "5G+骨科机器人",
        "1+7+13",
        "健康体检=癌症筛查",
        "CV-290",
        "10:30",
        "3.5%",
        "“输血”变“造血”",
        "3~5天",
    ],
)
def test_plain_text_is_not_escaped(text: str) -> None:
    """What Markdown leaves alone stays as an editor would type it."""
    assert escape(text) == text


def test_order_of_passages() -> None:
    mixed = Article(
        passages=(
            Passage(role=Role.PARAGRAPH, text="一。"),
            Passage(role=Role.CAPTION, text="图", src="u"),
            Passage(role=Role.PARAGRAPH, text="二。", gap=Gap.END),
            Passage(role=Role.CREDIT, text="甲 摄"),
            Passage(role=Role.DATELINE, text="本报山南电"),
            Passage(role=Role.TITLE, text="题"),
        )
    )
    roles = [p.role.value for p in canonical(mixed).passages]
    assert roles == ["title", "dateline", "paragraph", "caption", "credit", "paragraph"]


def test_an_address_with_bytes_that_are_no_text() -> None:
    caption = Passage(role=Role.CAPTION, text="图", src="http://a/\udc8f\udcff.jpg")
    (kept,) = canonical(Article(passages=(caption,))).passages
    assert kept.src == "http://a/%8F%FF.jpg"


def test_an_editors_wrapping_is_closed_up() -> None:
    source = "---\nid: a\n---\n\n　　第一行\n第二行 CT\nscan 结束。\n## 小标题\n又一段。\n"
    texts = [p.text for p in parse_story(source, "a.md").article.passages]
    assert texts == ["第一行第二行 CT scan 结束。", "小标题", "又一段。"]


def test_a_figure_without_a_place_comes_last() -> None:
    source = "---\nid: a\nfigures: [{caption: 甲}, {caption: 乙}]\n---\n\n[图2]\n\n文。\n"
    texts = [p.text for p in parse_story(source, "a.md").article.passages]
    assert texts == ["乙", "文。", "甲"]


BAD = {
    "no front matter": ("正文\n", 1, None, "---"),
    "open front matter": ("---\nid: a\n", 1, None, "---"),
    "not yaml": ("---\nid: a\ntitle: “x”: y: z\n---\n", 3, None, "冒号加空格"),
    "a list": ("---\n- a\n---\n", 2, None, "键"),
    "a key twice": ("---\nid: a\ntitle: x\ntitle: y\n---\n", 4, "title", "两次"),
    "no id": ("---\ntitle: x\n---\n", None, "id", "id"),
    "year is no number": ("---\nid: a\nyear: 去年\n---\n", 3, "year", "去年"),
    "title is a list": ("---\nid: a\ntitle: {x: y}\n---\n", 3, "title", "文字"),
    "unknown status": ("---\nid: a\nstatus: 已较对\n---\n", 3, "status", "已校对"),
    "a person is text": ("---\nid: a\nbyline: [央金]\n---\n", 3, "byline.0", "name"),
    "a person has no name": (
        "---\nid: a\npeople: [{role: 记者}]\n---\n",
        3,
        "people.0.name",
        "姓名",
    ),
    "unknown key": ("---\nid: a\nfigures: [{capton: x}]\n---\n", 3, "figures.0", "capton"),
    "no such figure": ("---\nid: a\n---\n\n[图1]\n", 5, "figures", "1"),
    "a figure twice": (
        "---\nid: a\nfigures: [{caption: x}]\n---\n\n[图1]\n\n[图1]\n",
        8,
        "figures",
        "两次",
    ),
    "a first-level heading": ("---\nid: a\n---\n\n# 题\n", 5, None, "##"),
    "refers to itself": ("---\nid: a\ntitle: &a [*a]\n---\n", 3, None, "引用"),
}


@pytest.mark.parametrize("source, line, field, says", BAD.values(), ids=BAD)
def test_bad_files(source: str, line: int | None, field: str | None, says: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_story(source, "a.md")
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.field) == ("a.md", line, field)
    assert says in problem.zh


GOOD = {
    "an unquoted date": "published: 2021-12-20",
    "a year as text": "year: '2021'",
    "empty values": "via:\nkicker: ~\nregions: null",
    "a colon in quotes": "title: '“x”: y'",
}


@pytest.mark.parametrize("line", GOOD.values(), ids=GOOD)
def test_good_front_matter(line: str) -> None:
    assert parse_story(f"---\nid: a\n{line}\n---\n\n文。\n", "a.md").id == "a"


def test_all_problems_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "stories" / "2025"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("---\nid: a\nyear: x\nstatus: y\n---\n", encoding="utf-8")
    (folder / "b.md").write_bytes("---\nid: b\ntitle: 援藏\n---\n".encode("gb18030"))
    (folder / "a.bo.md").write_text("not a story", encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        read_stories(ArchivePaths(tmp_path))
    assert [p.field for p in caught.value.problems] == ["year", "status", None]
    assert "UTF-8" in caught.value.problems[2].zh


def test_folders_and_line_ends(tmp_path: Path) -> None:
    story = Story(id="a", article=Article(passages=()), description=Description(year=2024))
    path = write_story(ArchivePaths(tmp_path), story)
    assert path == tmp_path / "docs" / "stories" / "2024" / "a.md"
    assert path.stat().st_mode & 0o777 == 0o644
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_story(path) == story


def test_nothing_is_written_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = Story(id="a", article=Article(passages=()), description=Description())
    path = write_story(ArchivePaths(tmp_path), story)
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="disk full"):
        write_story(ArchivePaths(tmp_path), replace(story, capture="x"))
    assert path.read_bytes() == before and [p.name for p in path.parent.iterdir()] == ["a.md"]


@pytest.mark.parametrize("call", ["os.fsync", "pathlib.Path.replace", "os.fchmod"])
def test_what_the_system_refuses_names_the_file_that_was_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path, other = tmp_path / "a.md", tmp_path / "b.md"
    path.write_bytes(b"before")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "beside")

    monkeypatch.setattr(call, full)
    writing: list[Callable[[], object]] = [
        lambda: write_together([Write(path=path, data=b"x"), Write(path=other, data=b"y")]),
        lambda: write_atomically(path, "x"),
        lambda: stream_atomically(path, [b"x", b"y"]),
    ]
    for write in writing:
        with pytest.raises(OSError, match="No space") as told:
            write()
        assert told.value.filename == str(path)
    monkeypatch.undo()
    assert path.read_bytes() == b"before" and [p.name for p in tmp_path.iterdir()] == ["a.md"]


@pytest.mark.parametrize("rights", [0o664, 0o600, 0o644])
def test_a_file_that_is_written_again_keeps_who_may_read_and_write_it(
    tmp_path: Path, rights: int
) -> None:
    path, new = tmp_path / "a.md", tmp_path / "b.md"
    path.write_bytes(b"before")
    path.chmod(rights)
    write_together([Write(path=path, data=b"x"), Write(path=new, data=b"y")])
    stream_atomically(path, [b"z"])
    assert path.read_bytes() == b"z"
    assert [file.stat().st_mode & 0o777 for file in (path, new)] == [rights, 0o644]


def test_what_was_begun_by_another_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"theirs")
    for before in (b"mine", None):
        with pytest.raises(BadInput, match="刚刚有人改过"):
            replace_text(path, before, "x")
    replace_text(path, b"theirs", "x")
    assert path.read_bytes() == b"x"


def test_what_killed_writers_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    names = (".writing-0123", ".writing", "a.writing-0", "a.md")
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    sweep([tmp_path, tmp_path / "none"])
    assert sorted(p.name for p in tmp_path.iterdir()) == [".writing", "a.md", "a.writing-0"]
