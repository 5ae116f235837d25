"""Hypothesis strategies for stories of any shape."""

from collections.abc import Sequence
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from aidstories.model import (
    AidStatement,
    Article,
    Description,
    Evidence,
    Gap,
    Origin,
    Passage,
    Person,
    Role,
    Status,
    Story,
    YearBasis,
)
from aidstories.stories.format.layout import canonical
from aidstories.stories.format.markdown import GAP_MARK

T = TypeVar("T")

# What Markdown, YAML and the gap mark act on comes up far more often than by chance.
PIECES = st.sampled_from(
    [
        *"\\`*_{}[]()<>#+-.!&|~=^$:;@/%\"',? \u3000\u00a0",
        *(GAP_MARK, "[图1]", "2020. ", "&amp;", "---", "```", "!!! note", "<br>", "&#60;"),
        *("- ", "1. ", "> ", "| a |", "\t", "\n", "\\\n", " {.问}", "  \n"),
        *("“输血”", "援藏", "བོད་ཡིག", "No", "null", "https://a.b"),
    ]
)
STRUCTURAL = (
    *(Role.ITEM, Role.ROW, Role.VERSE, Role.QUOTE),
    *(Role.QUESTION, Role.ANSWER, Role.SALUTATION, Role.SIGNATURE),
)
"""Roles that Markdown sets in elements of their own, or has no sign for."""
PLAIN = [role for role in Role if role not in STRUCTURAL]
PRINTABLE = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn"))
SHOWN = PIECES.filter(lambda piece: not set(piece) & set("\t\n"))
"""Pieces that a browser shows as they are."""
ANY = st.characters(exclude_categories=["Cs"])


def texts(
    characters: SearchStrategy[str] = ANY, pieces: SearchStrategy[str] = PIECES
) -> SearchStrategy[str]:
    return st.lists(pieces | st.text(characters, max_size=3), max_size=5).map("".join)


def passages(
    characters: SearchStrategy[str] = ANY,
    roles: Sequence[Role] = tuple(Role),
    pieces: SearchStrategy[str] = PIECES,
) -> SearchStrategy[Passage]:
    return st.builds(
        Passage,
        role=st.sampled_from(roles),
        text=texts(characters, pieces),
        gap=st.none() | st.sampled_from(Gap),
        src=st.none() | st.just("http://example.org/a.jpeg"),
    )


def articles(
    characters: SearchStrategy[str] = ANY,
    roles: Sequence[Role] = tuple(Role),
    pieces: SearchStrategy[str] = PIECES,
) -> SearchStrategy[Article]:
    found = st.lists(passages(characters, roles, pieces), max_size=9)
    return found.map(lambda ps: Article(passages=tuple(ps)))


def tuples(items: SearchStrategy[T]) -> SearchStrategy[tuple[T, ...]]:
    return st.lists(items, max_size=3).map(tuple)


filled = texts().filter(bool)
statements = st.builds(
    AidStatement,
    **{end: texts() for end in ("donor", "donor_body", "recipient_body", "program", "act", "when")},
    recipient=filled,
)
people = tuples(st.builds(Person, name=filled, role=texts()))
descriptions = st.builds(
    Description,
    byline=people,
    source=st.none() | filled,
    via=st.none() | filled,
    dateline=st.none() | filled,
    published=st.none() | st.sampled_from(["2021-12-20", "XXXX-03-16", "2025?", "2025"]),
    year=st.none() | st.integers(1900, 2100),
    year_basis=st.sampled_from(YearBasis),
    regions=tuples(filled),
    donors=tuples(filled),
    programs=tuples(filled),
    people=people,
    institutions=tuples(filled),
    aid=tuples(statements),
    evidence=tuples(
        st.builds(
            Evidence,
            field=filled,
            value=texts(),
            by=st.sampled_from((Origin.EDITOR, Origin.TEXT)),
            quote=texts(),
        )
    ),
)
stories = st.builds(
    Story,
    id=st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,3}", fullmatch=True),
    article=articles().map(canonical),
    description=descriptions,
    status=st.sampled_from(Status),
    capture=st.none() | filled,
    capture_sha256=st.none() | filled,
    part=st.none() | filled,
)
