"""Characters that no reader sees, in any field of a story and in its text."""

from __future__ import annotations

from collections.abc import Iterator

from aidstories.characters import told, unseen
from aidstories.stories.format.markdown import unescape
from aidstories.stories.format.typed import FrontMatter


def check_unseen(matter: FrontMatter) -> None:
    """Note the fields and lines of a story that have an unseen character."""
    for key, value in matter.values.items():
        for path, text in _texts(value, key):
            if found := unseen(text):
                matter.wrong(path, *told(found))
    if unseen(matter.body) or "&#" in matter.body:
        for number, line in enumerate(matter.body.split("\n")):
            if found := unseen(unescape(line)):
                matter.wrong(None, *told(found), matter.body_line + number)


def _texts(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Yield the texts in a value, each by its path: ``figures.0.caption``."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list | dict):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in items:
            yield from _texts(inner, f"{path}.{key}")
