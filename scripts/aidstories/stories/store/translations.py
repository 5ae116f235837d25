"""Translations of stories: ``<id>.bo.md`` beside ``<id>.md``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from aidstories.errors import BadInput, Problem, nearest
from aidstories.model import Article, Role, Story
from aidstories.restore.lexicon.tibetan import regular
from aidstories.stories.format.front_matter import read_front_matter
from aidstories.stories.format.markdown import escape
from aidstories.stories.format.parse import parse_story, story_of
from aidstories.stories.format.typed import FrontMatter
from aidstories.stories.store.alignment import BODY, align, find, marker, quotations, unmark
from aidstories.stories.store.files import find_story, read_story, read_text, write_atomically

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
    docs: Path, stories: Sequence[Story], language: str = "bo"
) -> dict[str, Translation]:
    """Return the translations of ``stories`` into ``language`` by their ids.

    Raises `BadInput` with the problems of all files.
    """
    originals = {story.id: story for story in stories}
    found: dict[str, Translation] = {}
    problems: list[Problem] = []
    for path in sorted((docs / "stories").glob(f"*/*.{language}.md")):
        id_ = path.stem.rpartition(".")[0]
        try:
            translated = parse_story(read_text(path), str(path))
        except BadInput as error:
            problems.extend(error.problems)
            continue
        if id_ in originals:
            found[id_] = translation(originals[id_], translated, language)
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


def start_translation(docs: Path, id_: str, language: str = "bo") -> Path:
    """Write an empty translation of the story ``id_`` beside it, a marker for each paragraph.

    Raises `BadInput` where there is no such story, or a translation of it already.
    """
    path = find_story(docs, id_)
    if path is None:
        zh, en = f"没有编号为 {id_} 的报道", f"there is no story {id_}"
        raise BadInput([Problem(file=str(docs / "stories"), zh=zh, en=en)])
    beside = path.with_name(f"{id_}.{language}.md")
    if beside.exists():
        raise BadInput([Problem(file=str(beside), zh="译文已经有了", en="it exists already")])
    story = read_story(path)
    markers = map(marker, map(escape, quotations(story.article.texts(*BODY))))
    head = f"---\nid: {id_}\ntitle: ''  # {story.article.first(Role.TITLE) or ''}\n---\n"
    write_atomically(beside, head + "".join(f"\n{line}\n" for line in markers))
    return beside


def check_translations(
    docs: Path, ids: Collection[str]
) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield every translation below ``docs`` with its problems; ``ids`` are those of stories."""
    for path in sorted((docs / "stories").glob("*/*.*.md")):
        id_, _, language = path.stem.rpartition(".")
        try:
            matter = read_front_matter(read_text(path), str(path))
        except BadInput as error:
            yield path, error.problems
            continue
        story = _check(matter, path, id_, language)
        if original := _original(path, id_):
            _check_markers(matter, story, original)
        if id_ not in ids or not path.with_name(f"{id_}.md").exists():
            near = nearest(id_, ids)
            hint, hint_en = (f"；最接近的是“{near}”", f"; nearest: '{near}'") if near else ("", "")
            zh = f"旁边没有原文 {id_}.md{hint}"
            matter.wrong(None, zh, f"there is no {id_}.md beside it{hint_en}", 1)
        yield path, tuple(matter.problems)


def _check(matter: FrontMatter, path: Path, id_: str, language: str) -> Story:
    story = story_of(matter)
    if language not in LANGUAGES:
        zh = f"文件名里的语言“{language}”不认识；可用：{'、'.join(LANGUAGES)}"
        matter.wrong(None, zh, f"unknown language '{language}'; {', '.join(LANGUAGES)}", 1)
        return story
    if story.id and story.id != id_:
        matter.wrong(
            "id", f"编号应为 {id_}，与原文相同", f"the id must be {id_}, as the original's"
        )
    if story.article.first(Role.TITLE) is None:
        matter.wrong("title", "译文缺少标题", "the translation has no title")
    texts = story.article.texts(Role.PARAGRAPH)
    if not any(LANGUAGES[language].search(text) for text in texts):
        zh, en = "译文里没有这种语言的文字", "it holds no text in its language"
        matter.wrong(None, zh, en, matter.body_line)
    return story


def _original(path: Path, id_: str) -> Story | None:
    beside = path.with_name(f"{id_}.md")
    try:
        return read_story(beside) if beside.exists() else None
    except BadInput:  # its own check tells
        return None


def _check_markers(matter: FrontMatter, story: Story, original: Story) -> None:
    texts = original.article.texts(*BODY)
    for quotation, _ in unmark(story.article.passages):
        if quotation is not None and find(texts, quotation) is None:
            near = nearest(quotation, [text[: len(quotation)] for text in texts])
            hint, hint_en = (f"；最接近的是“{near}”", f"; nearest: '{near}'") if near else ("", "")
            zh = f"原文里没有以“{quotation}”开头的段落{hint}"
            en = f"no paragraph of the original begins with '{quotation}'{hint_en}"
            matter.wrong(None, zh, en, matter.body_line)
