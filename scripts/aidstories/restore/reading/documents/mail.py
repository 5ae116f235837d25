"""A message with parts → HTML: a page that a browser saved (MHTML), or a letter (EML)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from itertools import islice
from platform import python_version

from aidstories.characters import UNSEEN
from aidstories.restore.decode import decode
from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.documents.page import clean, head_line, printed_title
from aidstories.restore.reading.extraction import Part
from aidstories.restore.reading.records.fields import running
from aidstories.restore.reading.records.parts import unread
from aidstories.restore.reading.refusal import Refusal

READER = f"email (Python {python_version()})"
MOST_PARTS = 5_000
"""Parts of a message: a saved page has one for each of its images and style sheets, some 300."""
LARGEST = 64 << 20
"""Bytes of a message; a saved page with photographs has 20 MB. Parsing takes five times as much."""
MOST_LINES = 2_000_000
"""Lines of a message: 64 MB in base64 are 900,000. Each takes 90 bytes beside its text."""
MOST_DELIMITERS = 50_000
"""Lines that begin with two hyphens, as those between parts do, and some of a style sheet."""
MOST_BOUNDARIES = 30
"""Parts that hold others, the text of all: each line is compared with each boundary around it."""
MOST_HEADERS = 2_000
"""Headers of one part, each of which every question about it reads: 100,000 took a minute. A letter
that went through many hands has 100."""
_LONGEST = 2_000
"""Characters of a header that are read."""
_HEADER = late(rb"([A-Za-z][A-Za-z0-9-]*):[^\n]*\n(?:[ \t][^\n]*\n)*")
_SEEN = 1 << 16
"""Bytes at the top among which the headers of a message stand."""
_BOUNDARY = late(rb"boundary\s{0,9}=", re.I)
_SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted")
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
"""The codec that reads what others write under a narrower name."""
_PAGES = ("text/html", "application/xhtml+xml")
_HAN = late(r"[\u4e00-\u9fff]")
_LONGEST_LINE = 60
"""Han characters of an advertisement or a button in a page of its own; an article has hundreds."""
_LONGEST_NAME = 80
_HEAD_END = late(r"</head\s*+>", re.I)
_HAS_TITLE = late(r"<title\b[^<>]*+>\s*+[^<\s]", re.I)
_BROWSER = late(r"\s*+<?\s*+(?:Saved by|由\s*+.{1,40}\s*+保存)", re.I)
"""Whom a saved page says it is from: ``<Saved by Blink>``."""


def is_mail(data: bytes) -> bool:
    """Return whether ``data`` begins with the headers of a message.

    It must say its MIME version and type, or who sent it and when: two labels such as ``From:``
    also stand in notes.
    """
    top = data[:_SEEN].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not top[:1].isalpha():
        return False
    top = top.replace(b"\r\n", b"\n")
    if top.startswith(b"From "):
        top = top.partition(b"\n")[2]
    names, at = set(), 0
    while found := _HEADER.match(top, at):
        names.add(found[1].lower())
        at = found.end()
    if b"content-type" in names and b"mime-version" in names:
        return True
    sent = not names.isdisjoint((b"date", b"message-id", b"received"))
    return b"from" in names and sent and top[at : at + 1] in (b"\n", b"")


def read_mail(data: bytes) -> tuple[Part, ...]:
    """Return the page or letter that a message holds, and what of it is not read.

    That is what was attached, and pages within the page that print running text. A letter in plain
    text comes as such, with front matter. The subject of a saved page is its title; that of a
    letter (Fwd: 投稿) only if the text prints it. When a page was saved says nothing of when it was
    published; when a letter was sent tells the year, at most (``sent``). Raises Refusal.
    """
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    _check_size(start)
    try:
        message = message_from_bytes(start)
    except (MessageError, RecursionError, ValueError, LookupError, TypeError, AttributeError) as e:
        raise _damaged() from e
    parts = _parts(message)
    main = _main(message, parts)
    saved = bool(_address(message, main)) or _is_saved(message)
    sent = "" if saved else " ".join(_header(message, "Date").split())
    meta = {"sent": sent} if sent else {}
    return Part(text=_page(message, main), meta=meta), *_left(main, parts)


def _address(message: Message, main: Message) -> str:
    """Return the address of a saved page, empty where none is told."""
    address = _header(message, "Snapshot-Content-Location") or _header(main, "Content-Location")
    return address.strip() if re.match(r"\s*+https?://", address) else ""


def _is_saved(message: Message) -> bool:
    """Return whether a browser wrote the message."""
    return bool(_BROWSER.match(_header(message, "From")))


def _left(main: Message, parts: list[Message]) -> Iterator[Part]:
    """Yield what an editor is told of the parts beside ``main``."""
    for part in parts:
        if part.get_content_disposition() == "attachment":
            name = " ".join(UNSEEN.sub("", str(part.get_filename() or "")).split())
            said = f"“{name[:_LONGEST_NAME]}”" if name else "（没有名字）"
            yield unread(f"附件{said}没有读取；是稿件就另存出来，单独导入。")
    framed = sum(part is not main and _is_page(part) and _says(part) for part in parts)
    if framed:
        yield unread(f"网页里的框架另有 {framed} 页文字，没有读取；请单独打开，再保存。")


def _is_page(part: Message) -> bool:
    return part.get_content_type() in _PAGES and part.get_content_disposition() != "attachment"


def _says(part: Message) -> bool:
    """Return whether a page within the page prints more than a line: no advertisement does."""
    text = _text(part)
    return running(text) > 0 and len(_HAN.findall(text)) > _LONGEST_LINE


def _page(message: Message, main: Message) -> str:
    """Return the text of ``main`` with what the message's headers say of it."""
    text = _text(main)
    subject = " ".join(_header(message, "Subject").split())
    url = _address(message, main)
    saved = bool(url) or _is_saved(message)
    title = subject if saved else printed_title(subject, text)
    if main.get_content_type() == "text/plain":
        front = "".join(
            f"{key}: {json.dumps(said, ensure_ascii=False)}\n"
            for key, said in (("title", title), ("url", url))
            if said
        )
        return clean(f"---\n{front}---\n{text}" if front else text)
    lines = "" if _HAS_TITLE.search(text) or not title else f"<title>{head_line(title)}</title>\n"
    lines += f'<meta property="og:url" content="{head_line(url)}">\n' if url else ""
    end = _HEAD_END.search(text)
    at = end.start() if end else 0
    return clean(text[:at] + lines + text[at:])


def _check_size(data: bytes) -> None:
    """Refuse a message that would take too long, or too much memory, to parse."""
    if (
        len(data) > LARGEST
        or data.count(b"\n") > MOST_LINES
        or data.count(b"\n--") > MOST_DELIMITERS
        or len(_BOUNDARY.findall(data)) > MOST_BOUNDARIES
    ):
        raise _too_large()


def _parts(message: Message) -> list[Message]:
    """Return the parts of a message that hold no other."""
    if any(len(part) > MOST_HEADERS for part in message.walk()):
        raise _too_large()
    parts = list(islice((p for p in message.walk() if not p.is_multipart()), MOST_PARTS + 1))
    if len(parts) > MOST_PARTS:
        raise _too_large()
    return parts


def _main(message: Message, parts: list[Message]) -> Message:
    """Return the part that is the page: the one named by ``start``, the first HTML, else text."""
    if any(p.get_content_type() in _SEALED for p in (message, *parts)):
        raise Refusal(
            "这封邮件加了密，无法读取。请在邮件软件里打开，把正文另存为网页或纯文本。",
            "This message is encrypted. Open it in a mail program and save its text.",
        )
    shown = [p for p in parts if p.get_content_disposition() != "attachment"]
    pages = [p for p in shown if p.get_content_type() in _PAGES]
    start = str(message.get_param("start") or "").strip()
    named = [p for p in pages if start and _header(p, "Content-ID").strip() == start]
    letters = [p for p in shown if p.get_content_type() == "text/plain"]
    for part in (*named, *pages, *letters):
        if _text(part).strip():
            return part
    if len(parts) > len(shown) or any(p.get_content_maintype() != "text" for p in parts):
        raise Refusal(
            "这封邮件的正文是空的，内容在附件里。请把附件存下来，单独导入。",
            "This message has no text, only attachments. Save these and import them instead.",
        )
    raise _damaged()


def _text(part: Message) -> str:
    """Return the text of a part in the charset that it states, else in the likeliest."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AssertionError):
        return ""
    if not isinstance(payload, bytes):
        return ""
    stated = str(part.get_param("charset") or "").strip("\"' ").lower()
    try:
        return payload.decode(_WIDER.get(stated, stated)) if stated else decode(payload).text
    except (ValueError, LookupError):
        return decode(payload).text


def _header(message: Message, name: str) -> str:
    """Return a header with its encoded words read; empty where there is none."""
    raw = next((v for k, v in message.raw_items() if k.lower() == name.lower()), "")
    unfolded = re.sub(r"\r?\n[ \t]+", " ", str(raw)[:_LONGEST])
    if unfolded.isascii():
        try:
            return "".join(_word(word, charset) for word, charset in decode_header(unfolded))
        except (MessageError, ValueError, LookupError):
            return unfolded
    return decode(unfolded.encode("utf-8", "surrogateescape")).text


def _word(word: bytes | str, charset: str | None) -> str:
    if isinstance(word, str):
        return word
    try:
        return word.decode(_WIDER.get(charset or "", charset or "utf-8"))
    except (ValueError, LookupError):
        return decode(word).text


def _too_large() -> Refusal:
    return Refusal(
        "这个网页存档或邮件太大，或组成部分太多，没有读取。请在浏览器里只保存网页的文字。",
        "This saved page or message is too large or has too many parts. Save its text alone.",
    )


def _damaged() -> Refusal:
    return Refusal(
        "这个网页存档或邮件已损坏，或没有正文。请在浏览器里重新另存为“网页，全部”或 MHTML。",
        "This saved page or message is damaged or has no text. Save it again in the browser.",
    )
