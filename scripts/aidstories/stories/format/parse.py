"""The text of a story's file → the story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from aidstories.errors import BadInput
from aidstories.model import (
    AidStatement,
    Article,
    Description,
    Evidence,
    Origin,
    Passage,
    Person,
    Role,
    Status,
    Story,
    Value,
    YearBasis,
)
from aidstories.stories.format.blocks import MarkdownBlock, read_blocks
from aidstories.stories.format.front_matter import read_front_matter
from aidstories.stories.format.layout import (
    AID_KEYS,
    EVIDENCE_KEYS,
    FIELDS,
    FIGURE_KEYS,
    KEYS,
    PAGE_KEYS,
    PERSON_KEYS,
)
from aidstories.stories.format.markdown import read_gap
from aidstories.stories.format.typed import FrontMatter

_ENDS = ("donor", "donor_body", "recipient", "recipient_body")


def parse_story(source: str, file: str) -> Story:
    """Return the story that ``source`` holds; ``file`` is its name in messages.

    Raises `BadInput` with all problems of the file.
    """
    matter = read_front_matter(source, file)
    story = story_of(matter)
    if matter.problems:
        raise BadInput(matter.problems)
    return story


def story_of(matter: FrontMatter) -> Story:
    """Return the story that a file holds; its faults are added to ``matter.problems``."""
    story = Story(
        id=matter.text("id") or "",
        article=Article(passages=tuple(_read_passages(matter))),
        description=read_description(matter),
        status=Status(matter.choice("status", Status, Status.UNCHECKED)),
        capture=matter.text("seed"),
        capture_sha256=matter.text("seed_sha256"),
        part=matter.text("seed_part"),
    )
    if not story.id:
        matter.wrong("id", "缺少 id（小写拼音，用 - 连接）", "id is missing")
    return story


def _read_passages(matter: FrontMatter) -> Iterator[Passage]:
    for role in (Role.KICKER, Role.TITLE, Role.SUBTITLE):
        yield from _passages(role, matter.texts(KEYS[role]))
    yield from matter.items("statement", lambda v, path: _read_statement(matter, v, path))
    yield from _passages(Role.NOTE, matter.texts(KEYS[Role.NOTE]))
    yield from _read_body(matter)
    yield from _passages(Role.SOURCE, matter.texts(KEYS[Role.SOURCE]))


def _passages(role: Role, marked: Iterable[str]) -> Iterator[Passage]:
    for text, gap in map(read_gap, marked):
        yield Passage(role=role, text=text, gap=gap)


def _read_statement(matter: FrontMatter, value: Any, key: str) -> Passage | None:
    role, marked = Role.BYLINE, value
    if not isinstance(value, str):
        inner = None if value is None else matter.inner(value, key, ["dateline"])
        role, marked = Role.DATELINE, inner and inner.text("dateline")
    return next(_passages(role, [marked]), None) if marked else None


def _read_body(matter: FrontMatter) -> Iterator[Passage]:
    figures = list(matter.items("figures", lambda v, path: _read_figure(matter, v, path)))
    blocks = read_blocks(matter.body)
    placed: set[int] = set()
    for block in blocks:
        if block.passage is not None:
            _check_level(matter, block)
            yield block.passage
        elif block.figure is not None and _check_place(matter, block, placed, len(figures)):
            yield from figures[block.figure - 1]
    for number, figure in enumerate(figures, 1):
        if number not in placed:
            yield from figure


def _check_level(matter: FrontMatter, block: MarkdownBlock) -> None:
    if block.level == 1:
        line = matter.body_line + block.line - 1
        matter.wrong(None, "正文小标题用 ##，# 留给标题", "headings use ##, # is the title's", line)


def _check_place(matter: FrontMatter, block: MarkdownBlock, placed: set[int], count: int) -> bool:
    number = block.figure or 0
    line = matter.body_line + block.line - 1
    if not 1 <= number <= count:
        zh, en = f"figures 里没有第 {number} 幅图", f"there is no figure {number}"
        matter.wrong("figures", zh, en, line)
        return False
    if number in placed:
        matter.wrong("figures", f"图{number} 出现了两次", f"figure {number} stands twice", line)
        return False
    placed.add(number)
    return True


def _read_figure(matter: FrontMatter, value: Any, key: str) -> list[Passage] | None:
    inner = matter.inner(value, key, FIGURE_KEYS)
    if inner is None:
        return None
    credits = list(_passages(Role.CREDIT, inner.texts("credit")))
    if not inner.values.keys() & {"caption", "src"}:
        return credits
    text, gap = read_gap(inner.text("caption") or "")
    return [Passage(role=Role.CAPTION, text=text, gap=gap, src=inner.text("src")), *credits]


def read_description(matter: FrontMatter) -> Description:
    """Return what the front matter says about an article."""
    return Description(
        byline=_read_people(matter, "byline"),
        source=matter.text("source"),
        via=matter.text("via"),
        dateline=matter.text("dateline"),
        published=matter.text("published"),
        year=matter.integer("year"),
        year_basis=YearBasis(matter.choice("year_basis", YearBasis, YearBasis.UNKNOWN)),
        regions=matter.texts("regions"),
        donors=matter.texts("donors"),
        programs=matter.texts("programs"),
        people=_read_people(matter, "people"),
        institutions=matter.texts("institutions"),
        aid=matter.items("aid", lambda v, path: _read_aid(matter, v, path)),
        other=tuple(_read_other(matter)),
        evidence=matter.items("evidence", lambda v, path: _read_evidence(matter, v, path)),
    )


def _read_other(matter: FrontMatter) -> Iterator[tuple[str, Value]]:
    """Yield the fields that the archive's own table may have added; the check holds them to it."""
    for key, found in matter.values.items():
        if key in FIELDS or key in PAGE_KEYS:
            continue
        if isinstance(found, str):
            yield key, found
        elif values := _read_values(matter, key):
            yield key, values


def _read_values(matter: FrontMatter, key: str) -> tuple[str | Person, ...]:
    def read(value: Any, at: str) -> str | Person | None:
        return value if isinstance(value, str) else _read_person(matter, value, at)

    return matter.items(key, read)


def _read_people(matter: FrontMatter, key: str) -> tuple[Person, ...]:
    return matter.items(key, lambda value, at: _read_person(matter, value, at))


def _read_person(matter: FrontMatter, value: Any, key: str) -> Person | None:
    inner = matter.inner(value, key, PERSON_KEYS)
    if inner is None:
        return None
    name = inner.text("name")
    if name is None:
        inner.wrong("name", "缺少姓名", "the name is missing")
        return None
    return Person(name=name, role=inner.text("role") or "")


def _read_aid(matter: FrontMatter, value: Any, key: str) -> AidStatement | None:
    inner = matter.inner(value, key, AID_KEYS)
    if inner is None:
        return None
    said = {name: inner.text(name) or "" for name in AID_KEYS}
    if not any(said[name] for name in _ENDS):
        zh = f"援助方、受援地都没有写；至少写一项：{'、'.join(_ENDS)}"
        matter.wrong(key, zh, f"neither end is given: write one of {', '.join(_ENDS)}")
        return None
    return AidStatement(**said)


def _read_evidence(matter: FrontMatter, value: Any, key: str) -> Evidence | None:
    inner = matter.inner(value, key, EVIDENCE_KEYS)
    if inner is None:
        return None
    return Evidence(
        field=inner.text("field") or "",
        value=inner.text("value") or "",
        by=Origin(inner.choice("by", (Origin.EDITOR, Origin.TEXT), Origin.EDITOR)),
        quote=inner.text("quote") or "",
    )
