"""Each side of what restoring decides by several conditions, on pages of a few lines."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import fromstring

import pytest

from aidstories.model import Role
from aidstories.restore.beside import Pair, Told, align
from aidstories.restore.decode import _price
from aidstories.restore.draft import Label
from aidstories.restore.lexicon import tibetan_heads
from aidstories.restore.passes.breaks import is_running
from aidstories.restore.passes.letters import _by_turns
from aidstories.restore.passes.width import _before
from aidstories.restore.reading.capture import open_capture
from aidstories.restore.reading.documents.docx_styles import styles_of
from aidstories.restore.reading.documents.mail import is_mail
from aidstories.restore.run import restore
from aidstories.restore.zones.view import goes_on


@pytest.mark.parametrize(
    "commoner, rarer",
    [
        (" ", "e"),
        ("\n", "e"),
        ("e", "7"),
        ("7", "Q"),
        ("Q", "~"),
        ("~", "“"),
        ("་", "…"),
        ("”", "é"),
        ("é", "か"),
        ("か", "\x01"),
        ("か", "\ue000"),
        ("か", "\udc80"),
    ],
)
def test_what_texts_have_oftener_speaks_less_against_an_encoding(commoner: str, rarer: str) -> None:
    assert 0 > _price(commoner) > _price(rarer)


@pytest.mark.parametrize(
    "text, at, before",
    [
        ("好,", 1, "好"),
        ("好 ,", 2, "好"),
        ("好',", 2, "好"),
        ('好" ) ,', 5, "好"),
        (" ,", 1, ""),
        (",", 0, ""),
        ("(,", 1, "("),
    ],
)
def test_the_character_before_a_mark(text: str, at: int, before: str) -> None:
    assert _before(text, at) == before


Q, A = "{}：您在县医院工作了多久？", "{}：我在那里工作了一年半。"
BY_TURNS = (Q, A, Q, A)


@pytest.mark.parametrize(
    "names, forms, labelled",
    [
        pytest.param("记何记何", BY_TURNS, 4, id="two by turns"),
        pytest.param("记何记何记何", (*BY_TURNS, Q, A), 6, id="longer"),
        pytest.param("记何记", (Q, A, Q), 0, id="too few"),
        pytest.param("记何段何", BY_TURNS, 0, id="another asks then"),
        pytest.param("记何记段", BY_TURNS, 0, id="another answers then"),
        pytest.param("记何何记", BY_TURNS, 0, id="one twice"),
        pytest.param("段记何记何", (A, *BY_TURNS), 4, id="one before them"),
        pytest.param("记何记何段", (*BY_TURNS, A), 4, id="one behind them"),
        pytest.param("记何记何", (A, Q, A, Q), 0, id="the second asks"),
    ],
)
def test_two_speak_by_turns(names: str, forms: Sequence[str], labelled: int) -> None:
    said = {"记": "海角日报", "何": "何小青", "段": "段敏"}
    lines = (form.format(said[name]) for name, form in zip(names, forms, strict=True))
    found = _by_turns(open_capture("\n\n".join(lines)).blocks)
    roles = [label.role for label in found if isinstance(label, Label)]
    assert roles == [Role.QUESTION, Role.ANSWER] * (labelled // 2)


TEXT = "医疗队来到县里，看了{}个病人。"
BO = "སྨན་པའི་རུ་ཁག་རྫོང་ལ་འབྱོར་ནས་ནད་པ་{}བལྟས་པ་རེད།"


@pytest.mark.parametrize(
    "ours, theirs, sure",
    [
        pytest.param(("12", "34"), ("12", "34"), True, id="the same numbers"),
        pytest.param(("12", "34"), ("", ""), True, id="one side says none"),
        pytest.param(("12", ""), ("12", "7"), True, id="one paragraph says none"),
        pytest.param(("12", "34"), ("56", "78"), False, id="other numbers"),
    ],
)
def test_paragraphs_stand_beside_each_other(
    ours: Sequence[str], theirs: Sequence[str], sure: bool
) -> None:
    one = [Told(Role.PARAGRAPH, TEXT.format(n), 10 * i) for i, n in enumerate(ours)]
    other = [Told(Role.PARAGRAPH, BO.format(n), 10 * i + 5) for i, n in enumerate(theirs)]
    found = align(one, other)
    assert found == (Pair((0,), (0,), sure), Pair((1,), (1,), sure))


HEAD = "From: a@example.org\nDate: Mon, 6 May 2024 08:00:00 +0800\n"


@pytest.mark.parametrize(
    "text, mail",
    [
        ("Content-Type: text/html\nMIME-Version: 1.0\n\n正文", True),
        ("Content-Type: text/html\n\n正文", False),
        ("MIME-Version: 1.0\n\n正文", False),
        (f"{HEAD}\n正文", True),
        (f"{HEAD}", True),
        (f"{HEAD}正文", False),
        ("From: a@example.org\n\n正文", False),
        ("Date: Mon, 6 May 2024 08:00:00 +0800\n\n正文", False),
        (f"\ufeff{HEAD}\n正文", True),
        (f"From a@example.org Mon May 6\n{HEAD}\n正文", True),
        (HEAD.replace("\n", "\r\n") + "\r\n正文", True),
        ("来源：某报\n\n正文", False),
        ("", False),
    ],
)
def test_headers_tell_a_mail(text: str, mail: bool) -> None:
    assert is_mail(text.encode()) is mail


@pytest.mark.parametrize(
    "line, holds",
    [
        ("(གསར་འགོད་པ་ཚེ་རིང་།)", True),
        ("གསར་འགོད་པ། ཚེ་རིང་།", True),
        ("ཚེ་རིང་། གསར་འགོད་པ། སྒྲོལ་མ།", False),  # something stands before the label
        ("གསར་འགོད་པ།", False),
        ("ཚེ་རིང་།", False),
        ("", False),
        ("གསར་འགོད་པ། " + "ཚེ་རིང་། " * 60, False),
    ],
)
def test_a_line_in_tibetan_names_its_writers_and_nothing_else(line: str, holds: bool) -> None:
    assert tibetan_heads.is_byline(line) is holds


@pytest.mark.parametrize(
    "text, running",
    [
        ("སྨ" * 30, False),  # of a title no more is asked
        ("སྨ" * 30 + "ན", True),
        ("“" + "སྨ" * 30 + "ན", True),
        ("医" * 61, False),  # a line of names in Chinese has no mark however long it is
        ("医生来了，病人走了。", True),
        ("abc，def。" * 9 + "医", False),
    ],
)
def test_a_long_line_in_tibetan_is_running_text(text: str, running: bool) -> None:
    assert is_running(text) is running


STYLES = """<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="20"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:styleId="text" w:default="1"/>
<w:style w:type="paragraph" w:styleId="large"><w:rPr><w:sz w:val="40"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="strong"><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="of-paragraph"><w:basedOn w:val="text"/></w:style>
<w:style w:type="paragraph" w:styleId="of-character"><w:basedOn w:val="strong"/></w:style>
<w:style w:type="paragraph" w:styleId="larger"><w:basedOn w:val="large"/>
<w:rPr><w:b/></w:rPr></w:style>
</w:styles>"""


@pytest.mark.parametrize(
    "style, bold, size",
    [
        ("text", None, 20),
        ("large", None, 40),
        ("strong", True, None),  # the type of a word is that of its paragraph
        ("of-paragraph", None, None),
        ("of-character", True, 20),
        ("larger", True, 40),
        ("missing", None, 20),
    ],
)
def test_a_style_looks_like_what_it_is_based_on(
    style: str, bold: bool | None, size: int | None
) -> None:
    look = styles_of(fromstring(STYLES)).look(style)
    assert (look.bold, look.size) == (bold, size)


_SAID = "援助医生在县医院工作了一年半，带出了一支能独立手术的队伍。"


@pytest.mark.parametrize("length, titled", [(5, False), (6, True)])
def test_a_short_name_of_a_page_is_no_title(length: int, titled: bool) -> None:
    """Of five characters it is what the site calls a part of it: 要闻频道一."""
    page = f"<title>{'医疗队来到县里'[:length]}</title><body><p>{_SAID}</p><p>{_SAID}</p></body>"
    (article,) = restore(f"<html>{page}</html>".encode()).articles
    assert (article.passages[0].role is Role.TITLE) is titled


@pytest.mark.parametrize(
    "one, other, holds",
    [
        ("医生来了", "病人走了", True),
        ("医", "人", True),
        ("——", "——", False),
        ("医生来了：", "", True),
        ("。", "，", False),
    ],
)
def test_a_title_goes_on_in_a_second_line(one: str, other: str, holds: bool) -> None:
    assert goes_on(one, other) is holds
