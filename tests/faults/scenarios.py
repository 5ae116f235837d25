"""What is done to an archive while its disk fails, and how each is done."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from aidstories.cli import main
from tests.archive import PAPER, Archive
from tests.preview.ask import fetch, make_desk

ID = "jiashi-yiliaodui-zhiyuan-naqu"
OTHER = PAPER.replace("甲市", "乙市").replace("色尼区", "双湖县")


@dataclass(frozen=True)
class Scenario:
    """``prepare`` makes the archive ready, ``work`` is what fails; it returns an exit status.

    Both are given the archive, and a folder beside it.
    """

    prepare: Callable[[Archive, Path], None]
    work: Callable[[Archive, Path], int]


def ran(archive: Archive, *command: object) -> int:
    """Run a command in this process; return its exit status."""
    try:
        ended = main(["--root", str(archive.root), *map(str, command)], standalone_mode=False)
    except SystemExit as end:
        return int(end.code or 0)
    return ended if isinstance(ended, int) else 0  # click's own exit is a value then


def _nothing(archive: Archive, out: Path) -> None:
    return


def _command(*command: str) -> Callable[[Archive, Path], int]:
    def work(archive: Archive, out: Path) -> int:
        return ran(archive, *(str(out / word[1:]) if word[0] == "@" else word for word in command))

    return work


def _imports(archive: Archive, out: Path) -> None:
    """An editor changed a story; two captures wait, one of them catalogued."""
    (story,) = archive.stories()
    story.write_text(story.read_text("utf-8").replace("义诊", "巡诊"), "utf-8")
    archive.add("b.txt", OTHER)
    (archive.seeds / "c.txt").write_text(PAPER.replace("甲市", "丙市"), "utf-8")


def _edited(archive: Archive, out: Path) -> None:
    (story,) = archive.stories()
    story.write_text(story.read_text("utf-8").replace("义诊", "巡诊"), "utf-8")
    assert ran(archive, "import", "-q") == 0


def _sheet(archive: Archive, out: Path) -> None:
    assert ran(archive, "export", out / "in.csv") == 0
    text = (out / "in.csv").read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    at = rows[0].index(next(cell for cell in rows[0] if cell.startswith("标题")))
    rows[1][at] = "改过的标题"
    with (out / "in.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def _bag(archive: Archive, out: Path) -> None:
    assert ran(archive, "export", out / "in.zip", "--bag") == 0


def _from_bag(archive: Archive, out: Path) -> int:
    return ran(Archive(out / "new"), "import", out / "in.zip")


def _answer(archive: Archive, out: Path) -> int:
    """Say on the review page that a story is proofread."""
    desk = make_desk(archive)
    form = {"token": desk.token, "id": ID, "status": "已校对"}
    status, _, page = fetch(desk, form)
    print(page.decode("utf-8"))
    return int(status != 303)


SCENARIOS = {
    "import": Scenario(_imports, _command("import")),
    "review": Scenario(_nothing, _answer),
    "revert": Scenario(_edited, _command("revert", ID, "--yes")),
    "remove": Scenario(_nothing, _command("remove", "a.txt", "--yes", "--edited")),
    "add": Scenario(
        _nothing,
        _command(
            *("add", "place", "--name", "聂云县", "--parent", "西藏自治区/那曲市"),
            *("--code", "540699"),
        ),
    ),
    "translate": Scenario(_nothing, _command("translate", ID)),
    "export csv": Scenario(_nothing, _command("export", "@out.csv")),
    "export xlsx": Scenario(_nothing, _command("export", "@out.xlsx")),
    "import sheet": Scenario(_sheet, _command("import", "@in.csv")),
    "export bag": Scenario(_nothing, _command("export", "@bag", "--bag")),
    "export zip": Scenario(_nothing, _command("export", "@bag.zip", "--bag")),
    "import bag": Scenario(_bag, _from_bag),
}
