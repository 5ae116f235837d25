"""Values that have lost what was said to be their source.

What the machine quoted goes with the value, or with the sentence, without a word: a value that an
editor took out needs no evidence, and what quotes another place still holds. A value that stays
when all of its quotations are gone from the text is worth a look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from aidstories.bounded import read_json
from aidstories.errors import BadInput, Problem
from aidstories.model import Evidence, Origin, Story
from aidstories.paths import ArchivePaths
from aidstories.stories.format.evidence import anchored, evidence_of, values_by_field
from aidstories.stories.format.front_matter import read_front_matter
from aidstories.stories.format.parse import story_of
from aidstories.stories.format.typed import FrontMatter
from aidstories.stories.store.files import read_text
from aidstories.stories.store.record import sha256


def check_grounds(
    paths: ArchivePaths, files: Iterable[tuple[str, Path]]
) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield the stories of ``files``, as (capture, file), with the values that nothing supports.

    Stories that hold the bytes of their import are passed over, and records that cannot be read:
    `check_records` names these.
    """
    by_capture: defaultdict[str, list[Path]] = defaultdict(list)
    for capture, file in files:
        by_capture[capture].append(file)
    for capture, stories in by_capture.items():
        recorded = _evidence(paths.record(capture))
        for file in stories:
            base, evidence = recorded.get(file.stem, ("", ()))
            text = read_text(file)
            if not evidence or sha256(text) == base:
                continue
            if found := tuple(_unsupported(read_front_matter(text, str(file)), evidence)):
                yield file, found


def _evidence(path: Path) -> dict[str, tuple[str, tuple[Evidence, ...]]]:
    """Return for each story of a record the hash of the machine's text, and what it quoted."""
    try:
        stories = read_json(read_text(path))["stories"]
        return {
            story["id"]: (
                story["base_sha256"],
                tuple(map(evidence_of, story.get("evidence", ()))),
            )
            for story in stories
        }
    except (BadInput, KeyError, TypeError, ValueError, AttributeError):
        return {}


def _unsupported(matter: FrontMatter, evidence: Iterable[Evidence]) -> Iterator[Problem]:
    story = story_of(matter)
    values = values_by_field(story.description)
    asserted = {one.field for one in story.description.evidence}
    quotes: defaultdict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for one in evidence:
        quotes[one.field, one.value].append(one)
    for (field, value), found in quotes.items():
        stands = field not in asserted and value in values.get(field, ())
        if stands and not any(_holds(one, story) for one in found):
            yield _problem(matter, field, value, found[0].quote)


def _holds(evidence: Evidence, story: Story) -> bool:
    quoted = evidence.by is Origin.TEXT and evidence.quote
    return not quoted or anchored(evidence, story.article) is not None


def _problem(matter: FrontMatter, field: str, value: str, quote: str) -> Problem:
    short = quote if len(quote) <= 24 else f"{quote[:24]}……"
    zh = f"“{value}”所据的原话“{short}”文中已没有；值还对就不用动，不对就改"
    en = f"the text has '{short}' no longer, which said '{value}'; leave it if it is right"
    return Problem(
        file=matter.file, line=matter.line(field), field=field, zh=zh, en=en, advice=True
    )
