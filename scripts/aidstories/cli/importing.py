"""The command ``import``: what it does, before or after it is done."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aidstories.cli.bags import import_bag
from aidstories.cli.console import complain, counted, say, show
from aidstories.cli.group import main
from aidstories.cli.progress import progress
from aidstories.cli.sheets import are_reviews, are_sheets, import_review, import_sheet
from aidstories.errors import BadInput, Problem, nearest, relative
from aidstories.paths import ArchivePaths

if TYPE_CHECKING:
    from aidstories.stories.importing.run import Outcome
    from aidstories.stories.store.fixity import Renewed

_MANY = 50
"""Captures from which worker processes pay for their start."""
ACTIONS = {
    "new": ("新建", "new"),
    "updated": ("更新", "updated"),
    "same": ("未变", "same"),
    "edited": ("保留编者改动", "kept as edited"),
    "merged": ("并入编者改动", "merged with edits"),
    "proposed": ("保留编者改动，机器的新结果待取舍", "kept as edited, new result proposed"),
    "left_out": ("编者删去，不再收", "left out by an editor"),
    "lost": ("原稿里不再有，文件保留", "no longer found, file kept"),
}


@main.command(
    "import",
    help=say(
        "导入原稿：文件、文件夹，- 为标准输入；不写路径时导入 seeds 里的全部。"
        "编者的改动不会被覆盖。export 导出的表格改好了，也这样导入",
        "Import captures: files, folders, - for standard input; by default all in seeds. "
        "An exported spreadsheet is imported so too.",
    ),
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--dry-run", is_flag=True, help=say("只显示会怎么改，不写盘", "write nothing"))
@click.option(
    "--again",
    multiple=True,
    metavar="ID",
    help=say("把删去的这一篇收回来，可多次", "bring back a story that was left out"),
)
@click.option("--name", help=say("标准输入的文件名", "file name of standard input"))
@click.option(
    "--workers",
    type=click.IntRange(1, 1024),
    help=say("进程数，写盘的一个也算在内", "number of processes, one of them writes"),
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help=say("在这个 Dask 集群上校勘：tcp://地址:端口", "restore on this Dask cluster: tcp://…"),
)
@click.option("-q", "--quiet", is_flag=True, help=say("只报结果", "print the summary only"))
@click.pass_obj
def import_(
    archive: ArchivePaths,
    /,
    paths: tuple[Path, ...],
    dry_run: bool,
    again: tuple[str, ...],
    name: str | None,
    workers: int | None,
    scheduler: str | None,
    quiet: bool,
) -> None:
    """Import captures and tell what became of each story, then what is doubtful."""
    from aidstories.stories.checks.links import hold_links
    from aidstories.stories.store.fixity import Renewal
    from aidstories.stories.store.lock import writing

    if bags := _bags(paths):
        import_bag(archive, bags, paths, dry=dry_run)
        return
    hold_links(archive)
    asked = _Asked(dry=dry_run, again=again, workers=workers, scheduler=scheduler, quiet=quiet)
    takes = Renewal.NOTHING if dry_run else Renewal.EDITS
    with (
        _standard_input(paths, name) as files,
        writing(archive, waiting=_waiting, manifest=takes, taken=partial(_tell_taken, archive)),
    ):
        captures, whole = _sheets_in(archive, files, dry=dry_run, quiet=quiet)
        if files and not captures:
            sys.exit(0 if whole else 1)
        _import_captures(archive, captures, asked)
        if not whole:
            sys.exit(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the options say of an import of captures."""

    dry: bool
    again: tuple[str, ...]
    workers: int | None
    scheduler: str | None
    quiet: bool

    def count(self, work: int) -> int:
        """Return how many processes restore ``work`` captures."""
        return self.workers or (os.cpu_count() or 1 if work >= _MANY else 1)


def _import_captures(archive: ArchivePaths, captures: Sequence[Path], asked: _Asked) -> None:
    """Import ``captures``, all in seeds where there are none, and tell what became of them."""
    from aidstories.stories.importing.captures import copies, jobs, known
    from aidstories.stories.importing.damage import hold_whole
    from aidstories.stories.importing.run import import_captures
    from aidstories.stories.store.catalogue import add_to_catalogue, read_catalogue

    _hold_own(archive, captures)
    catalogue = read_catalogue(archive.catalogue)
    hold_whole(archive)
    _check_again(asked.again, archive)
    work = list(jobs(captures, archive, catalogue))
    count, again = asked.count(len(work)), asked.again
    outcomes = import_captures(
        work, archive, workers=count, scheduler=asked.scheduler, again=again, dry=asked.dry
    )
    report = _ImportReport(archive, catalogue, dry=asked.dry, quiet=asked.quiet)
    for path, name in known(captures, catalogue):
        zh = f"{path.name}：内容与 {name} 完全相同，不另收"
        show(say(zh, f"{path.name}: the same as {name}, not taken again"), err=True)
    for name, copied in copies(work, catalogue):
        zh = f"{name}：看名字是 {copied} 另存的一份，内容却不同，另收；不该收，用 remove 删去"
        en = f"{name}: by its name a copy of {copied}, of other content: taken; remove it if wrong"
        show(say(zh, en), err=True)
    for outcome in progress(outcomes, say("导入", "import"), len(work)):
        report.add(outcome)
    if not asked.dry:
        add_to_catalogue(archive.catalogue, report.captures)
    report.finish(len(work))


def _sheets_in(
    archive: ArchivePaths, files: Sequence[Path], *, dry: bool, quiet: bool
) -> tuple[list[Path], bool]:
    """Import the tables among ``files``; return the others, and whether all tables fitted."""
    reviews = are_reviews(files)
    for review in reviews:
        import_review(archive, review, dry=dry)
    others = [file for file in files if file not in reviews]
    sheets = are_sheets(archive, others)
    whole = [import_sheet(archive, sheet, dry=dry, quiet=quiet) for sheet in sheets]
    return [file for file in others if file not in sheets], all(whole)


@contextmanager
def _standard_input(paths: Sequence[Path], name: str | None) -> Iterator[list[Path]]:
    """Yield ``paths`` with a file in place of ``-``: standard input can be read only once."""
    from tempfile import TemporaryDirectory

    from aidstories.stories.importing.captures import local_path, read_capture
    from aidstories.stories.store.record import sha256

    with TemporaryDirectory() as folder:
        files = list(map(local_path, paths))
        if Path("-") in files:
            data = read_capture(Path("-"))
            copy = Path(folder, Path(name or f"{sha256(data)[:16]}.txt").name)
            copy.write_bytes(data)
            files = [copy if path == Path("-") else path for path in files]
        yield files


def _bags(paths: Sequence[Path]) -> list[Path]:
    from aidstories.stories.bags.source import is_bag
    from aidstories.stories.importing.captures import local_path

    return [path for path in map(local_path, paths) if str(path) != "-" and is_bag(path)]


def _tell_taken(archive: ArchivePaths, renewed: Renewed) -> None:
    """Say what the manifest took in that no command wrote, but stories, which are told already."""
    told = archive.stories.relative_to(archive.root).as_posix()
    for path in renewed.taken:
        if not path.startswith(f"{told}/") or path.count(".") != 1:
            show(say(f"清单记下别处改的  {path}", f"the manifest takes  {path}"))
    for path in renewed.gone:
        show(say(f"清单不再记  {path}", f"no longer in the manifest  {path}"))


def _hold_own(archive: ArchivePaths, files: Sequence[Path]) -> None:
    """Raise `BadInput` where a file of ``docs`` is given, such as a story that was edited."""
    from aidstories.stories.importing.captures import own, unfit

    zh = "这里是档案自己的文件，不是原稿；改过报道以后，运行 aidstories import，不写路径"
    en = "the archive's own, no capture: having edited a story, run 'aidstories import' alone"
    found = [unfit(path, zh, en).problems for path in own(files, archive)]
    if found:
        raise BadInput([problem for problems in found for problem in problems])


def _waiting() -> None:
    click.echo(say("另一个导入正在进行，等它做完……", "waiting for another import …"), err=True)


def _check_again(again: Sequence[str], archive: ArchivePaths) -> None:
    """Raise `BadInput` where a story that shall come back was never left out."""
    from aidstories.stories.store.record import left_out

    allowed = left_out(archive) if again else ()
    unknown = [id_ for id_ in again if id_ not in allowed]
    if unknown:
        raise BadInput(_not_left_out(id_, allowed) for id_ in unknown)


def _not_left_out(id_: str, allowed: Sequence[str]) -> Problem:
    near = nearest(id_, allowed) or "、".join(allowed)
    hint, hint_en = (f"最接近的是“{near}”", f"nearest: '{near}'")
    if not allowed:
        hint, hint_en = "没有哪一篇是删去的", "none is"
    zh = f"没有删去过编号为“{id_}”的报道；{hint}"
    en = f"no story '{id_}' was left out; {hint_en}"
    return Problem(file="docs/ledgers", field="--again", zh=zh, en=en)


class _ImportReport:
    """Says what became of each capture as it comes, and keeps what is said at the end.

    ``captures`` are those that are not in the catalogue, as name and hash.
    """

    def __init__(
        self, archive: ArchivePaths, catalogue: Container[str], *, dry: bool, quiet: bool
    ) -> None:
        from aidstories.cli.differences import Doubts

        self.archive, self.root, self.catalogue = archive, archive.root, catalogue
        self.dry, self.quiet = dry, quiet
        self.tally = Counter[str]()
        self.failed = False
        self.captures: list[tuple[str, str]] = []
        self.doubts = Doubts()

    def add(self, outcome: Outcome) -> None:
        """Say what became of one capture."""
        self.failed |= bool(outcome.problems)
        complain(outcome.problems, self.root)
        self.tally.update(action for action, _ in outcome.stories)
        if outcome.record is not None and outcome.record.capture not in self.catalogue:
            self.captures.append((outcome.record.capture, outcome.record.sha256))
        if self.quiet:
            return
        self.doubts.add(outcome.review)
        for action, path in outcome.stories:
            if action != "same":
                show(f"{say(*ACTIONS[action])}  {relative(str(path), self.root)}")
        if self.dry:
            from aidstories.cli.differences import show_change

            for change in outcome.changes:
                show_change(change, self.root)

    def finish(self, captures: int) -> None:
        """Tell what is doubtful, then the totals; end with 1 where a capture was refused."""
        from aidstories.cli.differences import show_review

        show_review(self.doubts, self.archive)
        told = (f"{say(*ACTIONS[action])} {n}" for action, n in sorted(self.tally.items()))
        done = say("，", ", ").join(told)
        total = say(
            f"{captures} 个原稿：{done or '没有报道'}",
            f"{counted(captures, 'capture')}: {done or 'no story'}",
        )
        click.echo(total + (say("（没有写盘）", " (nothing written)") if self.dry else ""))
        if self.failed:
            sys.exit(1)
