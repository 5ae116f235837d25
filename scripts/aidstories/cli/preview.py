"""Commands that build the site and show it: ``build``, ``serve``, ``review``."""

from __future__ import annotations

import atexit
import gc
import logging
import os
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from aidstories.cli.console import complain, counted, say
from aidstories.cli.group import main
from aidstories.errors import BadInput, Problem, naming, of_system, printable, readable
from aidstories.paths import ArchivePaths

if TYPE_CHECKING:
    from aidstories.site.incremental.outcome import Outcome
    from aidstories.site.incremental.standing import Given, Look
    from aidstories.stories.store.files import Read


@main.command(
    help=say(
        "生成网站：接着上次的做，只做变了的", "Build the site: of the last one, what has changed."
    ),
    context_settings={"ignore_unknown_options": True},
)
@click.option(
    "--offline", is_flag=True, help=say("另存整个网站的 ZIP", "also as a ZIP file, data/site.zip")
)
@click.option("-c", "--clean", is_flag=True, help=say("全部重做", "make all of it anew"))
@click.option(
    "-s", "--strict", is_flag=True, help=say("全部重做，有警告就失败", "all anew; fail on warnings")
)
@click.option(
    "-d",
    "--site-dir",
    "site",
    metavar="DIR",
    callback=lambda *given: _folder(given[-1]),
    help=say("做到哪个文件夹", "the site's folder"),
)
@click.option(
    "--despite-problems",
    "despite",
    is_flag=True,
    help=say("核对出问题也生成", "build though check finds problems"),
)
@click.option("-q", "--quiet", is_flag=True, help=say("只说错误", "say only what is wrong"))
@click.option("-v", "--verbose", is_flag=True, help=say("说得详细些", "say more"))
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
@click.pass_obj
def build(
    paths: ArchivePaths,
    offline: bool,
    clean: bool,
    strict: bool,
    site: str | None,
    despite: bool,
    quiet: bool,
    verbose: bool,
    options: tuple[str, ...],
) -> None:
    """Bring the site up to date; with other ``options`` run MkDocs' own command, as it is."""
    from aidstories.site.incremental.collecting import seldom_collecting, uncollected
    from aidstories.site.incremental.standing import RECORD, Given, look

    _hold_config(paths)  # before anything is written
    given, record = Given(site, strict), paths.build_cache / RECORD
    packed = set_for_build("AIDSTORIES_OFFLINE", "true" if offline else None)
    with packed, _one_build(paths), seldom_collecting():
        if options:
            _hold_options(options)
            _hold_site(paths)
            _hold_problems(paths, despite=despite)
            record.unlink(missing_ok=True)
            _by_mkdocs(paths, given, [*options, *(("-q",) * quiet), *(("-v",) * verbose)])
            return
        # The process ends with the command: nothing that it holds need be looked through, neither
        # before nor at its end, which took 1.5 of 25 s at 1,000 stories.
        atexit.register(gc.freeze)
        with uncollected():
            found = None if clean or strict else look(paths.config, given, record)
            level = logging.ERROR if quiet else 10 if verbose else 20
            said = _renewed(paths, given, found, despite=despite, clean=clean, level=level)
    if not quiet:
        click.echo(said)


def _renewed(
    paths: ArchivePaths, given: Given, found: Look | None, *, despite: bool, clean: bool, level: int
) -> str:
    """Bring the site up to date, of which ``found`` was seen, and return what to say."""
    from aidstories.site.incremental.standing import RECORD

    seal = _Seal(paths.build_cache / RECORD)
    if found and not found.changed:
        if (paths.build_cache / DESPITE).exists():
            _hold_problems(paths, despite=despite)
        seal.renew(())
        count = len(found.files)
        return say(f"没有要做的，{count:,} 个文件没有变", f"nothing to make: {count:,} files stand")
    _hold_site(paths)
    held = _hold_problems(paths, despite=despite)
    with _unreadable(despite=despite):
        if found and not held.without and (done := _patched(paths, found)):
            seal.renew(done.changed, {*found.files, *done.changed} - {*done.gone})
        else:
            done = _built(paths, given, clean, level, held)
            seal.renew(done.changed)
    return _said(done)


class _Seal:
    """The manifest of the site that the builds of a record make."""

    def __init__(self, record: Path) -> None:
        from aidstories.site.incremental.standing import site_of
        from aidstories.site.sealed import sealed

        self._record, site = record, site_of(record)
        self._known = sealed(site, record) if site else None

    def renew(self, changed: Collection[str], there: Collection[str] | None = None) -> None:
        """Write it after a build that made or ``changed`` these files; ``there`` as in `seal`."""
        from aidstories.site.incremental.standing import site_of
        from aidstories.site.sealed import seal

        site = site_of(self._record)
        if site is not None and (changed or self._known is None):
            seal(site, self._known, changed, there)


def _patched(paths: ArchivePaths, found: Look) -> Outcome | None:
    """Put one changed text into the site, if no more changed; return what was done."""
    from aidstories.site.incremental.standing import RECORD
    from aidstories.site.patching.patch import patched

    return patched(paths, found, paths.build_cache / RECORD)


def _built(paths: ArchivePaths, given: Given, clean: bool, level: int, held: _Held) -> Outcome:
    """Build, and return what was made; of stories some were read before, some are left out."""
    from mkdocs.__main__ import State, _enable_warnings

    from aidstories.site.incremental.again import build_again
    from aidstories.site.incremental.standing import RECORD

    _enable_warnings()  # type: ignore[no-untyped-call]
    with _said_in_chinese(paths), naming(given.site or paths.root / "site"):
        state = State(level=level)  # type: ignore[no-untyped-call]
        try:
            record = paths.build_cache / RECORD
            return build_again(
                paths, given, record, clean=clean, read=held.read, without=held.without
            )
        finally:
            del state


def _said(done: Outcome) -> str:
    pages = sum(address.endswith(".html") for address in done.changed)
    files, gone = len(done.changed) - pages, len(done.gone)
    left = done.files - len(done.changed)
    zh = [f"做了 {pages:,} 页", f"{files:,} 个别的文件"] if files else [f"做了 {pages:,} 页"]
    en = (
        [counted(pages, "page"), counted(files, "other file")]
        if files
        else [counted(pages, "page")]
    )
    more = (f"，删了 {gone:,} 个", f", {gone:,} removed") if gone else ("", "")
    rest = ("", "") if done.whole else (f"，其余 {left:,} 个文件没有变", f", {left:,} files stand")
    before = ("上次的记录用不上，全部重做：", "the last record is of no use, all anew: ")
    first = before if done.unusable else ("", "")
    return say(
        f"{first[0]}{'和 '.join(zh)}{more[0]}{rest[0]}",
        f"{first[1]}{' and '.join(en)} made{more[1]}{rest[1]}",
    )


def _by_mkdocs(paths: ArchivePaths, given: Given, options: Sequence[str]) -> None:
    """Run MkDocs' own command in this process with the archive's mkdocs.yml."""
    from mkdocs.__main__ import cli

    from aidstories.site.configured import configured
    from aidstories.site.incremental.place import take_place

    own = [*(("--strict",) * given.strict), *(("-d", given.site) if given.site else ())]
    with _said_in_chinese(paths):
        take_place(paths, Path(configured(paths, site_dir=given.site).site_dir))
        cli.main(["build", "-f", str(paths.config), *own, *options], standalone_mode=False)


@contextmanager
def _one_build(paths: ArchivePaths) -> Iterator[None]:
    """Hold the lock of builds: a second one waits until the first has ended."""
    from filelock import FileLock, Timeout

    paths.build_cache.mkdir(parents=True, exist_ok=True)
    lock = FileLock(paths.build_cache / "lock")
    try:
        lock.acquire(blocking=False)
    except Timeout:
        zh, en = "网站正在由另一个命令生成，等它做完", "another build is under way: waiting for it"
        click.echo(readable(say(zh, en)), err=True)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _hold_site(paths: ArchivePaths) -> None:
    """Raise `BadInput` where no site can be built here."""
    from aidstories.stories.checks.files import check_names
    from aidstories.stories.checks.links import hold_links
    from aidstories.stories.checks.settings import hold_settings
    from aidstories.stories.store.days import hold_epoch

    hold_epoch()
    _hold_config(paths)
    hold_settings(paths)  # whatever the problems that are built despite
    hold_links(paths)
    if misnamed := [problem for _, found in check_names(paths) for problem in found]:
        raise BadInput(misnamed)


def _hold_options(options: Sequence[str]) -> None:
    """Raise `BadInput` for what MkDocs' command has and no site of stories can be built with."""
    if "--dirty" in options:
        zh = "不能用 --dirty：各页要一起做；build 不加选项，本来就只做变了的"
        en = "pages are made of each other: 'build' alone makes only what has changed"
        raise BadInput([Problem(file="--dirty", zh=zh, en=en)])


def _hold_config(paths: ArchivePaths) -> None:
    if not paths.config.is_file():
        zh = "这里没有 mkdocs.yml；在档案的文件夹里运行，或者用 --root 指明它"
        en = "there is no mkdocs.yml: run it in the archive's folder, or name that with --root"
        raise BadInput([Problem(file=str(paths.config), zh=zh, en=en)])


def _hold_problems(paths: ArchivePaths, *, despite: bool) -> _Held:
    """Raise `BadInput` with what `check` refuses; ``despite`` that, say it and how much it is."""
    from aidstories.stories.checks.gate import refused, unreadable
    from aidstories.stories.store.files import write_atomically

    read: dict[Path, Read] = {}
    found = refused(paths, paths.build_cache / "checked.json", read)
    if found and not despite:
        zh = "有这些问题，没有生成；改好再运行，或者加 --despite-problems 照样生成"
        en = "nothing is built with these problems; --despite-problems builds all the same"
        raise BadInput([*found, Problem(file=str(paths.docs), zh=zh, en=en)])
    without = unreadable(paths, found)
    note = paths.build_cache / DESPITE
    if found:
        write_atomically(note, "")
        complain(found, paths.root)
        zh = f"！有 {len(found)} 个问题，照你的吩咐照样做下去，读得出的读者会看到"
        en = f"! going on despite {counted(len(found), 'problem')}: readers will meet them"
        click.echo(say(zh, en), err=True)
    else:
        note.unlink(missing_ok=True)
    for path in sorted(without):
        zh = "这一篇读不了，或者编号不是文件名，没有做成网页；改好再生成"
        en = "no page is made of it: it cannot be read, or its id is not the file's name"
        complain([Problem(file=str(path), zh=zh, en=en)], paths.root)
    return _Held(read, without)


DESPITE = "despite-problems"
"""The note of a site that was built despite problems: the next build has them told again."""


class _Held(NamedTuple):
    """What was ``read`` of stories while they were held to `check`, and those that have no page."""

    read: dict[Path, Read]
    without: frozenset[Path]


@contextmanager
def _unreadable(*, despite: bool) -> Iterator[None]:
    """Say of what stops a build ``despite`` all problems that these have to be mended all the same.

    Of a file that cannot be read, `title: [` in a story, there is nothing to show.
    """
    from mkdocs.exceptions import PluginError

    try:
        yield
    except (BadInput, PluginError) as error:
        cause = error if isinstance(error, BadInput) else error.__cause__
        if not (despite and isinstance(cause, BadInput)):
            raise
        zh = "读不了的文件做不成网页，加了 --despite-problems 也没有生成；先改好这些，或者移开"
        en = "nothing is built even so: what cannot be read has to be mended first, or moved away"
        why = Problem(file="--despite-problems", zh=zh, en=en)
        raise BadInput([*cause.problems, why]) from error


@contextmanager
def _said_in_chinese(paths: ArchivePaths) -> Iterator[None]:
    """Say what MkDocs gives up at: a template, and that there is no site."""
    from mkdocs.exceptions import Abort

    from aidstories.stories.checks.templates import fault_of

    try:
        yield
    except Abort as error:  # it has said why
        zh, en = (
            "网站没有生成；照上面说的改好，再运行一次",
            "no site was built: mend what is said above",
        )
        raise BadInput([Problem(file=str(paths.config), zh=zh, en=en)]) from error
    except Exception as error:
        if (fault := fault_of(error, paths)) is None:
            raise
        raise BadInput([fault]) from error


@contextmanager
def set_for_build(name: str, value: str | None) -> Iterator[None]:
    """Set a variable that ``mkdocs.yml`` reads, for as long as a build takes; None leaves it."""
    before = os.environ.get(name)
    os.environ.update({} if value is None else {name: value})
    try:
        yield
    finally:
        os.environ.pop(name, None)
        os.environ.update({} if before is None else {name: before})


def _folder(given: str | None) -> str | None:
    """Return a folder by its name, of which shells leave ``--site-dir=~/x`` as it stands."""
    if given is not None and not given.strip():
        raise click.BadParameter(say("没有写是哪个文件夹", "no folder is named"))
    return given and str(Path(given).expanduser())


_PLACE = re.compile(r"([\w.-]+|\[[0-9A-Fa-f:]+\]|[0-9A-Fa-f:]+):(\d{1,5})")


def _address(ctx: click.Context, option: click.Parameter, given: str | None) -> str | None:
    """Return an address with its port as it was given; another one is bad usage."""
    found = _PLACE.fullmatch(given) if given else None
    if given is not None and not (found and _here(found[1]) and 0 < int(found[2]) < 1 << 16):
        zh, en = "要写成 地址:端口，例如 127.0.0.1:8001", "write ADDRESS:PORT, as in 127.0.0.1:8001"
        said = printable(given)
        raise click.BadParameter(say(f"“{said}”不是地址；{zh}", f"'{said}' is none; {en}"))
    return given


def _here(host: str) -> bool:
    """Return whether the preview can listen at ``host``: a number, or this machine's own name."""
    try:
        return host == "localhost" or bool(ip_address(host.strip("[]")))
    except ValueError:
        return False


_ADDRESS = click.option(
    "-a",
    "--dev-addr",
    "address",
    metavar="IP:PORT",
    callback=_address,
    help=say("地址与端口", "address and port"),
)


@main.command(
    help=say("本机预览：改动随存随见，错误显示在页面上", "Preview the site as it changes.")
)
@_ADDRESS
@click.option("-o", "--open", "opened", is_flag=True, help=say("打开浏览器", "open a browser"))
@click.pass_obj
def serve(paths: ArchivePaths, address: str | None, opened: bool) -> None:
    """Serve the site until interrupted."""
    show(paths, address, "" if opened else None)


@main.command(help=say("逐一处理存疑之处：预览里的校对页", "Settle doubtful places, one by one."))
@_ADDRESS
@click.option("--no-open", is_flag=True, help=say("不打开浏览器", "open no browser"))
@click.pass_obj
def review(paths: ArchivePaths, address: str | None, no_open: bool) -> None:
    """Serve the site and open the review page."""
    show(paths, address, None if no_open else "-/review/")


def show(paths: ArchivePaths, address: str | None, page: str | None) -> None:
    """Run the preview; ``page`` is opened in the browser. Raises `BadInput`."""
    from aidstories.preview.serve import Preview, quiet
    from aidstories.site.editor import left_out

    _hold_site(paths)
    quiet()
    preview = Preview(paths, address=address, ready=_ready, complain=lambda p: complain([p]))
    if lacking := left_out(preview.config.extra.get("admin")):
        click.echo(lacking)
    try:
        preview.serve(page=page)
    except OSError as error:
        if error.filename is not None:  # of a file, not of the address
            raise BadInput([of_system(error)]) from error
        zh = f"开不了预览：{error.strerror}；是不是已经开着一个？可用 -a 127.0.0.1:8001 换一个端口"
        en = f"cannot serve: {error.strerror}; another one may be running, try -a 127.0.0.1:8001"
        raise BadInput([Problem(file=preview.url, zh=zh, en=en)]) from error


def _ready(url: str) -> None:
    click.echo(say(f"预览：{url}\n校对：{url}-/review/", f"{url}\nreview: {url}-/review/"))
    click.echo(say("按 Ctrl+C 结束", "Ctrl+C ends it"))
