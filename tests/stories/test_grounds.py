"""Evidence for values that are gone: told where it matters, dropped where that is right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aidstories.stories.checks.grounds import check_grounds
from tests.archive import Archive, Snapshot

ASSERTED = "evidence:\n- {{field: regions, value: {value}, by: {by}{quote}}}\nstatus:"
CASES = {
    "nothing changed": ([], None),
    "another word": ([("看好病", "看病")], None),
    "the value and its words": (
        [("regions: [西藏自治区/那曲市/色尼区]\n", ""), ("那曲市色尼区", "某地")],
        None,
    ),
    "the value alone": ([("regions: [西藏自治区/那曲市/色尼区]\n", "")], None),
    "the words alone": ([("那曲市色尼区", "某地")], "“西藏自治区/那曲市/色尼区”所据的原话"),
    "the words, and an editor vouches": (
        [
            ("那曲市色尼区", "某地"),
            ("status:", ASSERTED.format(value="西藏自治区/那曲市/色尼区", by="editor", quote="")),
        ],
        None,
    ),
    "one of two quotations": (
        [("群众在家门口", "那曲市色尼区群众在家门口"), ("来到那曲市色尼区", "来到某地")],
        None,
    ),
}


@pytest.fixture
def archive(imported: Snapshot) -> Archive:
    return imported.restored()


def edit(path: Path, pairs: list[tuple[str, str]]) -> None:
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize("noted", [False, True])
@pytest.mark.parametrize("name", CASES)
def test_what_the_machine_quoted(archive: Archive, story: Path, name: str, noted: bool) -> None:
    pairs, says = CASES[name]
    edit(story, pairs)
    if noted:
        archive.run("import")
    result = archive.run("check")
    assert result.exit_code == 0, result.output
    told = [line for line in result.stderr.splitlines() if "regions: （提示）" in line]
    line = story.read_text("utf-8").split("\n").index("status: 未校对")
    assert len(told) == (says is not None)
    for message in told:
        place = message.partition(": ")[0]
        assert says and says in message and 1 < int(place.rpartition(":")[2]) < line


@pytest.mark.parametrize(
    "value, by, quote, status, says",
    [
        ("西藏自治区/山南市", "editor", "", 0, "regions 里已没有“西藏自治区/山南市”"),
        ("西藏自治区/山南市", "text", ", quote: 开展义诊", 1, "regions 里已没有"),
        ("西藏自治区/那曲市/色尼区", "text", ", quote: 开展会诊", 1, "文中找不到“开展会诊”"),
        ("西藏自治区/那曲市/色尼区", "text", ", quote: 开展义诊", 0, None),
        ("西藏自治区/那曲市/色尼区", "editor", "", 0, None),
        ("''", "editor", "", 0, None),
    ],
)
def test_what_an_editor_wrote(
    archive: Archive, story: Path, value: str, by: str, quote: str, status: int, says: str | None
) -> None:
    edit(story, [("status:", ASSERTED.format(value=value, by=by, quote=quote))])
    result = archive.run("check")
    assert result.exit_code == status
    assert ("evidence.0" in result.stderr) == (says is not None)
    assert says is None or says in result.stderr


def test_a_hint_stands_in_the_way_of_no_edit(archive: Archive, story: Path) -> None:
    """Words without which a value has no source may go, on the review page as in the file."""
    from aidstories.stories.editing.edit import edit_story

    evidence = ASSERTED.format(value="西藏自治区/山南市", by="editor", quote="")
    edit_story(archive.paths, story, lambda text: text.replace("status:", evidence, 1))
    assert "山南市" in story.read_text("utf-8")


def test_of_a_record_that_cannot_be_read_that_alone_is_said(archive: Archive, story: Path) -> None:
    edit(story, [("那曲市色尼区", "某地")])
    archive.paths.record("a.txt").write_text("[1", "utf-8")
    done = archive.run("check")
    assert done.exit_code == 1 and "1 个问题" in done.stdout and "提示" not in done.stdout
    assert archive.run("verify").exit_code == 1


def test_a_story_that_nobody_changed_is_not_asked(archive: Archive, story: Path) -> None:
    path = archive.paths.record("a.txt")
    record = json.loads(path.read_text("utf-8"))
    for one in record["stories"][0]["evidence"]:
        one["quote"] = "文中没有的话"
    path.write_text(json.dumps(record), "utf-8")
    assert list(check_grounds(archive.paths, [("a.txt", story)])) == []
    edit(story, [("看好病", "看病")])
    [(file, problems)] = check_grounds(archive.paths, [("a.txt", story)])
    assert file == story and "regions" in {problem.field for problem in problems}
