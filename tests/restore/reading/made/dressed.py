"""Documents with everything in them that their programs can put there, of each kind."""

from __future__ import annotations

import docx
from docx.oxml import parse_xml
from tests.restore.reading.archives import unpacked, with_member
from tests.restore.reading.made import odt, rtf
from tests.restore.reading.made.docx import saved
from tests.restore.reading.made.epub import book, chapter
from tests.restore.reading.stories import story

PROSE = story(1).paragraphs
_SPACES = " ".join(
    f'xmlns:{name}="http://schemas.{where}"'
    for name, where in {
        "w": "openxmlformats.org/wordprocessingml/2006/main",
        "m": "openxmlformats.org/officeDocument/2006/math",
        "mc": "openxmlformats.org/markup-compatibility/2006",
    }.items()
)
_FORMS = (
    *(("chineseCounting", "%1、"), ("decimal", "%1."), ("decimalEnclosedCircleChinese", "%1")),
    *(("upperRoman", "%1)"), ("lowerLetter", "(%1)"), ("chineseLegalSimplified", "%1、")),
    *(("ideographTraditional", "%1、"), ("decimalZero", "%1"), ("bullet", "•"), ("none", "")),
)
"""Of lists, with the pattern of what is printed: one list of each, of three levels."""


def _run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def _paragraph(inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def _printed() -> list[str]:
    """What is printed of a paragraph and what is not."""
    power = "<m:r><m:t>x</m:t></m:r><m:sSup><m:sup><m:r><m:t>3</m:t></m:r></m:sup></m:sSup>"
    inside = [
        f"<w:ins>{_run('添的')}</w:ins><w:del><w:r><w:delText>删的</w:delText></w:r></w:del>",
        f"<w:moveTo>{_run('来的')}</w:moveTo><w:moveFrom>{_run('去的')}</w:moveFrom>",
        _run("藏的", "<w:vanish/>") + _run("没藏的", '<w:vanish w:val="0"/>'),
        f"<w:fldSimple w:instr='DATE'>{_run('栏的')}</w:fldSimple><m:oMath>{power}</m:oMath>",
        f"<w:ruby><w:rt>{_run('yǐ')}</w:rt><w:rubyBase>{_run('注的')}</w:rubyBase></w:ruby>",
        "<w:r><w:t>一行</w:t><w:br/><w:t>二行</w:t><w:cr/><w:ptab/><w:noBreakHyphen/></w:r>",
        _run("黑的", "<w:b/>") + _run("2", '<w:vertAlign w:val="subscript"/>'),
        f"<mc:AlternateContent><mc:Choice>{_run('新的')}</mc:Choice>"
        f"<mc:Fallback>{_run('旧的')}</mc:Fallback></mc:AlternateContent>",
        "<w:r><w:footnoteReference w:id='2'/></w:r>" + _run("注后的"),
    ]
    return [_paragraph(_run("甲") + each + _run("丁，病人都说好。")) for each in inside]


def _lists() -> list[str]:
    paragraphs = []
    for key in range(len(_FORMS)):
        for depth, text in ((0, "查视力"), (1, "量血压"), (2, "抽血"), (1, "拍片"), (0, "义诊")):
            number = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{key + 70}"/></w:numPr>'
            paragraphs.append(_paragraph(_run(text), number))
    return paragraphs


def _tables() -> list[str]:
    def cell(*texts: str, properties: str = "") -> str:
        inside = "".join(_paragraph(_run(text)) for text in texts)
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"

    wide = cell("门诊人次", properties='<w:gridSpan w:val="2"/>')
    first = cell("内科", properties='<w:vMerge w:val="restart"/>')
    going = cell("", properties="<w:vMerge/>")
    long = cell(PROSE[2], story(2).paragraphs[0])
    rows = [cell("科室") + wide, first + cell("1,200", "两年") + cell("3"), going + cell("4") * 2]
    tables = ["".join(f"<w:tr>{row}</w:tr>" for row in rows), f"<w:tr>{long}</w:tr>"]
    return [f"<w:tbl>{table}</w:tbl>" for table in tables]


def _looks() -> list[str]:
    centred, large = '<w:jc w:val="center"/>', '<w:b/><w:sz w:val="44"/>'
    return [
        _paragraph(_run("门诊开到", large), centred),
        _paragraph(_run("高原牧区", large), centred),
        _paragraph(_run("——一支医疗队的两年", '<w:sz w:val="32"/>'), centred),
        _paragraph(_run("本报记者 段敏", ""), centred),
        _paragraph(_run(PROSE[0])),
        _paragraph(_run("一、带出队伍", "<w:b/>")),
        _paragraph(_run(PROSE[1])),
        _paragraph(_run("二级标题"), '<w:outlineLvl w:val="1"/>'),
    ]


def word() -> bytes:
    """Return a Word file of looks, runs, lists, tables and a note."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    for key, (form, pattern) in enumerate(_FORMS, 70):
        levels = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="{1 + 8 * (depth == 0)}"/>'
            f'<w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{pattern.replace("%1", f"%{depth + 1}")}"/></w:lvl>'
            for depth in range(3)
        )
        abstract = f'<w:abstractNum {_SPACES} w:abstractNumId="{key}">{levels}</w:abstractNum>'
        numbering.insert(0, parse_xml(abstract))
        num = f'<w:num {_SPACES} w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'
        numbering.append(parse_xml(num))
    body = document.element.body
    for inner in (
        *_looks(),
        *_printed(),
        *_lists(),
        *_tables(),
        _paragraph(_run(story(3).paragraphs[0])),
    ):
        at = inner.index(">")
        body.insert(len(body) - 1, parse_xml(f"{inner[:at]} {_SPACES}{inner[at:]}"))
    note = f'<w:footnote w:id="2"><w:p>{_run("据县志。")}</w:p></w:footnote>'
    notes = f"<w:footnotes {_SPACES}>{note}</w:footnotes>"
    data = with_member(saved(document), "word/footnotes.xml", notes.encode())
    return _with_notes(data)


def _with_notes(data: bytes) -> bytes:
    """Return a Word file whose relationships name its notes."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    rels = unpacked(data)["word/_rels/document.xml.rels"].decode()
    more = f'<Relationship Id="notes" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    named = rels.replace("</Relationships>", more)
    return with_member(data, "word/_rels/document.xml.rels", named.encode())


def open_document() -> bytes:
    """Return an ODT of looks, spans, lists, tables, a note and a frame."""
    p, items = odt.p, odt.items
    note = f"<text:note><text:note-body>{p('据县志。')}{p('再据。')}</text:note-body></text:note>"
    inner = (
        '甲<text:s text:c="3"/>乙<text:tab/>丙<text:line-break/>丁'
        '<text:span text:style-name="hidden">藏</text:span>'
        '<text:span text:style-name="sub">2</text:span>'
        '<text:span text:style-name="bold">黑</text:span>'
        "<office:annotation><text:p>批注</text:p></office:annotation>"
        "<text:ruby><text:ruby-base>注</text:ruby-base><text:ruby-text>zhù</text:ruby-text>"
        "</text:ruby>"
    )
    cell = "<table:table-cell>{}</table:table-cell>".format
    wide = (
        f'<table:table-cell table:number-columns-spanned="2">{p("门诊")}</table:table-cell>'
        "<table:covered-table-cell/>"
    )
    twice = '<table:table-cell table:number-columns-repeated="2"/>'
    rows = [
        cell(p("科室")) + wide,
        cell(p("内科")) + cell(p("12") + p("两年")) * 2,
        cell(p("外科")) + twice,
        cell(p(PROSE[1]) + p(PROSE[2])),
    ]
    nested = f"<text:list-item>{p('甲')}{items('乙', '丙')}</text:list-item>"
    body = [
        p("门诊开到牧区", "big"),
        p("——一支医疗队的两年", "mid"),
        p("本报记者 段敏", "mid"),
        p(PROSE[0] + note),
        p(inner),
        p(PROSE[1], "gone"),
        f'<text:section text:display="none">{p("藏起的话")}</text:section>',
        '<text:h text:outline-level="7">小题</text:h>',
        items("查视力", "量血压"),
        f"<text:p/>{items('接着数', style='L1')}",
        items("办班", "义诊", "巡诊", style="L2"),
        items("不数的", style="L3"),
        f'<text:list text:style-name="L1">{nested}</text:list>',
        "<table:table>"
        + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
        + "</table:table>",
        p('<draw:frame><draw:image xlink:href="./Pictures/b.png"/></draw:frame>图说', "P9"),
        p(story(2).paragraphs[0]),
    ]
    return odt.odt("".join(body), title="门诊开到牧区")


def rich_text() -> bytes:
    """Return an RTF of what a group may hold."""
    gbk = rtf.gbk
    box = r"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt " + gbk("框里的话") + r"\par}}}"
    inner = [
        r"\qc\fs44\b " + gbk("门诊开到牧区"),
        r"\qc " + gbk("本报记者 段敏"),
        gbk(PROSE[0]) + r"{\footnote " + gbk("据县志。") + r"\par}",
        r"a\tab b\line c{\v hidden}{\deleted gone}{\b b}{\b0 c}CO{\sub 2}m{\super 2}",
        r"a{\*\unknown b}{\field{\*\fldinst HYPERLINK x}{\fldrslt c}}\ldblquote d\rdblquote\emdash",
        r"a\\\{b\}\~c\-d\_e<f&g\uc2\u25588\'d4\'ae\uc0\u25588 {\f1 \'e9t\'e9}{\f2\'a4\'a4}",
        box + gbk(PROSE[1]),
        *(rf"{{\listtext {n}.\tab}}{gbk(text)}" for n, text in enumerate(("查", "量"), 1)),
        *(rf"{{\pntext \'95\tab}}{gbk(text)}" for text in ("点", "圆")),
        rf"{{\listtext {gbk('一、')}}}{gbk('带出队伍')}",
        r"\trowd\pard\intbl " + gbk("科室") + r"\cell\pard\intbl 1\par 2\cell\row\pard",
        r"\s3 " + gbk("图为义诊现场"),
        r"{\*\shppict{\pict\jpegblip ffd8}}" + gbk(PROSE[2]),
    ]
    return rtf.document(*inner)


def electronic_book() -> bytes:
    """Return an EPUB with a cover, a contents and chapters of several forms."""
    told = ["".join(f"<p>{text}</p>" for text in story(n).paragraphs) for n in range(4)]
    chapters = [
        chapter('<img src="cover.png"/>'),
        chapter("<h1>目录</h1>", opening=' epub:type="toc"'),
        chapter(f"<h1>门诊开到牧区</h1><p>段敏</p>{told[0]}<aside epub:type='footnote'>注</aside>"),
        chapter(f"<section><h2>第二章</h2>{told[1]}<h2>第三章</h2>{told[2]}</section>", "书名"),
        chapter(f"{told[3]}<ol><li>查视力</li></ol><blockquote>{PROSE[0]}</blockquote>", "无题"),
    ]
    return book(*chapters, about="<dc:title>援藏十年</dc:title><dc:language>zh</dc:language>")
