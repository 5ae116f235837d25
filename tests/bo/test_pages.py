"""The pages under ``/bo/``, read as files."""

import copy
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import NavigableString

from aidstories.site.interface.terms import TIBETAN, Translator, interface_terms
from aidstories.site.locale import Locale
from tests.archive import TABLES
from tests.bo.sample import ORIGINAL, QUOTED, STATED, UNTRANSLATED
from tests.site.conftest import Site, parse
from tests.site.test_pages import links

HAN, TIBETAN_LETTER = re.compile("[\u4e00-\u9fff]"), re.compile("[\u0f40-\u0fbc]")
STORY, OTHER = f"stories/{ORIGINAL.id}/", f"stories/{UNTRANSLATED.id}/"


def language(node: NavigableString) -> str:
    """Return the language that the nearest element around a text says it is in."""
    return next(str(tag["lang"]) for tag in node.parents if tag.get("lang"))


def texts(soup: Any) -> Iterator[NavigableString]:
    for node in soup.body.find_all(string=True):
        if node.parent.name not in ("script", "style") and node.strip():
            yield node


def test_every_page_has_its_counterpart(bo_site: Site) -> None:
    pages = {url for url, _ in bo_site.pages()} - {"404.html"}
    chinese = {url for url in pages if not url.startswith("bo/")}
    assert {f"bo/{url}" for url in chinese} == pages - chinese
    assert len(chinese) > 20


def test_each_page_says_its_language_and_leads_to_the_other(bo_site: Site) -> None:
    for url, soup in bo_site.pages():
        if url == "404.html":
            continue
        tibetan = url.startswith("bo/")
        assert soup.html["lang"] == ("bo" if tibetan else "zh-Hans")
        other = url.removeprefix("bo/") if tibetan else f"bo/{url}"
        assert not soup.head.find_all(hreflang=True)  # the site has no address
        (switch,) = soup.select("a.tongue")
        assert urlsplit(urljoin(f"http://here/{url}", switch["href"])).path[1:] == other
        named = (switch.get_text(), switch.get("aria-label"))  # the Tibetan name is drawn
        assert named == (("中文", None) if tibetan else ("", "བོད་ཡིག"))


def test_a_page_that_is_not_there_is_missed_in_both_languages(bo_site: Site) -> None:
    page = parse(bo_site.folder / "404.html")
    said = {section["lang"]: section for section in page.select("section[lang]")}
    assert said["zh-Hans"].h1.get_text() == "没有这一页"
    assert said["bo"].h1.get_text() == "ཤོག་ངོས་མེད་པ།"
    for tag, section in said.items():
        folder = "bo/" if tag == "bo" else ""
        targets = {a["href"] for a in section.find_all("a")}
        assert {f"{folder}stories/", f"{folder}regions/", folder or "."} <= targets
        assert all((bo_site.folder / target / "index.html").is_file() for target in targets)


def wrongly_marked(site: Site) -> set[tuple[str, str]]:
    """Return the pages and texts that say to be in another language than they are."""
    wrong = set()
    for url, soup in site.pages():
        for node in texts(soup):
            written = "zh-Hans" if HAN.search(node) else TIBETAN_LETTER.search(node) and "bo"
            if written and language(node) != written:
                wrong.add((url, node.strip()[:40]))
    return wrong


def test_chinese_is_marked_on_tibetan_pages_and_tibetan_on_chinese_ones(bo_site: Site) -> None:
    assert wrongly_marked(bo_site) == set()


QUOTED_THERE = (
    ".stated__quote a[href*='#'], .feature__words a[href*='#']"
    ", [data-level][href*='#'], .tile[href*='#'], .flow[href*='#']"
)


def test_pages_stay_in_their_language(bo_site: Site) -> None:
    for url, soup in bo_site.pages():
        if url.startswith("bo/"):
            soup = copy.copy(soup)
            switch = soup.select_one("a.tongue")["href"]
            for quotation in soup.select(QUOTED_THERE):  # has its place on the Chinese page alone
                quotation["href"] = ""
            pages = {target for target in links(url, soup) if target.endswith("/") or not target}
            outside = {target for target in pages if not target.startswith("bo/")}
            assert outside <= {urlsplit(urljoin(f"http://here/{url}", switch)).path[1:]}


def test_no_link_of_a_tibetan_page_is_broken(bo_site: Site) -> None:
    for url, soup in bo_site.pages():
        if url.startswith("bo/"):
            for target in links(url, soup):
                path = bo_site.folder / target
                assert path.is_file() or (path / "index.html").is_file(), f"{url} → {target}"


def test_the_interface_is_on_trial(bo_site: Site) -> None:
    trial = bo_site.page("bo/").find(class_="trial")
    assert trial.get_text() == TABLES.terms["trial"].bo
    assert trial.a["href"] == "about/tibetan/"  # where each word comes from
    assert bo_site.page("").find(class_="trial") is None


def test_places_months_and_years_are_tibetan_where_the_authority_has_them(bo_site: Site) -> None:
    region = bo_site.page("bo/regions/xizang/naqu/")
    assert region.h1.contents[0] == "ནག་ཆུ་གྲོང་ཁྱེར།"
    assert bo_site.page("bo/programs/duikou-yuanzang/").h1.contents[0] == "ཁ་གཏད་བོད་སྐྱོར།"
    line = bo_site.page(f"bo/{STORY}").find(class_="story__line").get_text()
    assert "སྤྱི་ལོ་2021 ཟླ་བ་བརྒྱད་པའི་ཚེས་19" in line
    assert bo_site.page("bo/donors/liaoning/").h1.contents[0] == "ལའུ་ཉིང་ཞིང་ཆེན།"


def test_whom_a_statement_names_is_said_in_tibetan(bo_site: Site) -> None:
    houses = ["ཅ་ཞིན་གྲོང་ཁྱེར་རིན་ཨའེ་སྨན་ཁང་།", "ནག་ཆུ་གྲོང་ཁྱེར་མི་དམངས་སྨན་ཁང་།"]
    for url in (f"stories/{STATED.id}/", "regions/xizang/naqu/", "donors/zhejiang/jiaxing/"):
        bodies = [b.get_text() for b in bo_site.page(f"bo/{url}").select(".stated__body")]
        assert [body for body in bodies if "ཅ་ཞིན" in body or "ནག་ཆུ" in body][:2] == [
            f" ({house})" for house in houses
        ]
        assert "（嘉兴市仁爱医院）" in bo_site.page(url).find(class_="stated__line").get_text()
    line = bo_site.page(f"bo/stories/{STATED.id}/").find(class_="story__line")
    assert "ཐའེ་ཡོན་ནས་གློག་འཕྲིན།" in line.get_text()
    assert not HAN.search(line.get_text())  # 嘉兴日报 and 长治日报 have names by rule
    assert "中新网太原12月20日电" in bo_site.page(f"stories/{STATED.id}/").get_text()


def test_names_are_in_tibetan_order(bo_site: Site) -> None:
    names = [a.contents[0] for a in bo_site.page("bo/regions/xizang/").select(".tree--1 > li > a")]
    named = [name for name in names if TIBETAN_LETTER.match(name.get_text())]
    assert names[: len(named)] == named
    assert [n for n in named if n.startswith(("ལྷ་ས", "ནག", "ཆབ"))] == [
        "ཆབ་མདོ་གྲོང་ཁྱེར།", "ནག་ཆུ་གྲོང་ཁྱེར།", "ལྷ་ས་གྲོང་ཁྱེར།",
    ]  # fmt: skip


def test_an_untranslated_story_is_described_and_leads_to_its_text(bo_site: Site) -> None:
    page = bo_site.page(f"bo/{OTHER}")
    assert page.select_one("article.story")["data-story"] == UNTRANSLATED.id
    assert (page.h1.get_text(), page.h1["lang"]) == ("医疗队在那曲", "zh-Hans")
    assert page.select(".story__body, [data-passage], .cite, .record__repairs, .share") == []
    assert "工作了三年" not in page.body.get_text()  # the text is not on the site twice
    notice = page.find(class_="untranslated")
    assert TABLES.terms["untranslated"].bo in notice.get_text()
    original, adding = notice.find_all("a")
    assert (original["hreflang"], original["href"]) == ("zh-Hans", f"../../../{OTHER}")
    assert adding["href"] == "../../guide/#translate"
    assert bo_site.page("guide/").find(id="translate")


def test_what_is_known_of_an_untranslated_story_is_said_in_tibetan(bo_site: Site) -> None:
    rows = bo_site.page("bo/stories/gold-001-1/").select(".record dl > div")
    said = {row.dt.get_text(): [a["href"] for a in row.select("a")] for row in rows}
    assert {"ས་ཁུལ།", "ལས་གཞི།", "ལོ།", "ཚོགས་སྡེ།", "མི་སྣ།"} <= said.keys()
    assert all(said.values())
    assert "../../regions/xizang/" in said["ས་ཁུལ།"]
    assert bo_site.page("bo/stories/gold-001-1/").select(".onward__list a[lang=zh-Hans]")


def test_a_translated_story_shows_its_translation(bo_site: Site) -> None:
    page = bo_site.page(f"bo/{STORY}")
    assert page.h1.get_text() == "སྨན་པ་ནག་ཆུར་འབྱོར་བ།"
    body = page.find(class_="story__body").get_text()
    assert "སྨན་ཁང་ནང་" in body.replace("\u0f0c", "\u0f0b")
    assert not HAN.search(body)
    listed = bo_site.page("bo/stories/").find("a", string="སྨན་པ་ནག་ཆུར་འབྱོར་བ།")
    assert listed and "lang" not in listed.attrs


def test_a_translated_story_has_its_own_card_to_share(bo_site: Site) -> None:
    page = bo_site.page(f"bo/{STORY}")
    (image,) = page.select(".share img")
    assert TIBETAN_LETTER.search(image["alt"]) and "lang" not in image.attrs
    assert not page.select('meta[property^="og:image"]')  # the site has no address


def test_a_quotation_leads_to_the_page_of_its_translation(bo_site: Site) -> None:
    def led(url: str, kind: str) -> str:
        quotes = bo_site.page(url).select(".stated__quote")
        quote = next(quote for quote in quotes if kind in quote.get_text())
        return str(quote.a["href"]) if quote.a else ""

    for folder, anchor in (("", "#p1"), ("bo/", "")):
        assert led(f"{folder}regions/xizang/naqu/", QUOTED) == f"../../../{STORY}{anchor}"
        assert led(f"{folder}{STORY}", QUOTED) == anchor


@pytest.mark.parametrize("folder", ["", "bo/"])
def test_both_texts_stand_side_by_side(bo_site: Site, folder: str) -> None:
    assert bo_site.page(f"{folder}{STORY}").find("a", href="bilingual/")
    pairs = bo_site.page(f"{folder}{STORY}bilingual/").select(".pair")[1:]
    sides = [[side["lang"] for side in pair.select(".pair__side")] for pair in pairs]
    assert sides == [["zh-Hans", "bo"]] * 4
    chinese, tibetan = (side.get_text(strip=True) for side in pairs[3].select(".pair__side"))
    assert chinese.startswith("他们说，明年")
    assert tibetan.startswith("ཁོང་ཚོས་སང་ལོ་")


def test_pictures_name_places_in_tibetan(bo_site: Site) -> None:
    for url in ("bo/", "bo/overview/"):
        names = bo_site.page(url).select(".tile__name[lang=bo]")
        assert {"ནག་ཆུ།", "བོད་རང་སྐྱོང་ལྗོངས།"} <= {name.get_text() for name in names}
    rows = bo_site.page("bo/overview/").select(".grid th[lang=bo]")
    assert "ཁ་གཏད་བོད་སྐྱོར།" in {row.get_text() for row in rows}
    gansu = bo_site.page("bo/overview/").find(class_="tile__name", string="ཀན་སུའུ།")
    assert language(gansu.find(string=True)) == "bo"
    assert bo_site.page("overview/").select(".tiles [lang=bo], .grid [lang=bo]") == []


def test_scripts_have_the_names_of_values(bo_site: Site) -> None:
    found = {}
    for folder in ("", "bo/"):
        data = json.loads((bo_site.folder / folder / "browse/facets.json").read_text("utf-8"))
        regions = next(facet for facet in data["facets"] if facet["key"] == "region")
        tokens = [token[0] if token else name for name, _, *token in regions["values"]]
        found[folder] = (tokens, {row[0]: row[1] for row in data["stories"]})
        assert ("ནག་ཆུ་གྲོང་ཁྱེར།" in str(regions)) == bool(folder)
    assert found[""][0] == found["bo/"][0]  # an address is the same in both languages
    assert found["bo/"][1][ORIGINAL.id] == "སྨན་པ་ནག་ཆུར་འབྱོར་བ།"
    assert found["bo/"][1][UNTRANSLATED.id] == "医疗队在那曲"
    names = json.loads((bo_site.folder / "bo/search/values.json").read_text("utf-8"))
    assert names["西藏自治区/那曲市"] == "ནག་ཆུ་གྲོང་ཁྱེར།"
    assert not any(HAN.search(name) for name in names.values())


def test_tags_lead_to_pages_of_the_language(bo_site: Site) -> None:
    for folder in ("", "bo/"):
        url = f"{folder}tags/"
        shown = copy.copy(bo_site.page(url)).select_one("article")
        tags = {tag.get_text(): tag["href"] for tag in shown.select("h2 a.md-tag")}
        assert tags["那曲市"] == "../regions/xizang/naqu/"
        found = set(links(url, shown))
        assert {target.startswith("bo/") for target in found} == {bool(folder)}


SHELL = Locale(translator=Translator(terms=interface_terms(TABLES), language=TIBETAN))


@pytest.mark.parametrize(
    ("html", "changed"),
    [
        ('<a href="../x/">', '<a href="../x/">'),
        ('<a href="..">', '<a href="..">'),
        ('<a href="#p1">', '<a href="#p1">'),
        ('<a href="../x/?a=b.c#d">', '<a href="../x/?a=b.c#d">'),
        ('<a href="https://example.org/a.csv">', '<a href="https://example.org/a.csv">'),
        ('<a href="../data/a.csv">', '<a href="../../data/a.csv">'),
        ("<img alt='a' src='a.png'>", "<img alt='a' src='../a.png'>"),
        ('<p>href="a.csv"</p>', '<p>href="a.csv"</p>'),
    ],
)
def test_links_of_a_chinese_text_in_a_tibetan_page(html: str, changed: str) -> None:
    assert SHELL.reroot(html) == changed


@pytest.mark.parametrize(
    ("link", "changed"),
    [
        ("../images/a.png", "../../../guide/images/a.png"),
        ("../../assets/a.png#b", "../../../assets/a.png#b"),
        ("a.png", "../../../guide/browser/a.png"),
        ("../../data/", "../../data/"),
        ("", ""),
    ],
)
def test_a_file_beside_a_chinese_page_is_led_to_from_its_counterpart(
    link: str, changed: str
) -> None:
    html = SHELL.reroot(f'<img src="{link}">', "guide/browser/")
    assert html == f'<img src="{changed}">'


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("", "bo/"),
        ("stories/a/", "bo/stories/a/"),
        ("browse/?region=a", "bo/browse/?region=a"),
        ("stories/a/a.bib", "stories/a/a.bib"),
        ("assets/a.js?v=1", "assets/a.js?v=1"),
    ],
)
def test_addresses(target: str, address: str) -> None:
    assert SHELL.address(target) == address
