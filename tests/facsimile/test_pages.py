"""The pages of a capture that an archive keeps: opened where they are what the record speaks of."""

import hashlib
import io
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from aidstories.facsimile import pages
from aidstories.facsimile.pages import open_pages
from aidstories.model import Ledger
from aidstories.restore.reading.extraction import Box, Extraction, Kind, Page, Part, PlacedLine
from aidstories.restore.reading.pages.recognition import Recognition, Sheet, recognition_json
from aidstories.restore.reading.refusal import Refusal
from aidstories.stories.store.record import Record
from tests.archive import Archive

TEXT = "一二三"
PART = Part(
    text=TEXT,
    lines=(PlacedLine((0, 3), 1, Box(0, 0, 30, 10)),),
    pages=(Page(number=1, width=60, height=60), Page(number=2, width=10, height=900)),
    recognised=True,
)
SEEN = Extraction(kind=Kind.IMAGE, encoding="image", parts=(PART,))


@pytest.fixture
def record(archive: Archive) -> Record:
    """The record of a photograph, which stands in the archive."""
    data = io.BytesIO()
    Image.new("RGB", (60, 60), "white").save(data, "PNG")
    path = archive.add("page.png", data.getvalue())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    ledger = Ledger(length=len(TEXT), edits=(), layout=())
    return Record(
        capture="page.png", sha256=digest, encoding="image", ledger=ledger, flags=(), stories=()
    )


def opening(patch: pytest.MonkeyPatch, found: Extraction | Refusal) -> None:
    """Have every capture open as ``found``."""

    def open_recorded(*_: Any) -> Extraction:
        if isinstance(found, Refusal):
            raise found
        return found

    patch.setattr(pages, "open_recorded", open_recorded)


def test_a_photograph(archive: Archive, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    opening(monkeypatch, SEEN)
    capture = open_pages(record, archive.paths)
    assert capture and capture.text == TEXT and not capture.straight
    assert list(capture.pages) == [1]  # the other is a ribbon
    assert capture.draw(capture.pages[1], 20).size == (20, 20)


def test_how_it_was_straightened_stands_beside_it(
    archive: Archive, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening(monkeypatch, SEEN)
    half = (0.5, 0.0, 0.0, 0.0, 0.5, 0.0, 0.0, 0.0, 1.0)
    sheet = Sheet(page=Page(number=1, width=120, height=120), to_capture=half)
    seen = Recognition(
        engine="e", model="m", version=1, settings={}, sha256="0" * 64, sheets=(sheet,)
    )
    archive.paths.recognition("page.png").write_text(recognition_json(seen), "utf-8")
    capture = open_pages(record, archive.paths)
    assert capture and capture.straight[1].matrix == half
    assert capture.draw(capture.pages[1], 60).size == (60, 60)


@pytest.mark.parametrize(
    "found",
    [
        replace(SEEN, parts=(replace(PART, text=TEXT + "四"),)),
        replace(SEEN, parts=(replace(PART, lines=()),)),
        Refusal("读不了", "cannot be read"),
    ],
    ids=["another text", "no lines", "refused"],
)
def test_what_is_not_what_it_was_has_no_pages(
    archive: Archive,
    record: Record,
    monkeypatch: pytest.MonkeyPatch,
    found: Extraction | Refusal,
) -> None:
    opening(monkeypatch, found)
    assert open_pages(record, archive.paths) is None


def test_neither_has_a_capture_that_is_gone_or_changed_or_a_text(
    archive: Archive, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening(monkeypatch, SEEN)
    assert open_pages(replace(record, encoding="utf-8"), archive.paths) is None
    assert open_pages(replace(record, sha256="0" * 64), archive.paths) is None
    archive.paths.capture("page.png").unlink()
    assert open_pages(record, archive.paths) is None
