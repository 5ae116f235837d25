"""What a story says in each field of its front matter, by the names in ``fields.csv``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter

from aidstories.model import Person, Story
from aidstories.stories.format.layout import KEYS

_ROLES = {name: role for role, name in KEYS.items()}
_OWN: Mapping[str, Callable[[Story], str | None]] = {
    "id": attrgetter("id"),
    "status": attrgetter("status.value"),
    "seed": attrgetter("capture"),
    "seed_sha256": attrgetter("capture_sha256"),
    "seed_part": attrgetter("part"),
}
"""Fields of the story itself: asked 90,000 times of 1,000 stories."""


def values_of(story: Story, field: str) -> tuple[str | Person, ...]:
    """Return what ``field`` says of ``story``, each value by itself; none for figures, evidence."""
    if field in _ROLES:
        return story.article.texts(_ROLES[field])
    if own := _OWN.get(field):
        return tuple(filter(None, (own(story),)))
    return story.description.values(field)


def texts_of(story: Story, field: str) -> tuple[str, ...]:
    """Return the same as texts, a person by name; each once."""
    values = values_of(story, field)
    if not values or (len(values) == 1 and isinstance(values[0], str)):  # nearly always
        return values  # type: ignore[return-value]
    return tuple(dict.fromkeys(v.name if isinstance(v, Person) else v for v in values))
