"""Archives with doubtful places of every kind."""

import re
from dataclasses import replace

import pytest

from aidstories.model import Flag
from aidstories.preview.desk import ReviewDesk
from aidstories.stories.store.record import read_record, record_json
from tests.archive import PAPER, Archive, Made, make_archive
from tests.preview.ask import make_desk

CUT = """# 甲市医疗队支援

本报记者 央金

来到高原，在区医院开展义诊，为当地群众看病，受到欢迎，大家都说

医疗队队长说，今后还要把更多的技术留在高原，让群众在家门口看好病。
"""


SAME = """# {0}市医疗队做了一台于木

本报记者 央金

2024年5月，{0}市医疗队来到那曲市色尼区，为一名牧民做于木，于木以后人醒了过来。

医疗队队长说，今后还要把更多的技术留在高原，让群众在家门口看好病。
"""


@pytest.fixture
def archive(made: Made) -> Archive:
    """An archive of two captures; one lacks text, place and year and has a flag."""
    return made.as_new()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """What `archive` is, imported once."""
    archive = make_archive(tmp_path_factory.mktemp("made") / "archive")
    archive.add("a.txt", PAPER)
    archive.add("b.txt", CUT)
    archive.run("import")
    flag(archive, "b", CUT, "队长")
    return Made(archive)


@pytest.fixture(scope="session")
def same_made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """What `same` is."""
    archive = make_archive(tmp_path_factory.mktemp("same") / "archive")
    texts = dict(zip("cde", map(SAME.format, "丙丁戊"), strict=True))
    for name, text in texts.items():
        archive.add(f"{name}.txt", text)
    archive.run("import")
    for name, text in texts.items():
        flag(archive, name, text, "于木")
    return Made(archive)


@pytest.fixture
def same(same_made: Made) -> Archive:
    """An archive of three captures that each have the doubtful word 于木 three times."""
    return same_made.as_new()


@pytest.fixture
def desk(archive: Archive) -> ReviewDesk:
    return make_desk(archive)


def flag(archive: Archive, name: str, raw: str, words: str) -> None:
    """Put a flag into the record ``name`` wherever its capture has ``words``."""
    path = archive.docs / "ledgers" / f"{name}.json"
    record = read_record(path)
    flags = tuple(
        Flag(start=m.start(), end=m.end(), by="x", reason="confusion", quote=words, weight=1)
        for m in re.finditer(words, raw)
    )
    path.write_text(record_json(replace(record, flags=flags)), encoding="utf-8")
