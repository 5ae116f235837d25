"""Commands that write a file for an editor: ``new``, ``translate``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from aidstories.cli.group import main
from aidstories.console import relative, say
from aidstories.model import Description, Person


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
