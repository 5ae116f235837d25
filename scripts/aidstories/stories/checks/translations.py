"""Check the translations: they stand beside their originals, and quote them where they say so."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from aidstories.errors import BadInput, Problem, nearest
from aidstories.model import Role, Story
from aidstories.paths import ArchivePaths
from aidstories.stories.format.front_matter import read_front_matter
from aidstories.stories.format.parse import story_of
from aidstories.stories.format.typed import FrontMatter
from aidstories.stories.store.alignment import BODY, find, unmark
from aidstories.stories.store.files import read_story, read_text
from aidstories.stories.store.translations import LANGUAGES


def check_translations(
    paths: ArchivePaths, ids: Collection[str]
) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield every translation with its problems; ``ids`` are those of stories."""
    for path in paths.translation_files():
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
