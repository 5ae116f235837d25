"""Two editors at one archive, the machine between them, in any order: what stands, what is told.

Each word that an editor writes is a mark of its own. It must stand, after every step, in a story, a
translation, the catalogue or a proposal, unless an editor took it away; and what an import does not
take over must stand in what it says.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from aidstories.errors import BadInput
from aidstories.stories.checks.review_items import all_review_items
from aidstories.stories.checks.verify import verify
from aidstories.stories.editing.answers import Answer, answer_item
from aidstories.stories.editing.translate import start_translation
from aidstories.stories.format.parse import parse_story
from aidstories.stories.format.serialize import serialize
from aidstories.stories.store.lock import writing
from aidstories.stories.store.record import Verdict
from tests.archive import PAPER, Archive
from tests.stories.interleaving import MEMORY, die_at, fork_import, small_archive

NEW_PAPERS = (("丙市", "7月"), ("丁市", "8月"))
_CORRECTIONS = {"place": "西藏自治区/那曲市", "year": "2021", "no_year": "2021"}
editors, kills, places = st.sampled_from("甲乙"), st.none() | st.integers(1, 24), st.integers(0, 30)


def forked(act: Callable[[], object], kill_at: int | None) -> None:
    """Do ``act`` in a process of its own, killed at write number ``kill_at``."""
    child = os.fork()
    if child == 0:
        try:
            if kill_at is not None:
                die_at(kill_at)
            with suppress(BadInput):
                act()
        finally:
            os._exit(0)
    os.waitpid(child, 0)


class TwoEditors(RuleBasedStateMachine):
    """An archive of two captures. ``marks`` are the words that must be found."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
        self.archive: Archive = small_archive(self.root / "archive")
        self.version = self.count = 0
        self.marks: set[str] = set()
        self.done: list[str] = []

    # What an editor does

    @initialize()
    def begin(self) -> None:
        self._import(None)

    @rule(who=editors, at=places, how=places)
    def edit_by_hand(self, who: str, at: int, how: int) -> None:
        """Put a word into a story: the text, a field, a paragraph of its own."""
        path = self._story(at)
        if path is None:
            return
        text = path.read_text("utf-8")
        mark = self._mark(who)
        ways = [(old, new) for old, new in _ways(mark) if old in text]
        old, new = ways[how % len(ways)]
        path.write_text(text.replace(old, new, 1), "utf-8")
        self.marks.add(mark)

    @rule(who=editors, at=places)
    def edit_in_the_form(self, who: str, at: int) -> None:
        """Open a story in /admin/, write, save: its format is that of the program."""
        path = self._story(at)
        if path is None:
            return
        mark = self._mark(who)
        story = parse_story(path.read_text("utf-8"), path.name)
        path.write_text(serialize(story).text + f"\n{mark}的一段。\n", "utf-8")
        self.marks.add(mark)

    @rule(at=places, verdict=st.sampled_from([*Verdict]), who=editors, kill_at=kills)
    def answer(self, at: int, verdict: Verdict, who: str, kill_at: int | None) -> None:
        """Answer a doubt of the review page; a proposal taken may take an editor's words away."""
        items = all_review_items(self.archive.paths)
        if not items:
            return
        item, text = items[at % len(items)], ""
        if verdict is Verdict.CORRECTED:
            text = {"place": "西藏自治区/那曲市", "year": "2021", "no_year": "2021"}.get(
                item.topic, ""
            )
        before = item.path.read_text("utf-8")
        forked(
            lambda: answer_item(self.archive.paths, item, Answer(verdict=verdict, text=text)),
            kill_at,
        )
        if item.topic == "proposed" and verdict is not Verdict.REJECTED:
            after = item.path.read_text("utf-8") if item.path.exists() else ""
            self.marks -= {mark for mark in self.marks if mark in before and mark not in after}
        elif item.topic == "proposed":
            self.marks = {mark for mark in self.marks if self._stands(mark)}

    @rule(at=places, kill_at=kills)
    def translate(self, at: int, kill_at: int | None) -> None:
        path = self._story(at)
        if path is not None:
            paths, id_ = self.archive.paths, path.stem

            def start() -> None:
                with writing(paths):
                    start_translation(paths, id_)

            forked(start, kill_at)

    @rule(who=editors, at=places)
    def write_the_translation(self, who: str, at: int) -> None:
        files = [*self.archive.paths.translation_files()]
        if files:
            path, mark = files[at % len(files)], self._mark(who)
            path.write_text(path.read_text("utf-8") + f"\nབོད་ཡིག {mark}\n", "utf-8")
            self.marks.add(mark)

    @rule(at=places)
    def rename(self, at: int) -> None:
        path = self._story(at)
        if path is not None:
            self.count += 1
            path.rename(path.with_name(f"renamed-{self.count}.md"))

    @rule(at=places)
    def delete(self, at: int) -> None:
        """Take a story away, with all that editors wrote into it."""
        path = self._story(at)
        if path is not None:
            text = path.read_text("utf-8")
            path.unlink()
            self.marks -= {mark for mark in self.marks if mark in text and not self._stands(mark)}

    # What comes in, and what the machine does

    @rule(number=st.integers(0, 1))
    def receive(self, number: int) -> None:
        """Put another capture into ``seeds``."""
        city, month = NEW_PAPERS[number]
        path = self.archive.seeds / f"new{number}.txt"
        path.write_text(PAPER.replace("甲市", city).replace("5月", month), "utf-8")

    @rule(better=st.booleans(), kill_at=kills)
    def import_(self, better: bool, kill_at: int | None) -> None:
        self.version += better
        self._import(kill_at)

    @rule(who=editors, at=places, how=places)
    def import_while_an_editor_saves(self, who: str, at: int, how: int) -> None:
        child = fork_import(self.archive, self.version, None)
        try:
            self.edit_by_hand(who, at, how)
        finally:
            os.waitpid(child, 0)

    def _import(self, kill_at: int | None) -> None:
        before = self._proposals()
        said = self.root / "said.txt"
        status = os.waitstatus_to_exitcode(
            os.waitpid(fork_import(self.archive, self.version, kill_at, said), 0)[1]
        )
        self._look()
        if status == 0:
            told = said.read_text("utf-8")
            new = [path for path, text in self._proposals().items() if before.get(path) != text]
            assert all(path.name in told for path in new), f"silent about {new}: {told}"
        else:
            assert status < 0 or kill_at is None, said.read_text("utf-8")

    # What must hold

    def _look(self) -> None:
        lost = sorted(mark for mark in self.marks if not self._stands(mark))
        assert not lost, f"{lost} lost"

    def teardown(self) -> None:
        try:
            self._import(None)
            self._import(None)
            before = self.archive.files()
            self._import(None)
            assert self.archive.files() == before, "a further import changed something"
            assert not [*self.archive.root.rglob(".writing-*")]
            for path, problems in verify(self.archive.paths):
                assert not problems, (path, problems)
        finally:
            shutil.rmtree(self.root)

    def _stands(self, mark: str) -> bool:
        found = (self.archive.docs / "stories").rglob("*.md*")
        return any(mark in path.read_text("utf-8") for path in found)

    def _proposals(self) -> dict[Path, str]:
        return {path: path.read_text("utf-8") for path in self.archive.paths.proposals()}

    def _mark(self, who: str) -> str:
        self.count += 1
        return f"{who}记{self.count}号"

    def _story(self, at: int) -> Path | None:
        stories = [*self.archive.paths.story_files()]
        return stories[at % len(stories)] if stories else None


def _ways(mark: str) -> tuple[tuple[str, str], ...]:
    return (
        ("开展义诊", f"开展{mark}义诊"),
        ("为当地群众看病", f"为当地{mark}群众看病"),
        ("\ntitle: ", f"\ntitle: {mark}"),
        ("\nsource: ", f"\nsource: {mark}"),
        ("\n---\n\n", f"\n---\n\n{mark}一段。\n\n"),
        ("institutions: [", f"institutions: [{mark}, "),
    )
