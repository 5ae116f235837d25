"""The captures that the archive began with: each query finds exactly the right stories."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from aidstories.cli.hits import up_to_date
from aidstories.paths import ArchivePaths
from aidstories.search import search
from aidstories.search.index import Index
from aidstories.stories.store.files import read_stories
from tests.archive import GOLD_SEEDS, make_archive

STRONG = "扎根雪域高原 守护人民健康"
DOORSTEP = "让高原百姓在家门口看上病、看好病"
CAROTID = "藏东地区首例颈动脉内膜剥脱术成功开展"
LONGNAN = "5G助力搭建起京陇健康通道"
CHANGZHI = "北京长治医疗合作升级！老百姓家门口享“京”医看好病"
DREAM = "宁墨情深，医疗帮扶托起百姓“健康梦”"
NORTH = "夯实藏北区域医疗服务基石"
NEWBORN = "打造西藏首家高原产儿协同中心"
SHANXI = "“输血”变“造血” 山西县域综合医改出实效"
JOINTS = "成功为135名骨关节病患者实施手术"


def imported(folder: Path, captures: Path) -> tuple[ArchivePaths, Index]:
    """Import the captures in a folder into a new archive; return where it is, and its index."""
    archive = make_archive(folder / "archive")
    shutil.copytree(captures, archive.seeds, dirs_exist_ok=True)
    assert archive.run("import").exit_code == 0
    return archive.paths, up_to_date(archive.paths)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> tuple[ArchivePaths, Index]:
    return imported(tmp_path_factory.mktemp("archive"), GOLD_SEEDS)


def found(index: Index, query: str) -> dict[str, Any]:
    """Return the titles of the hits, with whether only the capture has the words."""
    return {index.record(hit.number)["title"]: hit.raw for hit in search(index, query).hits}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("次旺白玛", {STRONG}),
        ("阿里地区人民医院", {DOORSTEP}),
        ("颈动脉内膜剥脱术", {CAROTID}),
        ("5G", {LONGNAN, CHANGZHI}),
        ("癌", {DREAM, CHANGZHI}),
        ("那曲 手术", {STRONG, NORTH}),
        (
            "醫療",
            {STRONG, DOORSTEP, CAROTID, LONGNAN, CHANGZHI, DREAM, NORTH, NEWBORN, SHANXI, JOINTS},
        ),
        ("ནད་པ", set()),  # no capture is in Tibetan
    ],
)
def test_a_query_finds_exactly_the_right_stories(
    archive: tuple[ArchivePaths, Index], query: str, titles: set[str]
) -> None:
    assert found(archive[1], query) == dict.fromkeys(titles, False)


@pytest.mark.parametrize("typed", ["lasa", "lha sa", "ལྷ་ས།", "ls", "LASA", "lasa shi"])
def test_a_spelling_finds_what_the_name_finds(
    archive: tuple[ArchivePaths, Index], typed: str
) -> None:
    _, index = archive
    named = found(index, "拉萨")
    assert named == dict.fromkeys([STRONG, NEWBORN, DREAM], False)  # 墨竹工卡县
    assert found(index, typed) == named


def test_what_spells_nothing_finds_nothing(archive: tuple[ArchivePaths, Index]) -> None:
    assert found(archive[1], "xyz") == {}


def test_a_misread_word_leads_to_its_story(archive: tuple[ArchivePaths, Index]) -> None:
    paths, index = archive
    text = "".join(p.text for story in read_stories(paths) for p in story.article.passages)
    assert found(index, "于木") == {LONGNAN: "于木" not in text}


def test_what_the_capture_alone_says_is_marked(tmp_path: Path) -> None:
    data = "# 医生下乡\n\n医生们在门诊楼三层义诊，患者康复。这一次的义诊十分成功。\n".encode()
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_bytes(data)
    decision = '[[seed.decision]]\nold = "三层"\nnew = "四层"\n'
    entry = f'[[seed]]\nfile = "a.txt"\nsha256 = "{hashlib.sha256(data).hexdigest()}"\n{decision}'
    (seeds / "seeds.toml").write_text(entry, encoding="utf-8")
    _, index = imported(tmp_path, seeds)
    assert found(index, "三层") == {"医生下乡": True}
    assert found(index, "门诊楼三层义诊") == {"医生下乡": True}
    assert found(index, "四层") == {"医生下乡": False}
    assert found(index, "患者 三层") == {"医生下乡": True}
    assert found(index, "门诊楼") == {"医生下乡": False}


def test_crawlers_data_and_markup_are_not_the_captures_text(
    archive: tuple[ArchivePaths, Index],
) -> None:
    _, index = archive
    raw = json.dumps([index.record(n)["raw"] for n in range(index.numbers)])
    assert not any(word in raw for word in ("thumbnail", "cors", "http"))
