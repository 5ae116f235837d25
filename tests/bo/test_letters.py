"""Tibetan letters: as much of the font as a page needs, drawn as the whole font draws them."""

import io
import lzma
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, expect

from aidstories.model import Article, Description, Passage, Role, Story
from aidstories.paths import ArchivePaths
from aidstories.site.addresses import Addresses
from aidstories.site.archive.archive import build_archive
from aidstories.site.fonts.shared import FEW, chinese_stacks
from aidstories.site.fonts.stacks import STACK, shown_stacks, stacks
from aidstories.site.fonts.subset import UNPACKED, subset, unpacked_name
from aidstories.site.fonts.typecase import LIGHT, TypeCase
from aidstories.site.interface.terms import Translator, interface_terms
from aidstories.site.locale import Locale
from aidstories.tables import read_tables
from tests.bo.sample import ORIGINAL, TRANSLATION, UNTRANSLATED
from tests.browser import goto, served
from tests.site.conftest import ROOT, Site, build_site, copy_docs

OVERRIDES = ROOT / "overrides"
FONT = OVERRIDES / "assets/fonts/noto-serif-tibetan-tibetan-700-normal.woff2"
HEADLINE = "བཀྲ་ཤིས་དཔལ་འབྱོར་གྱི་སྒྲུང་གཏམ་ཞིག"
"""Holds stacks that no word of the interface and no name has: སྒྲུ, དཔ, ཞི."""
TABLES = read_tables(ROOT / "docs/data")
WORDS = [term.bo for term in interface_terms(TABLES).rows.values() if term.bo]
MANY = sorted(stacks("".join(WORDS)))
LETTERS = [chr(c) for c in range(0xF40, 0xF69) if c != 0xF48]
BELOW = ["", "ྱ", "ྲ", "ླ", "ྭ", "ྐ", "ྒྱ", "ྤྲ", "ྨྱ", "ྡྷ", "ཱ"]
ABOVE = ["", "ི", "ུ", "ེ", "ོ", "ཱུ", "ཾ", "ྀ", "ཽ", "ིཾ"]
ANY = [a + b + c for a in LETTERS for b in BELOW for c in ABOVE]


def drawn(font: uharfbuzz.Face, text: str) -> list[tuple[Any, ...]]:
    """Return the outlines of a text with their places, as HarfBuzz sets it."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    letters = uharfbuzz.Font(font)
    uharfbuzz.shape(letters, buffer)
    return [
        (*_outline(letters, info.codepoint), at.x_advance, at.x_offset, at.y_offset)
        for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


def _outline(font: uharfbuzz.Font, glyph: int) -> list[tuple[float, ...]]:
    points: list[tuple[float, ...]] = []
    funcs = uharfbuzz.DrawFuncs()
    funcs.set_move_to_func(lambda x, y, found: found.append((x, y)))
    funcs.set_line_to_func(lambda x, y, found: found.append((x, y)))
    funcs.set_quadratic_to_func(lambda a, b, x, y, found: found.append((a, b, x, y)))
    funcs.set_close_path_func(lambda found: found.append(()))
    font.draw_glyph(glyph, funcs, points)
    return points


def opened(data: bytes) -> uharfbuzz.Face:
    with TTFont(io.BytesIO(data), recalcTimestamp=False) as font:
        font.flavor = None
        out = io.BytesIO()
        font.save(out)
    return uharfbuzz.Face(out.getvalue())


@cache
def whole() -> uharfbuzz.Face:
    """Return the whole font, which takes half a second: only where it is asked for."""
    return opened(FONT.read_bytes())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("སྒྲུང་", ["སྒྲུ", "ང", "་"]),
        ("ཧཱུྃ།", ["ཧཱུྃ", "།"]),
        ("༄༅། །༢༠", ["༄", "༅", "།", "།", "༢", "༠"]),
        ("中文 a1", []),
    ],
)
def test_stacks(text: str, expected: list[str]) -> None:
    assert STACK.findall(text) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<head><title>ཀ</title></head><body><p title='ཁ'>ག<b>ི</b></p></body>", {"གི"}),
        ("<body><script>'ཀ'</script><style>/*ཁ*/</style><!-- ག --><p>中</p></body>", set()),
        ("<body><p>&#3904;</p></body>", {"ཀ"}),
    ],
)
def test_what_a_page_shows(page: str, expected: set[str]) -> None:
    assert shown_stacks(page) == expected


def test_scripts_know_the_same_stacks() -> None:
    script = (OVERRIDES / "assets/javascripts/tibetan.js").read_text("utf-8")
    found = re.search(r"STACK = /(.*)/g", script)
    assert found
    assert re.sub(r"\\u(....)", lambda code: chr(int(code[1], 16)), found[1]) == STACK.pattern


def test_a_subset_draws_the_interface_as_the_font_does() -> None:
    font = opened(subset(FONT, MANY))
    for word in WORDS:
        text = "་" + "".join(STACK.findall(word))
        assert drawn(font, text) == drawn(whole(), text), word


@settings(max_examples=20)
@given(st.lists(st.sampled_from(ANY), min_size=1, max_size=12), st.randoms())
def test_a_subset_draws_its_stacks_in_any_order(some: list[str], chance: random.Random) -> None:
    font = opened(subset(FONT, some))
    text = "".join(chance.choice(some) for _ in range(30))
    assert drawn(font, text) == drawn(whole(), text)


def test_a_stack_that_a_subset_lacks_is_drawn_otherwise() -> None:
    font = opened(subset(FONT, stacks("ས་སྒ་སྲ་ག")))
    assert drawn(font, "སྒ") == drawn(whole(), "སྒ")
    assert drawn(font, "སྒྲ") != drawn(whole(), "སྒྲ")


def test_a_subset_is_always_the_same_bytes() -> None:
    assert subset(FONT, MANY[:20]) == subset(FONT, MANY[19::-1])


def test_the_fonts_stand_unpacked_as_their_files_hold_them() -> None:
    fonts = FONT.parent.glob("*.woff2")
    assert {unpacked_name(font.read_bytes()) for font in fonts} == {
        path.name for path in UNPACKED.iterdir()
    }
    kept = UNPACKED / unpacked_name(FONT.read_bytes())
    assert lzma.decompress(kept.read_bytes()) == whole().blob.data


def test_another_font_is_unpacked(tmp_path: Path) -> None:
    own = tmp_path / "own.woff2"
    own.write_bytes(subset(FONT, MANY[:20]))
    assert not (UNPACKED / unpacked_name(own.read_bytes())).exists()
    font = opened(subset(own, MANY[:5]))
    for stack in MANY[:5]:
        assert drawn(font, stack) == drawn(whole(), stack)


def page(text: str) -> str:
    return f"<html><head></head><body><p>{text}</p></body></html>"


@pytest.fixture
def case(tmp_path: Path) -> TypeCase:
    return TypeCase(OVERRIDES, ArchivePaths(tmp_path), [stacks("ཀ་ཁ།"), stacks("ཀ་ཁ། སྒྲུ")])


def test_a_page_without_tibetan_needs_none(case: TypeCase) -> None:
    assert case.style(page("中文"), own=True) is None


def test_pages_share_a_subset_that_holds_theirs(case: TypeCase) -> None:
    first = case.style(page("ཀ་ཁ"), own=True)
    assert first and first == case.style(page("ཁ།"), own=False)
    heads = case.style(page("སྒྲུ"), own=False)
    assert heads and heads != first


def test_of_equal_subsets_the_first_is_kept(case: TypeCase) -> None:
    cut = case.cut(stacks("ཀ"), own=False)
    assert cut is not None
    again = replace(cut)  # as another process tells it
    assert again is not cut and case.use(again) is cut


def test_a_page_may_have_its_own(case: TypeCase, tmp_path: Path) -> None:
    assert case.style(page(HEADLINE), own=False) is None
    cut = case.style(page(HEADLINE), own=True)
    assert cut
    case.write(tmp_path / "site")
    css = (tmp_path / "site" / cut.url).read_text("utf-8")
    fonts = re.findall(r'url\("(.*?)"\)', css)
    sizes = [(tmp_path / "site/assets/fonts" / name).stat().st_size for name in fonts]
    assert len(fonts) == 2 and sum(sizes) <= LIGHT


def test_a_long_text_has_the_whole_font(case: TypeCase) -> None:
    assert case.style(page("་".join(ANY[::7])), own=True) is None
    assert case.style(page("་".join(ANY[::20])), own=True) is None


def test_pages_of_a_kind_share_what_is_light_where_that_of_all_is_not(tmp_path: Path) -> None:
    heavy, more = stacks("་".join(ANY[::7])), [stacks("ཀ་ཁ"), stacks("ཀ་ཁ་ག་ང")]
    case = TypeCase(OVERRIDES, ArchivePaths(tmp_path), [heavy])
    own, shared = case.style(page("ཀ"), own=True), case.style(page("ཀ"), own=False)
    assert own and shared and own.size <= LIGHT < shared.size
    few, many = (case.cut(stacks(text), own=True, more=more) for text in ("ཀ", "ག"))
    assert few and many and len({few.url, many.url, own.url, shared.url}) == 4
    assert case.cut(stacks("ཀ་ག"), own=False, more=more) == many


def test_pages_of_a_kind_have_what_all_share_where_it_is_light(case: TypeCase) -> None:
    cut = case.cut(stacks("ཀ"), own=True, more=[stacks("ཀ")])
    assert cut and cut == case.style(page("ཀ་ཁ།"), own=True)


@pytest.mark.parametrize(
    ("shared", "more", "cut"),
    [
        (ANY[::7], ("ཀ་ཁ", "ཀ་ཁ་ག་ང"), 3),
        (ANY[::7], ("ཀ་ཁ", ""), 2),
        (("ཀ", "ཁ"), ("ཀ", "ཀ་ག"), 1),  # what all share is light: none is asked for another
        ((), ("ཀ",), 0),
    ],
)
def test_what_pages_of_a_kind_share_is_cut_first_where_they_will_ask_for_it(
    tmp_path: Path, shared: Sequence[str], more: tuple[str, ...], cut: int
) -> None:
    paths = ArchivePaths(tmp_path)
    TypeCase(OVERRIDES, paths, [stacks("་".join(shared))]).begin(map(stacks, more))
    assert len(list(paths.fonts_cache.glob("*.woff2"))) == 2 * cut


def _chinese(*texts: str) -> tuple[frozenset[str], ...]:
    """Return what pages in Chinese share where stories of these texts have a title ཀ."""
    stories = [
        Story(
            id=f"story-{number}",
            article=Article(
                passages=(
                    Passage(role=Role.TITLE, text="ཀ"),
                    Passage(role=Role.PARAGRAPH, text=text),
                )
            ),
            description=Description(),
        )
        for number, text in enumerate(texts)
    ]
    locale = Locale(translator=Translator(terms=interface_terms(TABLES)))
    return chinese_stacks(locale, build_archive(stories, Addresses(), TABLES.facets))


def test_pages_in_chinese_share_the_stacks_of_heads_and_of_texts() -> None:
    heads, all_ = _chinese("中文。" * 80 + "ཁ་", "中文。" * 80 + "ག།")
    assert heads == stacks("ཀ")
    assert all_ == stacks("ཀ་ཁ་ག།")


def test_texts_of_many_stacks_share_nothing() -> None:
    text = "་".join(ANY[::7])
    assert len(stacks(text)) > FEW
    assert _chinese("中文。" * 80 + text) == (stacks("ཀ"),)


def test_a_theme_without_the_font_has_no_subsets(tmp_path: Path) -> None:
    bare = TypeCase(tmp_path, ArchivePaths(tmp_path), [stacks("ཀ")])
    assert bare.style(page("ཀ"), own=True) is None


@pytest.fixture(scope="module")
def headed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of a story with a Tibetan headline, a translated one and one in Chinese."""
    base = tmp_path_factory.mktemp("headed")
    told = "在集市上听来的一个故事。"
    story = Story(
        id="jishi-gushi",
        article=Article(
            passages=(
                Passage(role=Role.TITLE, text=HEADLINE),
                Passage(role=Role.PARAGRAPH, text=told),
            )
        ),
        description=Description(),
    )
    docs = copy_docs(base / "docs", [story, ORIGINAL, UNTRANSLATED])
    (docs / "stories/2021" / f"{ORIGINAL.id}.bo.md").write_text(TRANSLATION, "utf-8")
    build_site(docs, base / "site")
    return Site(base / "site")


@pytest.fixture(scope="module")
def headed_address(headed: Site) -> Iterator[str]:
    with served(headed.folder) as url:
        yield url


LAID_OUT = "() => { document.body.offsetHeight; return document.fonts.ready.then(() => true) }"
"""Has a page laid out, which asks for its fonts, and waits for these: it may idle before that."""


def visited(browser: Browser, address: str, url: str, **options: Any) -> tuple[Page, list[str]]:
    """Return an open page and the fonts that it loaded."""
    context = browser.new_context(service_workers="block", **options)
    opened_page, fonts = context.new_page(), []
    context.on("request", lambda request: fonts.append(urlsplit(request.url).path))
    goto(opened_page, address + url, "networkidle")
    opened_page.evaluate(LAID_OUT)
    return opened_page, [path for path in fonts if path.endswith(".woff2")]


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("url", ["", "bo/", "stories/jishi-gushi/", "bo/stories/"])
def test_a_few_words_load_a_light_subset(
    browser: Browser, headed: Site, headed_address: str, url: str, scripts: bool
) -> None:
    shown, fonts = visited(browser, headed_address, url, java_script_enabled=scripts)
    assert fonts and all("uchen-" in path for path in fonts)
    assert sum((headed.folder / path.lstrip("/")).stat().st_size for path in fonts) <= LIGHT
    shown.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("url", ["browse/", "bo/browse/", "bo/search/?q=医生", "search/?q=故事"])
def test_what_scripts_show_of_stories_is_in_the_subset(
    browser: Browser, headed_address: str, url: str
) -> None:
    shown, fonts = visited(browser, headed_address, url)
    assert fonts and all("uchen-" in path for path in fonts)
    shown.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("url", ["", "bo/"])
def test_a_headline_looks_as_in_the_whole_font(
    browser: Browser, headed_address: str, url: str
) -> None:
    pictures = []
    for whole in (False, True):
        shown, _ = visited(browser, headed_address, url)
        if whole:
            shown.evaluate("document.querySelector('link[data-tibetan]').disabled = true")
        family = "Noto Serif Tibetan" if whole else "Tibetan of the page"
        for weight in (400, 700):
            face = f"{weight} 16px '{family}'"
            assert shown.evaluate(
                "face => document.fonts.load(face, 'ཀ').then(f => f.length)", face
            )
        shown.wait_for_timeout(200)
        pictures.append(Image.open(io.BytesIO(shown.screenshot())).convert("RGB"))
        shown.context.close()
    assert ImageChops.difference(*pictures).getbbox() is None


@pytest.mark.browser
def test_what_a_script_or_a_reader_adds_brings_the_whole_font(
    browser: Browser, headed_address: str
) -> None:
    add = "text => document.querySelector('main p').append(text)"
    for act in ("script", "reader"):
        shown, _ = visited(browser, headed_address, "")
        shown.evaluate(add, "中文 ། HEAD")
        shown.wait_for_timeout(100)
        assert not shown.evaluate("document.querySelector('link[data-tibetan]').disabled")
        if act == "script":
            shown.evaluate(add, "ཛྙཱ་ན")
        else:
            box = shown.locator("input[type=search]").first
            box.fill("ཛྙཱ་ན")
        expect(shown.locator("link[data-tibetan]")).to_have_js_property("disabled", True)
        shown.context.close()
