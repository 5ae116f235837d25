"""Tibetan text: order, line breaks, dates, and place names held against their transliteration."""

import csv
import re
from collections.abc import Iterator

import pytest
from markupsafe import Markup
from pyewts import pyewts

from aidstories.model import Article, Description, Passage, Role, Story, YearBasis
from aidstories.site.interface.terms import TIBETAN, Translator, interface_terms
from aidstories.site.interface.tibetan import is_tibetan, root_letter, sort_key, unbroken
from aidstories.site.interface.tongues import block_language, marked_html, marked_runs
from aidstories.site.locale import Locale
from aidstories.site.spoken import Words
from aidstories.site.story.view import view
from tests.archive import TABLES
from tests.site.conftest import ROOT

TERMS = interface_terms(TABLES)
BO = Locale(translator=Translator(terms=TERMS, language=TIBETAN))
ZH = Locale(translator=Translator(terms=TERMS))
TIBETAN_LETTER = re.compile("[\u0f40-\u0fbc]")


def names() -> Iterator[dict[str, str]]:
    for file, delimiter in (("places_bo.tsv", "\t"), ("names_bo.csv", ",")):
        with (ROOT / "docs/data" / file).open(encoding="utf-8") as opened:
            yield from (row for row in csv.DictReader(opened, delimiter=delimiter) if row["bo"])


@pytest.mark.parametrize("row", list(names()), ids=lambda row: row["wylie"])
def test_every_name_is_what_its_wylie_says(row: dict[str, str]) -> None:
    written = pyewts().toUnicode(row["wylie"])
    assert written.strip("་།༌") == row["bo"].strip("་།༌")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("ནང་།", "ནང༌།"),
        ("ནང་ །", "ནང༌ །"),
        ("རེད། །ཁོང་", "རེད།\u00a0།ཁོང་"),
        ("རེད།  །", "རེད།\u00a0\u00a0།"),
        ("ལྷ་ས་ལ", "ལྷ་ས་ལ"),
        ("རེད། ཁོང་", "རེད། ཁོང་"),  # a line may end between two sentences
        ("中文。 字", "中文。 字"),
    ],
)
def test_a_shad_stays_with_what_it_ends(typed: str, shown: str) -> None:
    assert unbroken(typed) == shown
    assert unbroken(shown) == shown


def test_letters_are_sorted_as_in_the_alphabet() -> None:
    letters = list("ཀཁགངཅཆཇཉཏཐདནཔཕབམཙཚཛཝཞཟའཡརལཤསཧཨ")
    turned = letters[::-1]
    turned.sort(key=sort_key)
    assert turned == letters


def test_old_and_new_ways_to_write_a_vowel_sort_alike() -> None:
    assert sort_key("\u0f77") == sort_key("\u0fb2\u0f71\u0f80")


@pytest.mark.parametrize(
    ("published", "year", "tibetan"),
    [
        ("2025-08-19", 2025, "སྤྱི་ལོ་2025 ཟླ་བ་བརྒྱད་པའི་ཚེས་19"),
        ("2021-12", 2021, "2021 ཟླ་བ་བཅུ་གཉིས་པ"),
        ("2021", 2021, "2021"),
        (None, 2021, "2021"),
        ("2021-12-20?", 2021, "སྤྱི་ལོ་2021 ཟླ་བ་བཅུ་གཉིས་པའི་ཚེས་20（དོགས་གནས་ཡོད།）"),
        ("2021-12-20~", 2021, '<span lang="zh-Hans">2021年12月20日前后</span>'),  # no word yet
        ("2021-22", 2021, "2021ལོའི་དབྱར་ཁ"),
        (None, None, "ལོ་མི་ཤེས་པ།"),
        ("二〇二一年春", 2021, '<span lang="zh-Hans">二〇二一年春</span>'),
    ],
)
def test_dates(published: str | None, year: int | None, tibetan: str) -> None:
    known = Description(published=published, year=year, year_basis=YearBasis.STATED)
    shown = view(Story(id="a", article=Article(passages=()), description=known))
    assert BO.date(shown) == tibetan
    assert not TIBETAN_LETTER.search(ZH.date(shown))


@pytest.mark.parametrize(
    ("text", "zh", "bo"),
    [
        ("那曲", "那曲", '<span lang="zh-Hans">那曲</span>'),
        ("ནག་ཆུ།", '<span lang="bo">ནག་ཆུ།</span>', "ནག་ཆུ།"),
        (
            "那曲（ནག་ཆུ།  གྲོང་ཁྱེར།）2021年",
            '那曲（<span lang="bo">ནག་ཆུ།  གྲོང་ཁྱེར།</span>）2021年',
            '<span lang="zh-Hans">那曲</span>（ནག་ཆུ།  གྲོང་ཁྱེར།）2021<span lang="zh-Hans">年</span>',
        ),
        (
            "འདི་ནི་“2021年，3名医生”ཡིན།",
            '<span lang="bo">འདི་ནི་</span>“2021年，3名医生”<span lang="bo">ཡིན།</span>',
            'འདི་ནི་“2021<span lang="zh-Hans">年，3名医生</span>”ཡིན།',
        ),
        ("2021-08-19 CT <b>", "2021-08-19 CT &lt;b&gt;", "2021-08-19 CT &lt;b&gt;"),  # neither
        ("", "", ""),
    ],
)
def test_runs_say_their_language(text: str, zh: str, bo: str) -> None:
    assert marked_runs(text, "zh-Hans") == zh
    assert marked_runs(text, "bo") == bo


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<p>检索 ལྷ་ས 找到</p>", '<p>检索 <span lang="bo">ལྷ་ས</span> 找到</p>'),
        ("<td>ལྷ་ས།</td>", '<td><span lang="bo">ལྷ་ས།</span></td>'),
        ('<p lang="bo">ལྷ་ས།</p>', '<p lang="bo">ལྷ་ས།</p>'),
        ('<img alt="ལྷ་ས།"><script>x = "ལྷ"</script>', '<img alt="ལྷ་ས།"><script>x = "ལྷ"</script>'),
        ("<p>检索 &lt; 找到</p>", "<p>检索 &lt; 找到</p>"),
    ],
)
def test_tibetan_on_an_editors_page_says_so(html: str, marked: str) -> None:
    assert marked_html(html) == marked


@pytest.mark.parametrize(
    ("text", "own", "said"),
    [
        ("ནག་ཆུ། 2021", "zh-Hans", "bo"),
        ("ནག་ཆུ། 那曲", "zh-Hans", "zh-Hans"),
        ("ནག་ཆུ། 那曲", "bo", "bo"),
        ("那曲", "bo", "zh-Hans"),
        ("2021", "bo", "bo"),
    ],
)
def test_a_block_is_in_the_language_of_all_its_letters(text: str, own: str, said: str) -> None:
    assert block_language(text, own) == said


@pytest.mark.parametrize(("text", "is_so"), [("2021 ནག", True), ("那ནག", False), ("1།", False)])
def test_what_begins_in_tibetan(text: str, is_so: bool) -> None:
    assert is_tibetan(text) == is_so


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("ནག་ཆུ།", "ན"),
        ("བཀྲ་ཤིས།", "ཀ"),
        ("བསྟན་འཛིན།", "ཏ"),
        ("རྡོ་རྗེ།", "ད"),
        ("གཞིས་རྩེ།", "ཞ"),
        ("མངའ་རིས།", "ང"),
        ("དབང་འདུས།", "བ"),
        ("དགའ་ལྡན།", "ག"),
        ("འགྱུར་མེད།", "ག"),
        ("ལྷ་ས།", "ཧ"),
        ("༄༅། ཀླུ་སྒྲུབ།", "ཀ"),
        # what looks like a prefix or a head and is none
        ("བོད།", "བ"),
        ("གངས།", "ག"),
        ("ལེགས་པ།", "ལ"),
        ("མིག", "མ"),
        ("དང་པོ།", "ད"),
        ("ཟླ་བ།", "ཟ"),
        ("པའི།", "པ"),
        ("A", "A"),
    ],
)
def test_a_name_stands_under_the_root_of_its_first_syllable(name: str, letter: str) -> None:
    assert root_letter(name) == letter


def test_a_name_stands_where_the_story_has_it_on_the_chinese_page_alone() -> None:
    passages = (Passage(role=Role.PARAGRAPH, text=text) for text in ("开头。", "央金来了。"))
    article = Article(passages=tuple(passages))
    story = view(Story(id="s", article=article, description=Description()))
    place = story.where("央金")
    assert place and ZH.naming(story, "央金") == story.at(place)
    assert {ZH.naming(story, "段敏"), BO.naming(story, "央金")} == {story.url}


def test_words_of_markup_and_of_plain_text_are_kept_apart() -> None:
    words = Words(ZH.translator)
    plain, markup = (words("story.via.only", via=via) for via in ("&amp;", Markup("&amp;")))
    assert "&amp;amp;" in plain and "&amp;amp;" not in markup
    assert words("story.via.only", via="&amp;") == plain
