"""A scan is recognised when it is imported; what was seen is kept, and no engine is asked again."""

from __future__ import annotations

import importlib
import io
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import aidstories.recognition
from aidstories.recognition.straighten import Grey
from aidstories.restore.reading.extract import extract
from aidstories.restore.reading.extraction import Box, Line, Page
from aidstories.restore.reading.pages.recognition import (
    Recognition,
    Sheet,
    Weak,
    read_recognition,
    recognition_json,
)
from aidstories.stories.store.record import read_record, sha256
from tests.archive import Archive
from tests.recognition.conftest import CHINESE
from tests.recognition.test_recognise import written

TEXT = (
    ("甲市医疗队支援那曲", 60.0),
    ("2024年5月，杭州市援藏医疗队来到那曲市色尼区，在区医院开展义诊。", 20.0),
    ("医疗队队长说，今后还要把更多的技术留在高原。", 20.0),
)


def picture(shade: int = 255) -> bytes:
    file = io.BytesIO()
    Image.fromarray(np.full((400, 900), shade, np.uint8)).save(file, "PNG")
    return file.getvalue()


def seen_on(data: bytes) -> Recognition:
    """Return a recognition of lines that nobody printed, the second character of line 2 unsure."""
    lines, top = [], 40.0
    for text, size in TEXT:
        lines.append(Line(text, Box(40, top, 40 + size * len(text), top + size), size, score=0.97))
        top += size * 2.5
    page = Page(number=1, width=900, height=400, lines=tuple(lines))
    return Recognition(
        engine="engine 1.0",
        model="model",
        version=1,
        settings={},
        sha256=sha256(data),
        sheets=(Sheet(page=page, weak=(Weak(1, 1, 0.4),)),),
    )


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Have recognition see what `seen_on` says, and return what it is asked for."""
    given: list[bytes] = []

    def recognise(data: bytes) -> Recognition:
        given.append(data)
        return seen_on(data)

    monkeypatch.setattr(aidstories.recognition, "recognise", recognise)
    return given


def test_what_was_seen_is_kept(archive: Archive, tmp_path: Path, asked: list[bytes]) -> None:
    (tmp_path / "扫描.png").write_bytes(picture())
    done = archive.run("import", tmp_path / "扫描.png")
    assert done.exit_code == 0, done.output
    kept = archive.paths.recognition("扫描.png")
    assert read_recognition(kept.read_text("utf-8")) == seen_on(picture())
    [story] = archive.stories()
    assert TEXT[0][0] in story.read_text("utf-8") and TEXT[2][0] in story.read_text("utf-8")
    record = read_record(archive.paths.record("扫描.png"))
    assert record.extracted is not None and record.extracted.reader == "engine 1.0"
    assert [flag.quote for flag in record.flags if flag.reason == "recognition"] == ["0"]
    files = archive.files()
    assert archive.run("import").exit_code == archive.run("verify").exit_code == 0
    assert archive.files() == files and len(asked) == 1


def test_what_lies_beside_a_file_is_taken(
    archive: Archive, tmp_path: Path, asked: list[bytes]
) -> None:
    folder = tmp_path / "incoming"
    folder.mkdir()
    (folder / "a.png").write_bytes(picture())
    beside = folder / "a.png.ocr.json"
    beside.write_text(recognition_json(seen_on(picture())), encoding="utf-8")
    assert archive.run("restore", folder / "a.png").exit_code == 0
    assert archive.run("import", folder).exit_code == 0
    assert archive.paths.recognition("a.png").read_bytes() == beside.read_bytes()
    assert not asked


def test_what_was_seen_on_another_picture_is_not(
    archive: Archive, tmp_path: Path, asked: list[bytes]
) -> None:
    (tmp_path / "a.png").write_bytes(picture())
    beside = tmp_path / "a.png.ocr.json"
    beside.write_text(recognition_json(seen_on(picture(0))), encoding="utf-8")
    files = archive.files()
    done = archive.run("import", tmp_path / "a.png")
    assert done.exit_code == 1 and "不是这份原稿的" in done.stderr
    assert archive.files() == files and not asked


def test_verify_misses_what_was_seen(archive: Archive, tmp_path: Path, asked: list[bytes]) -> None:
    (tmp_path / "a.png").write_bytes(picture())
    assert archive.run("import", tmp_path / "a.png").exit_code == 0
    kept = archive.paths.recognition("a.png")
    other = kept.read_text("utf-8").replace("那曲市", "那由市")
    kept.write_text(other, encoding="utf-8")
    done = archive.run("verify")
    assert done.exit_code == 1 and "engine 1.0" in done.stderr
    kept.unlink()
    assert archive.run("verify").exit_code == 1


def test_without_an_engine(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.png").write_bytes(picture())
    monkeypatch.delitem(sys.modules, "aidstories.recognition")
    monkeypatch.setitem(sys.modules, "cv2", None)
    for name in [n for n in sys.modules if n.startswith("aidstories.recognition.")]:
        monkeypatch.delitem(sys.modules, name)
    files = archive.files()
    done = archive.run("import", tmp_path / "a.png")
    assert done.exit_code == 1 and "make ocr" in done.stderr and "图片" in done.stderr
    assert archive.files() == files
    monkeypatch.undo()
    importlib.import_module("aidstories.recognition")


def test_a_scan_becomes_a_story(archive: Archive, tmp_path: Path, columns: Grey) -> None:
    (tmp_path / "a.jpg").write_bytes(written(columns))  # a PNG by its content
    assert archive.run("import", tmp_path / "a.jpg").exit_code == 0
    [story] = archive.stories()
    text = "".join(story.read_text("utf-8").split())
    for column in CHINESE:
        assert "".join(column)[:20] in text


def test_a_scan_without_a_doubt_is_a_scan_all_the_same() -> None:
    """Scores of .9996 are 1.000 in the file: that recognition saw it does not hang on them."""
    data = picture()
    seen = seen_on(data)
    sheet = seen.sheets[0]
    sure = replace(sheet.page, lines=tuple(n._replace(score=1.0) for n in sheet.page.lines))
    clean = replace(seen, sheets=(replace(sheet, page=sure, weak=()),))
    [part] = extract(data, recognition=recognition_json(clean)).parts
    assert part.recognised


def test_check_knows_whose_it_is(archive: Archive, tmp_path: Path, asked: list[bytes]) -> None:
    (tmp_path / "a.png").write_bytes(picture())
    assert archive.run("import", tmp_path / "a.png").exit_code == 0
    assert archive.run("check").exit_code == 0
    kept = archive.paths.recognition("a.png")
    kept.rename(archive.paths.recognition("b.png"))
    done = archive.run("check")
    assert done.exit_code == 1 and "b.png.ocr.json" in done.stderr
