"""Commands that read: ``restore``, ``check``, ``verify``, ``search``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from os.path import realpath
from pathlib import Path

import click

from aidstories.cli.console import report, say, show, write
from aidstories.cli.group import main
from aidstories.errors import BadInput, Problem, nearest, no_archive, printable
from aidstories.paths import ArchivePaths

Checked = tuple[Path, tuple[Problem, ...]]
"""A file and what is wrong with it."""


_LONG = 100_000
"""Characters of a capture that `restore` says how long it takes for: 237,000 took 7 to 15 s."""


@main.command(help=say("校勘一个文件，不写盘；- 为标准输入", "Restore one file, write nothing."))
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help=say("输出 JSON", "print JSON"))
@click.pass_obj
def restore(paths: ArchivePaths, /, file: Path, as_json: bool) -> None:
    """Print the restoration and description of one capture."""
    from aidstories.cli.restoration import reading, restoration_json
    from aidstories.describe import described_parts, field_flags, page_lines
    from aidstories.stories.format.layout import canonical
    from aidstories.stories.importing.captures import read_capture, read_recognition_beside
    from aidstories.stories.importing.prepare import open_capture, restore_capture
    from aidstories.stories.store.record import json_text
    from aidstories.tables import read_tables

    data = read_capture(file)  # first: it tells of what is no file, such as ""
    extraction, _ = open_capture(data, file, read_recognition_beside(file))
    if (length := len(extraction.text)) > _LONG:
        zh = f"{file}：正文 {length:,} 字，要等一会儿（每十万字约十秒）"
        show(say(zh, f"{file}: {length:,} characters, which take ten seconds a 100,000"), err=True)
    restored = restore_capture(extraction, file)
    lines = page_lines(restored)
    restored = replace(restored, articles=tuple(map(canonical, restored.articles)))
    tables = read_tables(paths.data)
    described = described_parts(restored.articles, restored.parts, tables, lines=lines)
    descriptions = tuple(one.description for one in described)
    doubts = field_flags(restored, [one.doubts for one in described])
    restored = replace(restored, flags=(*restored.flags, *doubts))
    if as_json:
        write(json_text(restoration_json(restored, descriptions)) + "\n")
    else:
        write("\n".join(reading(restored, descriptions)) + "\n")


@main.command(
    help=say("核对报道的资料与译文，列出所有问题；不写文件时核对全部", "Check all stories.")
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.pass_obj
def check(paths: ArchivePaths, /, files: tuple[Path, ...]) -> None:
    """Report the faults of all story files; of ``files`` alone where any are named."""
    from aidstories.stories.checks.stories import check as check_all

    found = check_all(paths)
    report(
        _within(found, files) if files else found,
        paths.root,
        say("核对", "check"),
        ("个文件", "file"),
    )


def _within(found: Iterable[Checked], wanted: tuple[Path, ...]) -> Iterator[Checked]:
    """Yield the checked files that lie in ``wanted``, and which of these hold none of them."""
    every = [(Path(realpath(path)), path, problems) for path, problems in found]
    for file in wanted:
        inside = [one for one in every if one[0].is_relative_to(realpath(file))]
        yield from ((path, problems) for _, path, problems in inside)
        if not inside:
            yield file, (_unchecked(file, [path.name for _, path, _ in every]),)


def _unchecked(file: Path, names: list[str]) -> Problem:
    near = nearest(file.name, names)
    hint = f"；最接近的是“{near}”" if near else ""
    if not file.exists():
        return Problem(file=str(file), zh=f"没有这个文件{hint}", en="there is no such file")
    return Problem(file=str(file), zh=f"这里没有可核对的{hint}", en="nothing here is checked")


@main.command(
    help=say(
        "重放全部校勘记录，与原稿、报道逐字核对；--fixity 核对每个文件的字节",
        "Replay all ledgers; --fixity compares the bytes of every file.",
    )
)
@click.option(
    "--fixity", is_flag=True, help=say("照清单核对每个文件的字节", "compare with the manifest")
)
@click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False),
    help=say("照网站自己的清单核对这个文件夹里的网站", "compare a site with its own manifest"),
)
@click.option(
    "--accept",
    multiple=True,
    type=click.Path(path_type=Path),
    help=say("看过了，清单照这个文件现在的记，可多次", "have the manifest take this file as it is"),
)
@click.pass_obj
def verify(
    paths: ArchivePaths, /, fixity: bool, site: Path | None, accept: tuple[Path, ...]
) -> None:
    """Report the records that do not replay, or the files that are not what a manifest says."""
    from aidstories.stories.checks.verify import verify as verify_all

    if not (site or paths.is_archive):
        raise BadInput([no_archive(paths.root)])
    if accept:
        _accept(paths, accept)
    if site is not None:
        _verify_site(site)
    if fixity or accept:
        _verify_fixity(paths)
    if not (fixity or accept or site):
        report(verify_all(paths), paths.root, say("验证", "verify"), ("份校勘记录", "ledger"))


def _verify_fixity(paths: ArchivePaths) -> None:
    from contextlib import suppress

    from aidstories.stories.store.fixity import fixity
    from aidstories.stories.store.lock import writing

    if paths.written.is_file():  # a command was killed
        with suppress(OSError), writing(paths):
            pass
    report(fixity(paths), paths.root, say("核对", "verify"), ("个文件", "file"))


def _verify_site(site: Path) -> None:
    from aidstories.site.sealed import fixity

    report(fixity(site), site, say("核对", "verify"), ("个文件", "file"))


def _accept(paths: ArchivePaths, files: tuple[Path, ...]) -> None:
    from aidstories.stories.store.fixity import accept
    from aidstories.stories.store.lock import writing

    with writing(paths):
        accept(paths, files)


@main.command(
    help=say("检索全部报道，写法与网站的检索相同", "Search all stories, as the site does."),
    context_settings={"ignore_unknown_options": True},  # a word that begins with - is left out
)
@click.argument("query", nargs=-1, required=True)
@click.option("--date", "by_date", is_flag=True, help=say("按日期排列", "newest first"))
@click.option("-n", "most", type=click.IntRange(1), default=20, help=say("最多列出几篇", "at most"))
@click.pass_obj
def search(paths: ArchivePaths, query: tuple[str, ...], by_date: bool, most: int) -> None:
    """Bring the index up to date and print the hits."""
    from aidstories.cli.hits import results, up_to_date

    index = up_to_date(paths)
    for line in results(index, " ".join(query), by_date=by_date, most=most):
        write(printable(line) + "\n")
