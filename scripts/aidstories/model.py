"""The nouns of the archive: edits, ledgers, passages, articles.

Offsets and lengths count characters (Unicode code points) of the decoded capture.
A span is half-open: ``(start, end)`` covers ``raw[start:end]``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

Span = tuple[int, int]


class Kind(StrEnum):
    """What an edit does; the names follow TEI P5 (``corr``, ``reg``, ``gap``)."""

    JOIN = "join"
    """White space or a break inside running text is closed."""
    CORR = "corr"
    """A character that the capture got wrong is set right."""
    REG = "reg"
    """Punctuation, width or order of marks is regularised; the reading stays."""
    MOVE = "move"
    """A passage stands elsewhere than in the capture; its characters stay."""
    STRIP = "strip"
    """Characters that are not the article's text are dropped."""
    GAP = "gap"
    """The capture lacks text here; nothing is put in its place."""


class Role(StrEnum):
    """What a passage is in its article."""

    KICKER = "kicker"
    TITLE = "title"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    """Statement of responsibility on a line of its own: 本报记者 文凤."""
    DATELINE = "dateline"
    """Place, agency and reporter before the first sentence: 本报山南电（记者 武沛涛）."""
    NOTE = "note"
    """A paragraph of the editor's note (编者按)."""
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    """An item of a list; an ordered one begins with its number, as printed: 1. 查视力."""
    ROW = "row"
    """A row of a table, tabs between its cells."""
    VERSE = "verse"
    """A stanza, a line break between its lines."""
    QUOTE = "quote"
    """A passage set apart as quoted."""
    QUESTION = "question"
    ANSWER = "answer"
    SALUTATION = "salutation"
    """Whom a letter speaks to: 亲爱的同事们：."""
    SIGNATURE = "signature"
    """Who signs a letter, and when, in lines of their own."""
    CAPTION = "caption"
    CREDIT = "credit"
    """Credit of the caption before it."""
    SOURCE = "source"
    """Who published first, in a line of its own: 来源：中国新闻网."""


TEXT_ROLES = (
    *(Role.HEADING, Role.PARAGRAPH, Role.ITEM, Role.ROW, Role.VERSE, Role.QUOTE),
    *(Role.QUESTION, Role.ANSWER, Role.SALUTATION, Role.SIGNATURE),
)
"""The roles of an article's running text; figures stand beside it."""


class Gap(StrEnum):
    """Which end of a passage the capture lacks."""

    START = "start"
    END = "end"


class Edit(NamedTuple):
    """One repair of the decoded capture; a tuple, for a capture may have a thousand.

    ``raw[start:end] == old`` becomes ``new``. A ``gap`` is empty on both sides and marks a
    place; a ``move`` has ``new == old`` and says which span changed its place. ``reason`` is a
    key of ``docs/data/reasons.csv``; ``by`` names the pass, or ``editor``.
    """

    start: int
    end: int
    old: str
    new: str
    kind: Kind
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Where a passage comes from: spans of the capture in reading order, edits still inside."""

    role: Role
    spans: tuple[Span, ...]
    gap: Gap | None = None
    src: str | None = None
    """CAPTION only: the address of the image, as the page gave it behind any proxy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A restored piece of an article: a slot with its text."""

    role: Role
    text: str
    gap: Gap | None = None
    src: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One restored article: its passages in reading order, figures where they belong."""

    passages: tuple[Passage, ...]

    def texts(self, *roles: Role) -> tuple[str, ...]:
        """Return the texts of all passages that have one of ``roles``, in order."""
        return tuple(p.text for p in self.passages if p.role in roles)

    def first(self, role: Role) -> str | None:
        """Return the text of the first passage of ``role``, or None."""
        return next((p.text for p in self.passages if p.role is role), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A doubtful place: nothing was changed, an editor should look.

    ``weight`` (0 to 1) orders the flags by importance.
    """

    start: int
    end: int
    by: str
    reason: str
    quote: str
    weight: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All edits of one capture, with the layout of the articles it yields.

    ``counts`` holds the fate of every character (``kept``, ``moved``, ``folded``,
    ``corrected``, ``dropped:<reason>``); the values add up to ``length``.
    """

    length: int
    edits: tuple[Edit, ...]
    layout: tuple[tuple[Slot, ...], ...]
    counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """An editor's decision about a capture's text: ``old`` reads ``new``.

    ``context`` is a longer piece of the capture that holds ``old``, needed only where ``old``
    alone stands more than once.
    """

    old: str
    new: str
    context: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retyped:
    """An editor's decision that the passage which begins with ``line`` is a ``role``.

    ``near`` is how the passage before or behind it begins, needed only where several begin so.
    """

    line: str
    role: Role
    near: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """An editor's decision that with the words ``at`` a passage begins, or a ``story``."""

    at: str
    story: bool = False
    near: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """An editor's decision that the passage which begins with ``first`` goes on in ``second``."""

    first: str
    second: str
    near: str | None = None


Structure = Retyped | Split | Joined
"""A decision about what the passages of a capture are; it quotes the restored text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoredPart:
    """A record of a capture that holds many (an item of a feed, a row of a table), restored.

    ``name`` tells it from the others, empty where the capture is one. ``meta`` holds what it says
    of itself outside the text (front matter, HTML ``meta``): lower-case keys such as ``title``,
    ``author``, ``date``, ``url``. ``articles`` counts the articles that it yields.
    """

    articles: int
    name: str = ""
    meta: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedArticle:
    """What a capture says of one of its articles in a second language.

    ``article`` is the number of that article, ``origins`` says for each passage which passages of
    it, by their indexes, this one translates: none for those of the head.
    """

    article: int
    language: str
    passages: tuple[Passage, ...]
    origins: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restoration:
    """What restoring one capture yields.

    ``raw`` is the text of the capture (what ``ledger`` speaks of), ``encoding`` the codec that
    decoded it, or the kind of a capture that is no text. ``reader`` names the library and version
    that made the text, empty where the text is the file's own. ``parts`` follow the articles.
    ``translations`` are of articles that the capture has in two languages; the ledger drops their
    text from these under the reason ``translation``.
    """

    raw: str
    encoding: str
    articles: tuple[Article, ...]
    ledger: Ledger
    flags: tuple[Flag, ...]
    parts: tuple[RestoredPart, ...]
    reader: str = ""
    translations: tuple[TranslatedArticle, ...] = ()


class YearBasis(StrEnum):
    """How the year is known."""

    STATED = "stated"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """How far people have checked a story; a machine never raises it."""

    UNCHECKED = "未校对"
    PROOFREAD = "已校对"
    VERIFIED = "已核实"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A name with the role that the text gives it (记者, 通讯员, 医生 …)."""

    name: str
    role: str


class Origin(StrEnum):
    """Where a piece of evidence comes from."""

    TEXT = "text"
    """The article reads so."""
    PAGE = "page"
    """Another article of the capture reads so."""
    CAPTURE = "capture"
    """The capture's own metadata say so; the quotation is their key."""
    EDITOR = "editor"
    """An editor says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why a field has a value.

    ``passage`` is an index into ``Article.passages`` and ``start``/``end`` a span of that
    passage's text, which reads ``quote``. All three are None where ``by`` is not the text, and
    where an editor quoted it.
    """

    field: str
    value: str
    by: Origin
    quote: str
    passage: int | None = None
    start: int | None = None
    end: int | None = None


class FieldDoubt(NamedTuple):
    """``field`` of a description is doubtful.

    ``quote`` is what speaks against its value, as the capture has it, and ``rival`` the value by
    it; both are empty where nothing does.
    """

    field: str
    quote: str = ""
    rival: str = ""


Value = str | tuple[str | Person, ...]
"""What a field says: one text, or a list."""

UNSTATED = "?"
"""Stands for an end of aid that the text does not name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AidStatement:
    """Aid as a source states it: from whom, to whom, by what scheme and act, when.

    ``donor`` and ``recipient`` are authority paths, empty where the text does not say;
    ``donor_body`` and ``recipient_body`` the institution, as ``institutions`` names it, or the team
    as printed (杭嘉援藏医疗队).
    ``program`` is a value of the authority, ``act`` the words of the act (进驻), ``when`` EDTF.
    Its evidence are those of the field ``aid`` whose value is its `key`: one quotation that names
    both ends, or a chain of at most three.
    """

    donor: str = ""
    donor_body: str = ""
    recipient: str = ""
    recipient_body: str = ""
    program: str = ""
    act: str = ""
    when: str = ""

    @property
    def key(self) -> str:
        """The statement as one text: 湖南省/长沙市 → 西藏自治区/山南市/贡嘎县 · 对口援藏 · 2025."""
        ends = (_end(self.donor, self.donor_body), _end(self.recipient, self.recipient_body))
        return " · ".join((" → ".join(ends), *filter(None, (self.program, self.act, self.when))))


def _end(place: str, body: str) -> str:
    return f"{place}（{body}）" if place and body else place or body or UNSTATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What is known about an article. ``regions`` and ``donors`` are authority paths such as
    ``西藏自治区/那曲市/聂荣县``; ``published`` is EDTF; ``programs`` are values of the authority.
    ``other`` pairs each field that the archive's own table adds with its value, in order.
    """

    byline: tuple[Person, ...] = ()
    source: str | None = None
    via: str | None = None
    dateline: str | None = None
    published: str | None = None
    year: int | None = None
    year_basis: YearBasis = YearBasis.UNKNOWN
    regions: tuple[str, ...] = ()
    donors: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    institutions: tuple[str, ...] = ()
    aid: tuple[AidStatement, ...] = ()
    other: tuple[tuple[str, Value], ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def values(self, field: str) -> tuple[str | Person, ...]:
        """Return what ``field`` says, each value by itself; a statement of aid by its key."""
        if field == "aid":
            return tuple(statement.key for statement in self.aid)
        known = field in DESCRIBED
        value = getattr(self, field) if known else dict(self.other).get(field)
        if isinstance(value, tuple):
            return value
        return () if value is None else (str(value),)


DESCRIBED = tuple(f.name for f in fields(Description) if f.name not in ("other", "evidence"))
"""The fields of a description that have a name in the code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A described article under its permanent id, as the archive keeps it.

    ``capture`` names the file in ``seeds/`` and ``capture_sha256`` its bytes; both are None for
    a story that an editor wrote directly. ``part`` names the record of a capture that holds many.
    """

    id: str
    article: Article
    description: Description
    status: Status = Status.UNCHECKED
    capture: str | None = None
    capture_sha256: str | None = None
    part: str | None = None
