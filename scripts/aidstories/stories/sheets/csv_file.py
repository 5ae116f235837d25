"""The sheet as CSV: written for Excel, read as Excel, WPS and others save it."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence
from itertools import islice

from aidstories.stories.sheets.table import Row, Table, Unreadable

_FORMULA = re.compile(r"[\s\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]|'")
"""What a cell begins with that programs take for a formula (OWASP, CSV Injection): the wide ones
where Chinese or Japanese is typed. And ', which says that it is none."""
_QUOTE = "'"
_DELIMITERS = ",;\t"
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ANSI = "gb18030"
_TOLD = re.compile(r'"?sep=([^\w\s"]|\t)"?(?:\r\n?|\n)', re.I)
"""The line by which a file tells Excel its delimiter. Excel shows it as no row."""
_END = re.compile(r"\r\n?|\n")
_EMPTY = re.compile(r"\A(?:[\t ,;|]*[\r\n])+")


def write_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as Excel opens them by a double click: a byte order mark, CRLF.

    A cell that would be a formula has ' before it.
    """
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerows([list(map(_neutral, r)) for r in rows])
    return written.getvalue().encode("utf-8-sig")


def read_csv(data: bytes) -> Table:
    """Return the rows of a CSV, TSV or ;-parted file in UTF-8, UTF-16 or GB18030.

    Raises `Unreadable`.
    """
    decoded, encoding = _decode(data.removeprefix(codecs.BOM_UTF8))
    text, delimiter = _opened(decoded)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    try:
        for number, cells in enumerate(reader, 1):
            rows.append(Row(number=number, cells=tuple(map(_plain, cells))))
    except csv.Error as error:
        zh = f"引号没有配对，从这里起读不了（{error}）；请重新另存为 CSV UTF-8"
        raise Unreadable(zh, f"unpaired quotes ({error}); save it again", len(rows) + 1) from error
    return Table(rows=tuple(rows), ansi=encoding == _ANSI)


def first_row(head: bytes) -> tuple[str, ...]:
    """Return the first row of what may be a CSV, from its first bytes; none where it is not."""
    return next(iter(first_rows(head, 1)), ())


def first_rows(head: bytes, most: int) -> list[tuple[str, ...]]:
    """Return ``most`` rows of what may be a CSV, from its first bytes; none where it is not."""
    head = head.removeprefix(codecs.BOM_UTF8)
    for encoding in (_encoding(head), _ANSI):
        text, delimiter = _opened(head.decode(encoding, "replace"))
        lines = io.StringIO(_first(text), newline="")  # a name may stand on two lines of its cell
        try:
            rows = [*islice(csv.reader(lines, delimiter=delimiter), most)]
        except csv.Error:  # no table at all
            return []
        if rows and "\ufffd" not in "".join(rows[0]):
            return [tuple(map(_plain, row)) for row in rows]
    return []


def _opened(text: str) -> tuple[str, str]:
    """Return ``text`` from its first row on, with its delimiter, which its first line may tell.

    Rows that end as on the first Macs, with a CR, end with a line feed then.
    """
    told = _TOLD.match(text)
    text = text[told.end() :] if told else text
    end = _END.search(text)
    if end and end[0] == "\r" and "\r\n" not in text:
        text = re.sub(r"\r(?!\n)", "\n", text)
    return text, told[1] if told else delimiter_of(_first(text))


def _first(text: str) -> str:
    """Return ``text`` without the empty rows that it may begin with."""
    return _EMPTY.sub("", text)


def delimiter_of(text: str) -> str:
    """Return which delimiter stands most often in the first line."""
    line = text.split("\n", 1)[0]
    return max(_DELIMITERS, key=line.count)


def _encoding(data: bytes) -> str:
    return "utf-16" if data.startswith(_WIDE) else "utf-8"


def _decode(data: bytes) -> tuple[str, str]:
    sound = 0
    for encoding in (_encoding(data), _ANSI):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError as error:
            sound = max(sound, error.start)  # the encoding that it nearly is
    line = data[:sound].count(b"\n") + 1
    zh, en = "不是 UTF-8，也不是 GB18030；请另存为 CSV UTF-8", "neither UTF-8 nor GB18030"
    raise Unreadable(zh, en, line)


def _neutral(cell: str) -> str:
    return _QUOTE + cell if _FORMULA.match(cell) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith(_QUOTE) and _FORMULA.match(cell, 1) else cell
