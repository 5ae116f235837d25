"""A dump in SQL → its tables: a small scanner for the statements that hold data.

What it knows: strings and their escapes, comments, dollar quotes, the functions by which dumps
write line ends. Every other statement is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, NoReturn

from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.records.fields import MOST_RECORDS
from aidstories.restore.reading.refusal import Refusal

DEEPEST = 30
"""Functions within each other; SQLite nests two, one for each kind of line end."""
MOST_ROWS = 10 * MOST_RECORDS
"""Rows in all tables: beside each article a publishing system keeps some ten others."""

_ID = r'(?:`[^`]++`|"[^"]++"|\[[^\[\]]++\]|[\w$]++)'
_NAME = rf"{_ID}(?:\s*+\.\s*+{_ID}){{0,3}}"
_COLUMNS = rf"\(\s*+({_ID}(?>(?:\s*+,\s*+{_ID})*))\s*+\)"
_FLAGS = re.I | re.S
_BLANK = late(r"(?>(?:[\s;\ufeff]++|--[^\n]*+|#[^\n]*+|/\*.*?(?:\*/|\Z)|GO\s)*)", _FLAGS)
"""What stands between statements, conditional comments of MySQL included."""
_INSERT = late(
    rf"(?:INSERT(?:\s+(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY|IGNORE|OR\s+\w++)){{0,3}}|REPLACE)"
    rf"(?:\s+INTO)?\s*+({_NAME})\s*+(?:{_COLUMNS})?\s*+(?:OVERRIDING\s+\w+\s+VALUE\s+)?"
    r"VALUES?\s*+(?=\()",
    _FLAGS,
)
_CREATE = late(
    rf"CREATE\s+(?:\w+\s+){{0,3}}?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?({_NAME})\s*+\(", _FLAGS
)
_COPY = late(rf"COPY\s+({_NAME})\s*+(?:{_COLUMNS})?\s*+FROM\s+stdin[^;\n]*;[ \t\r]*\n", _FLAGS)
_OPENS = late(
    rf"(?:INSERT\s+(?:\w+\s+){{0,3}}(?:INTO\s+)?{_NAME}\s*+(?:\(|VALUES|SELECT)"
    rf"|REPLACE\s+INTO\s+{_NAME}\s*+(?:\(|VALUES)|COPY\s+{_NAME}\s*+(?:\([^()]*\)\s*+)?FROM\s+stdin"
    rf"|CREATE\s+(?:\w+\s+){{0,3}}TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?{_NAME}\s*+\("
    rf"|CREATE\s+(?:DATABASE|SCHEMA)\s+(?:IF\s+NOT\s+EXISTS\s+|/\*![^*]*+\*/\s*+)?{_NAME}[^;，。]*;"
    rf"|DROP\s+(?:TABLE|DATABASE)\s+(?:IF\s+EXISTS\s+)?{_NAME}(?:\s*+,\s*+{_NAME})*\s*+;"
    rf"|SET\s+(?:NAMES|@|\w+\s*+=|\w+\s+(?:ON|OFF)\b|IDENTITY_INSERT\b|(?:SESSION|GLOBAL)\s)"
    rf"|(?:BEGIN(?:\s+TRANSACTION)?|START\s+TRANSACTION|COMMIT)\s*+;|PRAGMA\s+\w+\s*+="
    rf"|LOCK\s+TABLES\s|USE\s+{_NAME}[^\S\n]*+(?:;|\n)|DELETE\s+FROM\s+{_NAME}\s*+;"
    rf"|TRUNCATE\s+(?:TABLE\s+)?{_NAME}\s*+;|SELECT\s+pg_catalog\.|\\(?:connect|restrict)\b"
    rf"|ALTER\s+(?:TABLE|DATABASE)\s+{_NAME}\s)",
    _FLAGS,
)
"""The statements with which dumps begin."""
_ROUTINE = late(
    r"DELIMITER\s+(?!;)\S+.*?(?:^DELIMITER\s+;|\Z)"
    r"|CREATE\s+(?:\w+\s+){0,3}?TRIGGER\b.*?(?:\bEND\s*+;|\Z)",
    _FLAGS | re.M,
)
_PLAIN = r"'[^']*+(?>(?:''[^']*+)*)'"
_SLASHED = r"'[^'\\]*+(?>(?:(?:\\.|'')[^'\\]*+)*)'"
_QUOTED = r'"[^"]*+(?>(?:""[^"]*+)*)"'
_SLASHED_QUOTED = r'"[^"\\]*+(?>(?:(?:\\.|"")[^"\\]*+)*)"'
_WORD = r"[-+]?[\w.$@+-]+|\*"
_STANDARD = late(
    r"^(?:--[^\n]*(?:PostgreSQL|SQLite)|PRAGMA\s|BEGIN TRANSACTION|SET standard_conforming_strings"
    r"|SET IDENTITY_INSERT|COPY\s[^;\n]*FROM stdin|INSERT\s(?:INTO\s)?\[)",
    re.I | re.M,
)
"""Lines of dumps in whose strings a backslash is a backslash: all but those of MySQL."""
_NO_COLUMN = late(
    r"(?:PRIMARY|UNIQUE|KEY|INDEX|CONSTRAINT|FULLTEXT|SPATIAL|FOREIGN|CHECK|EXCLUDE|LIKE|PERIOD)\b",
    re.I,
)
_SAID = {"0": "", "n": "\n", "r": "\r", "t": "\t", "b": "", "Z": "", "f": "\f", "v": "\v"}
"""What a letter behind a backslash means; NUL and other controls are no text."""


class Table(NamedTuple):
    """The rows of a table; columns without a name are numbers from 1."""

    name: str
    columns: tuple[str, ...]
    named: bool
    rows: list[tuple[str, ...]]
    comments: Mapping[str, str]
    """What CREATE TABLE says of columns: ``atime int COMMENT '创建时间'``."""


class _Dialect(NamedTuple):
    """How strings are written."""

    slashes: bool
    value: re.Pattern[str]
    """A string with its prefix, or a word."""
    rest: re.Pattern[str]
    """All up to the end of a statement."""
    definition: re.Pattern[str]
    """What stands in CREATE TABLE."""


def _dialect(*, slashes: bool) -> _Dialect:
    single = _SLASHED if slashes else _PLAIN
    double = _SLASHED_QUOTED if slashes else _QUOTED
    value = re.compile(
        rf"(?P<escaped>E)(?P<pg>{_SLASHED})|(?P<hex>X'[0-9A-F]*'|0x[0-9A-F]+)"
        rf"|(?:N|B|_\w+\s+)?(?P<text>{single}|{double})|(?P<word>{_WORD})",
        _FLAGS,
    )
    behind = re.compile(  # ends in * and not *+: with groups inside, Python raises SystemError
        rf"(?:[^;'\"`$\-/\n]++|{single}|{double}|`[^`]*+`|--[^\n]*+|/\*.*?\*/"
        r"|(?P<tag>\$\w*\$).*?(?P=tag)|(?P<open>['\"`].*+|/\*.*+|\$\w*\$.*+)"
        r"|\n\s*+(?!(?:INSERT|REPLACE|CREATE|COPY|GO)\b)|[$\-/])*",
        _FLAGS,
    )
    definition = re.compile(rf"--[^\n]*|/\*.*?(?:\*/|\Z)|{single}|{_ID}|[(),]", _FLAGS)
    return _Dialect(slashes, value, behind, definition)


_DIALECTS = {slashes: _dialect(slashes=slashes) for slashes in (True, False)}


def opens_dump(text: str) -> bool:
    """Return whether ``text`` opens with a statement of dumps, behind comments."""
    blank = _BLANK.match(text)
    return bool(_OPENS.match(text, blank.end() if blank else 0))


class Dump(NamedTuple):
    """The tables of a dump that have rows, in its order; ``cut`` says that the last row's last
    text is all that is left of it."""

    tables: list[Table]
    cut: bool


def read_dump(text: str) -> Dump:
    """Return the tables of a dump, its last text too where the dump is cut off within it.

    Raises Refusal where a statement of data is cut off elsewhere or cannot be read, and past a
    limit.
    """
    scanner = _Scanner(text)
    return Dump(scanner.tables(), scanner.cut)


class _Scanner:
    """Reads statement after statement."""

    def __init__(self, text: str) -> None:
        self._text = text
        head = text[:20_000]
        slashes = not _STANDARD.search(head) and ("`" in head or "\\" in text)
        self._dialect = _DIALECTS[slashes]
        self._at = 0
        self._created: dict[str, tuple[str, ...]] = {}
        self._comments: dict[str, dict[str, str]] = {}
        self._found: dict[tuple[str, tuple[str, ...], bool], list[tuple[str, ...]]] = {}
        self._count = 0
        self.cut = False

    def tables(self) -> list[Table]:
        while self._at < len(self._text):
            self._skip(_BLANK)
            if insert := self._take(_INSERT):
                self._insert(insert)
            elif copy := self._take(_COPY):
                self._copy(copy)
            elif create := self._take(_CREATE):
                self._create(create)
            elif not self._take(_ROUTINE):
                self._pass_over()
        return [
            Table(name, columns, named, rows, self._comments.get(name, {}))
            for (name, columns, named), rows in self._found.items()
        ]

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self._text, self._at)
        if found:
            self._at = found.end()
        return found

    def _skip(self, pattern: re.Pattern[str]) -> None:
        self._take(pattern)

    def _sees(self, sign: str) -> bool:
        """Take ``sign`` where it stands next, white space and comments left out."""
        gap = _GAP.match(self._text, self._at)
        at = gap.end() if gap else self._at
        if not self._text.startswith(sign, at):
            return False
        self._at = at + len(sign)
        return True

    def _pass_over(self) -> None:
        """Go on behind the statement."""
        start = self._at
        passed = self._take(self._dialect.rest)
        if passed and passed["open"]:
            self._cut_off()
        self._at = max(self._at, start + 1)

    def _create(self, found: re.Match[str]) -> None:
        """Remember the columns that CREATE TABLE names."""
        columns: list[str] = []
        comments: dict[str, str] = {}
        depth, first, before = 0, True, ""
        for token in self._dialect.definition.finditer(self._text, self._at):
            sign = token[0]
            if before.upper() == "COMMENT" and sign[0] == "'" and columns:
                comments[columns[-1]] = _unquoted(sign, slashes=self._dialect.slashes)
            before = sign
            named = _IDENTIFIER.fullmatch(sign) or sign[0] == "'"  # SQLite: 'title' TEXT
            if first and not depth and named:
                if sign[0] in "`\"['" or not _NO_COLUMN.match(sign):
                    columns.append(_bare(sign))
                first = False
            depth += {"(": 1, ")": -1}.get(sign, 0)
            if depth < 0:
                self._at = token.end()
                self._created[_table_name(found[1])] = tuple(columns)
                self._comments[_table_name(found[1])] = comments
                return
            first = first or (sign == "," and not depth)
        self._cut_off()

    def _insert(self, found: re.Match[str]) -> None:
        start = found.start()
        rows: list[tuple[str, ...]] = []
        while self._sees("("):
            row = self._tuple(start)
            width = len((rows or [row])[-1])
            rows.append(row + ("",) * (width - len(row)))
            if not self._sees(","):
                break
        self._add(found, rows)
        self._pass_over()

    def _tuple(self, start: int) -> tuple[str, ...]:
        values = [self._cell(start)]
        while not self.cut and self._sees(","):
            values.append(self._cell(start))
        if not self.cut and not self._sees(")"):
            self._fail(start)
        return tuple(values)

    def _cell(self, start: int) -> str:
        """Return a value of a row, of a text that the dump breaks off what there is of it."""
        gap = _GAP.match(self._text, self._at)
        at = gap.end() if gap else self._at
        opens = _CUT_TEXT.match(self._text, at)
        if not opens or self._dialect.value.match(self._text, at):
            return self._value(start)
        self.cut, self._at = True, len(self._text)
        text = f"{opens[1]}{opens[2]}{opens[1]}"
        return _unquoted(text, slashes=self._dialect.slashes)

    def _value(self, start: int, depth: int = 0) -> str:
        """Return the text of an expression; empty for NULL."""
        value = self._term(start, depth)
        while True:
            if self._sees("||"):
                value += self._term(start, depth)
            elif not self._take(_CAST):
                return value

    def _term(self, start: int, depth: int) -> str:
        self._skip(_GAP)
        if depth > DEEPEST:
            self._fail(start)
        if self._sees("("):
            value = self._value(start, depth + 1)
            if not self._sees(")"):
                self._fail(start)
            return value
        found = self._take(self._dialect.value)
        if not found:
            self._fail(start)
        if found["hex"]:
            return _from_hex(found["hex"])
        if found["pg"] or found["text"]:
            slashes = bool(found["pg"]) or self._dialect.slashes
            return _unquoted(found["pg"] or found["text"], slashes=slashes)
        word = found["word"]
        if self._sees("("):
            return self._call(word.lower(), start, depth)
        return "" if word.upper() in ("NULL", "DEFAULT") else word

    def _call(self, name: str, start: int, depth: int) -> str:
        """Return what a function gives: those that dumps use, else its first argument."""
        values: list[str] = []
        while not self._sees(")"):
            values.append(self._value(start, depth + 1))
            self._skip(_AS)
            self._skip(_GAP)
            if not self._sees(",") and not self._text.startswith(")", self._at):
                self._fail(start)
        if name in ("char", "chr", "nchar"):
            return "".join(chr(int(v)) for v in values if v.isdecimal() and int(v[:8]) < 0xD800)
        if name == "replace" and len(values) == 3:
            return values[0].replace(values[1], values[2]) if values[1] else values[0]
        if name in ("concat", "unistr"):
            return _UNISTR.sub(_character, "".join(values)) if name == "unistr" else "".join(values)
        return values[0] if values else ""

    def _copy(self, found: re.Match[str]) -> None:
        """Read the lines of COPY up to ``\\.``."""
        end = re.compile(r"^\\\.\r?$", re.M).search(self._text, self._at)
        if not end:
            self._cut_off()
        lines = self._text[self._at : end.start()].replace("\r\n", "\n").split("\n")
        self._at = end.end()
        rows = [tuple(map(_copied, line.split("\t"))) for line in lines if line]
        self._add(found, rows)

    def _add(self, found: re.Match[str], rows: list[tuple[str, ...]]) -> None:
        self._count += len(rows)
        if self._count > MOST_ROWS:
            raise Refusal(
                f"这个 SQL 文件的数据超过 {MOST_ROWS} 行，没有读取。请只导出存放文章的表。",
                f"This SQL file has more than {MOST_ROWS} rows. Export the articles alone.",
            )
        name = _table_name(found[1])
        listed = tuple(map(_bare, _IDENTIFIER.findall(found[2]))) if found[2] else ()
        columns = listed or self._created.get(name, ())
        for row in rows:
            named = len(columns) >= len(row)
            key = (name, columns if named else tuple(str(n + 1) for n in range(len(row))), named)
            self._found.setdefault(key, []).append(row)

    def _fail(self, start: int) -> NoReturn:
        """Refuse a statement that cannot be read, by its line."""
        if _UNENDED.match(self._text, self._at):
            self._cut_off()
        line = self._text.count("\n", 0, start) + 1
        raise Refusal(
            f"这个 SQL 文件第 {line} 行起的 INSERT 语句读不懂，没有读取。请改用 CSV 或 JSON 导出。",
            f"The INSERT statement at line {line} of this SQL file cannot be read. Export it as "
            "CSV or JSON.",
        )

    def _cut_off(self) -> NoReturn:
        raise Refusal(
            "这个 SQL 文件没有下载或导出完整，最后的数据缺了一截。请重新导出。",
            "This SQL file is cut off within its data. Export it again.",
        )


_GAP = late(r"(?>(?:\s++|--[^\n]*+|/\*.*?\*/)*)", re.S)
_CUT_TEXT = late(r"(['\"])(.{20,}?)\\?\Z", re.S)
"""A text without its second quote, of some words: a dump cut off before is refused."""
_CAST = late(r"\s*+::\s*+[\w\" ]+(?:\(\s*+\d+(?:\s*+,\s*+\d+)?\s*+\))?(?:\[\])?")
_AS = late(r"\s*+(?:AS|USING)\s+\w+(?:\s*+\(\s*+\w+\s*+\))?", re.I)
_IDENTIFIER = late(_ID)
_UNENDED = late(r"\s*+(?:\w*\s*+['\"]|\w*\s*+\Z)")
"""A string without its second quote, or the end of the dump."""
_UNISTR = late(r"\\(?:u([0-9A-Fa-f]{4})|\+([0-9A-Fa-f]{6})|([0-9A-Fa-f]{4})|(\\))")
_ESCAPE = late(r"\\(.)|(['\"])\2", re.S)
_COPIED = late(r"\\(.)", re.S)


def _character(found: re.Match[str]) -> str:
    code = int(found[1] or found[2] or found[3] or "5c", 16)
    return chr(code) if code < 0x110000 else ""


def _unquoted(literal: str, *, slashes: bool) -> str:
    """Return what a string between quotes says."""
    quote, inner = literal[0], literal[1:-1]
    if not slashes:
        return inner.replace(quote * 2, quote)
    if "\\" not in inner and quote not in inner:
        return inner
    return _ESCAPE.sub(
        lambda m: _SAID.get(m[1], m[1]) if m[1] else (m[2] if m[2] == quote else m[0]), inner
    )


def _copied(value: str) -> str:
    """Return what a value of COPY says; ``\\N`` is NULL."""
    if "\\" not in value:
        return value
    return "" if value == "\\N" else _COPIED.sub(lambda m: _SAID.get(m[1], m[1]), value)


def _from_hex(literal: str) -> str:
    """Return the text of a string in hexadecimal, which mysqldump writes with --hex-blob."""
    figures = re.sub(r"^0x|[xX']", "", literal)
    try:
        return bytes.fromhex(figures).decode()
    except ValueError:
        return ""


def _bare(identifier: str) -> str:
    return identifier.strip("`\"[]'")


def _table_name(name: str) -> str:
    """Return the name of a table without its schema and quotes."""
    return _bare(_IDENTIFIER.findall(name)[-1])
