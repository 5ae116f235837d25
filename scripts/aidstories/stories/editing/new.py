"""A new story that an editor writes directly, without a capture."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from pathlib import Path

from aidstories.errors import BadInput, Problem, faults
from aidstories.model import (
    DESCRIBED,
    Article,
    Description,
    Passage,
    Role,
    Story,
    YearBasis,
)
from aidstories.paths import ArchivePaths
from aidstories.stories.checks.leftovers import PLACEHOLDER
from aidstories.stories.checks.stories import check_story, read_rules
from aidstories.stories.format.layout import canonical
from aidstories.stories.format.serialize import serialize
from aidstories.stories.importing.decisions import given_by_editor
from aidstories.stories.importing.ids import allot, make_id
from aidstories.stories.store.files import write_atomically
from aidstories.stories.store.index import StoryIndex
from aidstories.tables import read_tables


def new_story(
    paths: ArchivePaths,
    *,
    title: str,
    description: Description,
    id_: str | None = None,
    text: str = "",
) -> Path:
    """Write a story with ``title`` and what is ``known`` of it; return its path.

    ``text`` holds paragraphs separated by blank lines. Raises `BadInput` where the story would
    not pass the check; nothing is written then.
    """
    index = StoryIndex(paths)
    if id_ and (other := index.find(id_)):
        zh = f"编号“{id_}”已是另一篇的（{other.name}）；换一个，或者不写，由标题拼音得来"
        en = f"the id '{id_}' is another story's ({other.name}); give another one, or none"
        raise BadInput([Problem(file="--id", zh=zh, en=en)])
    wanted = id_ or make_id(title, "story", read_tables(paths.data))
    id_ = allot(wanted, lambda name: index.find(name) is not None)
    paragraphs = [p for p in map(str.strip, text.replace("\r\n", "\n").split("\n\n")) if p]
    passages = (
        Passage(role=Role.TITLE, text=title),
        *(Passage(role=Role.PARAGRAPH, text=p) for p in paragraphs or [PLACEHOLDER]),
    )
    article = canonical(Article(passages=passages))
    story = Story(id=id_, article=article, description=_evident(description))
    path, source = paths.story(id_, description.year), serialize(story).text
    problems = faults(check_story(path, read_rules(paths), source, draft=True)[0])
    if problems:
        raise BadInput(problems)
    write_atomically(path, source)
    return path


def _evident(description: Description) -> Description:
    """Say of every value that an editor gave it; a year given is stated."""
    basis = YearBasis.STATED if description.year else YearBasis.UNKNOWN
    names = (*DESCRIBED, *dict(description.other))
    given = (given_by_editor(n, description.values(n)) for n in names if n != "year_basis")
    return replace(description, year_basis=basis, evidence=tuple(chain.from_iterable(given)))
