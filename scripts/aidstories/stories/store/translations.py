"""Translations of stories: ``<id>.bo.md`` beside ``<id>.md``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from aidstories.errors import BadInput, Problem
from aidstories.model import Article, Passage, Status, Story
from aidstories.paths import ArchivePaths
from aidstories.restore.lexicon.tibetan import regular
from aidstories.stories.format.front_matter import read_front_matter
from aidstories.stories.format.parse import story_of
from aidstories.stories.format.typed import FrontMatter
from aidstories.stories.store.alignment import BODY, Marked, align, checksum, find, unmark
from aidstories.stories.store.files import read_text
from aidstories.stories.store.keep import Keep, afresh

LANGUAGES = {"bo": re.compile("[\u0f40-\u0fbc]"), "en": re.compile("[A-Za-z]")}
"""Languages that a story can be translated into, with the letters that one is written in."""
IN_PROGRESS = "翻译中"
"""The status of a translation that is not all there; then it goes on as that of a story does."""
STATUSES = (IN_PROGRESS, *Status)


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A translated article without its markers; ``id`` is the original's.

    ``origins`` says for each passage of the body which one of the original's body it translates.
    Of these, ``missing`` are not translated yet, and ``stale`` have changed since they were;
    ``total`` is how many there are to translate.
    """

    id: str
    language: str
    article: Article
    origins: tuple[int | None, ...]
    missing: tuple[int, ...] = ()
    stale: tuple[int, ...] = ()
    total: int = 0


def read_translations(
    paths: ArchivePaths,
    stories: Sequence[Story],
    language: str = "bo",
    keep: Keep = afresh,
) -> dict[str, Translation]:
    """Return the translations of ``stories`` into ``language`` by their ids.

    One of which nothing is there yet is left out. Raises `BadInput` with the problems of all files.
    """
    originals = {story.id: story for story in stories}
    found: dict[str, Translation] = {}
    problems: list[Problem] = []
    for path in paths.translation_files(language):
        id_ = path.stem.rpartition(".")[0]
        try:
            text = read_text(path)
            translated = keep(
                ("story", str(path)), text, partial(parse_translation, text, str(path))
            )
        except BadInput as error:
            problems.extend(error.problems)
            continue
        if id_ in originals:
            both = originals[id_], translated
            name = "translation", id_, language
            one = keep(name, both, partial(translation, *both, language))
            found |= {id_: one} if one.article.passages else {}
    if problems:
        raise BadInput(problems)
    return found


def parse_translation(source: str, file: str) -> Story:
    """Return the story that a file of a translation holds, its markers in it. Raises `BadInput`."""
    matter = read_front_matter(source, file)
    translated, _ = translated_story(matter)
    if matter.problems:
        raise BadInput(matter.problems)
    return translated


def translated_story(matter: FrontMatter) -> tuple[Story, str]:
    """Return what a file of a translation holds, and its status, empty where it says none.

    Faults are added to ``matter.problems``.
    """
    said = matter.text("status")
    status = matter.choice("status", STATUSES, IN_PROGRESS) if said else ""
    rest = {key: value for key, value in matter.values.items() if key != "status"}
    return story_of(replace(matter, values=rest)), status  # both note into the same list


def translation(original: Story, translated: Story, language: str) -> Translation:
    """Take the markers out of ``translated`` and follow them into ``original``."""
    texts = original.article.texts(*BODY)
    passages = translated.article.passages
    marked = tuple(unmark(passages))
    written = [one for one in marked if one.passage.text]
    head = (p for p in passages if p.role not in BODY)
    text = (*head, *(one.passage for one in written))
    origins = align(
        texts,
        [one.markers[0].quotation if one.markers else None for one in written],
        [marker.quotation for one in marked if not one.passage.text for marker in one.markers],
    )
    done = {n for n in origins if n is not None}.union(*(_all(texts, one) for one in written))
    return Translation(
        id=original.id,
        language=language,
        article=Article(passages=tuple(_regular(p) for p in text)),
        origins=origins,
        missing=tuple(n for n, text in enumerate(texts) if text and n not in done),
        stale=tuple(sorted(set(_stale(texts, written)))),
        total=sum(map(bool, texts)),
    )


def _regular(passage: Passage) -> Passage:
    return replace(passage, text=regular(passage.text))


def _all(texts: Sequence[str], marked: Marked) -> set[int]:
    """Return the originals that one passage translates: more than one where it joins them."""
    found = (find(texts, marker.quotation) for marker in marked.markers[1:])
    return {n for n in found if n is not None}


def _stale(texts: Sequence[str], written: Sequence[Marked]) -> Iterator[int]:
    for marker in (marker for one in written for marker in one.markers):
        if not marker.checksum or any(checksum(text) == marker.checksum for text in texts):
            continue
        at = find(texts, marker.quotation)
        if at is not None:
            yield at
