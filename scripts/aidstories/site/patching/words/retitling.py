"""What a changed title changes: where it stands, and which stories are related."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import cache
from typing import Any

from aidstories.site.archive.related import FEATURES
from aidstories.site.patching.kept.ground import HOLDERS
from aidstories.site.patching.pieces.exchange import Edit
from aidstories.site.patching.pieces.tables import Read, page_of
from aidstories.site.patching.words.relating import holding_more, with_related
from aidstories.site.patching.words.staying import alike
from aidstories.site.patching.words.story import Both, Words
from aidstories.site.patching.words.titled import retitled
from aidstories.site.story.view import View

Edits = list[tuple[str, Edit]]


def retitling(
    story: Both, words: Words, value: Callable[[Hashable], Any], read: Read
) -> tuple[Edits, Mapping[Hashable, object]]:
    """Return what exchanges the title of ``story``, in order, and the values that are others now.

    ``value`` returns what the last build kept, ``read`` what the site holds. Related stories are
    exchanged first, with the titles that they had. Raises `Unlike`, and what these two raise.
    """
    given = words.ground

    @cache
    def view_of(id_: str) -> View:
        found: View = value(("view", id_))
        return found

    def pages_of(id_: str) -> tuple[str, ...]:
        page = page_of(view_of(id_).url)
        return tuple(f"{words.folder(language)}{page}" for language in given.languages)

    now = alike(story, given, value(FEATURES), view_of)
    translated = {path.name.split(".")[0] for path in words.paths.stories.glob("*/*.*.md")}
    lists = with_related(now.changed, words, view_of, translated)
    holders = holding_more(value(HOLDERS), now.changed, pages_of)
    edits = [*lists, *retitled(story, words, holders, read)]
    return edits, {FEATURES: now.features, HOLDERS: holders}
