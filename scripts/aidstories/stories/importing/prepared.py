"""What a capture becomes before anything of it is written."""

from __future__ import annotations

from dataclasses import dataclass

from aidstories.model import Article, FieldDoubt, Flag, Ledger, Story, TranslatedArticle
from aidstories.stories.store.record import Extracted, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A capture ready to be written.

    ``data`` are the capture's bytes, ``raw`` their text; ``articles`` are what ``ledger`` makes of
    it, slot by slot, ``stories`` the same as their files will hold them: with the ids that they
    have already, an empty one for a new story. ``recognition`` is what is to be kept beside a
    picture. ``doubts`` are the doubtful fields of each of ``stories``.
    ``earlier`` is the record of the import before, None at the first. ``structure`` counts the
    decisions about its structure. ``translations`` are what it says of ``articles`` in a second
    language.
    """

    data: bytes
    raw: str
    capture: str
    sha256: str
    encoding: str
    ledger: Ledger
    articles: tuple[Article, ...]
    flags: tuple[Flag, ...]
    stories: tuple[Story, ...]
    doubts: tuple[tuple[FieldDoubt, ...], ...]
    extracted: Extracted | None = None
    recognition: str | None = None
    earlier: Record | None = None
    structure: int = 0
    translations: tuple[TranslatedArticle, ...] = ()
