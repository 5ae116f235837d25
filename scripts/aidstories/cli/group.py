"""The group of all commands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from aidstories.cli.console import complain, say, translate_click
from aidstories.errors import BadInput
from aidstories.paths import ArchivePaths, find_root


class _Commands(click.Group):
    """Reports bad input as messages, all of them, and ends with status 1."""

    def main(self, *args: Any, **given: Any) -> Any:
        translate_click()
        return super().main(*args, **given)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BadInput as error:
            complain(error.problems, ctx.obj and ctx.obj.root)
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
    ctx.obj = ArchivePaths(root or find_root(Path.cwd()))


main.help = say(
    "援藏故事档案：校勘原稿、著录、生成网站。出错时退出码为 1，用法不对为 2。",
    "The archive of aid stories. Exit status 1 for bad input, 2 for bad usage.",
)
