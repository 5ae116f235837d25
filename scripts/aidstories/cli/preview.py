"""Commands that build the site and show it: ``build``, ``serve``, ``review``."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

import click

from aidstories.cli.console import complain, say
from aidstories.cli.group import main
from aidstories.errors import BadInput, Problem, of_system
from aidstories.paths import ArchivePaths


@main.command(
    help=say("生成网站（选项同 mkdocs build）", "Build the site (options of mkdocs build)."),
    context_settings={"ignore_unknown_options": True},
)
@click.option(
    "--offline", is_flag=True, help=say("另存整个网站的 ZIP", "also as a ZIP file, data/site.zip")
)
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
@click.pass_obj
def build(paths: ArchivePaths, offline: bool, options: tuple[str, ...]) -> None:
    """Run MkDocs' own command in this process with the archive's mkdocs.yml."""
    from mkdocs.__main__ import cli

    _hold_site(paths)
    with set_for_build("AIDSTORIES_OFFLINE", "true" if offline else None), _said_in_chinese(paths):
        cli.main(["build", "-f", str(paths.config), *options], standalone_mode=False)


def _hold_site(paths: ArchivePaths) -> None:
    """Raise `BadInput` where no site can be built here."""
    from aidstories.stories.checks.files import check_names

    if not paths.config.is_file():
        zh = "这里没有 mkdocs.yml；在档案的文件夹里运行，或者用 --root 指明它"
        en = "there is no mkdocs.yml: run it in the archive's folder, or name that with --root"
        raise BadInput([Problem(file=str(paths.config), zh=zh, en=en)])
    if misnamed := [problem for _, found in check_names(paths) for problem in found]:
        raise BadInput(misnamed)


@contextmanager
def _said_in_chinese(paths: ArchivePaths) -> Iterator[None]:
    """Say what MkDocs gives up at: faults of its configuration, and that there is no site."""
    from mkdocs.exceptions import Abort, ConfigurationError

    try:
        yield
    except ConfigurationError as error:
        at = re.search(r"line (\d+)", str(error))
        said = " ".join(str(error).split())
        zh, en = f"网站的配置读不了：{said}", f"cannot be read: {said}"
        line = int(at[1]) if at else None
        raise BadInput([Problem(file=str(paths.config), line=line, zh=zh, en=en)]) from error
    except Abort as error:  # it has said why
        zh, en = (
            "网站没有生成；照上面说的改好，再运行一次",
            "no site was built: mend what is said above",
        )
        raise BadInput([Problem(file=str(paths.config), zh=zh, en=en)]) from error


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


_ADDRESS = click.option(
    "-a", "--dev-addr", "address", metavar="IP:PORT", help=say("地址与端口", "address and port")
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
