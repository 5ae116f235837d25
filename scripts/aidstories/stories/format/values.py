"""What a story says in each field of its front matter, by the names in ``fields.csv``."""

from __future__ import annotations

from aidstories.model import Person, Story
from aidstories.stories.format.layout import KEYS

_ROLES = {name: role for role, name in KEYS.items()}


def values_of(story: Story, field: str) -> tuple[str | Person, ...]:
    """Return what ``field`` says of ``story``, each value by itself; none for figures, evidence."""
    if field in _ROLES:
        return story.article.texts(_ROLES[field])
    own = {
        "id": story.id,
        "status": story.status.value,
        "seed": story.capture,
        "seed_sha256": story.capture_sha256,
        "seed_part": story.part,
    }
    if field in own:
        return tuple(filter(None, (own[field],)))
    return story.description.values(field)


def texts_of(story: Story, field: str) -> tuple[str, ...]:
    """Return the same as texts, a person by name; each once."""
    values = values_of(story, field)
    return tuple(dict.fromkeys(v.name if isinstance(v, Person) else v for v in values))
