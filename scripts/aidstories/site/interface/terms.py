"""The interface's words in each of its languages: the table ``docs/data/terms.csv``."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup, escape

CHINESE, TIBETAN = "zh", "bo"
TAGS: Mapping[str, str] = {CHINESE: "zh-Hans", TIBETAN: "bo"}
"""Interface languages with their BCP 47 tags; the first is the one that stories are written in."""
ENDONYMS: Mapping[str, str] = {CHINESE: "中文", TIBETAN: "བོད་ཡིག"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A row of the table. ``{name}`` in a text is put in by who shows it.

    ``source`` says where ``bo`` was read; ``status`` is ``exact`` (read with this meaning),
    ``near`` (read with a neighbouring meaning or as part of a phrase), ``composed`` (put together
    from words that were read) or ``unattested`` (``bo`` is empty: nothing is invented).
    """

    key: str
    zh: str
    bo: str = ""
    en: str = ""
    source: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The whole table by key."""

    rows: Mapping[str, Term] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[str, ...]:
        """Keys without a Tibetan value, in the table's order."""
        return tuple(key for key, term in self.rows.items() if not term.bo)

    @property
    def reviewer(self) -> str:
        """Who has reviewed the Tibetan interface; empty as long as it is on trial."""
        term = self.rows.get("reviewer")
        return term.bo if term else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translator:
    """Says the table's words in one language; the templates' ``t``."""

    terms: Terms
    language: str = CHINESE

    @property
    def tag(self) -> str:
        """The BCP 47 tag of the language."""
        return TAGS[self.language]

    def __call__(self, key: str, **values: object) -> Markup:
        """Return the text of ``key`` as HTML; Chinese in a Tibetan page says that it is.

        Raises `KeyError` for a key that is not in the table.
        """
        term = self.terms.rows[key]
        own = getattr(term, self.language)
        text = Markup(escape(own or term.zh)).format(**values)
        return text if own else self.quote(text)

    def plain(self, key: str, **values: object) -> str:
        """Return the text of ``key`` without markup, for attributes and titles."""
        term = self.terms.rows[key]
        return str(getattr(term, self.language) or term.zh).format(**values)

    def own(self, key: str, **values: object) -> str:
        """Return the text of ``key`` in this language. Raises `KeyError` where it has none."""
        text = str(getattr(self.terms.rows[key], self.language))
        if not text:
            raise KeyError(key)
        return text.format(**values)

    def translate(self, chinese: str) -> Markup:
        """Return a Chinese word of the configuration in the language, if the table has it."""
        found = (key for key, term in self.terms.rows.items() if term.zh == chinese and term.bo)
        key = next(found, None)
        return self.quote(chinese) if key is None else self(key)

    def mark(self, key: str) -> Markup:
        """Return the attribute of an element that holds nothing but `plain` of ``key``."""
        return Markup("") if getattr(self.terms.rows[key], self.language) else self.zh

    def known(self, key: str) -> str:
        """Return the text of ``key`` without markup, or an empty one for a key not in the table."""
        return self.plain(key) if key in self.terms.rows else ""

    @property
    def zh(self) -> Markup:
        """The attribute of an element that holds Chinese; nothing where the page is Chinese."""
        return Markup("") if self.language == CHINESE else Markup(' lang="zh-Hans"')

    @property
    def own_mark(self) -> Markup:
        """The attribute of an element in this language inside one that is not."""
        return Markup(' lang="{}"').format(self.tag) if self.zh else Markup("")

    def quote(self, chinese: str) -> Markup:
        """Return ``chinese`` marked as such, where the page is in another language."""
        return Markup("<span{}>{}</span>").format(self.zh, chinese) if self.zh else escape(chinese)


def read_terms(data: Path) -> Terms:
    """Read ``terms.csv`` in the folder ``data``. Raises `OSError` where there is none."""
    with (data / "terms.csv").open(encoding="utf-8-sig", newline="") as file:
        return Terms(rows=_by_key(csv.DictReader(file)))


def _by_key(rows: Iterable[Mapping[str, str]]) -> dict[str, Term]:
    return {
        row["key"]: Term(**{name: row.get(name) or "" for name in Term.__slots__}) for row in rows
    }
