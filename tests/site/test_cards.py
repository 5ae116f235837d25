"""Share cards: what they say, how they look to a machine, and that none stops a build."""

import hashlib
import io
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from playwright.sync_api import Browser

from aidstories.model import Passage, Role, Story
from aidstories.paths import ArchivePaths
from aidstories.site.addresses import addresses
from aidstories.site.archive.archive import Archive, build_archive
from aidstories.site.interface.terms import TIBETAN, Translator, interface_terms
from aidstories.site.interface.tibetan_names import tibetan_names
from aidstories.site.locale import Locale
from aidstories.site.takeaway.cards import Press, Shelf, make_cards
from aidstories.site.takeaway.cards.drawing import (
    CINNABAR,
    HEIGHT,
    INK,
    MOST,
    PAPER,
    SOFT,
    WIDTH,
)
from aidstories.site.takeaway.cards.png import png
from aidstories.site.takeaway.cards.type import CHARACTERS, FONTS, MISSING, lacking, settable
from aidstories.site.takeaway.cards.wording import Wording, printable, wording
from aidstories.tables import read_tables
from tests.bo.sample import ORIGINAL, TRANSLATION, UNTRANSLATED
from tests.browser import goto, served
from tests.site.aided import STORIES
from tests.site.conftest import ROOT, Site, build_site, copy_docs

TABLES = read_tables(ROOT / "docs/data")
NAMES, TERMS = addresses(TABLES), interface_terms(TABLES)
ZH = Locale(translator=Translator(terms=TERMS))
BO = Locale(
    translator=Translator(terms=TERMS, language=TIBETAN), names=tibetan_names(TABLES, NAMES)
)
PRESS = Press(ROOT / "overrides", "援藏故事档案")
SITE = "https://archive.example/stories-of-aid/"
WARD = Passage(role=Role.CAPTION, text="病房", src="assets/images/seal.svg")
PICTURED = replace(
    UNTRANSLATED,
    id="you-tu",
    article=replace(UNTRANSLATED.article, passages=(*UNTRANSLATED.article.passages, WARD)),
)
HOSTILE = (
    *("\u202eمرحبا", "a\0b\x1b[0m", "龘" * 300, "😀👩‍⚕️", "x" * 300, "", " ", "\u0f90" * 3),
    *("༄༅།  །" * 80, "\U00020bb7", "1" * 90, "《" * 40, "，" * 40, "\ud800", "é\u0301\u0301"),
)


def archive_of(*stories: Story) -> Archive:
    return build_archive(stories, NAMES, TABLES.facets)


def shelf(folder: Path, *stories: Story, press: Press = PRESS, about: str = "报道") -> Shelf:
    return make_cards(archive_of(*stories), (ZH, BO), press, ArchivePaths(folder), about=about)


def said(story: Story, locale: Locale = ZH) -> Wording:
    return wording(archive_of(story).views[story.id], locale)


def picture(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as opened:
        opened.load()
        return opened


def test_a_card_says_title_aid_paper_and_date() -> None:
    story = replace(ORIGINAL, description=replace(ORIGINAL.description, source="那曲报"))
    assert said(story) == ("医生来到那曲", ("大连 → 那曲",), "那曲报　2021年8月19日")
    assert said(story).alt == "医生来到那曲，大连 → 那曲，那曲报　2021年8月19日"


def test_what_a_story_does_not_say_its_card_does_not() -> None:
    undated = replace(UNTRANSLATED, description=replace(UNTRANSLATED.description, year=None))
    assert said(undated) == ("医疗队在那曲", (), "")
    assert said(UNTRANSLATED).imprint == "2020年（推断）"
    gone = replace(ORIGINAL.description.aid[0], donor="")
    half = replace(ORIGINAL, description=replace(ORIGINAL.description, aid=(gone,)))
    assert said(half).aid == ()


def test_places_have_tibetan_names_where_the_tables_do() -> None:
    (line,) = said(ORIGINAL, BO).aid
    assert line.endswith(" → ནག་ཆུ།")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\0b\u202ec\u200bd", "abcd"),
        ("一 \n\t 二\u3000三", "一 二 三"),
        ("e\u0301", "é"),
        ("字" * 400, "字" * 200),
        ("《援藏》——5G，བོད།", "《援藏》——5G，བོད།"),
    ],
)
def test_printable(text: str, expected: str) -> None:
    assert printable(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "missing"),
    [
        ("医疗喆玥", "医疗喆玥", ""),
        ("医龘疗", f"医{MISSING}疗", "龘"),
        ("好😀！", "好！", "😀"),
        ("བོད་ཡིག", "བོད་ཡིག", ""),
        ("Zürich 5‰", "Zürich 5‰", ""),
    ],
)
def test_a_missing_letter_is_seen_and_told(text: str, expected: str, missing: str) -> None:
    assert (settable(text), lacking(text)) == (expected, missing)


def test_a_card_is_a_small_png_and_always_the_same() -> None:
    card = PRESS.card(said(ORIGINAL))
    seen = picture(card)
    assert (seen.format, seen.mode, seen.size) == ("PNG", "P", (WIDTH, HEIGHT))
    assert len(card) <= MOST
    assert card == PRESS.card(said(ORIGINAL))
    assert card != PRESS.card(said(UNTRANSLATED))
    assert CINNABAR in {colour for _, colour in seen.convert("RGB").getcolors(99) or ()}


def test_a_card_has_four_colours_and_two_bits_for_each_pixel() -> None:
    card = PRESS.card(said(ORIGINAL))
    colours = {colour for _, colour in picture(card).convert("RGB").getcolors(99) or ()}
    assert colours == {PAPER, SOFT, INK, CINNABAR}
    assert card[24] == 2 and len(card) <= 10_000


@settings(max_examples=20)
@given(st.integers(1, 13), st.integers(1, 9), st.randoms(use_true_random=False))
def test_a_png_holds_every_pixel(width: int, height: int, random: Random) -> None:
    page = Image.new("P", (width, height))
    numbers = bytes(random.randrange(4) for _ in range(width * height))
    page.frombytes(numbers)
    seen = picture(png(page, (PAPER, SOFT, INK, CINNABAR)))
    assert seen.size == (width, height) and seen.tobytes() == numbers


def test_the_longest_headline_keeps_the_size() -> None:
    words = Wording("医疗人才组团式援藏十年间高原百姓看病就近" * 8, ("大连 → 那曲",) * 2, "报")
    assert len(PRESS.card(words)) <= MOST


@pytest.mark.parametrize("title", HOSTILE, ids=ascii)
def test_no_headline_stops_a_card(title: str) -> None:
    words = Wording(printable(title), (printable(title),), printable(title))
    assert picture(PRESS.card(words)).size == (WIDTH, HEIGHT)


@settings(max_examples=15)
@given(st.text(max_size=80))
def test_any_text_makes_a_card(text: str) -> None:
    assert len(PRESS.card(Wording(printable(text), (), printable(text)))) <= MOST


def test_nothing_is_drawn_outside_the_box() -> None:
    blank, full = (
        picture(PRESS.card(Wording(title, (), ""))).convert("L")
        for title in ("", "医疗人才组团式援藏（“十年”间）高原百姓看病" * 5)
    )
    changed = [
        (x, y)
        for x in range(0, 988, 4)
        for y in range(0, HEIGHT, 4)
        if blank.getpixel((x, y)) != full.getpixel((x, y))
    ]
    assert changed
    assert min(x for x, _ in changed) >= 36 and max(x for x, _ in changed) < 960
    assert min(y for _, y in changed) > 50 and max(y for _, y in changed) < 580


def test_cards_are_kept_and_drawn_anew_when_broken(tmp_path: Path) -> None:
    first = shelf(tmp_path, ORIGINAL)
    assert set(first.files) == {"card.png", f"stories/{ORIGINAL.id}/card.png"}
    path = Path(first.files[f"stories/{ORIGINAL.id}/card.png"])
    whole = path.read_bytes()

    class Idle(Press):
        def card(self, said: Wording) -> bytes:
            raise AssertionError("drawn again")

    again = shelf(tmp_path, ORIGINAL, press=Idle(PRESS.theme, PRESS.name))
    assert again.files == first.files
    path.write_bytes(whole[:500])
    assert (
        Path(shelf(tmp_path, ORIGINAL).files[f"stories/{ORIGINAL.id}/card.png"]).read_bytes()
        == whole
    )


def test_another_name_of_the_archive_is_another_card(tmp_path: Path) -> None:
    ours = shelf(tmp_path, ORIGINAL)
    theirs = shelf(tmp_path, ORIGINAL, press=Press(PRESS.theme, "Stories of aid"))
    assert {Path(p).read_bytes() for p in ours.files.values()}.isdisjoint(
        Path(path).read_bytes() for path in theirs.files.values()
    )


def test_a_card_that_cannot_be_drawn_leaves_the_archives_own(tmp_path: Path) -> None:
    class Torn(Press):
        def card(self, said: Wording) -> bytes:
            if "医生" in said.title:
                raise OSError("no font")
            return super().card(said)

    cards = shelf(tmp_path, ORIGINAL, press=Torn(PRESS.theme, "撕破的报纸"))
    view = archive_of(ORIGINAL).views[ORIGINAL.id]
    assert set(cards.files) == {"card.png"}
    assert cards.card(view, ZH) == cards.own is not None


def test_a_theme_without_seal_and_fonts_has_cards_too(tmp_path: Path) -> None:
    cards = shelf(tmp_path, ORIGINAL, press=Press(tmp_path, "档案"))
    assert len(cards.files) == 2
    tibetan = replace(
        ORIGINAL, article=replace(ORIGINAL.article, passages=(Passage(role=Role.TITLE, text="བོད"),))
    )
    assert set(shelf(tmp_path, tibetan, press=Press(tmp_path, "档案")).files) == {"card.png"}


def test_the_font_is_what_is_said_of_it() -> None:
    notices = (ROOT / "NOTICES.md").read_text("utf-8")
    named = set(CHARACTERS.read_text("utf-8").rstrip("\n"))
    (path,) = FONTS.glob("*.woff2")
    assert hashlib.sha256(path.read_bytes()).hexdigest() in notices
    assert set(map(chr, TTFont(path).getBestCmap())) == named
    assert path.stat().st_size < 2_500_000
    assert {MISSING, "医", "喆", "→", "…"} <= named and "龘" not in named
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text("utf-8").upper()


@pytest.fixture(scope="module")
def carded(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of a translated story, one that is not, and one with a picture of its own."""
    base = tmp_path_factory.mktemp("carded")
    docs = copy_docs(base / "docs", [ORIGINAL, UNTRANSLATED, PICTURED])
    (docs / "stories/2021" / f"{ORIGINAL.id}.bo.md").write_text(TRANSLATION, "utf-8")
    build_site(docs, base / "site", site_url=SITE)
    return Site(base / "site")


def open_graph(site: Site, url: str) -> dict[str, str]:
    return {m["property"]: m["content"] for m in site.page(url).select("meta[property]")}


@pytest.mark.parametrize(
    ("page", "card"),
    [
        (f"stories/{ORIGINAL.id}/", f"stories/{ORIGINAL.id}/card.png"),
        (f"bo/stories/{ORIGINAL.id}/", f"bo/stories/{ORIGINAL.id}/card.png"),
        (f"bo/stories/{UNTRANSLATED.id}/", f"stories/{UNTRANSLATED.id}/card.png"),
    ],
)
def test_the_page_of_a_story_names_its_card(carded: Site, page: str, card: str) -> None:
    said = open_graph(carded, page)
    assert said["og:image"] == SITE + card
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert said["og:image:alt"] and said["twitter:card"] == "summary_large_image"
    assert picture((carded.folder / card).read_bytes()).size == (1200, 630)
    told = page.startswith("bo/") == card.startswith("bo/")  # else the text is on another page
    images = carded.page(page).select(".share img")
    assert len(images) == told
    for image in images:
        assert image["alt"] == said["og:image:alt"] and image["loading"] == "lazy"
        assert "lang" not in image.attrs


@pytest.mark.parametrize("page", ["", "bo/", "stories/", "bo/regions/", "overview/"])
def test_other_pages_name_the_card_of_the_archive(carded: Site, page: str) -> None:
    said = open_graph(carded, page)
    assert said["og:image"] == f"{SITE}card.png" and "援藏" in said["og:image:alt"]
    assert picture((carded.folder / "card.png").read_bytes()).size == (WIDTH, HEIGHT)


def test_a_translated_card_is_another_picture(carded: Site) -> None:
    cards = [carded.folder / f"{folder}stories/{ORIGINAL.id}/card.png" for folder in ("", "bo/")]
    assert cards[0].read_bytes() != cards[1].read_bytes()
    assert not (carded.folder / f"bo/stories/{UNTRANSLATED.id}/card.png").exists()


def test_a_story_with_a_picture_shows_no_card_but_has_one(carded: Site) -> None:
    url = f"stories/{PICTURED.id}/"
    assert not carded.page(url).select(".share")
    assert open_graph(carded, url)["og:image"] == f"{SITE}{url}card.png"


def test_without_an_address_there_is_no_image_for_machines(aided: Site) -> None:
    for folder, shown in (("", 1), ("bo/", 0)):  # without a translation the text is on the other
        for story in STORIES[:2]:
            page = aided.page(f"{folder}stories/{story.id}/")
            assert not page.select('meta[property^="og:image"]')
            assert len(page.select(".share img")) == shown


@pytest.mark.browser
@pytest.mark.parametrize(("scripts", "width"), [(True, 390), (True, 1440), (False, 390)])
def test_a_reader_who_asks_sees_it_large_enough(
    browser: Browser, carded: Site, scripts: bool, width: int
) -> None:
    with served(carded.folder) as address:
        page = browser.new_page(
            viewport={"width": width, "height": 800}, java_script_enabled=scripts
        )
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        goto(page, f"{address}stories/{UNTRANSLATED.id}/", "networkidle")
        if scripts:  # without scripts browsers load every picture at once
            assert not any(url.endswith("card.png") for url in asked)
        page.locator(".share summary").click()
        image = page.locator(".share img")
        image.scroll_into_view_if_needed()
        box = image.bounding_box()
        assert box and box["width"] >= 300
        assert box["height"] == pytest.approx(box["width"] * HEIGHT / WIDTH, abs=2)
        page.emulate_media(media="print")
        assert not image.is_visible()
        page.close()
