"""Commands that take back: ``revert`` an editor's changes, ``remove`` a capture or a story."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from aidstories.cli.console import at_terminal, complain, say, show
from aidstories.cli.group import main
from aidstories.errors import BadInput, Problem, nearest, relative
from aidstories.paths import ArchivePaths

if TYPE_CHECKING:
    from aidstories.stories.editing.changes import Change
    from aidstories.stories.editing.remove import Leaving
    from aidstories.stories.editing.revert import Revertible

_ALL = "all"
_YES = click.option("-y", "--yes", is_flag=True, help=say("不再问，直接做", "do not ask"))
_DRY = click.option("--dry-run", is_flag=True, help=say("只显示会怎么改，不写盘", "write nothing"))


@main.command(
    help=say(
        "退回机器的版本：一个字段、一段、整篇；先显示，再问。STORY 是编号或文件",
        "Back to the machine's version of a field, a paragraph or a whole story.",
    )
)
@click.argument("story")
@click.option(
    "--field", "fields", multiple=True, help=say("退回这个字段，可多次", "this field, repeatable")
)
@click.option(
    "--paragraph",
    "paragraphs",
    multiple=True,
    type=click.IntRange(1),
    help=say("退回正文的第几段，可多次", "this paragraph of the text, repeatable"),
)
@click.option(
    "--line",
    "lines",
    multiple=True,
    type=click.IntRange(1),
    help=say("退回文件的这一行所在的字段或段落，可多次", "what stands in this line, repeatable"),
)
@click.option(
    "--change",
    "numbers",
    multiple=True,
    type=click.IntRange(1),
    help=say("退回列出的第几处，可多次", "the change of this number, repeatable"),
)
@_YES
@_DRY
@click.pass_obj
def revert(
    paths: ArchivePaths,
    /,
    story: str,
    fields: tuple[str, ...],
    paragraphs: tuple[int, ...],
    lines: tuple[int, ...],
    numbers: tuple[int, ...],
    yes: bool,
    dry_run: bool,
) -> None:
    """Show what an editor changed, ask what to take back, and take it back."""
    from aidstories.stories.editing.revert import find_revertible
    from aidstories.stories.editing.revert import revert as carry_out
    from aidstories.stories.store.lock import writing

    found = find_revertible(paths, story)
    every = found.changes
    name = relative(str(found.file), paths.root)
    if not every:
        show(say(f"{name} 就是机器的版本，没有可退回的", f"{name} is the machine's version"))
        return
    named = _Named(paths, found, every)
    named.fields(fields)
    named.places(paragraphs, lines, numbers)
    chosen: Sequence[Change] = named.chosen or (every if yes or dry_run else ())
    if not chosen and not at_terminal():
        raise click.UsageError(_say_how(every, named))
    _show_changes(name, chosen or every, named)
    if not dry_run and not yes:
        chosen = _confirm(chosen) if chosen else _choose(every)
    if dry_run or not chosen:
        click.echo(say("（没有写盘）", "(nothing written)"))
        return
    with writing(paths):
        carry_out(paths, found, chosen)
    zh = f"退回了 {len(chosen)} 处：{name}；以后的导入不会再改"
    show(say(zh, f"{len(chosen)} taken back: {name}"))
    _tell_of_translations(paths, found)


class _Named:
    """The changes that options name; what names none is a problem, all of them at once."""

    def __init__(self, paths: ArchivePaths, story: Revertible, every: Sequence[Change]) -> None:
        from aidstories.tables import read_tables

        self.file, self.every = relative(str(story.file), paths.root), every
        self.labels = {f.name: f.zh for f in read_tables(paths.data).fields.values()}
        self.chosen: tuple[Change, ...] = ()

    def label(self, change: Change) -> str:
        """Return what a change is called."""
        names = "、".join(self.labels.get(key, key) for key in change.keys)
        if change.keys == ("",):
            return say("整个文件（资料区读不出来）", "the whole file (its front matter is broken)")
        if change.group is None:
            keys = ", ".join(change.keys)
            return say(f"{names}（{keys}）", keys)
        if not change.paragraphs:
            return say(f"正文，第 {change.line} 行之前删去的一段", "a paragraph removed")
        numbers = "、".join(map(str, change.paragraphs))
        kind = say("，移动过", ", moved") if change.group.moved else ""
        if not change.group.old:
            kind = say("，编者所加", ", added")
        return say(f"正文第 {numbers} 段", f"paragraph {numbers}") + kind

    def fields(self, names: Sequence[str]) -> None:
        """Choose the changes of fields, by name or label."""
        by_label = {zh: name for name, zh in self.labels.items()}
        changed = {key: change for change in self.every for key in change.keys}
        asked = [(name, changed.get(by_label.get(name, name))) for name in names]
        near = {name: nearest(name, [*changed, *by_label]) or "、".join(changed) for name in names}
        self._choose("--field", asked, near)

    def places(
        self, paragraphs: Sequence[int], lines: Sequence[int], numbers: Sequence[int]
    ) -> None:
        """Choose the changes of paragraphs, of lines of the file, and by their numbers."""
        at = {n: change for change in self.every for n in change.paragraphs}
        self._choose("--paragraph", [(str(n), at.get(n)) for n in paragraphs], {})
        held = [(str(n), next((c for c in self.every if _holds(c, n)), None)) for n in lines]
        self._choose("--line", held, {})
        counted = dict(enumerate(self.every, 1))
        self._choose("--change", [(str(n), counted.get(n)) for n in numbers], {})

    def _choose(
        self, option: str, asked: Sequence[tuple[str, Change | None]], near: Mapping[str, str]
    ) -> None:
        wrong = [name for name, change in asked if change is None]
        if wrong:
            raise BadInput(self._unchanged(option, name, near.get(name)) for name in wrong)
        given = (change for _, change in asked if change)
        self.chosen = tuple(dict.fromkeys((*self.chosen, *given)))

    def _unchanged(self, option: str, name: str, near: str | None) -> Problem:
        listed = near or "、".join(map(self.label, self.every))
        zh = f"“{name}”没有改过，不用退回；改过的是：{listed}"
        return Problem(
            file=self.file, field=option, zh=zh, en=f"'{name}' was not changed; what was: {listed}"
        )


def _holds(change: Change, line: int) -> bool:
    return change.line <= line < change.end or (change.line == change.end == line)


def _say_how(every: Sequence[Change], named: _Named) -> str:
    listed = "；".join(f"{n} {named.label(c)}" for n, c in enumerate(every, 1))
    return say(
        f"改过 {len(every)} 处：{listed}。不在终端上，要写明退回哪些"
        "（--field、--paragraph、--line、--change），或整篇加 --yes；先看看用 --dry-run",
        f"changed: {listed}. Without a terminal, say which (--field, --paragraph, --line, "
        "--change), or --yes for all of it; --dry-run shows",
    )


def _show_changes(name: str, shown: Sequence[Change], named: _Named) -> None:
    show(say(f"{name}：机器的版本（+）与现在（-）", f"{name}: the machine's (+), now (-)"))
    for change in shown:
        number = named.every.index(change) + 1
        place = say(f"第 {change.line} 行", f"line {change.line}")
        show(f"{number}  {named.label(change)}  {place}")
        for line in _lines(change):
            color = {"-": "red", "+": "green"}[line[0]]
            click.secho(f"   {line}", fg=color)


def _lines(change: Change) -> Iterator[str]:
    for sign, text in (("-", change.after), ("+", change.before)):
        yield from (f"{sign} {line}" for line in (text or "").rstrip("\n").split("\n") if text)


def _confirm(chosen: Sequence[Change]) -> Sequence[Change]:
    return chosen if click.confirm(say("退回？", "Take back?"), default=False) else ()


def _choose(every: Sequence[Change]) -> Sequence[Change]:
    """Ask at the terminal which changes to take back; Enter takes back none."""
    question = say(
        f"退回哪几处？写编号，如 1,3；整篇写 {_ALL}；回车不退",
        f"Which? Numbers, as 1,3; {_ALL} for the whole story; Enter for none",
    )
    while True:
        answer: str = click.prompt(question, default="", show_default=False).strip()
        words = answer.replace("，", ",").replace("、", ",").replace(" ", ",").split(",")
        wanted = [word for word in words if word]
        if wanted == [_ALL]:
            return every
        if all(w.isascii() and w.isdigit() and 1 <= int(w) <= len(every) for w in wanted):
            return [every[int(word) - 1] for word in dict.fromkeys(wanted)]
        click.echo(say(f"写 1 到 {len(every)} 的数", f"numbers from 1 to {len(every)}"))


def _tell_of_translations(paths: ArchivePaths, story: Revertible) -> None:
    """Say which translations stand beside a story that has changed, and what they quote in vain."""
    from aidstories.stories.checks.translations import check_translations
    from aidstories.stories.editing.revert import translations_of

    beside = set(translations_of(story))
    for path in sorted(beside):
        name = relative(str(path), paths.root)
        show(say(f"译文没有动，请对一对：{name}", f"its translation stays; look at it: {name}"))
    for path, problems in check_translations(paths, [story.id]) if beside else ():
        complain(problems if path in beside else (), paths.root)


@main.command(
    help=say(
        "删去一份原稿（连同由它而来的一切），或一篇报道；先列出，再问",
        "Remove a capture with all that came of it, or a story.",
    )
)
@click.argument("name", metavar="CAPTURE|STORY")
@_YES
@click.option(
    "--edited",
    is_flag=True,
    help=say("编者做过的（改过的报道、译文、决定）也删", "also what an editor has made"),
)
@_DRY
@click.pass_obj
def remove(paths: ArchivePaths, /, name: str, yes: bool, edited: bool, dry_run: bool) -> None:
    """Show what goes, ask, and take it away: all of it or nothing."""
    from aidstories.stories.editing.remove import plan_removal
    from aidstories.stories.store.lock import writing
    from aidstories.stories.store.removal import remove as carry_out

    leaving = plan_removal(paths, name)
    _show_leaving(leaving, paths)
    if dry_run:
        click.echo(say("（没有写盘）", "(nothing written)"))
        return
    made = bool(leaving.made or leaving.decisions)
    if made and not edited and (yes or not at_terminal()):
        raise BadInput(_made(leaving, paths))
    if not yes and not _agreed(made and not edited):
        click.echo(say("（没有删）", "(nothing removed)"))
        return
    with writing(paths):
        if plan_removal(paths, name).removal != leaving.removal:
            zh, en = (
                "这些文件刚刚有人改过，没有删；再运行一次即可",
                "changed meanwhile: run it again",
            )
            raise BadInput([Problem(file=name, zh=zh, en=en)])
        carry_out(paths, leaving.removal)
    show(say(f"删去了 {leaving.name}", f"removed {leaving.name}"))
    _say_what_stays(leaving)


def _show_leaving(leaving: Leaving, paths: ArchivePaths) -> None:
    from aidstories.stories.editing.remove import KINDS

    show(say(f"要删去 {leaving.name}：", f"To be removed with {leaving.name}:"))
    for kind, path in leaving.files:
        mark = say("（编者做过）", " (an editor's work)") if path in leaving.made else ""
        show(f"  {say(*KINDS[kind])}  {relative(str(path), paths.root)}{mark}")
    if leaving.capture and leaving.capture == leaving.name:
        also = say(f"，连同 {leaving.decisions} 条决定", f" with {leaving.decisions} decisions")
        entry = say("登记", "entry")
        show(f"  {entry}  seeds/seeds.toml{also if leaving.decisions else ''}")
    for path, page in leaving.shared:
        name, user = (relative(str(p), paths.root) for p in (path, page))
        show(say(f"  留下  {name}（{user} 还用着）", f"  stays  {name} ({user} shows it)"))


def _made(leaving: Leaving, paths: ArchivePaths) -> Iterator[Problem]:
    zh, en = "编者做过的；确实要删，加 --edited", "an editor's work: add --edited to remove it"
    for path in leaving.made:
        yield Problem(file=str(path), zh=zh, en=en)
    if leaving.decisions:
        zh = f"编者对“{leaving.name}”作过 {leaving.decisions} 条决定；确实要删，加 --edited"
        yield Problem(file=str(paths.catalogue), zh=zh, en=en)


def _agreed(made: bool) -> bool:
    """Ask at the terminal; what an editor has made goes only by the word itself."""
    if not at_terminal():
        raise click.UsageError(say("不在终端上，要加 --yes", "without a terminal: add --yes"))
    if not made:
        return click.confirm(say("删去？", "Remove?"), default=False)
    word = say("删去", "remove")
    question = say("里面有编者做过的。确实要删，写“删去”两个字", f"An editor's work: type '{word}'")
    answer: str = click.prompt(question, default="", show_default=False)
    return answer.strip() == word


def _say_what_stays(leaving: Leaving) -> None:
    if not leaving.removal.story or not leaving.capture:
        return
    capture, id_ = leaving.capture, leaving.name
    again = f"aidstories import --again {id_}"
    zh = f"原稿 {capture} 留着，以后的导入不再收这一篇；要收回：{again}"
    show(say(zh, f"{capture} stays, imports leave the story out; to bring it back: {again}"))
    if not leaving.beside:
        whole = f"aidstories remove {capture}"
        show(say(f"它只有这一篇；连原稿一起删：{whole}", f"it has no other: {whole}"))
