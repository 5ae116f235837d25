"""The interface's words in each of its languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from markupsafe import Markup, escape

from aidstories.fields import Field
from aidstories.tables import Reason, Tables, Term

CHINESE, TIBETAN = "zh", "bo"
TAGS: Mapping[str, str] = {CHINESE: "zh-Hans", TIBETAN: "bo"}
"""Interface languages with their BCP 47 tags; the first is the one that stories are written in."""
ENDONYMS: Mapping[str, str] = {CHINESE: "中文", TIBETAN: "བོད་ཡིག"}


_FIRST = re.compile("(?<![0-9.])1པ(?![\u0f71-\u0fbc])")


def with_ordinals(text: str) -> str:
    """Return ``text`` with the Tibetan ordinal of one: 1པོ beside 2པ, as དང་པོ beside གཉིས་པ.

    Numbers have no other forms: they stand behind what they count, which stays as it is.
    """
    return _FIRST.sub("1པོ", text)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """All words by key."""

    rows: Mapping[str, Term | Reason | Field] = field(default_factory=dict)

    @cached_property
    def tibetan(self) -> Mapping[str, str]:
        """The Tibetan of Chinese texts; of two with the same Chinese, the first."""
        rows = reversed(list(self.rows.values()))
        return {term.zh: term.bo for term in rows if term.bo}

    @property
    def missing(self) -> tuple[str, ...]:
        """Keys without a Tibetan value, in the table's order."""
        return tuple(key for key, term in self.rows.items() if not term.bo)

    @property
    def reviewer(self) -> str:
        """Who has reviewed the Tibetan interface; empty as long as it is on trial.

        It is on trial until a name stands beside every text, or one for all in ``reviewer``.
        """
        whole = self.rows.get("reviewer")
        if whole and whole.bo:
            return whole.bo
        rows = [r for r in self.rows.values() if r.bo and not isinstance(r, Field)]
        names = [row.reviewer for row in rows]
        return "、".join(dict.fromkeys(names)) if names and all(names) else ""


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
        return Markup(with_ordinals(text)) if own else self.quote(text)

    def plain(self, key: str, **values: object) -> str:
        """Return the text of ``key`` without markup, for attributes and titles."""
        term = self.terms.rows[key]
        return with_ordinals(str(getattr(term, self.language) or term.zh).format(**values))

    def own(self, key: str, **values: object) -> str:
        """Return the text of ``key`` in this language. Raises `KeyError` where it has none."""
        text = str(getattr(self.terms.rows[key], self.language))
        if not text:
            raise KeyError(key)
        return with_ordinals(text.format(**values))

    @property
    def number_last(self) -> bool:
        """Whether a number stands behind what it counts."""
        return self.language == TIBETAN

    def translation(self, chinese: str) -> str:
        """Return what ``chinese``, a text of the configuration, is in this language, or nothing."""
        return "" if self.language == CHINESE else self.terms.tibetan.get(chinese, "")

    def translate(self, chinese: str) -> Markup:
        """Return a Chinese word of the configuration in the language, if the table has it."""
        found = self.translation(chinese)
        return escape(found) if found else self.quote(chinese)

    def said(self, chinese: str) -> str:
        """Return what `translate` does, without markup."""
        return self.translation(chinese) or chinese

    def tongue(self, chinese: str) -> Markup:
        """Return the attribute of an element that holds nothing but `said` of ``chinese``."""
        return Markup("") if self.translation(chinese) else self.zh

    def mark(self, key: str) -> Markup:
        """Return the attribute of an element that holds nothing but `plain` of ``key``."""
        return Markup("") if getattr(self.terms.rows[key], self.language) else self.zh

    def optional(self, key: str) -> str:
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


def interface_terms(tables: Tables) -> Terms:
    """Return the words of the interface, the names of repairs and of fields among them.

    Fields are ``field.<name>``; a facet without a word of its own is called as its field is.
    """
    fields = tables.fields.values()
    kinds = tables.reasons_of("kind").values()
    facets = {f"facet.{field.facet}": field for field in fields if field.facet}
    return Terms(
        rows={
            **tables.terms,
            **{key: field for key, field in facets.items() if key not in tables.terms},
            **{f"field.{field.name}": field for field in fields},
            **{f"repair.{kind.key}": kind for kind in kinds},
        }
    )
