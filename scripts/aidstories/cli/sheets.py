"""The command ``export``, and what ``import`` says of a spreadsheet that comes back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aidstories.cli.bags import export_bag, hold_outside
from aidstories.cli.console import complain, counted, say
from aidstories.cli.group import main
from aidstories.cli.progress import progress
from aidstories.errors import BadInput, Problem, printable, relative
from aidstories.paths import ArchivePaths

if TYPE_CHECKING:
    from aidstories.stories.sheets.merge import SheetPlan

_KINDS = (".xlsx", ".csv")


@main.command(
    help=say(
        "把全部报道的资料导出成表格，改好后用 import 导入；种类看文件名：.xlsx 或 .csv。"
        "或者导出全部报道，装进 OpenSearch（--opensearch）",
        "Write all stories' fields into a spreadsheet, .xlsx or .csv; or all stories for "
        "OpenSearch (--opensearch).",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help=say("换掉已有的文件", "replace an existing file"))
@click.option(
    "--opensearch",
    is_flag=True,
    help=say(
        "写成 OpenSearch 批量导入的格式，索引的设置写在旁边的 .index.json",
        "in OpenSearch's bulk format, the index's settings beside it in .index.json",
    ),
)
@click.option(
    "--passages",
    is_flag=True,
    help=say("与 --opensearch 同用：每段一条，不是每篇一条", "a document for each passage"),
)
@click.option(
    "--tibetan",
    is_flag=True,
    help=say(
        "改为导出审订藏文的表：中文、藏文、出处、把握、用处",
        "the sheet for reviewing the Tibetan instead",
    ),
)
@click.option(
    "--bag",
    is_flag=True,
    help=say(
        "把整个档案装成一个袋（BagIt 1.0）：文件夹，或者 .zip",
        "the whole archive as a bag (BagIt 1.0): a folder, or .zip",
    ),
)
@click.pass_obj
def export(
    paths: ArchivePaths,
    /,
    file: Path,
    replace: bool,
    opensearch: bool,
    passages: bool,
    tibetan: bool,
    bag: bool,
) -> None:
    """Write the sheet, a bag, what OpenSearch takes or the sheet of review; say how much it is."""
    if bag:
        export_bag(paths, file, replace=replace)
        return
    if tibetan:
        _export_review(paths, file, replace=replace)
        return
    if opensearch:
        _export_bulk(paths, file, replace=replace, passages=passages)
        return
    if passages:
        said = say("--passages 只与 --opensearch 同用", "--passages goes with --opensearch")
        raise click.UsageError(said)
    _export_sheet(paths, file, replace=replace)


def _export_sheet(paths: ArchivePaths, file: Path, *, replace: bool) -> None:
    from aidstories.stories.sheets.csv_file import write_csv
    from aidstories.stories.sheets.export import export as export_all
    from aidstories.stories.sheets.write_workbook import write_workbook
    from aidstories.stories.store.files import write_atomically
    from aidstories.tables import read_tables

    kind = file.suffix.lower()
    if kind not in _KINDS:
        name = printable(file.name)
        zh = f"写不了“{name}”；文件名要以 .xlsx 或 .csv 结尾"
        raise click.UsageError(say(zh, f"cannot write '{name}': .xlsx or .csv"))
    _hold_free(paths, (file,), replace, "里面也许有还没导入的改动。")
    exported = export_all(paths)
    complain(exported.elsewhere, paths.root)
    rows = exported.rows
    data = write_csv(rows) if kind == ".csv" else write_workbook(rows, read_tables(paths.data))
    write_atomically(file, data)
    stories = len(rows) - 1
    click.echo(say(f"{file}：{stories} 篇报道", f"{file}: {counted(stories, 'row')}"))


def _export_bulk(paths: ArchivePaths, file: Path, *, replace: bool, passages: bool) -> None:
    from aidstories.search.opensearch import bulk_lines, index_body
    from aidstories.stories.store.files import stream_atomically, write_atomically
    from aidstories.tables import read_tables

    settings = file.with_suffix(".index.json")
    _hold_free(paths, (file, settings), replace)
    fields = tuple(read_tables(paths.data).fields.values())
    written = 0

    def counting() -> Iterator[bytes]:
        nonlocal written
        for pair in bulk_lines(paths, fields, passages=passages):
            written += 1
            yield pair

    stream_atomically(file, progress(counting(), say("导出", "export")))
    write_atomically(settings, json.dumps(index_body(fields), indent=2) + "\n")
    zh = f"{file}：{written} 条；索引的设置在 {settings}"
    click.echo(say(zh, f"{file}: {counted(written, 'document')}; settings in {settings}"))


def _hold_free(paths: ArchivePaths, files: Sequence[Path], replace: bool, why: str = "") -> None:
    """Raise `BadInput` where one of ``files`` is the archive's, or there and not to be replaced."""
    for file in files:
        hold_outside(paths, file)
    zh = f"已经有这个文件，没有写：{why}换一个名字，或加 --replace"
    en = "exists already, not written: choose another name, or say --replace"
    taken = [Problem(file=str(file), zh=zh, en=en) for file in files if file.exists()]
    if taken and not replace:
        raise BadInput(taken)


def _export_review(paths: ArchivePaths, file: Path, *, replace: bool) -> None:
    from aidstories.site.tibetan_share import share_of
    from aidstories.stories.sheets.csv_file import write_csv
    from aidstories.stories.sheets.review import HEADER, review_rows
    from aidstories.stories.store.files import write_atomically
    from aidstories.tables import read_tables

    tables = read_tables(paths.data)
    if file.suffix.lower() != ".csv":
        name = printable(file.name)
        zh = f"审订的表只写 CSV；“{name}”要以 .csv 结尾"
        raise click.UsageError(say(zh, f"the sheet of review is CSV: '{name}'"))
    _hold_free(paths, (file,), replace, "里面也许有还没导入的改动。")
    share = share_of(paths, tables)
    rows = [row.cells for row in review_rows(tables, share.made)]
    write_atomically(file, write_csv([HEADER, *rows]))
    empty = sum(not cells[3] for cells in rows)
    zh = f"{file}：{len(rows)} 项，其中 {empty} 项还没有藏文"
    click.echo(say(zh, f"{file}: {counted(len(rows), 'row')}, {empty} without Tibetan"))
    click.echo(say(share.said(), share.said_in_english()))


def import_review(archive: ArchivePaths, file: Path, *, dry: bool) -> None:
    """Write a reviewed sheet into the tables and tell how much of it. Raises `BadInput`."""
    from aidstories.site.tibetan_share import share_of
    from aidstories.stories.sheets.review import take_review
    from aidstories.tables import read_tables

    made = share_of(archive, read_tables(archive.data)).made
    taken = take_review(archive, file, made, dry=dry)
    where = relative(str(file), archive.root)
    zh = f"{where}：审订 {taken.settled} 项，其中改 {taken.changed} 项"
    en = f"{where}: {counted(taken.settled, 'row')} reviewed, {taken.changed} changed"
    click.echo(say(zh, en) + (say("（没有写盘）", " (nothing written)") if dry else ""))


def are_reviews(files: Sequence[Path]) -> list[Path]:
    """Return those of ``files`` that are sheets of review, by their first row."""
    from aidstories.stories.sheets.review import is_review

    return [file for file in files if file.is_file() and is_review(file)]


def are_sheets(archive: ArchivePaths, files: Sequence[Path]) -> list[Path]:
    """Return those of ``files`` that are exported sheets, by their content. Raises `BadInput`."""
    from aidstories.stories.sheets.read import is_sheet
    from aidstories.tables import read_tables

    plain = [file for file in files if file.is_file()]
    fields = read_tables(archive.data).fields if plain else {}
    return [file for file in plain if is_sheet(file, fields)]


def import_sheet(archive: ArchivePaths, file: Path, *, dry: bool, quiet: bool) -> bool:
    """Merge a sheet into the stories and tell what changed; return whether all of it went in.

    Raises `BadInput` with every fault of the sheet; nothing of it is written then.
    """
    from aidstories.stories.editing.edit import write_edits
    from aidstories.stories.sheets.merge import plan_sheet
    from aidstories.stories.sheets.read import read_sheet
    from aidstories.tables import read_tables

    plan = plan_sheet(read_sheet(file, read_tables(archive.data).fields), archive)
    complain(plan.conflicts, archive.root)
    if plan.problems:
        raise BadInput(plan.problems)
    if not dry:
        write_edits(archive, plan.edits)
    _tell(plan, archive, file, dry=dry, quiet=quiet)
    return not plan.conflicts


def _tell(plan: SheetPlan, archive: ArchivePaths, file: Path, *, dry: bool, quiet: bool) -> None:
    for cell in () if quiet else plan.cells:
        click.echo(f"{cell.id}  {cell.header}：{_shown(cell.old)} → {_shown(cell.new)}")
    changed, kept = len(plan.edits), plan.rows - len(plan.edits)
    where = relative(str(file), archive.root)
    conflicts = len(plan.conflicts)
    zh = f"{where}：改了 {changed} 篇 {len(plan.cells)} 格，未变 {kept} 篇"
    en = f"{where}: {counted(changed, 'file')} changed ({counted(len(plan.cells), 'cell')})"
    if conflicts:
        zh, en = f"{zh}，冲突 {conflicts} 格", f"{en}, {counted(conflicts, 'conflict')}"
    click.echo(say(zh, en) + (say("（没有写盘）", " (nothing written)") if dry else ""))
    if changed and not dry:
        zh = "接着改以前请重新导出：这张表还是改之前的版本"
        click.echo(say(zh, "export again before you go on: this sheet has the version before"))


def _shown(cell: str) -> str:
    return f"“{cell}”" if cell else say("（空）", "(empty)")
