"""Objects written in a program → their values: ``let news = [{ title: '…', content: '…' }]``.

Sites keep articles in their scripts as literals of JavaScript, TypeScript and Python. What JSON
does not allow is read here: names without quotes, three kinds of quotes, strings that are added
up, types and notes between them, ``'…'.slice(6, -6)``. Nothing is run; of what would have to be
run, nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from aidstories.restore.lexicon.late import late

_OPENS = late(
    r"[\s\ufeff]*+(?:[{\[]|/\*|//|(?:import|export|const|let|var|module|from|def|class|function)\b"
    r"|[A-Za-z_$][\w$.]{0,60}+\s*+[=(:]\s*+[{\[])"
)
"""How programs begin, and excerpts of their data."""
_KEY = late(r"[\w'\"]\s*+:\s*+(?:<\w+>)?['\"`]")
"""A name with a string: what a text has to have to be looked at closely."""
_TOKEN = late(
    r"(?P<note>//[^\n]*+|/\*.*?(?:\*/|\Z))"
    r"|(?P<text>'(?>(?:[^'\\\n]|\\.)*)(?:'|\Z)|\"(?>(?:[^\"\\\n]|\\.)*)(?:\"|\Z)"
    r"|`(?>(?:[^`\\]|\\.)*)(?:`|\Z))"
    r"|(?P<word>[A-Za-z_$][\w$]*+|-?\d[\w.]*+)"
    r"|\.slice\(\s*+(?P<start>-?\d{1,6})\s*+,\s*+(?P<end>-?\d{1,6})\s*+\)"
    r"|(?P<type><[\w.\[\]]{1,60}+>)|(?P<sign>\S)",
    re.S,
)
_CLOSED = {"}": "{", "]": "[", ")": "("}
_NOTHING = frozenset(["null", "undefined", "None", "NULL", "true", "false", "True", "False"])
_ESCAPE = late(
    r"\\(?:u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}|x([0-9A-Fa-f]{2})|(\r?\n)|(.))", re.S
)
_SAID = {"n": "\n", "r": "\r", "t": "\t", "b": "", "f": "\f", "v": "\v", "0": ""}
_SENTENCE = late(r"[，。]")


class _Frame:
    """What is open between two brackets: named values, items, and the one that is being read."""

    def __init__(self, opener: str) -> None:
        self.opener = opener
        self.named: dict[str, object] = {}
        self.items: list[object] = []
        self.key: str | None = None
        self.value: object = None
        self.added: list[str] = []
        self.is_word = False
        self.adds = False

    def add_up(self) -> None:
        """Set the strings that were added to a string behind it."""
        if self.added and isinstance(self.value, str):
            self.value = "".join([self.value, *self.added])
        self.added = []

    def end_value(self) -> None:
        """Keep the value that is being read: under its name, else as an item."""
        self.add_up()
        said = self.value is not None and not self.is_word
        if self.key is not None and said:
            self.named.setdefault(self.key, self.value)
        elif said:
            self.items.append(self.value)
        self.key, self.value, self.is_word, self.adds = None, None, False, False

    def take(self, value: object, *, is_word: bool = False) -> None:
        """Set a value, or add a string to the one before it."""
        if self.adds and isinstance(self.value, str) and isinstance(value, str) and not is_word:
            self.added.append(value)
        elif self.value is None or self.is_word:
            self.value, self.is_word = value, is_word
        elif isinstance(value, list | dict):
            self.end_value()
            self.value = value
        self.adds = False

    def closed(self) -> object:
        """Return what stood between the brackets: an object, or a list of what it held."""
        self.end_value()
        if self.opener == "{" and not any(isinstance(i, list | dict) for i in self.items):
            return self.named
        return [*([self.named] if self.named else []), *self.items]


def is_written(text: str) -> bool:
    """Return whether ``text`` may be a program with its data, all sentences in its strings."""
    if not _OPENS.match(text) or not _KEY.search(text):
        return False
    return not any(_SENTENCE.match(t["sign"]) for t in _TOKEN.finditer(text) if t["sign"])


def objects_of(text: str) -> Iterator[Mapping[str, object]]:
    """Yield the objects that a program writes out, each outer one before those within it.

    A string that the text breaks off is read as far as it goes.
    """
    pending = [_read(text)]
    while pending:
        value = pending.pop()
        if isinstance(value, Mapping):
            yield value
        if isinstance(value, list | Mapping):
            within = value.values() if isinstance(value, Mapping) else value
            pending += [*within][::-1]


def _read(text: str) -> object:
    """Return all values of a program, in one pass over its tokens."""
    stack = [_Frame("")]
    for token in _TOKEN.finditer(text):
        frame = stack[-1]
        match token.lastgroup:
            case "text":
                frame.take(_unquoted(token["text"]))
            case "word":
                frame.take(token["word"] if token["word"] not in _NOTHING else "", is_word=True)
            case "end" if isinstance(frame.value, str) and not frame.is_word:
                frame.add_up()
                frame.value = frame.value[int(token["start"]) : int(token["end"])]
            case "sign":
                _sign(stack, token["sign"])
    while len(stack) > 1:
        _close(stack)
    return stack[0].closed()


def _sign(stack: list[_Frame], sign: str) -> None:
    frame = stack[-1]
    if sign in "{[(":
        stack.append(_Frame(sign))
    elif sign in _CLOSED:
        if frame.opener == _CLOSED[sign]:
            _close(stack)
    elif sign == ":" and isinstance(frame.value, str) and frame.key is None:
        frame.key, frame.value, frame.is_word = frame.value, None, False
    elif sign in ",;=":
        frame.end_value()
    elif sign == "+":
        frame.adds = True


def _close(stack: list[_Frame]) -> None:
    value = stack.pop().closed()
    if value:
        stack[-1].take(value)


def _unquoted(literal: str) -> str:
    """Return what a string says, be its second quote missing at the end of the text."""
    whole = len(literal) > 1 and literal[-1] == literal[0]
    inner = literal[1:-1] if whole else literal[1:]
    return _ESCAPE.sub(_character, inner) if "\\" in inner else inner


def _character(found: re.Match[str]) -> str:
    if code := found[1] or found[2] or found[3]:
        number = int(code, 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else ""
    return "" if found[4] else _SAID.get(found[5], found[5])
