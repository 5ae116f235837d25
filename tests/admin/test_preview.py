"""The preview beside the form: the story as the site's page shows it."""

from collections.abc import Sequence
from typing import Any

import pytest
from playwright.sync_api import expect

from aidstories.model import Passage
from aidstories.stories.format.blocks import MarkdownBlock, read_blocks
from aidstories.stories.format.serialize import serialize
from tests.admin.clone import Editor
from tests.admin.conftest import Node
from tests.admin.test_format import draw

BODIES = (
    "一\n二\n\n> 引\n> 文\n>\n> 又一段",
    "# 一级 #\n## 二级\n#没有空格",
    "- 甲\n+ 乙\n1. 丙\n12. 丁\n续行",
    "| 甲 | 乙\\|丙 |\n| --- | :-: |\n| 1 | |",
    "诗\\\n行\\\n末\n\n两空格  \n换行\n\n不是诗\\\\\n第二行",
    "话 {.问}\n\n{.答}\n\n\\{.答}\n\n某 {.落款} 后",
    "[图1]\n\n文中[图2]\n\n〔原文残缺〕甲〔原文残缺〕",
    "a\nb &amp; &#20013; &#x4e2d; &nosuch; \\* &lt;\nབོད་\nཡིག",
    "",
)


def as_data(block: MarkdownBlock) -> dict[str, Any]:
    passage = block.passage
    if not isinstance(passage, Passage):
        return {"figure": block.figure}
    return {"role": passage.role, "text": passage.text, "gap": passage.gap}


def test_a_body_is_read_as_the_archive_reads_it(node: Node) -> None:
    drawn = [serialize(story).text.split("---\n", 2)[2] for story in draw()]
    bodies: Sequence[str] = [*BODIES, *drawn]
    script = 'const { readBlocks } = await import("./blocks.js")\n'
    found = node(f"{script}const answer = given.bodies.map(readBlocks)", bodies=bodies)
    for body, blocks in zip(bodies, found, strict=True):
        assert blocks == [as_data(block) for block in read_blocks(body)], body


def test_a_place_is_a_paragraph_of_its_own(node: Node) -> None:
    script = 'const { withParagraph } = await import("./fields.js")\n'
    asked = [["甲\n\n乙", 1], ["", 0], ["甲\n乙", 1], ["甲", 1]]
    answer = "const answer = given.asked.map(([text, at]) => withParagraph(text, at, '[图1]').text)"
    found = node(f"{script}{answer}", asked=asked)
    assert found == ["甲\n\n[图1]\n\n乙", "[图1]", "甲\n\n[图1]\n\n乙", "甲\n\n[图1]"]


@pytest.mark.browser
def test_the_preview_follows_the_form(editor: Editor) -> None:
    editor.open("义诊一天")
    page = editor.preview
    expect(page.locator("h1")).to_have_text("义诊一天")
    expect(page.locator(".verse")).to_have_text("雪山\n高\n远")
    editor.write("title", "义诊两天")
    expect(page.locator("h1")).to_have_text("义诊两天")
    body = page.locator("body")
    width = page.locator("html")
    for name, value in (("深色", "slate"), ("浅色", "default")):
        page.get_by_role("button", name=name).click()
        expect(body).to_have_attribute("data-md-color-scheme", value)
    page.get_by_role("button", name="手机").click()
    expect(width).to_have_js_property("clientWidth", 390)
    page.get_by_role("button", name="电脑").click()
    expect(width).not_to_have_js_property("clientWidth", 390)
    editor.write("title", "义诊一天")


@pytest.mark.browser
def test_what_the_machine_keeps_is_shown_when_asked_for(editor: Editor) -> None:
    editor.open("义诊一天")
    editor.field("title").wait_for()
    shown = editor.page.get_by_role("button", name="显示编号和依据")
    shown.wait_for()
    for field in ("id", "evidence"):
        expect(editor.field(field)).to_be_hidden()
    for field in ("seed", "seed_sha256", "seed_part"):
        expect(editor.field(field)).to_have_count(0)
    shown.click()
    for field in ("id", "evidence"):
        expect(editor.field(field)).to_be_visible()
    editor.page.get_by_role("button", name="收起编号和依据").click()
    expect(editor.field("evidence")).to_be_hidden()
