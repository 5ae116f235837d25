"""ODT files that the tests write."""

from __future__ import annotations

from tests.restore.reading.archives import packed
from tests.restore.reading.stories import Story

NAMES = {
    **{name: f"{name}:1.0" for name in ("office", "style", "text", "table", "meta")},
    "draw": "drawing:1.0",
    "fo": "xsl-fo-compatible:1.0",
    "svg": "svg-compatible:1.0",
}


SPACES = " ".join(
    [f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{v}"' for k, v in NAMES.items()]
    + ['xmlns:xlink="http://www.w3.org/1999/xlink"', 'xmlns:dc="http://purl.org/dc/elements/1.1/"']
)


TITLE = '<text:p text:style-name="Title">{}</text:p>'
MIMETYPE = b"application/vnd.oasis.opendocument.text"


STYLES = """
<style:style style:name="big" style:family="paragraph">
  <style:paragraph-properties fo:text-align="center"/>
  <style:text-properties fo:font-size="22pt" style:font-size-asian="22pt"/>
</style:style>
<style:style style:name="mid" style:family="paragraph">
  <style:paragraph-properties fo:text-align="center"/>
</style:style>
<style:style style:name="P9" style:family="paragraph" style:parent-style-name="Illustration"/>
<style:style style:name="sup" style:family="text">
  <style:text-properties style:text-position="super 58%"/>
</style:style>
<style:style style:name="sub" style:family="text">
  <style:text-properties style:text-position="-33% 58%"/>
</style:style>
<style:style style:name="bold" style:family="text">
  <style:text-properties fo:font-weight="bold"/>
</style:style>
<style:style style:name="hidden" style:family="text">
  <style:text-properties text:display="none"/>
</style:style>
<style:style style:name="gone" style:family="paragraph">
  <style:text-properties text:display="none"/>
</style:style>
<text:list-style style:name="L1">
  <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
  <text:list-level-style-bullet text:level="2" text:bullet-char="•"/>
</text:list-style>
<text:list-style style:name="L2">
  <text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..."
    style:num-suffix="、" text:start-value="2"/>
</text:list-style>
<text:list-style style:name="L3">
  <text:list-level-style-number text:level="1" style:num-format=""/>
</text:list-style>
"""


def odt(body: str, *, title: str = "") -> bytes:
    """Return a file whose text is ``body``."""
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}"
        "</office:automatic-styles><office:body><office:text>"
        f"{body}</office:text></office:body></office:document-content>"
    )
    meta = f"<office:document-meta {SPACES}><office:meta><dc:title>{title}</dc:title>"
    files = {
        "mimetype": MIMETYPE,
        "content.xml": content.encode(),
        "meta.xml": f"{meta}</office:meta></office:document-meta>".encode(),
    }
    return packed(files)


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def items(*texts: str, style: str = "L1") -> str:
    held = "".join(f"<text:list-item>{p(text)}</text:list-item>" for text in texts)
    return f'<text:list text:style-name="{style}">{held}</text:list>'


def written(s: Story, title: str) -> bytes:
    cell = "<table:table-cell>{}</table:table-cell>".format
    rows = ["".join(cell(p(text)) for text in row) for row in s.rows]
    image = '<draw:frame><draw:image xlink:href="Pictures/a.png"/></draw:frame>'
    box = f"<draw:text-box>{p(image + s.caption, 'P9')}</draw:text-box>"
    superscript = '<text:span text:style-name="sup">2</text:span>'
    body = [
        title.format(s.title),
        *(p(line, "mid") for line in (s.byline, s.source)),
        *(p(text.replace("²", superscript)) for text in s.paragraphs[:2]),
        f'<text:h text:outline-level="2">{s.heading}</text:h>',
        items(*s.items),
        f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}"
        "</table:table>",
        p(f"<draw:frame>{box}</draw:frame>"),
        p(s.paragraphs[2].replace("²", superscript)),
    ]
    return odt("".join(body))
