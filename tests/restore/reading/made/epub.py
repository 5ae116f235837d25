"""EPUB books that the tests write."""

from __future__ import annotations

from tests.restore.reading.archives import packed
from tests.restore.reading.stories import Story

CONTAINER = b"""<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""


ABOUT = "<dc:title>援藏十年</dc:title><dc:creator>段敏</dc:creator><dc:date>2021-05-01</dc:date>"


def book(*chapters: str, about: str = ABOUT, extra: str = "", refs: str = "") -> bytes:
    """Return a book; its chapters are named text/1.xhtml and so on."""
    items = "".join(
        f'<item id="c{n}" href="text/{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(1, len(chapters) + 1)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(1, len(chapters) + 1))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{about}</metadata>'
        f"<manifest>{items}{extra}</manifest><spine>{refs}{spine}</spine></package>"
    )
    files = {"mimetype": b"application/epub+zip", "META-INF/container.xml": CONTAINER}
    files["OEBPS/book.opf"] = package.encode()
    for n, chapter in enumerate(chapters, 1):
        files[f"OEBPS/text/{n}.xhtml"] = chapter.encode()
    return packed(files)


def chapter(body: str, title: str = "", opening: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title>{title}</title></head><body{opening}>{body}</body></html>"
    )


def written(s: Story) -> str:
    texts = [f"<p>{t.replace('²', '<sup>2</sup>')}</p>" for t in s.paragraphs]
    rows = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in s.rows)
    body = "".join(
        [
            f"<h1>{s.title}</h1><p>{s.byline}</p><p>{s.source}</p>",
            *texts[:2],
            f"<h2>{s.heading}</h2><ol>{''.join(f'<li>{item}</li>' for item in s.items)}</ol>",
            f'<table>{rows}</table><p><img alt="" src="../images/a%20b.png"/></p>',
            f'<p class="caption">{s.caption}</p>{texts[2]}',
        ]
    )
    return chapter(body, "第一章")
