"""Heads and feet of articles in Tibetan: ཡོང་ཁུངས། (source), སྤེལ་དུས། (date), རྩོམ་པ་པོ། (writer).

A label ends with a colon or a shad, and what it says follows on the line. In a sentence the same
words go on with a tsheg (གསར་འགོད་པ་ཚེ་རིང་གིས་བཤད་དོན།), and are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from aidstories.model import Person
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.tibetan_dates import in_figures, tibetan_dates


class Label(StrEnum):
    """What a label announces."""

    SOURCE = "source"
    DATE = "date"
    WRITER = "writer"
    STAFF = "staff"
    READERS = "readers"


_LABELS = {
    Label.STAFF: "རྩོམ་སྒྲིག་འགན་འཁུར་པ|འགན་འཁུར་རྩོམ་སྒྲིག(?:་པ)?|རྩོམ་སྒྲིག(?:་པ)?|ཞུ་དག(?:་པ)?|ཞུ་བཤེར",
    Label.SOURCE: "(?:གསར་འགྱུར་)?(?:འབྱུང་|ཡོང་|རྩོམ་|ཐོན་)ཁུངས",
    Label.DATE: "(?:གསར་འགྱུར་)?(?:སྤེལ་|བཀོད་|འགོད་)(?:བའི་)?(?:དུས་ཚོད|དུས་ཚེས|དུས|ཚེས་གྲངས|ཚེས)|དུས་ཚོད|ཚེས་གྲངས",
    Label.WRITER: "རྩོམ་པ་པོ|རྩོམ་འབྲི་མཁན|འབྲི་མཁན|གསར་འགོད(?:་པ)?|ཡིག་བསྒྱུར(?:་བ)?|བསྒྱུར་མཁན|ལོ་ཙཱ་བ|པར་ལེན(?:་པ)?",
    Label.READERS: "(?:བལྟ་|ཀློག་|ལྟ་)(?:གྲངས|ཐེངས)",
}
_NAMED = "|".join(f"(?P<{label}>{words})" for label, words in _LABELS.items())
_LETTER = r"\u0f40-\u0fbc"
_LABEL = late(rf"(?<![{_LETTER}\u0f0b\u0f0c])(?:{_NAMED})[་༌]?\s*+[:：།༎༔]\s*+[:：]?\s*+")
_BRACKETED = late(
    rf"\s*+[（(]\s*+(?P<label>{_LABELS[Label.WRITER]})[་༌](?P<names>[{_LETTER}་༌\s、，།]{{2,60}}?)\s*+[)）]\s*+"
)
"""A writer in brackets needs no mark behind the label: (གསར་འགོད་པ་ཚེ་རིང་།)."""
_STOP = {
    Label.SOURCE: late(r"[།༎]|\s{2,}|\s+(?=[\d༠-༩]|སྤྱི་ལོ)|[【（(]"),
    Label.DATE: late(r"[།༎]|\s{2,}(?![\d༠-༩])"),
}
_AND = late(r"\s*+[།༎,，、;；/]\s*+|[་༌]དང[་༌]|\s++")
_NAME = late(rf"(?:[{_LETTER}]+[་༌]){{0,7}}[{_LETTER}]+|[\u4e00-\u9fff]{{2,4}}")
_WRAPS = " \u3000\t\n()（）【】[]།༎་༌"
_TIME = late(
    r"\d{1,2}\s*+[:：]\s*+\d{2}(?:\s*+[:：]\s*+\d{2})?|(?:\d{4}[-/.])?\d{1,2}[-/.]\d{1,2}|གཟའ་[་\u0f40-\u0fbc]{2,16}"
)
LONGEST = 160
"""Characters of a line of source and date: Tibetan takes about twice those of Chinese."""
LONGEST_NAME = 80
"""Characters of the name of a publisher, or of a line that names a writer: the Tibetan broadcast
of the China Media Group has 67."""
_OPENING = 40
"""Characters of a name that opens such a line without a label, chosen by hand."""
_SYLLABLE = rf"[{_LETTER}]{{1,12}}"
"""Signs of a syllable: བསྒྲུབས has 8, གྲོང་ཁྱེར་ is two."""
_PLACE = rf"(?:{_SYLLABLE}[་༌]){{0,5}}?{_SYLLABLE}"
DATELINE = late(
    rf"(?>(?:(?<!\s)\s++)?)(?P<agency>(?:{_SYLLABLE}[་༌]){{0,6}}?(?:གསར་འགྱུར་ཁང|ཚགས་པར་ཁང|ཚགས་པར|དྲ་བ))[་༌]?(?:གི[་༌]|གིས[་༌]|འི[་༌])?"
    rf"(?:(?P<place>{_PLACE})[་༌](?:(?:ཟླ[་༌]|[0-9༠-༩])[^།]{{2,40}}[་༌])??ནས[་༌]གློག[་༌])?འཕྲིན"
    rf"(?:[་༌](?:འབྱོར|གསལ|བཏང|ལྟར|ན)){{0,3}}[་༌]?[།༎]\s*+"
)
"""What opens a dispatch: ཤིན་ཧྭ་གསར་འགྱུར་ཁང་ཟི་ལིང་ནས་གློག་འཕྲིན་འབྱོར་གསལ།; a site's own words have no
place: ཀྲུང་གོ་བོད་ཀྱི་དྲ་བའི་འཕྲིན།."""


class HeadField(NamedTuple):
    """A label and the span of what it says, without the marks around."""

    label: Label
    words: str
    start: int
    end: int


def fields(text: str) -> Iterator[HeadField]:
    """Yield the labelled fields of a line in order; none in a line without a label.

    A source or a date ends with its shad, before two blanks or before figures.
    """
    found = list(_LABEL.finditer(text))
    for n, m in enumerate(found):
        end = found[n + 1].start() if n + 1 < len(found) else len(text)
        label = Label(m.lastgroup or "")
        stop = _STOP.get(label)
        if stop and (closed := stop.search(text, m.end(), end)):
            end = closed.start()
        inner = text[m.end() : end]
        start = m.end() + len(inner) - len(inner.lstrip(_WRAPS))
        words = m[0].rstrip(f"{_WRAPS}:：༔")
        yield HeadField(label, words, start, max(start, m.end() + len(inner.rstrip(_WRAPS))))


@lru_cache(maxsize=256)
def is_imprint(text: str) -> bool:
    """Return whether a line says who published a text and when, and nothing else."""
    if not text.strip() or len(text) > LONGEST:
        return False
    said = list(fields(text))
    if not said:
        return _is_time(text)
    kinds = {field.label for field in said}
    fits = all(field.end - field.start <= LONGEST_NAME for field in said)
    dated = (f for f in said if f.label is Label.DATE)
    times = all(_is_time(text[f.start : f.end]) for f in dated)
    rest = _rest(text).removeprefix(text[: _signed(text)])
    return bool(kinds & {Label.SOURCE, Label.DATE}) and fits and times and _is_time(rest)


def _signed(text: str) -> int:
    """Return where the name ends that a line of labels opens with, 0 where it opens with none."""
    first = _LABEL.search(text)
    opening = text[: first.start()] if first else ""
    return len(opening) if len(opening) <= _OPENING and len(names(opening)) == 1 else 0


def _rest(text: str) -> str:
    """Return what stands in a line beside its labelled fields."""
    rest, at = "", 0
    for label, field in zip(_LABEL.finditer(text), fields(text), strict=True):
        rest, at = rest + text[at : label.start()] + " ", field.end
    return rest + text[at:]


def _is_time(text: str) -> bool:
    """Return whether a text is a date, with or without a time, or nothing."""
    plain, rest, at = in_figures(text), "", 0
    for date in tibetan_dates(plain):
        rest, at = rest + plain[at : date.start], date.end
    rest = _TIME.sub("", rest + plain[at:]).replace("སྤྱི་ལོ", "").replace("ཕྱི་ལོ", "")
    return not rest.strip(f"{_WRAPS}|｜·")


@lru_cache(maxsize=256)
def is_byline(text: str) -> bool:
    """Return whether a line names the writers and nothing else."""
    if len(text) > LONGEST_NAME:
        return False
    if _BRACKETED.fullmatch(text):
        return True
    said = list(fields(text))
    opens = _LABEL.match(text.lstrip(_WRAPS))
    named = all(f.label is Label.WRITER and people_of(text, f) for f in said)
    return bool(said and opens) and named


def waits(text: str) -> bool:
    """Return whether a line is a label and nothing else, as where a page breaks behind it."""
    return len(text) <= LONGEST_NAME and bool(_LABEL.fullmatch(text.lstrip(_WRAPS) + "\n"))


def is_head(text: str) -> bool:
    """Return whether a line speaks of the publication: its source, its writers, its staff."""
    return is_imprint(text) or is_byline(text) or is_staff(text)


def is_staff(text: str) -> bool:
    """Return whether a line names the page's staff and nothing else."""
    said = list(fields(text))
    opens = _LABEL.match(text.lstrip(_WRAPS))
    kinds = {f.label for f in said}
    short = len(text) <= LONGEST and all(f.end - f.start <= LONGEST_NAME for f in said)
    return bool(opens) and short and bool(kinds) and kinds <= {Label.STAFF, Label.READERS}


def people(text: str) -> tuple[Person, ...]:
    """Return the writers that a line names, with their role as printed."""
    if found := _BRACKETED.fullmatch(text):
        return tuple(Person(name=n, role=found["label"]) for n in names(found["names"]))
    opens = names(text[: _signed(text)]) if is_imprint(text) else []
    writers = (f for f in fields(text) if f.label is Label.WRITER)
    named = (person for f in writers for person in people_of(text, f))
    return (*(Person(name=name, role="") for name in opens), *named)


def people_of(text: str, field: HeadField) -> tuple[Person, ...]:
    """Return the people that a field of ``text`` names."""
    found = names(text[field.start : field.end])
    return tuple(Person(name=name, role=field.words) for name in found)


def names(text: str) -> list[str]:
    """Return the names in a list of them, parted by དང་, a shad, a comma or a blank."""
    return [n for word in _AND.split(text) if _NAME.fullmatch(n := word.strip(_WRAPS))]
