"""How a story is cited: GB/T 7714—2015, APA, BibTeX, RIS, CSL-JSON, all from one reference."""

from __future__ import annotations

import json
import re
from calendar import month_name
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any, NamedTuple

from aidstories.model import Article, Description, Person, Role, Story, YearBasis

_INFERRED, _UNCERTAIN = "年份据文内日期推断", "日期存疑"
"""The notes of a reference whose year was inferred, or whose date is marked as uncertain.

References are in Chinese.
"""
VISITED = "[引用日期]"
"""Stands for the day of the visit, which only the reader knows; the standard's own word for it."""
_NOT_AUTHORS, _PICTURES, _TEXT = map(re.compile, ("[编译校]", "[摄图]", "文|报道"))
_DOUBT = re.compile("[?~%]")
"""EDTF's marks of what is uncertain or approximate."""
_PADDED = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
"""Space inside a name in Han characters, set to make two as wide as three: 文　凤."""
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?![\dX])")
_BIBTEX = str.maketrans(
    {c: f"\\{c}" for c in "{}%&#$_"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
_UNPAIRED = str.maketrans({"{": "\\textbraceleft{}", "}": "\\textbraceright{}"})
_SPACES = re.compile(r"[^\S\u3000]+")
"""All but the wide space, which headlines are printed with: 高原上的灯　雪山下的路."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What all styles say of a story.

    ``date`` holds year, month and day as far as they are known; ``inferred`` says that its year
    comes from the text, ``uncertain`` that it is marked so. ``url`` is absolute, or None where
    the site's address is not set. ``archive`` is the name of this one.
    """

    id: str
    title: str
    authors: tuple[str, ...]
    container: str | None
    date: tuple[int, ...]
    inferred: bool
    keywords: tuple[str, ...]
    url: str | None
    uncertain: bool = False
    archive: str = ""

    @property
    def doubtful(self) -> bool:
        """Whether the date is not what somebody stated without a doubt."""
        return self.inferred or self.uncertain

    @property
    def note(self) -> str:
        """What makes the date doubtful, or an empty text."""
        return _INFERRED if self.inferred else _UNCERTAIN if self.uncertain else ""


def reference(
    story: Story, keywords: Iterable[str], url: str | None, archive: str = ""
) -> Reference:
    """Return the reference of ``story``; ``keywords`` are its tags."""
    description = story.description
    return Reference(
        id=story.id,
        title=_title(story.article) or story.id,
        authors=tuple(_PADDED.sub("", p.name) for p in description.byline if is_author(p)),
        container=description.source,
        date=date_parts(description),
        inferred=description.year_basis is YearBasis.INFERRED,
        keywords=tuple(keywords),
        url=url,
        uncertain=bool(_DOUBT.search(description.published or "")),
        archive=archive,
    )


def is_author(person: Person) -> bool:
    """Return whether a name in the byline wrote the text.

    A 见习记者 or 通讯员 did; who did 摄影 did not, unless it was 文/图 or 摄影报道.
    """
    if _NOT_AUTHORS.search(person.role):
        return False
    return not _PICTURES.search(person.role) or bool(_TEXT.search(person.role))


def date_parts(description: Description) -> tuple[int, ...]:
    """Return year, month, day of publication, as many as are known for certain; may be empty."""
    year = None if description.year is None else str(description.year)
    found = _DATE.match(re.sub("^XXXX", year or "XXXX", description.published or year or ""))
    return tuple(int(part) for part in found.groups() if part) if found else ()


def gbt7714(ref: Reference) -> str:
    """Return the reference in GB/T 7714—2015 (type N, newspaper article).

    A doubtful date stands in brackets (8.8.3.2), as does the note that nothing is known. One
    online (N/OL) has the day of the visit behind the date: `VISITED` until a reader fills it in.
    The archive's name stands before the address, or in its place.
    """
    names = "，".join(ref.authors[:3]) + ("，等" if len(ref.authors) > 3 else "")
    day = "-".join(f"{part:02}" for part in ref.date) or "[日期不详]"
    printed = f"[{day}]" if ref.doubtful and ref.date else day
    kind, visit = ("N/OL", VISITED) if ref.url else ("N", "")
    lead = f"{names}. " if names else ""
    place = ": ".join(filter(None, (ref.archive, ref.url)))
    source = f"{ref.container or '[报刊不详]'}, {printed}{visit}"
    return ". ".join(filter(None, (f"{lead}{ref.title}[{kind}]", source, place))) + "."


def apa(ref: Reference) -> str:
    """Return the reference in APA style (7th edition, newspaper article), names as printed.

    Without an author the title comes first, whose own last mark stands for a period; an inferred
    year is ``ca.``, an unknown one ``n.d.``.
    """
    year, month, day = (*ref.date, None, None, None)[:3]
    printed = f"{'ca. ' if ref.doubtful else ''}{year}" if year else "n.d."
    if month:
        printed += f", {month_name[month]}{f' {day}' if day else ''}"
    names = ", ".join(ref.authors[:-1]) + (", & " if ref.authors[1:] else "")
    names += "".join(ref.authors[-1:])
    lead = [names, f"({printed})", ref.title] if names else [ref.title, f"({printed})"]
    parts = [_ended(part) for part in (*lead, ref.container, ref.archive) if part]
    return " ".join([*parts, *([ref.url] if ref.url else [])])


def _ended(part: str) -> str:
    """Return an element with the period behind it; a mark that ends a title stands for it."""
    return part if part[-1] in "。？！…?!." else f"{part}."


def bibtex(ref: Reference) -> str:
    """Return the reference as a BibTeX entry; ``date`` serves biblatex (EDTF)."""
    day = "-".join(f"{part:02}" for part in ref.date)
    fields = {
        "author": " and ".join(f"{{{name}}}" for name in map(_bibtex_text, ref.authors)),
        "title": f"{{{_bibtex_text(ref.title)}}}",
        "journal": _bibtex_text(ref.container or ""),
        "year": str(ref.date[0]) if ref.date else "",
        "date": day + ("?" if ref.doubtful and day else ""),
        "note": ref.note if day else "",
        "keywords": ", ".join(map(_bibtex_text, ref.keywords)),
        "langid": "chinese",
        "entrysubtype": "newspaper",
        "library": _bibtex_text(ref.archive),
        "archive": _bibtex_text(ref.archive),
        "url": ref.url or "",
    }
    lines = [f"  {key} = {{{value}}}" for key, value in fields.items() if value]
    return f"@article{{{ref.id},\n" + ",\n".join(lines) + "\n}\n"


def ris(ref: Reference) -> str:
    """Return the reference as a RIS record (type NEWS).

    The slashes of a date stay where its parts are unknown: 2024/05//.
    """
    parts = (f"{part:02}" for part in (*ref.date, None, None)[:3] if part)
    day = "/".join((*parts, *[""] * (4 - min(len(ref.date), 3))))
    pairs = [
        ("TY", "NEWS"),
        ("ID", ref.id),
        ("TI", ref.title),
        *(("AU", name) for name in ref.authors),
        ("T2", ref.container),
        ("PY", str(ref.date[0]) if ref.date else None),
        ("DA", day if len(ref.date) > 1 else None),
        ("N1", (ref.note if ref.date else "") or None),
        *(("KW", word) for word in ref.keywords),
        ("LA", "zh"),
        ("DB", ref.archive or None),
        ("DP", ref.archive or None),
        ("UR", ref.url),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {_line(value)}\n" for tag, value in pairs if value is not None)


def csl(ref: Reference) -> dict[str, Any]:
    """Return the reference as an item of CSL-JSON 1.0."""
    issued = {"date-parts": [list(ref.date)], **({"circa": True} if ref.doubtful else {})}
    item = {
        "id": ref.id,
        "type": "article-newspaper",
        "title": ref.title,
        "author": [{"literal": name} for name in ref.authors],
        "container-title": ref.container,
        "issued": issued if ref.date else None,
        "note": ref.note if ref.date else None,
        "keyword": ", ".join(ref.keywords),
        "language": "zh-CN",
        "archive": ref.archive,
        "source": ref.archive,
        "URL": ref.url,
    }
    return {key: value for key, value in item.items() if value}


def _csl_entry(ref: Reference) -> str:
    return json.dumps(csl(ref), ensure_ascii=False, separators=(",", ":"))


def _csl_file(entries: Iterable[str]) -> str:
    """Return one item a line, so that a script parts them without reading all."""
    return "[\n" + ",\n".join(entries) + "\n]\n"


STYLES: Mapping[str, Callable[[Reference], str]] = {"GB/T 7714—2015": gbt7714, "APA 7": apa}
"""Styles that a page spells out."""


class Citation(NamedTuple):
    """A story cited in a style, and what a script makes of that for its reader.

    ``left`` says what it fills in at the last ``{url}`` and ``{day}`` of ``online``: an address
    that the site does not know, the day of the visit. That takes the place of ``printed``, which
    stands between ``before`` and ``after``. The four are empty where nothing is left.
    """

    style: str
    before: str
    printed: str = ""
    after: str = ""
    online: str = ""
    left: str = ""


def citations(ref: Reference) -> Iterator[Citation]:
    """Yield the citation in each style."""
    for name, style in STYLES.items():
        placed = ref if ref.url else replace(ref, url="{url}")
        online = style(placed)
        left = [] if ref.url else ["url"]
        if VISITED in style(replace(placed, title="")):
            left.append("day")
            online = "{day}".join(online.rsplit(VISITED, 1))
        text = style(ref)
        yield (
            Citation(name, *_apart(text, online), " ".join(left)) if left else Citation(name, text)
        )


def _apart(text: str, online: str) -> tuple[str, str, str, str]:
    """Return what both begin with, where ``text`` differs, what both end with, and ``online``."""
    start = _alike(text, online)
    rest, other = text[start:], online[start:]
    same = _alike(rest[::-1], other[::-1])
    end, last = len(rest) - same, len(other) - same
    return text[:start], rest[:end], rest[end:], other[:last]


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


class Format(NamedTuple):
    """A format of references: its name, its media type, what writes one and what a file of them."""

    name: str
    media: str
    entry: Callable[[Reference], str]
    file: Callable[[Iterable[str]], str]


FORMATS: Mapping[str, Format] = {
    "bib": Format("BibTeX", "application/x-bibtex", bibtex, "\n".join),
    "ris": Format("RIS", "application/x-research-info-systems", ris, "\n".join),
    "csl.json": Format(
        "CSL-JSON", "application/vnd.citationstyles.csl+json", _csl_entry, _csl_file
    ),
}
"""The formats by the endings of their files."""


def _title(article: Article) -> str:
    return "：".join([*article.texts(Role.TITLE)[:1], *article.texts(Role.SUBTITLE)])


def _bibtex_text(text: str) -> str:
    """Return ``text`` as a field of BibTeX, which counts braces, those behind a backslash too.

    That of `1{` would never end, nor the file (plk/biber#61): it has the brace by its name.
    """
    line = _line(text)
    names = {} if _paired(line) else _UNPAIRED
    return line.translate(_BIBTEX | names)


def _paired(text: str) -> bool:
    """Return whether every brace of ``text`` has its other."""
    depths = [0, *accumulate((c == "{") - (c == "}") for c in text)]
    return min(depths) == depths[-1] == 0


def _line(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
