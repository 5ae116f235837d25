"""What pages cost: a reader, as a server sends them compressed, and a host, byte by byte."""

import gzip
import re
from statistics import mean
from urllib.parse import urlsplit

import pytest
from jinja2 import Environment
from playwright.sync_api import Browser

from aidstories.model import Story
from aidstories.site.squeezed import squeeze
from tests.browser import goto
from tests.site.conftest import Site
from tests.site.kinds import kinds

MOST = 60_000
"""Bytes of a story's page with all it loads, fonts aside."""
AROUND = {"": 4_000, "bo/": 5_300}
"""Bytes of a list's page outside its `main`: 3.7 and 5.1 KB; 13.1 and 11.9 before 0023."""
DESCRIBED = {"": 12_300, "bo/": 9_000}
"""Bytes of a story's page without its text, on average; 23 KB each before 0023. In Tibetan 8.9
until institutions had names there, three bytes a letter."""
A_TAG = 150
"""Bytes of a tag in their index, whatever bears it: 105; 90 for each story under each before."""
WITHOUT_INDENTS = re.compile(r"<pre.*?</pre>", re.DOTALL)


@pytest.mark.browser
def test_a_story_is_light(browser: Browser, imported: Site, imported_address: str) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    loaded = set()
    page.on("response", lambda response: loaded.add(urlsplit(response.url).path.lstrip("/")))
    url = kinds(imported.folder)["zh stories *"]
    goto(page, imported_address + url, "networkidle")
    context.close()
    files = [imported.folder / (path + "index.html" * (path == url)) for path in loaded]
    sizes = {
        path.name: len(gzip.compress(path.read_bytes(), 6))
        for path in files
        if path.suffix != ".woff2"
    }
    assert "index.html" in sizes and len(sizes) > 8
    assert sum(sizes.values()) <= MOST, sizes


def written(site: Site, url: str) -> str:
    return (site.folder / url / "index.html").read_text("utf-8")


def size(html: str) -> int:
    return len(html.encode("utf-8"))


@pytest.mark.parametrize("folder", ["", "bo/"])
def test_what_stands_around_every_page_is_small(site: Site, folder: str) -> None:
    for url in ("years/2025/", "regions/xizang/", "stories/", "institutions/"):
        before, _, rest = written(site, folder + url).partition("<main")
        assert size(before + rest.partition("</main>")[2]) <= AROUND[folder], url
        assert "<svg" not in before
        assert before.count("/overview/") == 1  # the navigation


@pytest.mark.parametrize("folder", ["", "bo/"])
def test_a_page_is_its_text_and_little_more(
    site: Site, stories: tuple[Story, ...], folder: str
) -> None:
    sizes = []
    for story in stories:
        html = written(site, f"{folder}stories/{story.id}/")
        text = re.search(r'<div class="story__body">.*?(?=<footer class="record")', html, re.DOTALL)
        assert bool(text) == (not folder)
        sizes.append(size(html) - (size(text[0]) if text else 0))
    assert mean(sizes) <= DESCRIBED[folder]


def test_the_index_of_tags_is_as_large_as_there_are_tags(site: Site) -> None:
    html = written(site, "tags/").partition("<article")[2].partition("</article>")[0]
    assert size(html) <= 1_000 + A_TAG * html.count("<h2")


def test_templates_leave_no_white_space(site: Site) -> None:
    for url in ("", "stories/gold-001-1/", "bo/stories/gold-001-1/", "regions/", "guide/commands/"):
        lines = WITHOUT_INDENTS.sub("", written(site, url)).split("\n")
        assert not [line for line in lines if line.startswith((" ", "\t"))], url
        assert sum(not line for line in lines) <= len(lines) // 12, url


def test_what_templates_fill_in_keeps_its_white_space() -> None:
    env = Environment()
    squeeze(env)
    source = "<p>\n  {% if x %}\n    {{ x }}\n  {% endif %}\n</p>\n"
    assert env.from_string(source).render(x="  甲\n\n  乙 ") == "<p>  甲\n\n  乙 \n</p>"


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("<ul>\n  <li>甲</li>\n\n  <li>乙</li>\n</ul>\n", "<ul><li>甲</li><li>乙</li></ul>"),
        ('<p>甲</p>\n<p class="x">乙</p>', '<p>甲</p><p class="x">乙</p>'),
        ('<li{% if x %} id="{{ x }}"{% endif %}>\n{{ x }}', '<li id="甲">甲'),
        ("{% if 1 > 0 %}\n<b>甲</b>\n{% endif %}", "<b>甲</b>\n"),
        ("<b>甲</b>\n<i>乙</i>\n丙", "<b>甲</b>\n<i>乙</i>\n丙"),
        ("<label>甲</label>\n<input>", "<label>甲</label>\n<input>"),
        ("<pre>\n甲\n</pre>", "<pre>\n甲\n</pre>"),
        ("{{ x }}\n<b>乙</b>", "甲\n<b>乙</b>"),
    ],
)
def test_line_ends_go_at_the_edge_of_blocks_alone(source: str, made: str) -> None:
    env = Environment()
    squeeze(env)
    assert env.from_string(source).render(x="甲") == made
