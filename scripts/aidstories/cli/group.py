"""The group of all commands."""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

import click

from aidstories.cli.console import complain, say, show, translate_click
from aidstories.errors import BadInput, Problem, no_archive, of_system
from aidstories.paths import ArchivePaths, find_root

_TERMINATED = 128 + signal.SIGTERM
"""The exit status that a shell gives to who was ended by this signal."""


class Terminated(BaseException):
    """The system asks the command to end: it leaves the disk as one that is interrupted does."""


class _Commands(click.Group):
    """Reports bad input as messages, all of them, and ends with status 1.

    So does it for what the system refuses, and for a fault of the program itself, which it keeps in
    a file for whoever mends it: an editor never meets a traceback.
    """

    def main(self, *args: Any, **given: Any) -> Any:
        translate_click()
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):  # a terminal in another encoding than UTF-8
                stream.reconfigure(errors="backslashreplace")
        try:
            with _terminable():
                return super().main(*args, **given)
        except Terminated:
            zh, en = "收到结束的信号，已中止。", "Told to end: aborted."
            click.echo(say(zh, en), err=True)
            sys.exit(_TERMINATED)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BadInput as error:
            self._refuse(ctx, _told(error.problems, ctx.obj))
        except OSError as error:
            if error.errno == errno.EPIPE:  # who read what is printed has gone: click's own affair
                raise
            self._refuse(ctx, [of_system(error)])
        except MemoryError:
            self._refuse(ctx, [of_system(OSError(errno.ENOMEM, os.strerror(errno.ENOMEM)))])
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            self._refuse(ctx, [_own_fault(error, ctx.obj)])

    def _refuse(self, ctx: click.Context, problems: Iterable[Problem]) -> None:
        complain(problems, ctx.obj and ctx.obj.root)
        ctx.exit(1)


@contextmanager
def _terminable() -> Iterator[None]:
    """Raise `Terminated` at the first SIGTERM; a second one ends the process as it always did."""
    if threading.current_thread() is not threading.main_thread():  # Python lets no other hear them
        yield
        return
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _terminate(number: int, frame: object) -> NoReturn:
    signal.signal(number, signal.SIG_DFL)
    raise Terminated


def _told(problems: Sequence[Problem], paths: ArchivePaths | None) -> Sequence[Problem]:
    """Return what is wrong; where no archive is, that, and not each table that is missing."""
    tables = [p for p in problems if paths and p.file.startswith(f"{paths.data}{os.sep}")]
    return [no_archive(paths.root)] if paths and tables and not paths.is_archive else problems


def _own_fault(error: Exception, paths: ArchivePaths | None) -> Problem:
    """Keep the traceback of ``error`` beside the caches; return what an editor can do."""
    said = f"{type(error).__name__}: {error}"[:200]
    log = (paths or ArchivePaths(Path.cwd())).fault
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text("".join(traceback.format_exception(error)), "utf-8", "backslashreplace")
    except OSError:
        pass
    zh = f"程序自己出了错（{said}），不是你做错了。先删去 .cache/search 和 .cache/build 再试，"
    zh += "它们都能重做；还是这样，请把这个文件交给维护者"
    en = f"a fault of the program ({said}), not yours. Remove .cache/search and .cache/build, "
    en += "which are made again, and try once more; else hand this file to whoever maintains it"
    return Problem(file=str(log), zh=zh, en=en)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    help=say("档案所在的文件夹（默认：有 mkdocs.yml 的最近一层）", "the archive's folder"),
)
@click.version_option(package_name="aidstories", message="%(package)s %(version)s")
@click.pass_context
def main(ctx: click.Context, root: Path | None) -> None:
    """Find the archive that the command works on; finish a removal that was killed there."""
    ctx.obj = ArchivePaths(_reachable(root) if root else find_root(_here()))
    if ctx.obj.removal.is_file():
        _heal(ctx.obj)
    if ctx.obj.restoring.is_file():
        _restore(ctx.obj)


def _here() -> Path:
    """Return where the command runs. Raises `BadInput` where somebody removed that folder."""
    try:
        return Path.cwd()
    except FileNotFoundError as error:
        zh = "现在所在的文件夹已经不在了；用 cd 换到档案的文件夹，再运行"
        en = "the folder that this runs in is gone: go to the archive's folder and run it again"
        raise BadInput([Problem(file=".", zh=zh, en=en)]) from error


def _reachable(root: Path) -> Path:
    """Return ``root``, which need not be there. Raises `BadInput` for a link round to itself."""
    try:
        root.stat()
    except FileNotFoundError:
        pass
    except OSError as error:
        raise BadInput([of_system(error, root)]) from error
    return root


def _heal(paths: ArchivePaths) -> None:
    from aidstories.stories.store.lock import writing
    from aidstories.stories.store.removal import heal

    with writing(paths):
        name = heal(paths)
    if name is not None:
        zh = f"上次删 {name} 没有做完，现在做完了"
        show(say(zh, f"the removal of {name} was cut short; done now"), err=True)


def _restore(paths: ArchivePaths) -> None:
    from aidstories.stories.bags.restore import heal
    from aidstories.stories.store.fixity import Renewal
    from aidstories.stories.store.lock import writing

    with writing(paths, manifest=Renewal.NOTHING, founding=True):
        done = heal(paths)
    if done:
        zh, en = "上次收袋没有做完，现在做完了", "a restoration was cut short; done now"
        click.echo(say(zh, en), err=True)


main.help = say(
    "援藏故事档案：校勘原稿、著录、生成网站。出错时退出码为 1，用法不对为 2，被结束为 143。",
    "The archive of aid stories. Exit status 1 for bad input, 2 for bad usage, 143 if told to end.",
)
