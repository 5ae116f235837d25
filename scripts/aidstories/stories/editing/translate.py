"""A new translation of a story, beside it: ``<id>.bo.md``."""

from __future__ import annotations

from pathlib import Path

from aidstories.errors import BadInput, Problem, nearest
from aidstories.model import Role
from aidstories.paths import ArchivePaths
from aidstories.stories.format.markdown import escape
from aidstories.stories.store.alignment import BODY, marker, quotations
from aidstories.stories.store.files import read_story, write_atomically
from aidstories.stories.store.index import StoryIndex
from aidstories.stories.store.translations import IN_PROGRESS


def start_translation(paths: ArchivePaths, id_: str, language: str = "bo") -> Path:
    """Write an empty translation of the story ``id_`` beside it, a marker for each paragraph.

    What stands behind no marker is still to be translated; it may stay so for as long as it takes.

    Raises `BadInput` where there is no such story, or a translation of it already.
    """
    path = StoryIndex(paths).find_only(id_)
    if path is None:
        near = nearest(id_, [file.stem for file in paths.story_files()])
        hint, hint_en = (f"；最接近的是“{near}”", f"; nearest: '{near}'") if near else ("", "")
        zh, en = f"没有编号为 {id_} 的报道{hint}", f"there is no story {id_}{hint_en}"
        raise BadInput([Problem(file=str(paths.stories), zh=zh, en=en)])
    beside = path.with_name(f"{id_}.{language}.md")
    if beside.exists():
        raise BadInput([Problem(file=str(beside), zh="译文已经有了", en="it exists already")])
    story = read_story(path)
    texts = [text for text in story.article.texts(*BODY) if text]
    lines = (marker(escape(q), text) for q, text in zip(quotations(texts), texts, strict=True))
    title = f"title: ''  # {story.article.first(Role.TITLE) or ''}"
    head = f"---\nid: {id_}\n{title}\nstatus: {IN_PROGRESS}\n---\n"
    write_atomically(beside, head + "".join(f"\n{line}\n" for line in lines))
    return beside
