"""Word files: what Word prints comes out, and nothing that it does not."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.restore.reading.archives import packed, unpacked, with_member
from tests.restore.reading.damage import bears, mutated, refused
from tests.restore.reading.made.docx import png, saved, written
from tests.restore.reading.stories import check, restored, story

from aidstories.model import Role
from aidstories.restore.reading.documents import docx_parts, xml
from aidstories.restore.reading.documents.docx import read_docx
from aidstories.restore.reading.documents.docx_numbers import number_in
from aidstories.restore.reading.refusal import Refusal
from aidstories.restore.run import restore

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PROSE = "援助医生在县医院工作了一年半，带出了一支能独立手术的队伍。"


@pytest.mark.parametrize("style", ["Title", "Heading 1", None])
@pytest.mark.parametrize("seed", range(4))
def test_an_article_comes_out_as_it_was_written(seed: int, style: str | None) -> None:
    expected = story(seed)
    page = read_docx(saved(written(expected, style=style)))
    check(restored(page), expected, image="word/media/image1.png")
    assert "data:" not in page


def paragraphs(*inner: str, before: Callable[[Document], None] | None = None) -> bytes:
    """Return a file of paragraphs given as XML inside ``w:p``."""
    document = docx.Document()
    if before:
        before(document)
    for xml_inside in inner:
        document.element.body.insert(
            len(document.element.body) - 1,
            parse_xml(
                f"<w:p {W} xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math' "
                "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
                "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' "
                f"xmlns:v='urn:schemas-microsoft-com:vml'>{xml_inside}</w:p>"
            ),
        )
    return saved(document)


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


BOX = f"<w:txbxContent><w:p>{run('框里的话。')}</w:p></w:txbxContent>"


@pytest.mark.parametrize(
    ("inside", "printed"),
    [
        (
            f"<w:ins>{run('乙')}</w:ins><w:del><w:r><w:delText>丙</w:delText></w:r></w:del>",
            "甲乙丁",
        ),
        (f"<w:moveTo>{run('乙')}</w:moveTo><w:moveFrom>{run('丙')}</w:moveFrom>", "甲乙丁"),
        (run("丙", "<w:vanish/>") + run("乙", '<w:vanish w:val="0"/>'), "甲乙丁"),
        (f"<w:fldSimple w:instr='DATE'>{run('乙')}</w:fldSimple>", "甲乙丁"),
        (f"<w:smartTag>{run('乙')}</w:smartTag>", "甲乙丁"),
        (
            f"<w:r><w:ruby><w:rt>{run('yǐ')}</w:rt><w:rubyBase>{run('乙')}</w:rubyBase></w:ruby></w:r>",
            "甲乙丁",
        ),
        ("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", "甲x丁"),
        ("<w:r><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/></w:r>", "甲乙<br />丙<br />丁"),
        ("<w:r><w:noBreakHyphen/><w:softHyphen/></w:r>", "甲-丁"),
        ("<w:r><w:t>a&lt;b&amp;c</w:t></w:r>", "甲a&lt;b&amp;c丁"),
    ],
)
def test_what_word_prints_is_read(inside: str, printed: str) -> None:
    assert f"<p>{printed}</p>" in read_docx(paragraphs(run("甲") + inside + run("丁")))


@pytest.mark.parametrize(
    "box",
    [
        f"<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>",
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>{BOX}"
        f"</wps:txbx></wps:wsp></w:drawing></mc:Choice></mc:AlternateContent></w:r>",
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>{BOX}"
        f"</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"{BOX}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    ],
)
def test_a_text_box_is_read_once(box: str) -> None:
    page = read_docx(paragraphs(run("甲") + box))
    assert page.count("<p>框里的话。</p>") == 1
    assert "<p>甲</p>" in page


@pytest.mark.parametrize(
    ("style", "tag"),
    [
        ("标题 1", "h1"),
        ("标题1", "h1"),
        ("一级标题", "h1"),
        ("大标题", "h1"),
        ("图注", 'p class="caption"'),
        ("副标题", 'p class="subtitle"'),
        ("标题栏目", "p"),
        ("正文", "p"),
    ],
)
def test_styles_are_known_by_chinese_names(style: str, tag: str) -> None:
    document = docx.Document()
    document.styles.add_style(style, 1)
    document.add_paragraph("门诊开到牧区", style=style)
    document.add_paragraph(PROSE)
    assert f"<{tag}>门诊开到牧区<" in read_docx(saved(document))


def looked(text: str, *, size: int, centred: bool = True, bold: bool = False) -> Document:
    document = docx.Document()
    line = document.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    letters = line.add_run(text)
    letters.font.size, letters.font.bold = Pt(size), bold
    for _ in range(3):
        document.add_paragraph().add_run(PROSE).font.size = Pt(12)
    return document


def test_a_large_or_bold_line_in_the_middle_is_the_title() -> None:
    for document in (looked("门诊开到牧区", size=18), looked("门诊开到牧区", size=12, bold=True)):
        assert "<h1>" in read_docx(saved(document))


@pytest.mark.parametrize(
    "document",
    [
        looked("门诊开到牧区", size=12),
        looked("门诊开到牧区", size=18, centred=False),
        looked("本报记者 段敏", size=12, bold=True),
        looked("2023年5月6日", size=12, bold=True),
        looked(PROSE, size=12, bold=True),
    ],
)
def test_other_lines_at_the_top_are_no_title(document: Document) -> None:
    assert "<h1>" not in read_docx(saved(document))


def test_a_title_in_two_lines_is_one_and_its_subtitle_is_none() -> None:
    for second, titles in (("走进高原乡村", 2), ("——一支医疗队的两年", 1)):
        document = looked("门诊开到牧区", size=18)
        line = document.paragraphs[1].insert_paragraph_before()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.add_run(second).font.size = Pt(18)
        assert read_docx(saved(document)).count("<h1>") == titles


def numbered(form: str, pattern: str) -> bytes:
    """Return a file with a list of two items, numbered in a form of Word's."""
    document = docx.Document()
    part = document.part.numbering_part.element
    part.insert(
        0,
        parse_xml(
            f'<w:abstractNum {W} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl></w:abstractNum>'
        ),
    )
    part.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    properties = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr></w:pPr>'
    for text in ("查视力", "量血压"):
        document.element.body.insert(
            len(document.element.body) - 1,
            parse_xml(f"<w:p {W}>{properties}{run(text)}</w:p>"),
        )
    return saved(document)


@pytest.mark.parametrize(
    ("form", "pattern", "printed"),
    [
        ("decimal", "%1.", "<li>2. 量血压</li>"),
        ("decimal", "%1、", "<li>2、量血压</li>"),
        ("decimalEnclosedCircleChinese", "%1", "<li>②量血压</li>"),
        ("bullet", "●", "<li>量血压</li>"),
        ("chineseCounting", "%1、", "<p>二、量血压</p>"),
        ("chineseCountingThousand", "（%1）", "<p>（二）量血压</p>"),
        ("lowerLetter", "%1)", "<p>b) 量血压</p>"),
        ("none", "", "<p>量血压</p>"),
    ],
)
def test_the_numbers_of_a_list_are_printed(form: str, pattern: str, printed: str) -> None:
    assert printed in read_docx(numbered(form, pattern))


@pytest.mark.parametrize(
    ("form", "number", "printed"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 12, "十二"),
        ("chineseCountingThousand", 20, "二十"),
        ("chineseCountingThousand", 105, "一百〇五"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographDigital", 12, "一二"),
        ("ideographTraditional", 3, "丙"),
        ("ideographTraditional", 11, "11"),
        ("upperRoman", 14, "XIV"),
        ("decimalZero", 7, "07"),
        ("upperLetter", 27, "27"),
        ("hebrew1", 4, "4"),
    ],
)
def test_numbers_are_written_in_words_forms(form: str, number: int, printed: str) -> None:
    assert number_in(form, number) == printed


def test_a_link_whose_target_the_file_has_lost_is_read_as_words() -> None:
    tied = "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'"
    lost = f"{run('他们到了')}<w:hyperlink r:id='rId99' {tied}>{run('拉乌山')}</w:hyperlink>"
    assert "他们到了拉乌山" in read_docx(paragraphs(lost, run(PROSE)))


def test_a_picture_that_the_file_has_lost_takes_no_text_along() -> None:
    tied = "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'"
    lost = f"<w:r><w:pict><v:shape><v:imagedata r:id='rId99' {tied}/></v:shape></w:pict></w:r>"
    assert PROSE in read_docx(paragraphs(lost, run(PROSE)))


def test_notes_stand_behind_the_text_without_arrows() -> None:
    data = paragraphs(run("甲") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("乙"))
    note = f'<w:footnote w:id="2"><w:p>{run("据县志。")}</w:p></w:footnote>'
    notes = f"<w:footnotes {W}>{note}</w:footnotes>"
    page = read_docx(with_member(data, "word/footnotes.xml", notes.encode()))
    assert "[1]" in page
    assert "据县志。" in page[page.index("乙") :]
    assert "↑" not in page


def test_lines_of_a_cell_are_one_datum() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("科室", "电话", "内科", "甲\n乙"), strict=True):
        cell.text = text.split("\n")[0]
        for more in text.split("\n")[1:]:
            cell.add_paragraph(more)
    assert "甲<br />乙" in read_docx(saved(document))


def test_properties_name_the_title_only_if_it_is_printed() -> None:
    for stated, told in (("门诊开到牧区帐篷", True), ("工作总结模板", False)):
        document = docx.Document()
        document.core_properties.title = stated
        document.core_properties.author = "打字员"
        document.add_paragraph("门诊开到牧区帐篷")
        for _ in range(2):
            document.add_paragraph(PROSE)
        page = read_docx(saved(document))
        assert (f"<title>{stated}</title>" in page) is told
        assert "打字员" not in page
        assert restored(page).first(Role.TITLE) == "门诊开到牧区帐篷"


PLAIN = paragraphs(run(PROSE))
RICH = unpacked(saved(written(story(1), style="Title")))["word/document.xml"]
LAUGHS = (
    f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "哈哈哈哈">{{}}]><w:document {W}><w:body><w:p>'
    "<w:r><w:t>&k;</w:t></w:r></w:p></w:body></w:document>"
).format(
    "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghij", "bcdefghijk", strict=True)
    )
)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (PLAIN[: len(PLAIN) // 2], "损坏"),
        (with_member(PLAIN, "word/document.xml", None), "损坏"),
        (with_member(PLAIN, "[Content_Types].xml", None), "损坏"),
        (with_member(PLAIN, "word/document.xml", b"<a><b>"), "损坏"),
        (with_member(PLAIN, "word/document.xml", f"<w:document {W}/>".encode()), "损坏"),
        (with_member(PLAIN, "word/document.xml", LAUGHS.encode()), "实体"),
        (with_member(PLAIN, "word/styles.xml", LAUGHS.encode()), "实体"),
        (with_member(PLAIN, "word/document.xml", bytes(9 << 20)), "炸弹"),
        (paragraphs("<w:r><w:t> </w:t></w:r>"), "没有文字"),
        (paragraphs("<w:smartTag>" * 220 + run("深") + "</w:smartTag>" * 220), "损坏"),
        (b"PK\x03\x04", "损坏"),
        (b"", "损坏"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, said: str) -> None:
    assert said in refused(read_docx, data)


def test_a_text_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    many = paragraphs(*[run(f"第{n}段。") for n in range(50)])
    assert read_docx(many).count("<p>") == 50
    monkeypatch.setattr(xml, "MOST_ELEMENTS", 150)
    assert "太长" in refused(read_docx, many)


def test_a_hundred_thousand_paragraphs_are_refused_at_once() -> None:
    body = "".join(f"<w:p><w:r><w:t>第{n}段</w:t></w:r></w:p>" for n in range(100_000))
    text = f"<w:document {W}><w:body>{body}</w:body></w:document>".encode()
    assert "太长" in refused(read_docx, with_member(PLAIN, "word/document.xml", text))


def test_a_file_with_macros_or_in_the_strict_form_is_read_as_any() -> None:
    files = unpacked(PLAIN)
    types, text = files["[Content_Types].xml"], files["word/document.xml"]
    macros = types.replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    assert macros != types
    assert PROSE in read_docx(with_member(PLAIN, "[Content_Types].xml", macros))
    strict = with_member(PLAIN, "word/document.xml", text.replace(*STRICT))
    assert PROSE in read_docx(strict)


STRICT = (
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
)


def test_hidden_words_of_the_strict_form_are_none_as_in_any() -> None:
    usual = paragraphs(run(PROSE) + run("草稿", "<w:vanish/>"))
    strict = {name: data.replace(*STRICT) for name, data in unpacked(usual).items()}
    assert PROSE in read_docx(packed(strict)) == read_docx(usual)
    assert "草稿" not in read_docx(packed(strict))


@given(st.binary(max_size=200))
def test_any_bytes_are_a_page_or_refused(data: bytes) -> None:
    bears(read_docx, data)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_a_mutated_file_is_a_page_or_refused(data: st.DataObject) -> None:
    bears(read_docx, data.draw(mutated(PLAIN)))


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_mutated_xml_is_a_page_or_refused(data: st.DataObject) -> None:
    text = data.draw(mutated(RICH))
    bears(read_docx, with_member(PLAIN, "word/document.xml", text))


def test_a_list_that_word_begins_anew_is_counted_anew() -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {W} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
            '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:suff w:val="nothing"/></w:lvl>'
            '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
            "</w:abstractNum>"
        ),
    )
    for key, override in (("77", ""), ("78", '<w:startOverride w:val="1"/>')):
        inside = f'<w:lvlOverride w:ilvl="0">{override}</w:lvlOverride>' if override else ""
        numbering.append(
            parse_xml(f'<w:num {W} w:numId="{key}"><w:abstractNumId w:val="77"/>{inside}</w:num>')
        )
    listed = (("77", 0, "甲"), ("77", 1, "乙"), ("77", 1, "丙"), ("77", 0, "丁"), ("78", 0, "戊"))
    for key, depth, text in listed:
        number = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{key}"/></w:numPr>'
        document.element.body.insert(
            len(document.element.body) - 1,
            parse_xml(f"<w:p {W}><w:pPr>{number}</w:pPr>{run(text)}</w:p>"),
        )
    page = read_docx(saved(document))
    for printed in ("3.甲", "3.1 乙", "3.2 丙", "4.丁", "1.戊"):
        assert f">{printed}<" in page


def test_an_outline_level_makes_a_style_a_heading_and_its_vanishing_hides() -> None:
    document = docx.Document()
    for name, level in (("章", "0"), ("话", "9")):
        style = document.styles.add_style(name, 1)
        style.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {W} w:val="{level}"/>'))
        document.add_paragraph(f"{name}的名字", style=name)
    hidden = document.styles.add_style("藏", 1)
    hidden.font.hidden = True
    document.add_paragraph("看不见的话", style="藏")
    page = read_docx(saved(document))
    assert "<h1>章的名字</h1>" in page
    assert "<p>话的名字</p>" in page
    assert "看不见的话" not in page


def test_an_image_of_the_older_form_has_its_name() -> None:
    document = docx.Document()
    document.add_picture(io.BytesIO(png()))
    drawing = next(document.element.iter(f"{{{W[9:-1]}}}drawing"))
    blip = next(e for e in drawing.iter() if e.tag.endswith("}blip"))
    key = next(v for k, v in blip.attrib.items() if k.endswith("}embed"))
    names = {
        "v": "urn:schemas-microsoft-com:vml",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    }
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in names.items())
    image = f'<v:shape><v:imagedata r:id="{key}"/></v:shape>'
    old = parse_xml(f"<w:pict {W} {spaces}>{image}</w:pict>")
    drawing.getparent().replace(drawing, old)
    document.add_paragraph(PROSE)
    assert 'src="word/media/image1.png"' in read_docx(saved(document))


def test_a_power_in_a_formula_is_raised() -> None:
    base, power = "<m:e><m:r><m:t>m</m:t></m:r></m:e>", "<m:sup><m:r><m:t>2</m:t></m:r></m:sup>"
    data = paragraphs(f"<m:oMath><m:sSup>{base}{power}</m:sSup></m:oMath>")
    assert "<p>m<sup>2</sup></p>" in read_docx(data)


def test_a_file_is_restored_from_its_bytes() -> None:
    expected = story(2)
    restoration = restore(saved(written(expected, style="Title")))
    [article] = restoration.articles
    check(article, expected, image="word/media/image1.png")
    assert restoration.reader.startswith("mammoth ")


def test_xml_of_a_part_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_docx(PLAIN)
    for module in (xml, docx_parts):
        monkeypatch.setattr(module, "LARGEST_XML", 300)
    assert "太长" in refused(read_docx, PLAIN)
    with pytest.raises(Refusal):
        xml.parse_xml(bytes(301))
