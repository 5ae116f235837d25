"""Whatever comes in: refused with a message, or stories that their files hold exactly."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidstories.errors import BadInput
from aidstories.stories.format.evidence import is_asserted
from aidstories.stories.format.parse import parse_story
from aidstories.stories.format.serialize import serialize
from aidstories.stories.importing.prepare import prepare
from aidstories.stories.store.catalogue import CaptureEntry
from aidstories.stories.store.record import Record, RecordedStory, json_text, record_json, sha256
from tests.archive import GOLD_SEEDS, TABLES
from tests.stories.strategies import texts

SEEDS = [path.read_bytes() for path in sorted(GOLD_SEEDS.glob("*.txt"))]
BREAKS = st.sampled_from(["\n", "\n\n", "\n\n\n", " ", "<p>", "</p>", "<br>", "\r\n", "# ", "\x00"])
TEXTS = st.lists(texts() | BREAKS, max_size=30).map(lambda ts: "".join(ts).encode())
FILE = Path("seeds/x.txt")


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A capture with pieces cut out, put in and overwritten."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 400))
        data[at : at + length] = draw(st.binary(max_size=6) | TEXTS.map(lambda t: t[:80]))
    return bytes(data)


def _holds(data: bytes) -> None:
    try:
        prepared = prepare(data, FILE, CaptureEntry(file="x.txt"), TABLES)
    except BadInput as error:
        assert error.problems
        return
    stories = [replace(story, id="x") for story in prepared.stories]
    for story in stories:
        text = serialize(story).text
        assert text.encode("utf-8").decode("utf-8") == text
        kept = tuple(e for e in story.description.evidence if is_asserted(e))
        plain = replace(story, description=replace(story.description, evidence=kept))
        assert parse_story(text, "x.md") == plain
    held = tuple(RecordedStory(id=s.id, base_sha256=sha256(serialize(s).text)) for s in stories)
    record = Record(
        capture="x.txt",
        sha256=prepared.sha256,
        encoding=prepared.encoding,
        ledger=prepared.ledger,
        flags=prepared.flags,
        stories=held,
    )
    assert record_json(record).encode("utf-8")


@given(st.binary(max_size=300) | TEXTS)
def test_anything(data: bytes) -> None:
    _holds(data)


@settings(max_examples=30)
@given(damaged())
def test_damaged_captures(data: bytes) -> None:
    _holds(data)


@pytest.mark.long
@settings(max_examples=1500)
@given(damaged() | TEXTS)
def test_more_of_the_same(data: bytes) -> None:
    _holds(data)


def test_json_of_lone_surrogates() -> None:
    assert json_text({"a": ["\udc80"]}) == '{\n"a": [\n"\\udc80"\n]\n}'
