"""Build the site, serve it on this machine, and build it anew whenever a file changes."""

from __future__ import annotations

import logging
import shutil
import tempfile
import webbrowser
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from aidstories.errors import BadInput, Problem, faults, relative
from aidstories.paths import ArchivePaths
from aidstories.preview.desk import ReviewDesk
from aidstories.preview.server import Server
from aidstories.stories.checks.stories import check


class Preview:
    """The server with its builds; `serve` runs until it is interrupted.

    ``ready`` is told the address, ``complain`` what is wrong after each build; files are looked at
    every ``interval`` seconds.
    """

    def __init__(
        self,
        paths: ArchivePaths,
        *,
        address: str | None = None,
        ready: Callable[[str], None],
        complain: Callable[[Problem], None],
        interval: float = 0.5,
    ) -> None:
        self.paths, self.ready, self.complain = paths, ready, complain
        self.folder = Path(tempfile.mkdtemp(prefix="aidstories_"))
        self.given = {"dev_addr": address} if address else {}
        self.builds = 0
        config = self._config(self.folder / "0")
        config.plugins.on_startup(command="serve", dirty=False)
        self.config = config
        host, port = config.dev_addr
        self.server = Server(
            builder=self.build,
            host=host,
            port=port,
            root=str(config.site_dir),
            polling_interval=interval,
        )
        self.server.error_handler = self.server.missing_page
        self.server.desk = ReviewDesk(paths, self.server)

    @property
    def url(self) -> str:
        """The address of the preview."""
        return str(self.server.url)

    def serve(self, *, page: str | None = None) -> None:
        """Build, then serve until interrupted; ``page`` is opened in the browser.

        Raises `OSError` where the address is in use.
        """
        try:
            self.server.open()
            self.build()
            for path in (self.config.docs_dir, self.config.config_file_path, *self.config.watch):
                if Path(path).exists():
                    self.server.watch(str(path))
            self.ready(self.url)
            if page is not None:
                webbrowser.open(f"{self.url}{page}")
            self.server.run()
        except KeyboardInterrupt:
            pass
        finally:
            self.server.shutdown()
            self.config.plugins.on_shutdown()
            shutil.rmtree(self.folder, ignore_errors=True)

    def build(self) -> None:
        """Build into a new folder and show it if it is whole; note what is wrong."""
        self.builds += 1
        target = self.folder / str(self.builds)
        problems = self._check()
        try:
            build(self._config(target))
        except (Exception, SystemExit) as error:
            shutil.rmtree(target, ignore_errors=True)
            self.server.stale = True
            problems = problems or (_unknown(error),)
        else:
            before, self.server.root = self.server.root, str(target)
            self.server.stale = False
            shutil.rmtree(before, ignore_errors=True)
        self.server.problems = problems
        for problem in problems:
            self.complain(problem)

    def _check(self) -> tuple[Problem, ...]:
        try:
            found = [p for _, found in check(self.paths, advice=False) for p in faults(found)]
        except BadInput as error:
            found = list(error.problems)
        return tuple(_relative(problem, self.paths.root) for problem in found)

    def _config(self, target: Path) -> MkDocsConfig:
        config = load_config(str(self.paths.config), site_dir=str(target), **self.given)
        host, port = config.dev_addr
        config.site_url = f"http://{host}:{port}/"
        return config


def _unknown(error: BaseException) -> Problem:
    text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return Problem(file="mkdocs.yml", zh=f"网站生成不了：{text}", en=f"cannot build: {text}")


def _relative(problem: Problem, root: Path) -> Problem:
    return replace(problem, file=relative(problem.file, root))


def quiet() -> None:
    """Have MkDocs and its server say only what went wrong."""
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
