"""The day that feeds and OAI-PMH give a story, and the order that it makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from aidstories.model import Story
from aidstories.site.archive.archive import Archive
from aidstories.site.interface.terms import CHINESE, TIBETAN
from aidstories.stories.store.days import UNKNOWN


def stamps(archive: Archive, built: str) -> Mapping[str, str]:
    """Return for every story the day on which the archive added or last corrected it.

    Where nobody knows it, the first day that the archive knows of any story stands in: both
    formats demand one, and so such a story is never told as new. In an archive that knows none
    it is ``built``, the day of the build, which ``SOURCE_DATE_EPOCH`` fixes.
    """
    days = {id_: archive.days.get(id_, UNKNOWN) for id_ in archive.views}
    known = (day for told in days.values() for day in (told.added, told.changed) if day)
    first = min(known, default=built)
    return {id_: told.latest or first for id_, told in days.items()}


def newest_first(stories: Iterable[Story], stamped: Mapping[str, str]) -> list[Story]:
    """Return ``stories`` by their day, those of one day in the order given."""
    return sorted(stories, key=lambda story: stamped[story.id], reverse=True)


def last_modified(archive: Archive, stories: Iterable[Story]) -> str:
    """Return the day on which the last of ``stories`` came in or changed.

    It is empty where the day of one of them is unknown: that may be the last.
    """
    days = [archive.days.get(story.id, UNKNOWN).changed for story in stories]
    return max(days, default="") if all(days) else ""


def story_days(archive: Archive, id_: str) -> dict[str, str]:
    """Return on which day a story's page last changed, by language; unknown days are left out.

    A translation changes with its original.
    """
    original, translation = (
        archive.days.get(name, UNKNOWN).changed for name in (id_, f"{id_}.{TIBETAN}")
    )
    both = max(original, translation) if original and translation else ""
    return {code: day for code, day in ((CHINESE, original), (TIBETAN, both)) if day}
