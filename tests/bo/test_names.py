"""Names are found by how a reader without a Chinese or a Tibetan keyboard types them."""

import shutil
from pathlib import Path

import pytest

from aidstories.model import Article, Description, Passage, Person, Role, Story
from aidstories.search.name_files import NameTable
from aidstories.search.spelling import squash
from aidstories.site.addresses import addresses
from aidstories.tables import read_tables
from tests.search.corpus import described, indexed
from tests.site.conftest import ROOT

STORY = Story(
    id="a",
    article=Article(passages=(Passage(role=Role.TITLE, text="医生在那曲"),)),
    description=Description(
        regions=("西藏自治区/那曲市",),
        programs=("对口援藏",),
        people=(Person(name="次旺白玛", role="医生"),),
        institutions=("那曲市人民医院",),
    ),
)
KNOWN = "次旺白玛,ཚེ་དབང་པད་མ།,tshe dbang pad ma,written for the test,,one-source,\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "docs/data", tmp_path, dirs_exist_ok=True)
    with (tmp_path / "names_bo.csv").open("a", encoding="utf-8") as file:
        file.write(KNOWN)
    return tmp_path


def found(typed: str, data: Path, folder: Path) -> list[str]:
    """Return the names that ``typed`` is read as."""
    index = indexed([described(STORY)], folder / "index", tables=read_tables(data))
    return [row.name for row in NameTable(index).named(squash(typed))]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ciwangbaima", "次旺白玛"),
        ("cwbm", "次旺白玛"),
        ("tshe dbang pad ma", "次旺白玛"),
        ("ཚེ་དབང་པད་མ", "次旺白玛"),
        ("naqu", "那曲"),
        ("nq", "那曲"),
        ("nag chu", "那曲"),
        ("nag chu grong khyer", "那曲"),
        ("ནག་ཆུ།", "那曲"),
        ("ཁ་གཏད་བོད་སྐྱོར།", "对口援藏"),
        ("nqsrmyy", "那曲市人民医院"),
    ],
)
def test_a_name_is_found(typed: str, name: str, data: Path, tmp_path: Path) -> None:
    assert name in found(typed, data, tmp_path)


@pytest.mark.parametrize("typed", ["tshe ring", "pad ma", "ཚེ་དབང", "nag"])
def test_part_of_a_spelling_is_not_the_name(typed: str, data: Path, tmp_path: Path) -> None:
    assert found(typed, data, tmp_path) == []


def test_what_is_not_known_is_not_made_up(tmp_path: Path) -> None:
    assert found("tshe dbang pad ma", ROOT / "docs/data", tmp_path) == []


def test_pages_use_the_names_too(data: Path) -> None:
    assert addresses(read_tables(data)).tibetan["次旺白玛",] == "ཚེ་དབང་པད་མ།"
