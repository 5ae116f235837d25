"""RTF files that the tests write."""

from __future__ import annotations

from tests.restore.reading.stories import Story

HEAD = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 "
    r"\'cb\'ce\'cc\'e5;}{\f1\fnil\fcharset0 Arial;}{\f2\fnil\fcharset136 Ming;}}"
    r"{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2 heading 2;}{\s3 caption;}{\*\cs4 big;}}"
)
TITLE = r"\s1 @"
"""The paragraph of the title, in a style; ``@`` stands for its text."""


def gbk(text: str) -> str:
    """Return text in GBK, each byte beyond ASCII by its number."""
    return "".join(
        chr(byte) if byte < 0x80 and len(char.encode("gb18030")) == 1 else f"\\'{byte:02x}"
        for char in text
        for byte in char.encode("gb18030")
    )


def document(*paragraphs: str, head: str = HEAD) -> bytes:
    return (head + "".join(f"\\pard\\plain {p}\\par\n" for p in paragraphs) + "}").encode("ascii")


def written(s: Story, title: str) -> bytes:
    def text(words: str) -> str:
        return gbk(words.replace("²", "\0")).replace("\0", r"{\super 2}")

    rows = "".join(
        r"\trowd " + "".join(f"\\pard\\intbl {gbk(c)}\\cell" for c in row) + r"\row "
        for row in s.rows
    )
    items = [rf"{{\listtext {n}.\tab}}{gbk(item)}" for n, item in enumerate(s.items, 1)]
    return document(
        title.replace("@", gbk(s.title)),
        *(rf"\qc {gbk(line)}" for line in (s.byline, s.source)),
        *map(text, s.paragraphs[:2]),
        rf"\s2 {gbk(s.heading)}",
        *items,
        rows + r"\pard {\*\shppict{\pict\pngblip 89504e47}}{\nonshppict{\pict\wmetafile8 0100}}",
        rf"\s3 {gbk(s.caption)}",
        text(s.paragraphs[2]),
    )
