"""Translations of stories: ``<id>.bo.md`` beside ``<id>.md``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from aidstories.errors import BadInput, Problem, nearest
from aidstories.model import Role
from aidstories.stories.files import read_text
from aidstories.stories.frontmatter import FrontMatter, read_front_matter
from aidstories.stories.read import story_of

LANGUAGES = {"bo": re.compile("[\u0f40-\u0fbc]"), "en": re.compile("[A-Za-z]")}
"""Languages that a story can be translated into, with the letters that one is written in."""


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
        _check(matter, path, id_, language)
        if id_ not in ids or not path.with_name(f"{id_}.md").exists():
            near = nearest(id_, ids)
            hint, hint_en = (f"；最接近的是“{near}”", f"; nearest: '{near}'") if near else ("", "")
            zh = f"旁边没有原文 {id_}.md{hint}"
            matter.wrong(None, zh, f"there is no {id_}.md beside it{hint_en}", 1)
        yield path, tuple(matter.problems)


def _check(matter: FrontMatter, path: Path, id_: str, language: str) -> None:
    story = story_of(matter)
    if language not in LANGUAGES:
        zh = f"文件名里的语言“{language}”不认识；可用：{'、'.join(LANGUAGES)}"
        matter.wrong(None, zh, f"unknown language '{language}'; {', '.join(LANGUAGES)}", 1)
        return
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
