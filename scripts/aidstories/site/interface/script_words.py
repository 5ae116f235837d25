"""The words that scripts say: an ES module for each language, with the keys that they use."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from aidstories.site.interface.terms import ENDONYMS, Terms

SCRIPTS = "assets/javascripts"
"""Folder of the scripts in the theme."""
_CALL = re.compile(r"""(?<![\w.])(?:t|plain)\(\s*+(?:"([^"]+)"|`([^`]+)`)""")
_PUT_IN = re.compile(r"\\\$\\\{(?>(?:[^}$]|\$(?!\\\{))*)\}")


def script_keys(source: str) -> Iterator[str]:
    """Yield the keys that a script asks for, as regular expressions.

    ``t("close")`` asks for ``close``, ``plain(`link.${kind}`)`` for all that begin with ``link.``.
    """
    for whole, pieced in _CALL.findall(source):
        yield re.escape(whole) if whole else _PUT_IN.sub(".+", re.escape(pieced))


def word_modules(
    terms: Terms, scripts: Path, fields: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield the name and source of the module of each language, for the ``scripts`` there.

    A module exports ``own``, the texts in its language; ``other``, the Chinese of those that the
    table has not; and ``fields``, the words that narrow a query (地区:那曲) with the facets they
    mean.
    """
    sources = [path.read_text("utf-8") for path in sorted(scripts.rglob("*.js"))]
    patterns = {key for source in sources for key in script_keys(source)}
    asked = re.compile("|".join(sorted(patterns)))
    used = list(filter(asked.fullmatch, terms.rows)) if patterns else []
    for language in ENDONYMS:
        yield f"words/{language}.js", _module(terms, language, used, fields)


def _module(terms: Terms, language: str, keys: Iterable[str], fields: Mapping[str, str]) -> str:
    own: dict[str, str] = {}
    other: dict[str, str] = {}
    for key in keys:
        text = getattr(terms.rows[key], language)
        (own if text else other)[key] = text or terms.rows[key].zh
    values = {"own": own, "other": other, "fields": fields}
    return "".join(
        f"export const {name} = {json.dumps(value, ensure_ascii=False, separators=(',', ':'))}\n"
        for name, value in values.items()
    )
