"""Commands that build the site and show it: ``build``, ``serve``."""

from __future__ import annotations

from pathlib import Path

import click

from aidstories.cli.group import main
from aidstories.console import say


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
