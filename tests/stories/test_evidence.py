"""Evidence stands in the record and finds its words again; an editor's stays in the file."""

import json
from collections.abc import Iterable
from typing import Any

import pytest

from aidstories.model import (
    AidStatement,
    Article,
    Description,
    Evidence,
    Origin,
    Passage,
    Role,
    Story,
)
from aidstories.stories.format.editable import read_editable
from aidstories.stories.format.evidence import with_evidence
from aidstories.stories.store.archive import read_archive
from aidstories.stories.store.record import RecordedStory, read_record, sha256
from aidstories.stories.store.revisions import compare, undo
from tests.archive import Archive

TEXTS = ("医疗队来到那曲。", "2024年，那曲人说好。")


def story(*texts: str, evidence: Iterable[Evidence] = (), **described: Any) -> Story:
    passages = tuple(Passage(role=Role.PARAGRAPH, text=text) for text in texts)
    description = Description(evidence=tuple(evidence), **described)
    return Story(id="a", article=Article(passages=passages), description=description)


def shown(
    field: str = "regions",
    value: str = "西藏自治区/那曲市",
    quote: str = "那曲人",
    passage: int = 1,
    start: int = 6,
) -> Evidence:
    return Evidence(
        field=field,
        value=value,
        by=Origin.TEXT,
        quote=quote,
        passage=passage,
        start=start,
        end=start + len(quote),
    )


@pytest.mark.parametrize(
    ("texts", "place"),
    [
        (TEXTS, (1, 6)),
        (("新的开头。", *TEXTS), (2, 6)),
        (TEXTS[1:], (0, 6)),
        (("医疗队来到那曲。", "2024年夏天，那曲人说好。"), (1, 8)),
        (("那曲人说好。", *TEXTS[:1], "那曲人走了。"), (0, 0)),
    ],
)
def test_a_quotation_is_found_where_it_stands_now(
    texts: tuple[str, ...], place: tuple[int, int]
) -> None:
    found = with_evidence(story(*texts, regions=("西藏自治区/那曲市",)), [shown()])
    (evidence,) = found.description.evidence
    assert (evidence.passage, evidence.start) == place
    assert texts[place[0]][evidence.start : evidence.end] == evidence.quote


@pytest.mark.parametrize(
    ("why", "texts", "described"),
    [
        ("the words are gone", ("医疗队来到那曲。",), {"regions": ("西藏自治区/那曲市",)}),
        ("the value is gone", TEXTS, {"regions": ("西藏自治区/山南市",)}),
        ("the field is empty", TEXTS, {}),
    ],
)
def test_evidence_for_nothing_is_not_shown(
    why: str, texts: tuple[str, ...], described: dict[str, Any]
) -> None:
    assert with_evidence(story(*texts, **described), [shown()]).description.evidence == ()


def test_an_editors_word_for_a_field_stands_alone() -> None:
    mine = Evidence(field="regions", value="西藏自治区/那曲市", by=Origin.EDITOR, quote="")
    told = story(*TEXTS, evidence=[mine], regions=("西藏自治区/那曲市",))
    assert with_evidence(told, [shown()]).description.evidence == (mine,)


def test_an_editors_word_for_a_statement_says_nothing_of_the_others() -> None:
    one, other = (AidStatement(donor=d, recipient="西藏自治区/那曲市") for d in ("甲省", "乙省"))
    quoted = [
        Evidence(field="aid", value=s.key, by=Origin.TEXT, quote=text, passage=0, start=0, end=2)
        for s, text in ((one, "甲省"), (other, "乙省"))
    ]
    mine = Evidence(field="aid", value=one.key, by=Origin.EDITOR, quote="")
    told = story("甲省、乙省援助那曲。", evidence=[mine], aid=(one, other))
    found = with_evidence(told, quoted).description.evidence
    assert [(e.value, e.by) for e in found] == [(other.key, Origin.TEXT), (one.key, Origin.EDITOR)]


def test_a_file_holds_no_evidence_of_the_machine(archive: Archive) -> None:
    archive.add()
    archive.run("import")
    (path,) = archive.stories()
    assert "evidence" not in path.read_text("utf-8")
    (told,), records = read_archive(archive.paths)
    assert {e.field for e in told.description.evidence} >= {"regions", "donors", "year"}
    assert records["a.txt"].stories[0].evidence == told.description.evidence


def test_evidence_follows_an_editors_change_of_the_text(archive: Archive) -> None:
    archive.add()
    archive.run("import")
    (path,) = archive.stories()
    path.write_text(
        path.read_text("utf-8").replace("\n---\n\n", "\n---\n\n新的一段。\n\n"), "utf-8"
    )
    (told,), _ = read_archive(archive.paths)
    for evidence in told.description.evidence:
        if evidence.passage is not None:
            text = told.article.passages[evidence.passage].text
            assert text[evidence.start : evidence.end] == evidence.quote


def test_a_decision_of_the_catalogue_stands_in_the_file(archive: Archive) -> None:
    decision = '[[seed.decision]]\nfield = "source"\nvalue = "西藏日报"\n'
    archive.add(decisions=decision)
    archive.run("import")
    (path,) = archive.stories()
    assert "evidence:\n- {field: source, value: 西藏日报, by: editor}\n" in path.read_text("utf-8")
    assert archive.run("check").exit_code == 0


def _to_format_1(archive: Archive) -> None:
    """Write the archive as the format before had it: evidence with its places in the stories."""
    for path in archive.paths.record_files():
        values = json.loads(path.read_text("utf-8"))
        record = read_record(path)
        for told, recorded in zip(values["stories"], record.stories, strict=True):
            _with_evidence_inside(archive, told, recorded)
        values["format"] = 1
        path.write_text(json.dumps(values, ensure_ascii=False), "utf-8")


def _with_evidence_inside(archive: Archive, told: dict[str, Any], recorded: RecordedStory) -> None:
    (path,) = (p for p in archive.stories() if p.stem == recorded.id)
    evidence = told.pop("evidence", [])
    told["described"]["evidence"] = [*evidence, *told["described"].get("evidence", [])]
    now = path.read_text("utf-8")
    base = undo(now, recorded.revisions)

    def old(text: str) -> str:
        matter = read_editable(text)
        assert matter
        kept = matter.plain_value("evidence") or []
        return matter.with_value("evidence", [*evidence, *kept]).text

    told["base_sha256"] = sha256(old(base))
    told["revisions"] = [
        {"line": r.line, "old": list(r.old), "new": list(r.new)}
        for r in compare(old(base), old(now))
    ]
    path.write_text(old(now), "utf-8")


def test_an_older_archive_is_migrated_to_the_same_bytes(archive: Archive) -> None:
    """Untouched stories, an edited one and one that an editor decided come out as if new."""
    archive.add("a.txt")
    archive.add("b.txt", decisions='[[seed.decision]]\nfield = "source"\nvalue = "西藏日报"\n')
    archive.run("import")
    edited = archive.stories()[0]
    edited.write_text(edited.read_text("utf-8").replace("在家门口", "在自家门口"), "utf-8")
    archive.run("import")
    files = archive.files()
    _to_format_1(archive)
    assert archive.files() != files
    refused = archive.run("import")
    assert refused.exit_code == 1 and "aidstories migrate" in refused.stderr
    assert "2" in archive.run("migrate").stdout
    assert archive.files() == files
    assert archive.run("verify").exit_code == 0
    assert "未变 1" in archive.run("import").stdout
    assert archive.files() == files


def test_a_migration_twice_changes_nothing(archive: Archive) -> None:
    archive.add()
    archive.run("import")
    files = archive.files()
    assert "0" in archive.run("migrate").stdout
    assert archive.files() == files


def test_a_migration_killed_before_the_record_is_done_again(archive: Archive) -> None:
    archive.add()
    archive.run("import")
    files = archive.files()
    _to_format_1(archive)
    (record,) = archive.paths.record_files()
    before = record.read_bytes()
    archive.run("migrate")
    record.write_bytes(before)  # the story was written, the record not yet
    archive.run("migrate")
    (path,) = archive.stories()
    assert path.read_bytes() == files[path]
    assert "未变 1" in archive.run("import").stdout or archive.run("verify").exit_code == 0
