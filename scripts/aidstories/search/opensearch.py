"""The archive for OpenSearch: its bulk format, one line that says what comes and one that has it.

For archives that outgrow static search (``docs/guide/scale.md``). Nothing here needs a plug-in of
the server: Chinese is there as characters in pairs and, divided by jieba, as words.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from aidstories.errors import BadInput, Problem
from aidstories.fields import Field
from aidstories.model import Article, Passage, Role, Story
from aidstories.paths import ArchivePaths
from aidstories.search.fold import fold
from aidstories.stories.format.values import texts_of, values_of
from aidstories.stories.store.files import read_story, read_text
from aidstories.stories.store.translations import parse_translation, translation
from aidstories.words import word_divider

_LETTERS = re.compile(r"\w", re.U)
_TIBETAN = re.compile("[\u0f40-\u0fbc]")
_HAN = re.compile("[\u3400-\u9fff]")
_NO_VALUES = ("figures", "evidence", "statement")
"""Types of fields whose words stand among the passages, or say where others come from."""
_TEXT = {"type": "text", "analyzer": "chinese"}
_KEYWORD = {"type": "keyword", "ignore_above": 8191}  # Lucene takes 32,766 bytes, 4 a character
_PEOPLE = {"properties": {"name": _KEYWORD, "role": _KEYWORD}}
_PROPERTIES: Mapping[str, Mapping[str, Any]] = {
    "year": {"type": "integer"},
    "edtf": _KEYWORD
    | {
        "fields": {
            "date": {
                "type": "date",
                "format": "yyyy-MM-dd||yyyy-MM||yyyy",
                "ignore_malformed": True,  # XXXX-03-16 and 2025? stay keywords alone
            }
        }
    },
    "places": _KEYWORD
    | {"fields": {"tree": {"type": "text", "analyzer": "tree", "search_analyzer": "keyword"}}},
    "people": _PEOPLE,
    "aid": {"type": "nested"},
}
"""How values of a type are indexed; of all others, as they stand."""
_OWN: Mapping[str, Mapping[str, Any]] = {
    "story": _KEYWORD,
    "language": _KEYWORD,
    "url": _KEYWORD | {"index": False},
    "passage": {"type": "integer"},
    "role": _KEYWORD,
    "text": _TEXT,
    "text_bo": {"type": "text", "analyzer": "tibetan"},
    "words": {"type": "text", "analyzer": "words"},
}
"""What a document has beside the fields of the archive's table."""
ANALYSIS: Mapping[str, Any] = {
    "filter": {"pairs": {"type": "cjk_bigram", "output_unigrams": True}},
    "tokenizer": {
        "syllables": {"type": "pattern", "pattern": r"[^\p{L}\p{M}\p{N}]+"},
        "levels": {"type": "path_hierarchy", "delimiter": "/"},
    },
    "analyzer": {
        "chinese": {"tokenizer": "standard", "filter": ["cjk_width", "lowercase", "pairs"]},
        "words": {"tokenizer": "whitespace", "filter": ["lowercase"]},
        "tibetan": {"tokenizer": "syllables", "filter": ["lowercase"]},
        "tree": {"tokenizer": "levels"},
    },
}


def index_body(fields: Iterable[Field]) -> dict[str, Any]:
    """Return what creates the index: its settings and mappings, JSON-ready."""
    named = {
        field.name: _PROPERTIES.get(field.type, _KEYWORD)
        for field in fields
        if field.type not in _NO_VALUES
    }
    properties = {**named, "title": {**_TEXT, "fields": {"whole": _KEYWORD}}, **_OWN}
    return {
        "settings": {"analysis": ANALYSIS},
        "mappings": {"dynamic": False, "properties": properties},
    }


def bulk_lines(
    paths: ArchivePaths, fields: Sequence[Field], *, passages: bool = False
) -> Iterator[bytes]:
    """Yield an action and its document for each story and translation, in the order of ids.

    With ``passages`` each passage is a document. Stories are read one by one. Raises `BadInput`
    at the end with the problems of all files.
    """
    divide = word_divider()
    problems: list[Problem] = []
    for id_, document in _documents(paths, fields, problems, passages=passages):
        text = {name: list(texts) for name, texts in _texts(document.pop("passages"), divide)}
        yield _line({"index": {"_id": id_}}) + _line({**document, **text})
    if problems:
        raise BadInput(problems)


def _line(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace") + b"\n"


def _documents(
    paths: ArchivePaths, fields: Sequence[Field], problems: list[Problem], *, passages: bool
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each document under its id, its passages as they stand in the story."""
    translations: defaultdict[str, list[Path]] = defaultdict(list)
    for path in paths.translation_files():
        translations[path.name.split(".")[0]].append(path)
    for path in sorted(paths.story_files(), key=lambda path: path.stem):
        try:
            story = read_story(path)
            articles = dict(_articles(story, translations.get(story.id, ())))
        except BadInput as error:
            problems += error.problems
            continue
        described = {f.name: v for f in fields if (v := _value(story, f)) not in (None, [])}
        for language, article in articles.items():
            id_ = f"{story.id}.{language}" if language else story.id
            document = described | _own(story, language)
            if language:
                document["title"] = article.first(Role.TITLE) or document.get("title", "")
            yield from _divided(id_, document, article.passages, passages=passages)


def _articles(story: Story, translations: Iterable[Path]) -> Iterator[tuple[str, Article]]:
    """Yield the article of a story and those of its translations, by language."""
    yield "", story.article
    for path in translations:
        language = path.stem.rpartition(".")[2]
        translated = parse_translation(read_text(path), str(path))
        found = translation(story, translated, language)
        if found.article.passages:
            yield language, found.article


def _own(story: Story, language: str) -> dict[str, Any]:
    url = f"{language}/stories/{story.id}/" if language == "bo" else f"stories/{story.id}/"
    return {"story": story.id, "language": language or "zh", "url": url}


def _divided(
    id_: str, document: dict[str, Any], found: Sequence[Passage], *, passages: bool
) -> Iterator[tuple[str, dict[str, Any]]]:
    if not passages:
        yield id_, document | {"passages": found}
        return
    for number, passage in enumerate(found, 1):
        part = {"passage": number, "role": passage.role.value, "passages": (passage,)}
        yield f"{id_}#{number}", document | part


def _value(story: Story, field: Field) -> Any:
    """Return what ``field`` says of ``story``, JSON-ready; None or an empty list for nothing."""
    if field.type in _NO_VALUES:
        return None
    if field.type == "aid":
        return [{k: v for k, v in asdict(one).items() if v} for one in story.description.aid]
    if field.type == "people":
        return [asdict(one) for one in values_of(story, field.name) if not isinstance(one, str)]
    texts = texts_of(story, field.name)
    if field.type == "year":
        return next((int(text) for text in texts if text.isdecimal()), None)
    several = field.type in ("texts", "places", "programs", "stories")
    return list(texts) if several else next(iter(texts), None)


def _texts(passages: Iterable[Passage], divide: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the texts of the fields that are searched, Tibetan apart from all else."""
    texts = [passage.text for passage in passages if passage.text]
    tibetan = [len(_TIBETAN.findall(t)) > len(_HAN.findall(t)) for t in texts]
    others = tuple(t for t, bo in zip(texts, tibetan, strict=True) if not bo)
    own = tuple(t for t, bo in zip(texts, tibetan, strict=True) if bo)
    words = tuple(" ".join(filter(_LETTERS.search, divide(fold(text)))) for text in others)
    yield from (
        (name, found)
        for name, found in zip(("text", "words", "text_bo"), (others, words, own), strict=True)
        if found
    )
