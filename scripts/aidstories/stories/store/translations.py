"""Translations of stories: ``<id>.bo.md`` beside ``<id>.md``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from aidstories.errors import BadInput, Problem
from aidstories.model import Article, Story
from aidstories.paths import ArchivePaths
from aidstories.restore.lexicon.tibetan import regular
from aidstories.stories.format.parse import parse_story
from aidstories.stories.store.alignment import BODY, align, unmark
from aidstories.stories.store.files import read_text
from aidstories.stories.store.keep import Keep, afresh

LANGUAGES = {"bo": re.compile("[\u0f40-\u0fbc]"), "en": re.compile("[A-Za-z]")}
"""Languages that a story can be translated into, with the letters that one is written in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A translated article without its markers; ``id`` is the original's.

    ``origins`` says for each passage of the body which one of the original's body it translates.
    """

    id: str
    language: str
    article: Article
    origins: tuple[int | None, ...]


def read_translations(
    paths: ArchivePaths,
    stories: Sequence[Story],
    language: str = "bo",
    keep: Keep = afresh,
) -> dict[str, Translation]:
    """Return the translations of ``stories`` into ``language`` by their ids.

    Raises `BadInput` with the problems of all files.
    """
    originals = {story.id: story for story in stories}
    found: dict[str, Translation] = {}
    problems: list[Problem] = []
    for path in paths.translation_files(language):
        id_ = path.stem.rpartition(".")[0]
        try:
            text = read_text(path)
            translated = keep(("story", path), text, partial(parse_story, text, str(path)))
        except BadInput as error:
            problems.extend(error.problems)
            continue
        if id_ in originals:
            both = originals[id_], translated
            name = "translation", id_, language
            found[id_] = keep(name, both, partial(translation, *both, language))
    if problems:
        raise BadInput(problems)
    return found


def translation(original: Story, translated: Story, language: str) -> Translation:
    """Take the markers out of ``translated`` and follow them into ``original``."""
    passages = translated.article.passages
    marked = list(unmark(passages))
    head = (p for p in passages if p.role not in BODY)
    text = (*head, *(passage for _, passage in marked))
    return Translation(
        id=original.id,
        language=language,
        article=Article(passages=tuple(replace(p, text=regular(p.text)) for p in text)),
        origins=align(original.article.texts(*BODY), [quotation for quotation, _ in marked]),
    )
