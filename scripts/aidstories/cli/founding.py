"""An archive of one's own: ``init`` begins it, ``upgrade`` brings it up to this version."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aidstories.cli.console import counted, say
from aidstories.cli.group import main
from aidstories.founding.answers import LANGUAGES, OTHER, SUBJECTS, Answers
from aidstories.paths import PROPOSED, ArchivePaths

if TYPE_CHECKING:
    from aidstories.founding.upgrade import FileStep, Upgrade

_LISTED = tuple(",".join(languages) for languages in LANGUAGES)
STEPS = {
    "new": ("新增", "new"),
    "updated": ("更新", "updated"),
    "merged": ("并入你的改动", "merged with your changes"),
    "proposed": ("保留你的改动，新版本的待取舍", "kept as changed, the new version proposed"),
    "removed": ("新版本不再有，删去", "removed"),
    "kept": ("新版本不再有，你改过，保留", "no longer in this version, kept as changed"),
    "left_out": ("你删去的，不再写", "left out, as you deleted it"),
}


@main.command(
    help=say(
        "在空文件夹里新建一个档案：配置、样板、资料表、工作流；在终端上逐项问",
        "Begin a new archive in an empty folder.",
    )
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", help=say("档案的名称，如 援疆故事档案", "the archive's name"))
@click.option("--subject", help=say("收什么：" + "、".join(SUBJECTS), "subject"))
@click.option("--region", help=say("受援地区的全路径；“其他”才要", "region that receives aid"))
@click.option(
    "--languages",
    help=say("界面的语言：zh，或 zh,bo（加藏文）", "interface: zh, or zh,bo (Tibetan too)"),
)
def init(
    folder: Path, name: str | None, subject: str | None, region: str | None, languages: str | None
) -> None:
    """Write a new archive and say what comes next."""
    from tempfile import TemporaryDirectory

    from aidstories.founding.begin import begin, check_answers, check_empty
    from aidstories.founding.templates import read_templates
    from aidstories.tables import read_tables

    check_empty(folder)
    answers = _answers(name, subject, region, languages)
    with TemporaryDirectory() as trial:
        for path, data in read_templates().items():
            if path.startswith("docs/data/"):
                Path(trial, Path(path).name).write_bytes(data)
        check_answers(answers, read_tables(Path(trial)))
    written = begin(folder, answers)
    click.echo(say(f"{folder}：写了 {len(written)} 个文件", f"{folder}: {len(written)} files"))
    there = folder if re.fullmatch(r"[\w/.-]+", str(folder)) else shlex.quote(str(folder))
    zh = f"下一步：\n  cd {there}\n  git init && git add . && git commit -m 新档案\n  make site"
    click.echo(say(zh, zh.replace("下一步：", "Next:").replace("新档案", '"A new archive"')))


def at_terminal() -> bool:
    """Return whether somebody can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def _answers(
    name: str | None, subject: str | None, region: str | None, languages: str | None
) -> Answers:
    """Return what was given as options; at a terminal what is answered for the rest.

    Without a terminal, a missing name or subject is an error of usage.
    """
    if at_terminal():
        name = name or click.prompt(say("档案的名称，如 援疆故事档案", "name of the archive"))
        subject = subject or click.prompt(
            say("收什么（" + "、".join(SUBJECTS) + "）", "subject"), default=next(iter(SUBJECTS))
        )
        if subject == OTHER and region is None:
            asked = say("受援地区的全路径，如 西藏自治区（可不答）", "region (optional)")
            region = click.prompt(asked, default="", show_default=False)
        if languages is None:
            asked = say("界面的语言：zh 中文，zh,bo 加藏文", "interface: zh, or zh,bo (Tibetan)")
            languages = click.prompt(asked, default=_usual(subject))
    missing = [f"--{n}" for n, given in (("name", name), ("subject", subject)) if not given]
    if missing:
        zh, en = f"缺少 {'、'.join(missing)}", f"missing: {', '.join(missing)}"
        raise click.UsageError(say(zh, en))
    spoken = tuple(filter(None, (one.strip() for one in (languages or _usual(subject)).split(","))))
    where = (region or "").strip() or SUBJECTS.get(subject or "", "")
    return Answers(name=(name or "").strip(), subject=subject or "", region=where, languages=spoken)


def _usual(subject: str | None) -> str:
    """Return the languages that an archive has unasked: Tibetan where it is about Tibet."""
    return _LISTED[subject == next(iter(SUBJECTS))]


@main.command(
    help=say(
        "把 init 建的档案更新到装着的版本：样板和资料表三方合并，改过的不覆盖",
        "Bring an archive that init began up to the installed version.",
    )
)
@click.option("--dry-run", is_flag=True, help=say("只显示会怎么改，不写盘", "write nothing"))
@click.pass_obj
def upgrade(paths: ArchivePaths, /, dry_run: bool) -> None:
    """Merge the templates and tables of this version, tell what became of each file."""
    from aidstories.founding.upgrade import carry_out, plan_upgrade
    from aidstories.stories.store.fixity import Renewal
    from aidstories.stories.store.lock import writing

    with writing(paths, manifest=Renewal.NOTHING if dry_run else Renewal.OWN):
        plan = plan_upgrade(paths.root)
        if not plan.needed:
            click.echo(say(f"已是 {plan.version}，没有要做的", f"{plan.version}: nothing to do"))
            return
        for step in plan.steps:
            _tell(step, paths, dry=dry_run)
        if not dry_run:
            carry_out(plan)
    click.echo(_summary(plan) + (say("（没有写盘）", " (nothing written)") if dry_run else ""))


def _tell(step: FileStep, paths: ArchivePaths, *, dry: bool) -> None:
    beside = PROPOSED if step.proposed is not None else ""
    click.echo(f"{say(*STEPS[step.step])}  {step.path}{beside}")
    if dry and step.step in ("updated", "merged", "proposed"):
        from aidstories.cli.differences import show_texts

        show_texts(step.path, step.before, step.after, step.proposed)


def _summary(plan: Upgrade) -> str:
    was, now, files = plan.founded.version, plan.version, len(plan.steps)
    return say(f"{was} → {now}：{files} 个文件", f"{was} → {now}: {counted(files, 'file')}")
