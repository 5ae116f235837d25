"""The archive as editors may leave it: stories, captures, decisions and tables more or other.

Run as a program it makes such a copy: ``python -m tests.changed FOLDER``.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.archive import GOLD_SEEDS, HOME, PAPER, Archive

NEW = PAPER.replace("甲市", "丙市").replace("杭州市", "宁波市").replace("央金", "卓玛")
_EDITORS = ("docs/stories/", "docs/ledgers/", "seeds/")
DECISION = '\n  [[seed.decision]]\n  field = "year"\n  value = 2023\n'


def changed_copy(folder: Path) -> Archive:
    """Copy the repository's files, as they are now, into ``folder`` and change the data there.

    The captures are those of the gold: what editors have written here is nobody's business.
    """
    listed = ["git", "-C", str(HOME), "ls-files", "-z", "-co", "--exclude-standard"]
    names = subprocess.run(listed, check=True, capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        source, target = HOME / name, folder / name
        if source.is_file() and not name.startswith(_EDITORS):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            target.chmod(source.stat().st_mode)
    archive = Archive(folder)
    shutil.copytree(GOLD_SEEDS, archive.seeds)
    _ran(archive, "import")
    for act in (_stories, _captures, _tables, _translation):
        act(archive)
    return archive


def _ran(archive: Archive, *arguments: str, **given: str) -> None:
    done = archive.run(*arguments, **given)
    assert done.exit_code == 0, (arguments, done.output)


def _stories(archive: Archive) -> None:
    """Remove a story, take another's name away, add one that no capture has."""
    first, second, *_ = archive.stories()
    first.unlink()
    text = second.read_text("utf-8").replace("status: 未校对", "status: 已核实")
    second.write_text(f"{text}\n编者补记的一段，写在末尾。\n", "utf-8")
    add = ("new", "--no-preview", "--title", "新来的一篇", "--year", "2024", "--text", "-")
    _ran(archive, *add, input="护士长写道：病房里的灯一夜没有关。")


def _captures(archive: Archive) -> None:
    """Add captures in GB 18030 and in UTF-8, the second with a decision."""
    archive.add("gb.txt", NEW.replace("开展义诊", "为牧民义诊").encode("gb18030"))
    archive.add("new.txt", NEW.replace("那曲", "阿里").replace("色尼区", "札达县"), DECISION)
    _ran(archive, "import")


def _tables(archive: Archive) -> None:
    """Add a row to each table that has a command, and edit a cell of every table."""
    place = ("--name", "新湖县", "--parent", "西藏自治区/那曲市", "--code", "540697")
    _ran(archive, "add", "place", *place)
    _ran(archive, "add", "publisher", "--name", "丁县新闻", "--kind", "newspaper")
    _ran(archive, "add", "programme", "--name", "白桦计划", "--tier", "3")
    house = ("--name", "新湖县人民医院", "--place", "西藏自治区/那曲市/新湖县")
    _ran(archive, "add", "institution", *house)
    for name, column in _EDITED.items():
        _edit(archive.docs / "data" / name, column)


_NOTE: Callable[[str], str] = "{}（编者改）".format
_EDITED: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "fields.csv": ("en", "{} (edited)".format),
    "institutions.csv": ("aliases", lambda old: "|".join(filter(None, (old, "丁县老医院")))),
    "not_places.csv": ("meaning", "{} indeed".format),
    "place_names.csv": ("source", _NOTE),
    "programmes.csv": ("definition", _NOTE),
    "publishers.csv": ("aliases", lambda old: "|".join(filter(None, (old, "丁县日报社")))),
    "reasons.csv": ("why", _NOTE),
    "terms.csv": ("en", "{} (edited)".format),
}
"""A column of each table, and what an editor makes of its first cell."""


def _edit(path: Path, how: tuple[str, Callable[[str], str]]) -> None:
    column, change = how
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, names = list(reader), reader.fieldnames or ()
    rows[0][column] = change(rows[0][column])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _translation(archive: Archive) -> None:
    """Begin a translation."""
    _ran(archive, "translate", archive.stories()[0].stem)


if __name__ == "__main__":
    changed_copy(Path(sys.argv[1]))
