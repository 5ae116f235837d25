"""The command ``aidstories``. Exit status: 0 done, 1 bad input, 2 bad usage."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from aidstories.console import complain, find_root, relative, report, say, write
from aidstories.errors import BadInput
from aidstories.model import Description, Person
from aidstories.progress import progress

_MANY = 50
"""Captures from which worker processes pay for their start."""


class _Commands(click.Group):
    """Reports bad input as messages, all of them, and ends with status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BadInput as error:
            complain(error.problems)
            ctx.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    help=say("档案所在的文件夹（默认：有 mkdocs.yml 的最近一层）", "the archive's folder"),
)
@click.version_option(package_name="aidstories", message="%(package)s %(version)s")
@click.pass_context
def main(ctx: click.Context, root: Path | None) -> None:
    """Find the archive that the command works on."""
    ctx.obj = root or find_root(Path.cwd())


main.help = say(
    "援藏故事档案：校勘原件、著录、生成网站。出错时退出码为 1，用法不对为 2。",
    "The archive of aid stories. Exit status 1 for bad input, 2 for bad usage.",
)


@main.command(help=say("校勘一个文件，不写盘；- 为标准输入", "Restore one file, write nothing."))
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help=say("输出 JSON", "print JSON"))
def restore(file: Path, as_json: bool) -> None:
    """Print the restoration and description of one capture."""
    from aidstories.describe import describe
    from aidstories.stories.order import canonical
    from aidstories.stories.prepare import read_capture, restore_capture
    from aidstories.stories.records import json_text
    from aidstories.stories.report import reading, restoration_json

    restored = restore_capture(read_capture(file), file)
    restored = replace(restored, articles=tuple(map(canonical, restored.articles)))
    known = describe(restored.articles, restored.meta)
    if as_json:
        write(json_text(restoration_json(restored, known)) + "\n")
    else:
        write("\n".join(reading(restored, known)) + "\n")


@main.command(
    "import",
    help=say(
        "导入原件：不写路径时导入 seeds.toml 里的全部；编者改过的报道不会被覆盖",
        "Import captures, by default all of seeds.toml. Stories that editors changed stay.",
    ),
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "--workers", type=click.IntRange(1), help=say("同时校勘的进程数", "number of processes")
)
@click.option("-q", "--quiet", is_flag=True, help=say("只报结果", "print the summary only"))
@click.pass_obj
def import_(root: Path, paths: tuple[Path, ...], workers: int | None, quiet: bool) -> None:
    """Import captures and tell what became of each story."""
    from aidstories.stories.importer import Outcome, import_captures
    from aidstories.stories.intake import jobs
    from aidstories.stories.seeds import add_seeds, read_seeds

    docs, seeds = root / "docs", root / "seeds"
    catalogue = read_seeds(seeds)
    work = list(jobs(paths, seeds, catalogue))
    count = workers or (os.cpu_count() or 1 if len(work) >= _MANY else 1)
    outcomes: Iterator[Outcome] = import_captures(work, docs, seeds, workers=count)
    label, tally, failed = say("导入", "import"), Counter[str](), 0
    added: list[tuple[str, str]] = []
    for outcome in progress(outcomes, label, len(work)):
        failed += bool(outcome.problems)
        complain(outcome.problems, root)
        tally.update(action for action, path in outcome.stories)
        if not quiet:
            _tell(outcome, root)
        if outcome.sha256 and outcome.file.name not in catalogue:
            added.append((outcome.file.name, outcome.sha256))
    add_seeds(seeds, added)
    done = "，".join(f"{say(*_ACTIONS[action])} {n}" for action, n in sorted(tally.items()))
    click.echo(say(f"{len(work)} 个原件：{done or '没有报道'}", f"{len(work)} captures: {done}"))
    if failed:
        sys.exit(1)


_ACTIONS = {
    "new": ("新建", "new"),
    "updated": ("更新", "updated"),
    "same": ("未变", "same"),
    "edited": ("保留编者改动", "kept as edited"),
    "proposed": ("保留编者改动，机器的新结果待取舍", "kept as edited, new result proposed"),
    "lost": ("原件里不再有，文件保留", "no longer found, file kept"),
}


@main.command(help=say("核对全部报道的资料与译文，列出所有问题", "Check all stories."))
@click.pass_obj
def check(root: Path) -> None:
    """Report the faults of all story files."""
    from aidstories.stories.check import check as check_all

    found = check_all(root / "docs", root / "seeds")
    report(found, root, say("核对", "check"), say("个文件", "files"))


@main.command(help=say("重放全部校勘记录，与原件、报道逐字核对", "Replay all ledgers."))
@click.pass_obj
def verify(root: Path) -> None:
    """Report the records that do not replay."""
    from aidstories.stories.verify import verify as verify_all

    found = verify_all(root / "docs", root / "seeds")
    report(found, root, say("验证", "verify"), say("份校勘记录", "ledgers"))


@main.command(help=say("新建一篇直接录入的报道", "Write a new story."))
@click.option("--title", prompt=say("标题", "Title"), help=say("标题", "title"))
@click.option("--id", "id_", help=say("编号（默认由标题拼音得来）", "id (default: from the title)"))
@click.option("--year", type=int, help=say("年份", "year"))
@click.option("--published", help=say("发表日期（EDTF）", "date of publication (EDTF)"))
@click.option("--source", help=say("来源", "source"))
@click.option("--byline", multiple=True, help=say("作者，写作 姓名/身份", "author as name/role"))
@click.option("--region", multiple=True, help=say("受援地区全路径", "region, full path"))
@click.option("--donor", multiple=True, help=say("援助方全路径", "donor, full path"))
@click.option("--program", multiple=True, help=say("项目", "programme"))
@click.option(
    "--text", "file", type=click.File(encoding="utf-8"), help=say("正文文件", "text file")
)
@click.pass_obj
def new(root: Path, /, title: str, id_: str | None, file: Any, **given: Any) -> None:
    """Write a story that passes the check and print where it is."""
    from aidstories.stories.new import new_story

    people = (name.partition("/") for name in given["byline"])
    known = Description(
        byline=tuple(Person(name=name, role=role) for name, _, role in people),
        source=given["source"],
        published=given["published"],
        year=given["year"],
        regions=given["region"],
        donors=given["donor"],
        programs=given["program"],
    )
    text = file.read() if file else ""
    path = new_story(root / "docs", root / "seeds", title=title, known=known, id_=id_, text=text)
    click.echo(relative(str(path), root))


@main.command(help=say("新建一篇译文：每段之前有一行原文的开头", "Start a translation."))
@click.argument("id_", metavar="ID")
@click.option(
    "--language",
    type=click.Choice(["bo", "en"]),
    default="bo",
    help=say("译成的语言，默认藏文", "language, by default Tibetan"),
)
@click.pass_obj
def translate(root: Path, id_: str, language: str) -> None:
    """Write an empty translation beside a story and print where it is."""
    from aidstories.stories.translations import start_translation

    path = start_translation(root / "docs", id_, language)
    click.echo(relative(str(path), root))


@main.command(
    help=say("检索全部报道，写法与网站的检索相同", "Search all stories, as the site does."),
    context_settings={"ignore_unknown_options": True},  # a word that begins with - is left out
)
@click.argument("query", nargs=-1, required=True)
@click.option("--date", "by_date", is_flag=True, help=say("按日期排列", "newest first"))
@click.option("-n", "most", type=click.IntRange(1), default=20, help=say("最多列出几篇", "at most"))
@click.pass_obj
def search(root: Path, query: tuple[str, ...], by_date: bool, most: int) -> None:
    """Bring the index up to date and print the hits."""
    from aidstories.search.report import results, up_to_date

    index = up_to_date(root)
    for line in results(index, " ".join(query), by_date=by_date, most=most):
        write(line + "\n")


def _mkdocs(name: str, zh: str, en: str) -> None:
    """Add MkDocs' command ``name``; it runs in this process with the archive's mkdocs.yml."""

    @main.command(name, help=say(zh, en), context_settings={"ignore_unknown_options": True})
    @click.argument("options", nargs=-1, type=click.UNPROCESSED)
    @click.pass_obj
    def command(root: Path, options: tuple[str, ...]) -> None:
        from mkdocs.__main__ import cli

        cli.main([name, "-f", str(root / "mkdocs.yml"), *options], standalone_mode=False)


_mkdocs("build", "生成网站（选项同 mkdocs build）", "Build the site (options of mkdocs build).")
_mkdocs("serve", "本机预览（选项同 mkdocs serve）", "Serve the site (options of mkdocs serve).")


def _tell(outcome: Any, root: Path) -> None:
    for action, path in outcome.stories:
        if action != "same":
            click.echo(f"{say(*_ACTIONS[action])}  {relative(str(path), root)}")
