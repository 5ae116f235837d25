"""``aidstories add``: a row of an authority table, asked for at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

import click

from aidstories.cli.console import say
from aidstories.cli.group import main
from aidstories.errors import relative
from aidstories.paths import ArchivePaths

_SEVERAL = say("，几个用 | 隔开", ", several parted by |")
_Asked = Mapping[str, tuple[str, bool]]
"""What is asked, by the option's name: its label, and whether an answer is needed."""
_PLACE: _Asked = {
    "name": (say("地名全称，如 聂荣县", "full name, as 聂荣县"), True),
    "parent": (say("上一级的全路径，如 西藏自治区/那曲市", "path of the division above"), True),
    "code": (say("行政区划代码，六位数字", "division code, six digits"), True),
}
_PROGRAMME: _Asked = {
    "name": (say("项目名称", "name"), True),
    "definition": (say("一句话说明", "definition"), False),
    "tier": (
        say(
            "层次：1 专项，2 一般的帮扶关系，3 具体的做法", "tier: 1 named, 2 general, 3 instrument"
        ),
        True,
    ),
    "broader": (say("上位的项目" + _SEVERAL, "broader programmes" + _SEVERAL), False),
    "region": (say("总在哪里受援（全路径）", "region that it implies"), False),
    "donor": (say("总由哪里援助（全路径）", "donor that it implies"), False),
    "patterns": (
        say("文中怎么写（正则表达式；默认就是名称）", "regular expression (default: the name)"),
        False,
    ),
}
_PUBLISHER: _Asked = {
    "name": (say("报刊、网站或机构的名称", "name"), True),
    "kind": (
        say(
            "类别：newspaper 报纸，agency 通讯社，broadcaster 广播电视，magazine 期刊，"
            "government 政府，site 网站，platform 只转发的平台",
            "kind: newspaper, agency, broadcaster, magazine, government, site, platform",
        ),
        True,
    ),
    "place": (say("所在地（全路径）", "place"), False),
    "aliases": (say("别名" + _SEVERAL, "other names" + _SEVERAL), False),
    "host": (say("网站的域名" + _SEVERAL, "hosts" + _SEVERAL), False),
}
_INSTITUTION: _Asked = {
    "name": (say("机构全称", "full name"), True),
    "place": (say("所在地（全路径）", "place"), True),
    "aliases": (say("别名" + _SEVERAL, "other names" + _SEVERAL), False),
}


@main.group(help=say("在资料表里加一行：项目、地名、来源、机构", "Add a row to a table."))
def add() -> None:
    """Hold the commands that add."""


def _options(asked: _Asked) -> Sequence[click.Option]:
    return [click.Option([f"--{name}"], help=label) for name, (label, _) in asked.items()]


def _answers(asked: _Asked, given: Mapping[str, str | None]) -> dict[str, str]:
    """Return what was given as options, and at a terminal what is answered for the rest.

    Without a terminal, what is needed and not given is an error of usage.
    """
    at_terminal = sys.stdin is not None and sys.stdin.isatty()
    missing = [name for name, (_, needed) in asked.items() if needed and not given[name]]
    if missing and not at_terminal:
        names = "、".join(f"--{name}" for name in missing)
        raise click.UsageError(say(f"缺少 {names}", f"missing: {', '.join(missing)}"))
    return {
        name: text if text is not None else _ask(label, needed) if missing else ""
        for name, (label, needed) in asked.items()
        for text in [given[name]]
    }


def _ask(label: str, needed: bool) -> str:
    optional = "" if needed else say("（可不答）", " (optional)")
    answer: str = click.prompt(
        f"{label}{optional}", default=None if needed else "", show_default=False
    )
    return answer.strip()


def _add(paths: ArchivePaths, table: str, asked: _Asked, given: Mapping[str, str | None]) -> None:
    from aidstories.stories.editing.rows import add_row, place_row, programme_row
    from aidstories.stories.store.lock import writing
    from aidstories.tables import read_tables

    answers = _answers(asked, given)
    with writing(paths):
        tables = read_tables(paths.data)
        if table == "places":
            answers = place_row(tables, **answers)
        elif table == "programmes":
            answers = programme_row(tables, **answers)
        path = add_row(paths, table, answers)
    where = relative(str(path), paths.root)
    click.echo(say(f"已写入 {where}", f"written to {where}"))


def _command(name: str, table: str, asked: _Asked, help_: str) -> None:
    """Make the command ``aidstories add NAME``, with an option for each thing asked."""

    @click.pass_obj
    def run(paths: ArchivePaths, /, **given: str | None) -> None:
        _add(paths, table, asked, given)

    add.add_command(click.Command(name, params=list(_options(asked)), callback=run, help=help_))


_command("place", "places", _PLACE, say("加一个地名", "Add a place."))
_command("programme", "programmes", _PROGRAMME, say("加一个项目", "Add a programme."))
_command("publisher", "publishers", _PUBLISHER, say("加一个来源", "Add a publisher."))
_command("institution", "institutions", _INSTITUTION, say("加一个机构", "Add an institution."))
