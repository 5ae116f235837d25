"""``aidstories upgrade``: a later version comes in, and nothing that was changed is lost."""

import json

import pytest

from aidstories.cli.founding import STEPS
from aidstories.founding.kept import record_path
from aidstories.founding.templates import read_templates
from aidstories.founding.upgrade import Step
from tests.archive import Archive
from tests.founding.conftest import Later

PAGE, SHEET = "docs/about/rights.md", "overrides/assets/stylesheets/frame.css"
PUBLISHERS = "docs/data/publishers.csv"
FONT = "overrides/assets/images/seal-192.png"


def template(path: str) -> bytes:
    return read_templates()[path]


def edit(archive: Archive, path: str, old: str, new: str) -> None:
    file = archive.root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_every_step_has_its_words() -> None:
    assert STEPS.keys() == set(Step)


def test_an_unchanged_archive_has_nothing_to_do(own: Archive) -> None:
    before = own.files()
    done = own.run("upgrade")
    assert done.exit_code == 0 and "没有要做的" in done.output
    assert own.files() == before


def test_a_later_version_comes_in(own: Archive, later: Later) -> None:
    theirs = template(SHEET) + b"/* later */\n"
    later({SHEET: theirs, "overrides/new.html": b"<p>new</p>\n", PAGE: None})
    before = own.files()
    done = own.run("upgrade", "--dry-run")
    assert done.exit_code == 0 and own.files() == before
    assert "+/* later */" in done.output and "没有写盘" in done.output
    done = own.run("upgrade")
    assert f"更新  {SHEET}" in done.output and "新增  overrides/new.html" in done.output
    assert f"删去  {PAGE}" in done.output
    assert (own.root / SHEET).read_bytes() == theirs
    assert (own.root / "overrides/new.html").is_file() and not (own.root / PAGE).exists()
    assert "aidstories==9.9.9" in (own.root / "requirements.txt").read_text("utf-8")
    assert json.loads(record_path(own.root).read_bytes())["version"] == "9.9.9"
    assert "没有要做的" in own.run("upgrade").output


def test_changes_of_both_merge(own: Archive, later: Later) -> None:
    text = template(PAGE).decode()
    later({PAGE: (text + "\n新版本的一段。\n").encode()})
    edit(own, PAGE, "---\n\n#", "---\n\n我们的一段。\n\n#")
    edit(own, "mkdocs.yml", "# site_url may", "site_url: https://archive.example/\n# site_url may")
    done = own.run("upgrade")
    assert f"并入你的改动  {PAGE}" in done.output
    merged = (own.root / PAGE).read_text("utf-8")
    assert "我们的一段。" in merged and merged.endswith("新版本的一段。\n")
    assert "site_url: https://archive.example/" in (own.root / "mkdocs.yml").read_text("utf-8")
    assert not list(own.root.rglob("*.proposed"))


def test_contradictions_are_told_and_left_beside(own: Archive, later: Later) -> None:
    first = template(SHEET).decode().split("\n")[0]
    later({SHEET: template(SHEET).replace(first.encode(), b"/* theirs */", 1)})
    edit(own, SHEET, first, "/* ours */")
    done = own.run("upgrade")
    assert done.exit_code == 0
    assert f"新版本的待取舍  {SHEET}.proposed" in done.output
    assert (own.root / SHEET).read_text("utf-8").startswith("/* ours */")
    beside = own.root / f"{SHEET}.proposed"
    assert beside.read_text("utf-8").startswith("/* theirs */")
    assert "没有要做的" in own.run("upgrade").output


def test_tables_merge_by_row_and_the_schema_follows(own: Archive, later: Later) -> None:
    fields = "docs/data/fields.csv"
    later(
        {
            PUBLISHERS: template(PUBLISHERS) + "后来报,newspaper,,,\n".encode(),
            fields: template(fields) + "lanmu,栏目,,Column,text,,,,,,,,栏目名\n".encode(),
        }
    )
    edit(own, PUBLISHERS, "新华社,agency,,", "新华社,agency,北京市,")
    own.run("add", "publisher", "--name", "雪线日报", "--kind", "newspaper")
    with (own.root / fields).open("a", encoding="utf-8") as rows:
        rows.write("bingzhong,病种,,Disease,text,,,,,,,,病种\n")
    done = own.run("upgrade")
    assert f"并入你的改动  {PUBLISHERS}" in done.output
    rows_now = (own.root / PUBLISHERS).read_text("utf-8")
    assert "新华社,agency,北京市," in rows_now
    assert "雪线日报,newspaper" in rows_now and "后来报,newspaper" in rows_now
    schema = json.loads((own.root / "docs/data/story.schema.json").read_bytes())
    assert {"lanmu", "bingzhong"} <= schema["properties"].keys()
    assert own.run("check").exit_code == 0


def test_what_was_deleted_here_stays_deleted(own: Archive, later: Later) -> None:
    (own.root / PAGE).unlink()
    (own.root / SHEET).unlink()
    later({PAGE: template(PAGE) + b"x\n"})
    done = own.run("upgrade")
    assert f"你删去的，不再写  {PAGE}" in done.output and SHEET not in done.output
    assert not (own.root / PAGE).exists() and not (own.root / SHEET).exists()
    assert "没有要做的" in own.run("upgrade").output


def test_what_the_program_drops_stays_where_it_was_changed(own: Archive, later: Later) -> None:
    edit(own, PAGE, "#", "# 我们的")
    later({PAGE: None})
    assert f"你改过，保留  {PAGE}" in own.run("upgrade").output
    assert "# 我们的" in (own.root / PAGE).read_text("utf-8")
    assert "没有要做的" in own.run("upgrade").output


def test_a_picture_that_both_changed_is_left_beside(own: Archive, later: Later) -> None:
    (own.root / FONT).write_bytes(b"\x89PNG ours\x00")
    later({FONT: b"\x89PNG theirs\x00"})
    assert f"{FONT}.proposed" in own.run("upgrade").output
    assert (own.root / FONT).read_bytes() == b"\x89PNG ours\x00"
    assert (own.root / f"{FONT}.proposed").read_bytes() == b"\x89PNG theirs\x00"


def test_the_editors_own_pages_are_left_alone(
    own: Archive, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(own, "docs/index.md", "这里收录", "我们收录")
    (own.root / "README.md").unlink()
    (own.seeds / "seeds.toml").write_text("# 我们的\n", "utf-8")
    later({"seeds/seeds.toml": b"# theirs\n"})
    own.run("upgrade")
    assert "我们收录" in (own.root / "docs/index.md").read_text("utf-8")
    assert (own.seeds / "seeds.toml").read_text("utf-8") == "# 我们的\n"
    assert not (own.root / "README.md").exists()


def test_a_killed_upgrade_is_finished_by_the_next(own: Archive, later: Later) -> None:
    theirs = template(SHEET) + b"/* later */\n"
    later({SHEET: theirs, PAGE: template(PAGE) + b"x\n"})
    (own.root / SHEET).write_bytes(theirs)
    done = own.run("upgrade")
    assert f"更新  {PAGE}" in done.output and SHEET not in done.output
    assert "没有要做的" in own.run("upgrade").output


def test_other_archives_cannot_be_upgraded(archive: Archive) -> None:
    done = archive.run("upgrade")
    assert done.exit_code == 1 and "不是 aidstories init 建的" in done.output


@pytest.mark.parametrize("data", [b"{", b"[]", b'{"format": 7}', b'{"format": 1}'])
def test_a_damaged_record_is_named(own: Archive, data: bytes) -> None:
    record_path(own.root).write_bytes(data)
    done = own.run("upgrade")
    assert done.exit_code == 1 and "archive.json: 这个文件损坏" in done.output
