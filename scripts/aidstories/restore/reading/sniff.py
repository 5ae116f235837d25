"""What kind a capture is: its content decides, never its name.

A reader that is large to load is asked only where the first bytes may be of its kind.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from itertools import filterfalse

from aidstories.restore.decode import Decoded
from aidstories.restore.lexicon.chars import HAN
from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.documents.kinds import is_ole, is_rtf, ole_refusal, zip_kind
from aidstories.restore.reading.documents.mail import is_mail
from aidstories.restore.reading.extraction import Kind
from aidstories.restore.reading.pages.signatures import image_kind
from aidstories.restore.reading.records.json_records import is_json, is_script
from aidstories.restore.reading.records.sql import is_sql
from aidstories.restore.reading.records.table import is_table
from aidstories.restore.reading.refusal import Refusal

_PDF_WITHIN = 1024
"""Bytes in which ``%PDF`` may stand: readers allow so much before it."""
_MOST_UNPRINTABLE = 0.02
"""Share of control characters and undecodable bytes above which a file is not text: 25 captures
have none at all, a zip of the seeds has 13 in 100.
"""
_FEW_UNPRINTABLE = 3
"""A slip of a hand or a broken byte, in a file however short."""
_SAMPLE = 65536
"""Characters of which that share is taken."""
_FEED, _PROLOGUE = late(r"<(?:(?:[\w.-]+:)?(?:rss|feed|RDF)\b|item>|entry>)"), 65536
"""The first element of a feed or of its excerpt, and the characters within which it stands."""
_UNPACK = ("请解压后导入里面的文件，或改存为 ZIP。", "Unpack it, or save a ZIP.")
_AS_PDF = ("请转成 PDF 再导入。", "Convert it to PDF.")
_FROM_CAJ = ("请在 CAJViewer 里另存为 PDF。", "Save it as PDF in CAJViewer.")
_AS_CSV = ("请导出为 CSV 再导入。", "Export it as CSV.")
_AS_HTML = ("请另存为 HTML 或 PDF。", "Save it as HTML or PDF.")
_FETCH = ("请先取回文件本身（git lfs pull、git annex get）。", "Fetch the file itself first.")
_OPEN = ("请打开网页，把网页本身存下来。", "Open the page and save it.")
_UNREAD = (
    (b"Rar!\x1a", "RAR 压缩包", "a RAR archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", "a 7z archive", _UNPACK),
    (b"\x1f\x8b", "gzip 压缩文件", "a gzip file", _UNPACK),
    (b"BZh", "bzip2 压缩文件", "a bzip2 file", _UNPACK),
    (b"\xfd7zXZ", "xz 压缩文件", "an xz file", _UNPACK),
    (b"SQLite format 3", "SQLite 数据库", "an SQLite database", _AS_CSV),
    (b"%!PS", "PostScript 文件", "a PostScript file", _AS_PDF),
    (b"AT&TFORM", "DjVu 文件", "a DjVu file", _AS_PDF),
    (b"CAJ\0", "CAJ 文件", "a CAJ file", _FROM_CAJ),
    (b"HN\0\0", "CAJ 文件", "a CAJ file", _FROM_CAJ),
    (b"KDH", "KDH 文件", "a KDH file", _FROM_CAJ),
    (b"ITSF", "CHM 文件", "a CHM file", _AS_HTML),
    (b"version https://git-lfs.github.com/", "Git LFS 的占位文件", "a pointer of Git LFS", _FETCH),
    (b"/annex/objects/", "git-annex 的占位文件", "a pointer of git-annex", _FETCH),
    (b"[InternetShortcut]", "网址的快捷方式", "a shortcut to a page", _OPEN),
    (b"[Desktop Entry]", "桌面的快捷方式", "a shortcut of a desktop", _OPEN),
    (b"bplist", "Safari 网页存档", "a Safari web archive", _AS_HTML),
)
"""Signatures of what is known and not read, what it is called, and what to do instead."""
_TELEPHONES = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
"""Brands of HEIF (ISO/IEC 23008-12) and AVIF, as telephones save photographs."""
_XML = late(r"\ufeff?\s*+(?:<\?xml\s|<[\w-]+:[\w-]+\s[^<>]*\bxmlns)")
_SHORTCUT = late(r"<plist\b[^<>]*>\s*+<dict>\s*+<key>URL</key>")
"""What Safari keeps of a page that is dragged to the desktop (``.webloc``)."""
_ELEMENT_OF_PAGE = late(r"<(?:html|body|div|h1|p|br)[\s/>]", re.I)
"""What an XML file must have somewhere to be a page, or a newspaper's own format like one."""
_CODE, _MOST_CODE, _LEAST_CODE = "{};", 0.015, 10
"""Characters of scripts and style sheets, and the share and number from which a text is one: 9 of
10 scripts in a thousand packages have more, no Chinese or English text that is here has .014."""
_GONE_WITHIN = 20_000
"""Characters of a page that says that it has nothing, with its mark-up."""
_GONE_SAYS = 150
"""Characters that such a page says, chosen by hand; a story says more."""
_GONE = late(
    r"\b404\b.{0,20}?(?:Not Found|error|不存在|找不到|未找到)|(?:页面|网页|文章|内容|信息)(?:可能)?"
    r"(?:不存在|未找到|找不到了?|(?:已经?)?被?(?:删除|移除|下架))",
    re.I | re.S,
)
_SIGNS_OF_GONE = ("404", "不存在", "未找到", "找不到", "删除", "移除", "下架")
"""Of these what `_GONE` finds holds one; to look for them takes a tenth of its time."""
_TAGS = late(r"<(script|style)\b[^<]*+</\1>|<[^<>]{0,2000}>|\s", re.I)
_MARKED_UP = late(r"\A\s*+<|</[a-z]|<(?:p|br|div|td|li|img|span)[\s/>]", re.I)
"""A page, be it with scripts or with the marks of a template ({{ … }}) in it."""
_MOST_HAN_OF_CODE = 0.1
"""Share of Chinese and Tibetan characters that a script may have in its messages and notes."""
_WRITTEN = late(rf"[{HAN}\u0f00-\u0fff]")


def sniff(data: bytes) -> Kind | None:
    """Return the kind of a capture whose bytes are no text, None where they may be one.

    Raises `Refusal` where the bytes show a kind that is not read.
    """
    if data.find(b"%PDF-", 0, _PDF_WITHIN) >= 0 and not data.lstrip().startswith(b"<"):
        return Kind.PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return zip_kind(data)
    if data.startswith((b"WARC/", b"\x1f\x8b")) and _is_warc(data):
        return Kind.WARC
    for signature, zh, en, remedy in _UNREAD:
        if data.startswith(signature):
            raise Refusal(f"{zh}读不了。{remedy[0]}", f"This is {en}. {remedy[1]}")
    if data[4:8] == b"ftyp" and data[8:12] in _TELEPHONES:
        raise Refusal(
            "手机的 HEIC 照片读不了。请另存为 JPEG 或 PNG 再导入。",
            "This is a HEIC photograph, which is not read. Save it as JPEG or PNG.",
        )
    if is_ole(data):
        raise ole_refusal(data)
    if image_kind(data):
        return Kind.IMAGE
    tests = ((is_rtf, Kind.RTF), (is_mail, Kind.MAIL))
    return next((kind for test, kind in tests if test(data)), None)


def sniff_text(decoded: Decoded, mapping: Mapping[str, str]) -> Kind:
    """Return the kind of a capture whose bytes read as ``decoded``.

    Raises `Refusal` where they are no text.
    """
    if _is_binary(decoded.text):
        raise Refusal(
            "认不出这是什么文件。请另存为 PDF、Word（.docx）、HTML 或纯文本再导入。",
            "This file is of no known kind. Save it as PDF, Word (.docx), HTML or text.",
        )
    text = decoded.text
    if _FEED.search(text, 0, _PROLOGUE) and _is_feed(text):
        return Kind.FEED
    if is_json(text):
        return Kind.JSON
    if is_sql(text):
        return Kind.SQL
    if is_script(text):
        return Kind.JSON
    if is_table(text, mapping):
        return Kind.TABLE
    if text.startswith("<?xml") and _SHORTCUT.search(text, 0, _PROLOGUE):
        raise Refusal(f"网址的快捷方式读不了。{_OPEN[0]}", f"This is a shortcut. {_OPEN[1]}")
    if _XML.match(text) and not _ELEMENT_OF_PAGE.search(text):
        raise Refusal(
            "这是 XML 数据，不是文章。用 Word、WPS 打开得了的请另存为 .docx，"
            "其余请另存为 HTML 或纯文本再导入。",
            "This is XML and no article. What Word opens, save as .docx; else save HTML or text.",
        )
    if len(text) <= _GONE_WITHIN and _is_gone(text):
        raise Refusal(
            "这个网页说它要找的文章不在了（404）。请找到原文再保存导入。",
            "This page says that what it was asked for is gone (404). Save the article itself.",
        )
    if _is_code(text):
        raise Refusal(
            "这是程序代码或样式表，不是文章，不必导入。",
            "This is a script or a style sheet and no article. There is no need to import it.",
        )
    return Kind.TEXT


def _is_gone(text: str) -> bool:
    """Return whether all that a page says is that it has nothing: 404 Not Found."""
    says = any(sign in text for sign in _SIGNS_OF_GONE) and _GONE.search(text)
    return bool(says) and len(_TAGS.sub("", text)) <= _GONE_SAYS


def _is_warc(data: bytes) -> bool:
    from aidstories.restore.reading.records.warc import is_warc

    return is_warc(data)


def _is_feed(text: str) -> bool:
    from aidstories.restore.reading.records.feed import is_feed

    return is_feed(text)


def _is_code(text: str) -> bool:
    """Return whether braces and semicolons say that ``text`` is a script or a style sheet.

    A page saved whole has them beside it, in a folder ``…_files``.
    """
    sample = text[:_SAMPLE]
    marks = sum(map(sample.count, _CODE))
    if marks < max(_LEAST_CODE, _MOST_CODE * len(sample)):
        return False
    if "{" not in sample or "}" not in sample or _MARKED_UP.search(sample):
        return False
    return len(_WRITTEN.findall(sample)) < _MOST_HAN_OF_CODE * len(sample)


def _is_binary(text: str) -> bool:
    """Return whether control characters and undecodable bytes say that ``text`` is none."""
    sample = text[:_SAMPLE]
    if all(map(str.isprintable, sample.split("\n"))):  # most texts
        return False
    odd = filterfalse(str.isprintable, set(sample).difference("\t\n\r\f"))  # those of Zs, too
    bad = sum(sample.count(c) for c in odd if unicodedata.category(c) in ("Cc", "Cs", "Cn"))
    return bad > max(_FEW_UNPRINTABLE, _MOST_UNPRINTABLE * len(sample))
