"""A new translation of a story, beside it: ``<id>.bo.md``."""

from __future__ import annotations

from pathlib import Path

from aidstories.errors import BadInput, Problem
from aidstories.model import Role
from aidstories.paths import ArchivePaths
from aidstories.stories.format.markdown import escape
from aidstories.stories.store.alignment import BODY, marker, quotations
from aidstories.stories.store.files import read_story, write_atomically
from aidstories.stories.store.index import StoryIndex


def start_translation(paths: ArchivePaths, id_: str, language: str = "bo") -> Path:
    """Write an empty translation of the story ``id_`` beside it, a marker for each paragraph.

    Raises `BadInput` where there is no such story, or a translation of it already.
    """
    path = StoryIndex(paths).find(id_)
    if path is None:
        zh, en = f"没有编号为 {id_} 的报道", f"there is no story {id_}"
        raise BadInput([Problem(file=str(paths.stories), zh=zh, en=en)])
    beside = path.with_name(f"{id_}.{language}.md")
    if beside.exists():
        raise BadInput([Problem(file=str(beside), zh="译文已经有了", en="it exists already")])
    story = read_story(path)
    markers = map(marker, map(escape, quotations(story.article.texts(*BODY))))
    head = f"---\nid: {id_}\ntitle: ''  # {story.article.first(Role.TITLE) or ''}\n---\n"
    write_atomically(beside, head + "".join(f"\n{line}\n" for line in markers))
    return beside
