"""What templates say in one language, each thing worked out once."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import cache, lru_cache
from typing import Any

from markupsafe import Markup

from aidstories.model import Description
from aidstories.site.facets import FacetValue
from aidstories.site.interface.terms import Translator
from aidstories.site.locale import Locale
from aidstories.site.story.view import View

_SAID = 1 << 12
"""Texts with values that are kept: numbers, mostly."""


class Words:
    """A `Translator` for templates: a text is made once for a key and values."""

    def __init__(self, translator: Translator) -> None:
        self.language, self.tag = translator.language, translator.tag
        self.own_mark, self.number_last = translator.own_mark, translator.number_last
        self.mark, self.quote = cache(translator.mark), translator.quote
        self.said, self.tongue = translator.said, translator.tongue
        self.translation = translator.translation
        self.optional = cache(translator.optional)
        self._text, self._plain = cache(translator.__call__), cache(translator.plain)
        # markup and plain text may be equal, and are escaped otherwise
        kept = lru_cache(maxsize=_SAID, typed=True)
        self._with, self._plain_with = kept(translator.__call__), kept(translator.plain)

    def __call__(self, key: str, **values: Hashable) -> Markup:
        """Return what `Translator` does. Raises `KeyError` for a key that is not in the table."""
        return self._with(key, **values) if values else self._text(key)

    def plain(self, key: str, **values: Hashable) -> str:
        """Return what `Translator.plain` does."""
        return self._plain_with(key, **values) if values else self._plain(key)


def spoken(locale: Locale) -> Mapping[str, Any]:
    """Return the functions of ``locale`` by the names that templates call them by."""
    names: dict[tuple[Any, ...], Markup] = {}
    dates: dict[tuple[Any, ...], Markup] = {}
    zh = locale.translator.zh
    own = Markup("")

    def name(value: FacetValue) -> Markup:
        key = value.facet.key, *value.path
        if key not in names:
            names[key] = locale.name(value)
        return names[key]

    def date(view: View) -> Markup:
        description: Description = view.story.description
        key = description.year, description.published
        if key not in dates:
            dates[key] = locale.date(view)
        return dates[key]

    def mark(view: View) -> Markup:
        return own if view.story.id in locale.translations else zh

    return {
        "t": Words(locale.translator),
        "zh": zh,
        "name": name,
        "called": cache(locale.called),
        "called_in_text": locale.called_in_text,
        "dateline": locale.dateline,
        "counted": locale.count,
        "plain_name": locale.plain_name,
        "ordered": locale.ordered,
        "word": cache(locale.word),
        "own": locale.own,
        "mark": mark,
        "date": date,
        "edtf": cache(locale.edtf),
        "sentence": locale.sentence,
        "naming": locale.naming,
        "tag": locale.tag,
        "text_of": locale.text,
        "quoted": locale.quoted,
        "opened": locale.opened,
    }
