"""Build the site, serve it on this machine, and make anew what a changed file shows in.

A saved story is seen at once: its own pages are rendered in the frame of the last build. What else
shows it follows in the background, while everything stays readable.
"""

from __future__ import annotations

import logging
import webbrowser
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from aidstories.errors import BadInput, Problem, faults, relative
from aidstories.paths import ArchivePaths
from aidstories.preview.desk import ReviewDesk
from aidstories.preview.kept_site import KeptSite
from aidstories.preview.server import OWN, Server
from aidstories.preview.watching import Watcher
from aidstories.site.configured import configured
from aidstories.site.incremental.build import Build, plugin_of
from aidstories.site.incremental.dependencies import Dependencies
from aidstories.stories.checks.settings import hold_settings
from aidstories.stories.checks.stories import check, check_story, read_rules
from aidstories.stories.checks.templates import fault_of


class Preview:
    """The server with its builds; `serve` runs until it is interrupted.

    ``ready`` is told the address, ``complain`` what is wrong after each build; where the system
    does not tell of changes, files are looked at every ``interval`` seconds.
    """

    def __init__(
        self,
        paths: ArchivePaths,
        *,
        address: str | None = None,
        ready: Callable[[str], None],
        complain: Callable[[Problem], None],
        interval: float = 2.0,
    ) -> None:
        self.paths, self.ready, self.complain = paths, ready, complain
        self.kept = KeptSite(paths)
        self.tree = self.kept.tree
        self.given = {"dev_addr": address} if address else {}
        self.config = self._config()
        self.checked = Dependencies()
        self._build: Build | None = None
        """What builds again; None where the next build has to begin anew."""
        host, port = self.config.dev_addr
        self.server = Server(host, port, self.tree.folder)
        self.server.desk = ReviewDesk(paths, self.server)
        self.watcher = Watcher(interval)
        self.busy = False
        """Whether a change is being made anew."""

    @property
    def url(self) -> str:
        """The address of the preview."""
        return self.server.url

    def serve(self, *, page: str | None = None) -> None:
        """Build, then serve until interrupted; ``page`` is opened in the browser.

        Raises `OSError` where the address is in use.
        """
        try:
            self.server.open()
            self.watcher.watch(self._watched())
            stands = self.kept.stands(self.config.site_url or "")
            if not stands:
                self.build()
            self.server.start()
            self.ready(self.url)
            if page is not None:
                webbrowser.open(f"{self.url}{page}")
            if stands:  # it is shown; what a change needs to know is read meanwhile
                self.build()
            while changed := self.watcher.changed():
                self.busy = True
                try:
                    self.update(changed)
                except Exception as error:  # of the disk, of a plugin: the next save tries again
                    self._say((self._fault(error),), stale=True)
                self.busy = False
        except KeyboardInterrupt:
            pass
        finally:
            self.end()
            self.server.end()
            self.config.plugins.on_shutdown()
            self.kept.leave()

    def end(self) -> None:
        """Have `serve` return."""
        self.watcher.end()

    def update(self, changed: Collection[Path]) -> None:
        """Make anew what the files ``changed`` show in: the stories' own pages first."""
        if any(map(self._frames, changed)):
            self._build = None
        if self._build is not None:
            stories = filter(self._is_story, changed)
            own = (self.paths.stories / path.parent.name / path.name for path in stories)
            shown = sorted(own)
            self._show(self._build, shown)
            if len(changed) == len(shown) == 1 and self._patched(shown[0]):
                return
        self.build()

    def build(self) -> None:
        """Make what does not stand, and show it if it is whole; note what is wrong."""
        problems = self._check()
        self.tree.begin()
        try:
            plugin = plugin_of(self._built().config)
        except (Exception, SystemExit) as error:
            shown, self.server.newer = self.server.newer.keys(), {}
            self._say(problems or (self._fault(error),), stale=True, changed=shown)
            return
        committed = self.tree.commit(plugin.dependencies.standing)
        changed = committed.changed | committed.gone
        plugin.dependencies.settle()
        self.kept.settle(plugin.dependencies)
        seen = {address for address in changed if not self._is_shown(address)}
        self.server.newer = {}
        self._say(problems, stale=False, changed=seen)

    def _patched(self, story: Path) -> bool:
        """Put a changed text into all that holds it where nothing else shows it; else say so."""
        done = None if self.server.stale else self.kept.patched(self.paths, story)
        if done is None:
            return False
        changed = {*done.changed, *done.gone}
        seen = {address for address in changed if not self._is_shown(address)}
        self.server.newer = {}
        self._tell(seen)  # before all stories are checked: .5 s of 1,000
        self._say(self._check(), stale=False)
        return True

    def _built(self) -> Build:
        """Return the build, which has run. Raises what MkDocs and its plugins raise."""
        if self._build is None:
            config = self._config()
            config.plugins.on_startup(command="serve", dirty=False)
            begun = Build(config)
            begun.plugin.dependencies = self.kept.known(config)
            self.kept.look()
            begun.run()
            self.config, self._build = config, begun
            return begun
        try:
            self.kept.look()
            self._build.run()
        except BaseException:
            plugin_of(self._build.config).dependencies.void()
            raise
        return self._build

    def _show(self, build: Build, stories: Collection[Path]) -> None:
        """Show each story as its file has it, before the lists that name it."""
        self.tree.begin()
        gone: dict[str, bytes | None] = {}
        for path in stories:
            try:
                if path.exists():
                    build.show(path)
                elif not any(self.paths.stories.glob(f"*/{path.name}")):  # nor moved
                    gone |= dict.fromkeys(build.pages_of(path))
            except (Exception, SystemExit):  # the build says what is wrong
                self.server.stale = True
        made = gone | self.tree.take()
        seen = {address for address in made if self.server.bytes_at(address) != made[address]}
        self.server.newer = {**self.server.newer, **made}
        before, self.server.problems = self.server.problems, self._problems(stories)
        if before != self.server.problems:
            self.server.news.tell(None)
        elif seen:
            self.server.news.tell(seen)

    def _problems(self, stories: Collection[Path]) -> tuple[Problem, ...]:
        """Return what is wrong now that ``stories`` have changed; for translations, as before."""
        checked = [path for path in stories if "." not in path.stem]
        try:
            rules = read_rules(self.paths)
        except BadInput:
            return self.server.problems
        named = {relative(str(path), self.paths.root) for path in checked}
        others = tuple(each for each in self.server.problems if each.file not in named)
        found = (faults(check_story(path, rules)[0]) for path in checked if path.exists())
        own = (_relative(each, self.paths.root) for problems in found for each in problems)
        return (*others, *own)

    def _is_shown(self, address: str) -> bool:
        """Return whether the file at ``address`` is what is shown of it already."""
        newer = self.server.newer
        return address in newer and newer[address] == self.server.bytes_under(address)

    def _say(
        self, problems: tuple[Problem, ...], *, stale: bool, changed: Collection[str] = ()
    ) -> None:
        """Name ``problems`` on every page; have those come anew that show something else now."""
        before = frozenset(self.server.problems), self.server.stale
        same = (frozenset(problems), stale) == before
        self.server.problems, self.server.stale = problems, stale
        self._tell(changed, every=not same)
        for problem in problems:
            self.complain(problem)

    def _tell(self, changed: Collection[str], *, every: bool = False) -> None:
        """Have the pages at ``changed`` come anew, or ``every`` page."""
        if every or any(address.startswith("assets/") for address in changed):
            self.server.news.tell(None)
        elif changed:
            self.server.news.tell({*changed, OWN})

    def _check(self) -> tuple[Problem, ...]:
        try:
            checked = check(self.paths, self.checked.value, advice=False)
            found = [problem for _, told in checked for problem in faults(told)]
        except BadInput as error:
            found = list(error.problems)
        self.checked.settle()
        return tuple(_relative(problem, self.paths.root) for problem in found)

    def _fault(self, error: BaseException) -> Problem:
        """Return what a build gave up at: a template, or what it says itself."""
        named = fault_of(error, self.paths)
        return _relative(named, self.paths.root) if named else _unknown(error)

    def _config(self) -> MkDocsConfig:
        hold_settings(self.paths)
        config = configured(self.paths, site_dir=str(self.tree.stage), **self.given)
        host, port = config.dev_addr
        config.site_url = f"http://{host}:{port}/"
        return config

    def _watched(self) -> tuple[Path, ...]:
        watched = (self.config.docs_dir, self.config.config_file_path, *self.config.watch)
        return tuple(map(Path, watched))

    def _is_story(self, path: Path) -> bool:
        return path.suffix == ".md" and path.parent.parent == self.paths.stories.resolve()

    def _frames(self, path: Path) -> bool:
        """Return whether all pages are made from the file at ``path``: a table, a template …"""
        own = self.paths.stories.resolve(), self.paths.records.resolve()
        page = path.suffix == ".md" and path.is_relative_to(self.paths.docs.resolve())
        return not (page or any(map(path.is_relative_to, own)))


def _unknown(error: BaseException) -> Problem:
    text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return Problem(file="mkdocs.yml", zh=f"网站生成不了：{text}", en=f"cannot build: {text}")


def _relative(problem: Problem, root: Path) -> Problem:
    return replace(problem, file=relative(problem.file, root))


def quiet() -> None:
    """Have MkDocs and its server say only what went wrong."""
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
