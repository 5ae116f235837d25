"""More scenes of an editor's work, as they were read and approved (tests/approved)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import count
from pathlib import Path

import openpyxl
import pytest

from aidstories.stories.checks.gate import refused
from aidstories.stories.checks.review_items import all_review_items
from aidstories.stories.editing import journal
from aidstories.stories.editing.answers import Answer, answer_item, bring_back
from aidstories.stories.editing.journal import Said
from aidstories.stories.editing.structure import decide, passages, restructure
from aidstories.stories.editing.undo import take_back
from aidstories.stories.store.record import Verdict
from tests.approved import approve, approved, cut
from tests.archive import PAPER, Archive, Made, make_archive
from tests.stories.scenes import FEED, SECOND, Scene, _told
from tests.stories.scenes import SCENES as BEFORE
from tests.stories.test_approved_files import OUTCOMES
from tests.stories.test_duplicates import changed, report

TWO = """# 丙市医疗队来到乙县

本报记者 央金

2024年5月，医疗队在那曲市色尼区义诊，为当地群众看病，受到欢迎。

义诊现场人很多

丁县办起藏医学堂

学堂里来了二十名学员，他们要学三年

今年秋天开课，由老藏医任教。
"""
_ROWS = re.compile(r"\d{2,}")
"""How many values the tables of this archive offer."""
DECIDED = (
    *((0, 5, "title", ""), (0, 4, "caption", ""), (0, 5, "story", ""), (0, 3, "join", "")),
    *((0, 2, "paragraph", "为当地群众"), (0, 2, "paragraph", "没有的话"), (0, 6, "join", "")),
    *((0, 99, "title", ""), (0, 4, "chapter", ""), (0, 3, "heading", "")),
)
"""What is said of the passages of TWO: article, passage, what, the words it begins with."""


def _deciding(scene: Scene) -> Iterator[str]:
    """What passages are is decided, and taken back with later changes in the way."""
    archive, paths = scene.archive, scene.archive.paths
    archive.add("two.txt", TWO)
    assert archive.run("import", "--workers", 1).exit_code == 0
    [*scene.changed()]
    said = Said(id="two", topic="", quote="", verdict="structure", capture="two.txt")

    def carried_out(what: tuple[int, int, str, str]) -> None:
        article, passage, kind, words = what
        decision = decide(paths, "two.txt", article, passage, kind, words)
        restructure(paths, [("two.txt", decision)], [said])

    for what in DECIDED:
        yield f"== {what}"
        yield from _told(partial(carried_out, what))
        yield from scene.changed()
    for article in passages(paths, "two.txt"):
        yield " | ".join(f"{role} {cut(text)}" for role, text in article)
    for path in archive.stories():
        path.write_text(path.read_text("utf-8").replace("受到欢迎", "很受欢迎"), "utf-8")
    yield from _oldest_first(scene)


def _oldest_first(scene: Scene) -> Iterator[str]:
    """Take back all answers, the oldest first: later ones may stand in the way."""
    paths = scene.archive.paths
    for listed in [*journal.entries(paths)][::-1]:
        entry = journal.find(paths, listed.number)
        assert entry
        yield f"== take back {', '.join(f'{s.id} {s.topic} {s.verdict}' for s in entry.said)}"
        yield from _told(partial(take_back, paths, entry))
        yield from scene.changed()


def _undoing(scene: Scene) -> Iterator[str]:
    """Answers to several stories, files changed and gone since, then all is taken back."""
    archive, paths = scene.archive, scene.archive.paths
    for name, text in (("a.txt", PAPER), ("b.txt", SECOND), ("e.json", FEED)):
        archive.add(name, text)
    assert archive.run("import", "--workers", 1).exit_code == 0
    [*scene.changed()]
    corrections = {"regions": "西藏自治区/那曲市", "donors": "辽宁省/大连市", "title": "门诊开诊"}
    for number in count():
        items = all_review_items(paths)
        if number == 3 * len(items) or number > 12 or not items:
            break
        item = items[number % len(items)]
        text = corrections.get(item.reason, "")
        verdict = Verdict.CORRECTED if text else Verdict.ACCEPTED
        yield f"{item.id} {item.topic.value} {item.reason}: {verdict.value} {text}"
        yield from _told(partial(answer_item, paths, item, Answer(verdict=verdict, text=text)))
    yield from scene.changed()
    scene.rewrite("menzhen", ("title: ", "title: 又"))
    scene.rewrite("nierong", ("辽宁省/大连市", "北京市"))
    yield from _oldest_first(scene)
    assert archive.run("remove", "menzhen-kai-le", "--yes", "--edited").exit_code == 0
    [*scene.changed()]
    yield from _told(partial(bring_back, paths, "menzhen-kai-le"))
    yield from scene.changed()
    yield from _told(partial(bring_back, paths, "none"))


def _workbook(scene: Scene) -> Iterator[str]:
    """A workbook is exported, its cells are changed as Excel would, and it is imported."""
    archive, file = scene.archive, scene.archive.root.parent / "s.xlsx"
    archive.add("b.txt", SECOND)
    archive.add("e.json", FEED)
    assert archive.run("import", "--workers", 1).exit_code == 0
    [*scene.changed()]
    yield from scene.run("export", file, "--replace")
    book = openpyxl.load_workbook(file)
    for sheet in book.worksheets[:2]:
        yield f"{sheet.title} {sheet.dimensions} {sheet.freeze_panes}"
        for row in sheet.iter_rows(max_col=24, max_row=6):
            yield " | ".join(cut(f"{cell.value or ''}", 12) for cell in row)
        for rule in sheet.data_validations.dataValidation:
            told = f"{rule.sqref} {rule.type} {rule.showErrorMessage}"
            yield f"{cut(told, 20)} {_ROWS.sub('…', f'{rule.formula1}')}"
        widths = sheet.column_dimensions
        yield " ".join(f"{key}:{widths[key].width:g}" for key in sorted(widths))
    first = book.worksheets[0]
    head = {str(cell.value).split(" ")[-1]: at for at, cell in enumerate(first[1], 1)}
    for at, name, value in ((2, "year", 2021), (3, "published", "2020/2/4"), (4, "title", True)):
        first.cell(at, head[name], value)
    book.save(file)
    yield from scene.run("import", file)


def _alike(scene: Scene) -> Iterator[str]:
    """Stories of one text are checked, named as such, checked before a build."""
    archive = scene.archive
    folder = archive.docs / "stories" / "2024"
    folder.mkdir(parents=True, exist_ok=True)
    text = report(1)
    bodies = {
        "a1": text,
        "a2": text,
        "a3": changed(text, 0.03),
        "a4": text[: len(text) // 2],
        "a5": report(2),
    }
    matter = "year: 2024\nyear_basis: stated\nregions: [西藏自治区]\nstatus: 未校对\n"
    for id_, body in bodies.items():
        title = "同一题" if id_ in ("a1", "a2") else f"题{id_}"
        source = f"---\nid: {id_}\ntitle: {title}\n{matter}---\n\n{body}\n"
        (folder / f"{id_}.md").write_text(source, "utf-8")
    [*scene.changed()]
    yield from scene.run("check")
    yield from scene.run("check", folder / "a3.md", lang="en_US.UTF-8")
    yield from _refused(archive)
    scene.rewrite("a2", ("status", "reprint_of: a1\nstatus"))
    scene.rewrite("a3", ("status", "distinct_from: [a1, none]\nstatus"))
    yield from scene.run("check")
    yield from _refused(archive)
    (folder / "a5.bo.md").write_text(
        "---\nid: a5\ntitle: བོད།\n---\n\n[原文 没有这段]\n\nབོད།\n", "utf-8"
    )
    (folder / "stray.txt").write_text("x", "utf-8")
    (archive.docs / "stories" / "2023").mkdir(exist_ok=True)
    (folder / "a4.md").rename(archive.docs / "stories" / "2023" / "a4.md")
    yield from scene.run("check")
    yield from _refused(archive)


def _refused(archive: Archive) -> Iterator[str]:
    """Yield what a build is refused for."""
    for problem in refused(archive.paths, archive.root.parent / "right.json"):
        told = f"refused: {Path(problem.file).name}:{problem.line} {problem.field} {problem.zh}"
        yield cut(told, 60)


def _migrating(scene: Scene) -> Iterator[str]:
    """Records of the format before, damaged ones and captures that changed are told."""
    archive = scene.archive
    archive.add("a.txt", PAPER)
    archive.add("b.txt", SECOND)
    assert archive.run("import", "--workers", 1).exit_code == 0
    record = archive.paths.record("a.txt")
    values = json.loads(record.read_text("utf-8"))
    values["format"] = 1
    record.write_text(json.dumps(values, ensure_ascii=False), "utf-8")
    [*scene.changed()]
    yield from scene.run("check")
    yield from scene.run("migrate")
    other = archive.paths.record("b.txt")
    whole = other.read_text("utf-8")
    for old, new in (('"start": 0', '"start": 1'), ("未", "末"), ('"kept": 1', '"kept": 2')):
        other.write_text(whole.replace(old, new, 1), "utf-8")
        yield from (line for line in scene.run("verify") if line[:1] in "!e")
    other.write_text(whole, "utf-8")
    (archive.seeds / "b.txt").write_text(SECOND.replace("聂荣", "班戈"), "utf-8")
    commands = ("verify", "check", "verify --fixity", "import --workers 1")
    for command in commands:
        yield from scene.run(*command.split())
    (archive.seeds / "b.txt").unlink()
    for command in commands:
        yield from scene.run(*command.split())


def _renaming(scene: Scene) -> Iterator[str]:
    """Stories of one capture get other names and ids, titles and places from an editor."""
    archive = scene.archive
    archive.add("e.json", FEED)
    archive.add("a.txt", PAPER)
    assert archive.run("import", "--workers", 1).exit_code == 0
    [*scene.changed()]
    for path in archive.stories():
        text = path.read_text("utf-8").replace(f"id: {path.stem}", f"id: new-{path.stem}")
        path.unlink()
        path.with_name(f"new-{path.name}").write_text(text.replace("门诊", "诊室"), "utf-8")
    yield from scene.run("import", "--workers", 1)
    catalogue = archive.seeds / "seeds.toml"
    decided = catalogue.read_text("utf-8").replace(
        'file = "e.json"', 'file = "e.json"\nrights = "public"\npublisher = "新华社"'
    )
    catalogue.write_text(decided, "utf-8")
    yield from scene.run("import", "--workers", 1)
    yield from scene.run("check")
    yield from scene.run("verify")
    (path,) = (path for path in archive.stories() if "menzhen" in path.name)
    other = "id: other\ntitle: 另一篇\nyear_basis: unknown\nstatus: 未校对\nseed: e.json\n"
    path.with_name("other.md").write_text(f"---\n{other}---\n\n全是别的话。\n", "utf-8")
    path.unlink()
    yield from scene.run("import", "--workers", 1)


def _bags(scene: Scene) -> Iterator[str]:
    """A bag comes back whole, from a folder and a ZIP file, and not where something is wrong."""
    archive, beside = scene.archive, scene.archive.root.parent
    archive.add("a.txt", PAPER)
    assert archive.run("import", "--workers", 1).exit_code == 0
    [*scene.changed()]
    for name in ("whole", "whole.zip"):
        yield from scene.run("export", beside / name, "--bag")
        empty = Archive(beside / f"from-{name}")
        empty.root.mkdir()
        yield from (
            line for line in Scene(empty).run("import", beside / name) if line[:1] not in " +"
        )
    faults: Mapping[str, Callable[[Path], object]] = {
        "no declaration": lambda bag: (bag / "bagit.txt").unlink(),
        "another version": lambda bag: (bag / "bagit.txt").write_text("BagIt-Version: 9\n"),
        "a file gone": lambda bag: (bag / "data/seeds/a.txt").unlink(),
        "a file more": lambda bag: (bag / "data/seeds/more.txt").write_text("x"),
        "a line that is none": lambda bag: (bag / "manifest-sha256.txt").write_text("x\n"),
        "no manifest": lambda bag: (bag / "manifest-sha256.txt").unlink(),
    }
    for name, spoil in faults.items():
        bag = beside / name.replace(" ", "-")
        assert archive.run("export", bag, "--bag").exit_code == 0
        spoil(bag)
        yield from scene.run("import", bag)


SCENES: Mapping[str, Callable[[Scene], Iterator[str]]] = {
    "stories/deciding": _deciding,
    "stories/undoing": _undoing,
    "stories/workbook": _workbook,
    "stories/alike": _alike,
    "stories/migrating": _migrating,
    "stories/renaming": _renaming,
    "stories/bags": _bags,
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """An archive that each scene has from its beginning, so that its tables are read once."""
    return Made(make_archive(tmp_path_factory.mktemp("scenes") / "archive"))


@pytest.mark.parametrize("name", [*BEFORE, *SCENES])
def test_what_commands_do_is_what_was_approved(
    name: str, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    approve(name, {**BEFORE, **SCENES}[name](Scene(made.as_new())))


def test_nothing_else_is_approved() -> None:
    assert approved("stories") == {*SCENES, *BEFORE, *OUTCOMES}
