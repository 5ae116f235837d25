"""The engines read small pages: whatever the file, however the page lies, without a network."""

from __future__ import annotations

import hashlib
import importlib
import io
import socket
from typing import Any

import numpy as np
import pytest
from PIL import Image

from aidstories.recognition import recognise
from aidstories.recognition.straighten import Grey
from aidstories.restore.reading.pages.recognition import (
    Recognition,
    on_capture,
    read_recognition,
    recognition_json,
)
from aidstories.restore.reading.refusal import Refusal, Unrecognised
from tests.recognition import degrade
from tests.recognition.conftest import CHINESE, TIBETAN
from tests.recognition.measure import distance, syllables


def written(image: Grey, kind: str = "PNG", **how: Any) -> bytes:
    file = io.BytesIO()
    Image.fromarray(image).save(file, kind, **how)
    return file.getvalue()


def texts(seen: Recognition, page: int = 0) -> list[str]:
    """Return the lines of a page, column by column."""
    lines = seen.pages[page].lines
    middle = seen.pages[page].width / 2
    ordered = sorted(lines, key=lambda n: ((n.box.left + n.box.right) / 2 > middle, n.box.top))
    return [line.text for line in ordered]


def wrong(seen: Recognition) -> int:
    """Return how many characters differ from the two columns."""
    return distance("".join(line for lines in CHINESE for line in lines), "".join(texts(seen)))


@pytest.fixture(scope="module")
def clean(columns: Grey) -> Recognition:
    return recognise(written(columns))


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be downloaded."""

    def connect(*_: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket.socket, "connect", connect)


def test_lines_of_two_columns_are_read_apart(clean: Recognition) -> None:
    assert texts(clean) == [line for lines in CHINESE for line in lines]
    assert min(line.score for line in clean.pages[0].lines) > 0.9


def test_a_line_knows_its_place_and_its_characters(clean: Recognition, columns: Grey) -> None:
    for line in clean.pages[0].lines:
        assert line.size == pytest.approx(32, abs=2)
        assert len(line.edges) == len(line.text) + 1
        assert line.box.bottom - line.box.top == pytest.approx(32, abs=3)
        em = [b - a for a, b in zip(line.edges, line.edges[1:], strict=False)][1:-2]
        assert all(5 < wide < 48 for wide in em)
        left = 60 if line.box.left < 480 else 492
        assert left - 4 <= line.box.left and line.box.right <= left + 32 * len(line.text) + 4
        top, bottom = round(line.box.top), round(line.box.bottom)
        dark = columns[top:bottom, round(line.box.left) : round(line.box.right)] < 128
        assert dark.any(axis=1).mean() > 0.8


def test_what_decided_is_on_record(clean: Recognition, columns: Grey) -> None:
    assert clean.engine.startswith("rapidocr 3.") and "tesseract" not in clean.engine
    assert clean.model == "PP-OCRv6_det_small, PP-OCRv6_rec_small"
    assert clean.sha256 == hashlib.sha256(written(columns)).hexdigest()
    text = recognition_json(clean)
    assert recognition_json(read_recognition(text)) == text
    assert recognition_json(recognise(written(columns))) == text


def test_a_poor_scan_and_a_photograph_are_read(columns: Grey, clean: Recognition) -> None:
    for picture in (degrade.scanned(columns), degrade.photographed(columns)):
        seen = recognise(written(picture, "JPEG", quality=80))
        assert wrong(seen) <= 2
        assert len(seen.pages[0].lines) == len(clean.pages[0].lines)


@pytest.mark.parametrize("turns", [1, pytest.param(2, marks=pytest.mark.long)])
def test_a_page_on_its_side_is_set_upright(columns: Grey, turns: int) -> None:
    seen = recognise(written(np.ascontiguousarray(np.rot90(columns, turns))))
    assert wrong(seen) <= 1
    first = seen.pages[0].lines[0]
    place = on_capture(seen.sheets[0], first.box)
    turned = np.rot90(columns, turns)
    there = turned[round(place.top) : round(place.bottom), round(place.left) : round(place.right)]
    level = np.rot90(there, -turns)
    assert level.shape[1] > 8 * level.shape[0]
    assert (level < 128).any(axis=1).mean() > 0.8


def test_pages_of_a_tiff_and_of_a_pdf_are_counted(columns: Grey) -> None:
    other = Image.fromarray(columns[:110])
    for kind, dpi in (("TIFF", 0), ("PDF", 200)):
        data = written(columns, kind, save_all=True, append_images=[other], resolution=200)
        seen = recognise(data)
        assert [page.number for page in seen.pages] == [1, 2]
        assert [sheet.dpi for sheet in seen.sheets] == [dpi, dpi]
        assert wrong(seen) <= 1
        assert "医疗队翻过雪山来到那曲" in texts(seen, 1)


def test_tibetan_beside_chinese_is_read_by_its_own_engine(bilingual: Grey) -> None:
    seen = recognise(written(bilingual))
    lines = sorted(seen.pages[0].lines, key=lambda line: line.box.top)
    assert lines[0].text == CHINESE[0][0]
    said = syllables(" ".join(line.text for line in lines[1:]))
    assert distance(said, syllables(" ".join(TIBETAN))) <= 1
    assert "tesseract" in seen.engine and seen.model.endswith("bod")


def test_tibetan_without_its_engine_says_what_to_install(
    bilingual: Grey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Unrecognised, match="bod") as refused:
        recognise(written(bilingual))
    assert "make ocr" in refused.value.zh


def test_without_the_engine_says_what_to_do(columns: Grey, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(importlib, "import_module", absent)
    with pytest.raises(Unrecognised, match="make ocr") as refused:
        recognise(written(columns))
    assert "make ocr" in refused.value.zh and "文字版" in refused.value.zh


def test_a_blank_page_is_refused() -> None:
    with pytest.raises(Refusal, match="No text"):
        recognise(written(np.full((300, 300), 250, np.uint8)))


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7\n", b"%PDF-1.4 " + b"x" * 5000, b"\x89PNG\r\n\x1a\n"]
)
def test_what_cannot_be_opened_is_refused(data: bytes) -> None:
    with pytest.raises(Refusal):
        recognise(data)


def test_a_pdf_with_too_many_pages_is_refused() -> None:
    other = Image.new("L", (20, 20), 255)
    data = written(
        np.full((20, 20), 255, np.uint8), "PDF", save_all=True, append_images=[other] * 200
    )
    with pytest.raises(Refusal, match="201 pages"):
        recognise(data)
