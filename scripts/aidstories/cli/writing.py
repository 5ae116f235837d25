"""Commands that write files for an editor: ``new``, ``translate``, ``migrate``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from aidstories.cli.console import at_terminal, counted, say
from aidstories.cli.group import main
from aidstories.errors import BadInput, Problem, relative
from aidstories.paths import ArchivePaths, find_root

if TYPE_CHECKING:
    from aidstories.model import Description

_Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _listed(authority: str) -> _Completer:
    """Return what offers a shell the values of an authority that hold what is typed."""

    def complete(
        ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from aidstories.tables import read_tables

        root = ctx.find_root().params.get("root") or find_root(Path.cwd())
        try:
            values = sorted(read_tables(ArchivePaths(root).data).authority(authority))
        except BadInput:
            return []
        return [CompletionItem(value) for value in values if incomplete in value]

    return complete


_PLACES, _PROGRAMMES = _listed("places"), _listed("programmes")


@main.command(help=say("新建一篇直接录入的报道；在终端上逐项问", "Write a new story."))
@click.option("--title", prompt=say("标题", "Title"), help=say("标题", "title"))
@click.option("--id", "id_", help=say("编号（默认由标题拼音得来）", "id (default: from the title)"))
@click.option("--year", type=int, help=say("年份", "year"))
@click.option("--published", help=say("发表日期（EDTF）", "date of publication (EDTF)"))
@click.option("--source", help=say("来源", "source"), shell_complete=_listed("publishers"))
@click.option("--byline", multiple=True, help=say("作者，写作 姓名/身份", "author as name/role"))
@click.option(
    "--region",
    multiple=True,
    help=say("受援地区全路径", "region, full path"),
    shell_complete=_PLACES,
)
@click.option(
    "--donor", multiple=True, help=say("援助方全路径", "donor, full path"), shell_complete=_PLACES
)
@click.option("--program", multiple=True, help=say("项目", "programme"), shell_complete=_PROGRAMMES)
@click.option("--text", "file", type=click.File("rb"), help=say("正文文件", "text file"))
@click.option(
    "--preview/--no-preview",
    default=None,
    help=say("写好后打开预览（终端上默认打开）", "open the preview (default at a terminal)"),
)
@click.pass_obj
def new(
    paths: ArchivePaths,
    /,
    title: str,
    id_: str | None,
    file: IO[bytes] | None,
    preview: bool | None,
    **given: Any,
) -> None:
    """Write a story that passes the check, print where it is, and show it."""
    from aidstories.stories.editing.new import new_story
    from aidstories.stories.store.lock import writing

    asked = at_terminal()
    if asked and not any(given.values()):
        given |= _answers(paths)
    text = _text_of(file) if file else ""
    with writing(paths):
        path = new_story(paths, title=title, description=_description(given), id_=id_, text=text)
    click.echo(relative(str(path), paths.root))
    if asked if preview is None else preview:
        from aidstories.cli.preview import show

        show(paths, None, f"stories/{path.stem}/")


def _text_of(file: IO[bytes]) -> str:
    """Return what ``file`` holds, without the mark that Windows puts first. Raises `BadInput`."""
    try:
        return file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        zh = "不是 UTF-8 的文字；另存为 UTF-8，或者用 aidstories import 导入"
        en = "no text in UTF-8: save it as UTF-8, or import it"
        raise BadInput([Problem(file=getattr(file, "name", "-"), zh=zh, en=en)]) from error


def _answers(paths: ArchivePaths) -> dict[str, Any]:
    """Ask for what describes the story and return it as the options would give it."""
    from aidstories.cli.asking import ask, questions
    from aidstories.tables import read_tables

    given: dict[str, Any] = {}
    for question in questions(read_tables(paths.data)):
        answers = ask(question)
        given[question.name] = answers if question.several else next(iter(answers), None)
    return given | {"year": given["year"] and int(given["year"])}


def _description(given: dict[str, Any]) -> Description:
    from aidstories.model import Description, Person

    people = (name.partition("/") for name in given["byline"])
    return Description(
        byline=tuple(Person(name=name, role=role) for name, _, role in people),
        source=given["source"],
        published=given["published"],
        year=given["year"],
        regions=tuple(given["region"]),
        donors=tuple(given["donor"]),
        programs=tuple(given["program"]),
    )


@main.command(help=say("新建一篇译文：每段之前有一行原文的开头", "Start a translation."))
@click.argument("id_", metavar="ID")
@click.option(
    "--language",
    type=click.Choice(["bo", "en"]),
    default="bo",
    help=say("译成的语言，默认藏文", "language, by default Tibetan"),
)
@click.pass_obj
def translate(paths: ArchivePaths, id_: str, language: str) -> None:
    """Write an empty translation beside a story and print where it is."""
    from aidstories.stories.editing.translate import start_translation
    from aidstories.stories.store.lock import writing

    with writing(paths):
        path = start_translation(paths, id_, language)
    click.echo(relative(str(path), paths.root))


@main.command(help=say("把旧格式的档案换成现在的格式，只需一次", "Bring an older archive up."))
@click.pass_obj
def migrate(paths: ArchivePaths) -> None:
    """Rewrite records and stories of the format before, print which."""
    from aidstories.stories.editing.migrate import migrate as migrate_all
    from aidstories.stories.store.lock import writing

    done = 0
    with writing(paths):
        for path, changed in migrate_all(paths):
            done += changed
            if changed:
                click.echo(relative(str(path), paths.root))
    click.echo(say(f"换了 {done} 份校勘记录", f"{counted(done, 'record')} migrated"))
