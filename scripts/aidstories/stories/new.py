"""A new story that an editor writes directly, without a capture."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from aidstories.errors import BadInput
from aidstories.model import (
    Article,
    Description,
    Evidence,
    Passage,
    Role,
    Story,
    YearBasis,
)
from aidstories.restore import EDITOR
from aidstories.stories.check import check_story, read_rules
from aidstories.stories.files import find_story, story_path, write_atomically
from aidstories.stories.ids import allot, make_id, read_readings
from aidstories.stories.write import story_text

PLACEHOLDER = "（在这里写正文。段落之间空一行，小标题前加 ##。）"


def new_story(
    docs: Path,
    seeds: Path,
    *,
    title: str,
    known: Description,
    id_: str | None = None,
    text: str = "",
) -> Path:
    """Write a story with ``title`` and what is ``known`` of it; return its path.

    ``text`` holds paragraphs separated by blank lines. Raises `BadInput` where the story would
    not pass the check; nothing is written then.
    """
    wanted = id_ or make_id(title, "story", read_readings(docs / "data"))
    id_ = allot(wanted, lambda name: find_story(docs, name) is not None)
    paragraphs = [p for p in map(str.strip, text.replace("\r\n", "\n").split("\n\n")) if p]
    passages = (
        Passage(role=Role.TITLE, text=title),
        *(Passage(role=Role.PARAGRAPH, text=p) for p in paragraphs or [PLACEHOLDER]),
    )
    story = Story(id=id_, article=Article(passages=passages), description=_evident(known))
    path, source = story_path(docs, story), story_text(story)
    problems, _ = check_story(path, read_rules(docs, seeds), source)
    if problems:
        raise BadInput(problems)
    write_atomically(path, source)
    return path


def _evident(known: Description) -> Description:
    """Say of every value that an editor gave it; a year given is stated."""
    values = {f.name: getattr(known, f.name) for f in fields(known) if f.name != "evidence"}
    values["year_basis"] = YearBasis.STATED if known.year else YearBasis.UNKNOWN
    evidence = tuple(
        Evidence(field=name, value=str(getattr(one, "name", one)), by=EDITOR, quote="")
        for name, value in values.items()
        for one in (value if isinstance(value, tuple) else (value,))
        if one is not None and name != "year_basis"
    )
    return Description(**values, evidence=evidence)
