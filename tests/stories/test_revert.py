"""Back to the machine's version: what is taken back is, and nothing else."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidstories.stories.editing.changes import changes, take_back
from aidstories.stories.store.record import read_record
from tests.archive import HOME, PAPER, Archive, Snapshot

CASES = tomllib.loads((HOME / "tests/cases/revert.toml").read_text("utf-8"))["case"]
LINES = {  # in the order of a story's file
    "id": "id: a",
    "title": "title: 甲市支援",
    "source": "",
    "year": "year: 2024",
    "year_basis": "year_basis: inferred",
    "regions": "regions: [西藏自治区]",
    "evidence": "",
    "status": "status: 未校对",
}
BODY = ["第一段说的是一支医疗队。", "第二段说的是他们做了什么事情。", "第三段说的是群众怎样感谢。"]


def written(changed: dict[str, Any]) -> str:
    lines = {key: changed.get(key, line) for key, line in LINES.items()}
    head = "".join(f"{line}\n" for line in lines.values() if line)
    return f"---\n{head}---\n\n" + "\n\n".join(changed.get("body", BODY)) + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cases(case: dict[str, Any]) -> None:
    base, edited = written({}), written(case["edited"])
    every, back = changes(base, edited), case["back"]
    chosen = [
        change
        for number, change in enumerate(every, 1)
        if set(back.get("fields", ())) & set(change.keys)
        or set(back.get("paragraphs", ())) & set(change.paragraphs)
        or any(change.line <= line < change.end for line in back.get("lines", ()))
        or number in back.get("changes", ())
    ]
    assert len(chosen) == 1
    assert take_back(base, edited, chosen) == written(case["left"])


PARAGRAPH = st.text("甲乙丙丁戊己庚辛壬癸", min_size=1, max_size=12)
BODIES = st.lists(PARAGRAPH, min_size=1, max_size=7)


@settings(max_examples=40)
@given(BODIES, BODIES, st.sampled_from(["甲市", "乙市"]))
def test_all_changes_taken_back_one_after_another_lead_to_the_machine(
    ours: list[str], theirs: list[str], source: str
) -> None:
    base = written({"body": ours})
    text = written({"body": theirs, "source": f"source: {source}"})
    for _ in range(len(ours) + len(theirs) + 2):
        if found := changes(base, text):
            text = take_back(base, text, found[:1])
    assert text == base


@settings(max_examples=40)
@given(BODIES, BODIES)
def test_a_field_taken_back_leaves_the_text_alone(ours: list[str], theirs: list[str]) -> None:
    base = written({"body": ours})
    text = written({"body": theirs, "title": "title: 丙"})
    (title,) = (change for change in changes(base, text) if "title" in change.keys)
    assert take_back(base, text, [title]) == (base if ours == theirs else written({"body": theirs}))


@settings(max_examples=40)
@given(BODIES, BODIES)
def test_nothing_chosen_changes_nothing(ours: list[str], theirs: list[str]) -> None:
    text = written({"body": theirs})
    assert take_back(written({"body": ours}), text, []) == text


@pytest.fixture
def archive(imported: Snapshot) -> Archive:
    return imported.restored()


def edit(path: Path, *pairs: tuple[str, str]) -> str:
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")
    return text


TITLE = ("title: ", "title: 编者")
TEXT = ("开展义诊", "开展编者义诊")
STATUS = ("未校对", "已校对")


@pytest.mark.parametrize("noted", [True, False])
def test_one_change_goes_the_others_stay_and_so_it_remains(
    archive: Archive, story: Path, noted: bool
) -> None:
    edited = edit(story, TITLE, TEXT, STATUS)
    if noted:
        archive.run("import")
    result = archive.run("revert", story.stem, "--paragraph", "1", "--yes")
    assert result.exit_code == 0 and "编者义诊" in result.stdout, result.output
    assert story.read_text("utf-8") == edited.replace("开展编者义诊", "开展义诊")
    assert archive.run("verify").exit_code == 0
    files = archive.files()
    assert archive.run("import").exit_code == 0
    assert archive.files() == files


def test_a_whole_story(archive: Archive, story: Path) -> None:
    made = story.read_text("utf-8")
    edit(story, TITLE, TEXT, STATUS)
    archive.run("import")
    assert archive.run("revert", story, "--yes").exit_code == 0
    assert story.read_text("utf-8") == made
    (recorded,) = read_record(archive.paths.record("a.txt")).stories
    assert recorded.revisions == () and not recorded.revised_sha256
    assert "就是机器的版本" in archive.run("revert", story.stem).stdout


def test_fields_go_by_their_labels_too(archive: Archive, story: Path) -> None:
    edit(story, TITLE, STATUS)
    assert archive.run("revert", story.stem, "--field", "标题", "-y").exit_code == 0
    assert "title: 甲" in story.read_text("utf-8") and "已校对" in story.read_text("utf-8")


@pytest.mark.parametrize("option", [(), ("--field", "title"), ("--paragraph", "1")])
def test_a_dry_run_shows_and_writes_nothing(
    archive: Archive, story: Path, option: tuple[str, ...]
) -> None:
    edit(story, TITLE, TEXT)
    files = archive.files()
    result = archive.run("revert", story.stem, "--dry-run", *option)
    assert result.exit_code == 0 and "   - " in result.stdout and "   + " in result.stdout
    assert archive.files() == files


def test_without_a_terminal_it_must_be_said_what(archive: Archive, story: Path) -> None:
    edit(story, TITLE)
    files = archive.files()
    result = archive.run("revert", story.stem)
    assert result.exit_code == 2 and "--field" in result.stderr and archive.files() == files


def test_what_was_not_changed_is_named(archive: Archive, story: Path) -> None:
    edit(story, TITLE)
    result = archive.run("revert", story.stem, "--paragraph", "2", "--yes")
    assert result.exit_code == 1 and "没有改过" in result.stderr and "title" in result.stderr


@pytest.mark.parametrize(
    "name, says",
    {
        "jiashi-yiliaodui": "最接近的是“jiashi-yiliaodui-zhiyuan-naqu”",
        "jiashi-yiliaodui-zhiyuan-naqu.bo.md": "译文都是人写的",
        "written": "没有机器的版本",
        "jiashi-yiliaodui-zhiyuan-naqu": "import --again",
    }.items(),
)
def test_what_has_no_machine_version(archive: Archive, story: Path, name: str, says: str) -> None:
    archive.run("translate", story.stem)
    new = archive.docs / "stories" / "undated" / "written.md"
    new.parent.mkdir()
    new.write_text("---\nid: written\ntitle: 直接\n---\n\n文。\n", "utf-8")
    if "again" in says:
        story.unlink()
        archive.run("import")
    result = archive.run("revert", name, "--yes")
    assert result.exit_code == 1 and says in result.stderr


@pytest.mark.parametrize("broken", ["---\ntitle: [\n", "", None], ids=["YAML", "empty", "deleted"])
def test_a_file_that_cannot_be_read_comes_back_whole(
    archive: Archive, story: Path, broken: str | None
) -> None:
    made = story.read_text("utf-8")
    if broken is None:
        story.unlink()
    else:
        story.write_text(broken, "utf-8")
    assert archive.run("revert", story.stem, "--yes").exit_code == 0
    assert story.read_text("utf-8") == made
    assert archive.run("verify").exit_code == 0


def test_a_proposal_follows(archive: Archive, story: Path) -> None:
    """What contradicts stands beside; taken back, the machine's side is the story's."""
    edit(story, ("来到那曲市", "来到编者市"), TITLE)
    archive.run("import")
    path = archive.seeds / "seeds.toml"
    decision = '\n  [[seed.decision]]\n  old = "来到那曲市"\n  new = "进驻那曲市"\n'
    path.write_text(path.read_text("utf-8") + decision, "utf-8")
    archive.run("import")
    beside = story.with_name(f"{story.name}.proposed")
    assert beside.is_file()
    archive.run("revert", story.stem, "--field", "title", "--yes")
    assert "编者甲市" not in beside.read_text("utf-8") and "进驻" in beside.read_text("utf-8")
    archive.run("revert", story.stem, "--paragraph", "1", "--yes")
    assert not beside.exists() and "进驻那曲市" in story.read_text("utf-8")
    files = archive.files()
    archive.run("import")
    assert archive.files() == files


def test_a_correction_taken_back_is_doubtful_again(archive: Archive, story: Path) -> None:
    path = archive.paths.record("a.txt")
    values = json.loads(path.read_text("utf-8"))
    raw = PAPER.index("义诊")
    place = {"start": raw, "end": raw + 2, "reason": "confusion"}
    far = {"start": len(PAPER) - 3, "end": len(PAPER) - 2, "reason": "confusion"}
    values["settled"] = [
        place | {"verdict": "corrected"},
        place | {"verdict": "accepted", "reason": "other"},
        far | {"verdict": "corrected"},
    ]
    path.write_text(json.dumps(values, ensure_ascii=False), "utf-8")
    edit(story, ("开展义诊", "开展会诊"))
    archive.run("revert", story.stem, "--yes")
    kept = [(one.start, one.verdict) for one in read_record(path).settled]
    assert kept == [(raw, "accepted"), (len(PAPER) - 3, "corrected")]


def test_translations_are_told(archive: Archive, story: Path) -> None:
    edit(story, ("2024年5月，杭州市援藏医疗队", "去年，本报的医疗小分队"))
    archive.run("translate", story.stem)
    beside = story.with_name(f"{story.stem}.bo.md")
    text = beside.read_text("utf-8").replace("''", "བོད།").replace("]\n", "]\n\nབོད་ཡིག\n", 1)
    beside.write_text(text, "utf-8")
    result = archive.run("revert", story.stem, "--yes")
    assert beside.read_text("utf-8") == text
    assert f"{story.stem}.bo.md" in result.stdout
    assert "原文里没有以“去年，本报" in result.stderr


@pytest.mark.parametrize(
    "answers, left",
    [
        ("\n", (TITLE, TEXT)),
        ("9\n2\n", (TITLE,)),
        ("1、2\n", ()),
        ("all\n", ()),
    ],
)
def test_it_asks_at_a_terminal(
    archive: Archive,
    story: Path,
    monkeypatch: pytest.MonkeyPatch,
    answers: str,
    left: tuple[tuple[str, str], ...],
) -> None:
    made = story.read_text("utf-8")
    edit(story, TITLE, TEXT)
    monkeypatch.setattr("aidstories.cli.undoing.at_terminal", lambda: True)
    result = archive.run("revert", story.stem, input=answers)
    assert result.exit_code == 0 and "2  正文第 1 段" in result.stdout
    for old, new in left:
        made = made.replace(old, new, 1)
    assert story.read_text("utf-8") == made


@pytest.mark.parametrize("answer, taken_back", [("y", True), ("", False)])
def test_what_options_name_is_shown_and_asked(
    archive: Archive, story: Path, monkeypatch: pytest.MonkeyPatch, answer: str, taken_back: bool
) -> None:
    edit(story, TITLE)
    monkeypatch.setattr("aidstories.cli.undoing.at_terminal", lambda: True)
    result = archive.run("revert", story.stem, "--change", "1", input=f"{answer}\n")
    assert result.exit_code == 0 and "- title: 编者" in result.stdout
    assert ("编者" not in story.read_text("utf-8")) is taken_back


def test_what_would_have_more_faults_is_not_written(archive: Archive, story: Path) -> None:
    """A picture whose place in the text stays cannot lose its caption alone."""
    body = ("\n2024年5月", "\n[图1]\n\n2024年5月")
    edit(story, ("status:", "figures:\n- {caption: 义诊}\nstatus:"), body)
    files = archive.files()
    result = archive.run("revert", story.stem, "--field", "figures", "--yes")
    assert result.exit_code == 1 and "figures 里没有第 1 幅图" in result.stderr
    assert archive.files() == files


def test_in_english(archive: Archive, story: Path) -> None:
    edit(story, TITLE, TEXT)
    result = archive.run("revert", story.stem, "--yes", lang="en_US.UTF-8")
    assert "1  title  line 3" in result.stdout and "2 taken back" in result.stdout
