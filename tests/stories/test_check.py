"""Check names every fault in one run, in words that an editor can act on."""

import json
import tomllib
from datetime import date
from typing import Any

import jsonschema
import pytest
import yaml
from edtf import EDTFParseException, parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from aidstories.paths import ArchivePaths
from aidstories.site.editor import configuration
from aidstories.stories.checks.dates import is_edtf
from aidstories.stories.checks.files import check_places
from aidstories.stories.checks.schema import SCHEMA, make_schema
from aidstories.tables import read_tables
from tests.archive import HOME, TABLES, Archive
from tests.preview.faults import mended_one_by_one

CASES = tomllib.loads((HOME / "tests/cases/check.toml").read_text(encoding="utf-8"))["case"]
GOOD = {
    "id": "id: good",
    "title": "title: 好故事",
    "year": "year: 2024",
    "year_basis": "year_basis: stated",
    "regions": "regions: [西藏自治区/那曲市/色尼区]",
    "status": "status: 未校对",
}


def _source(case: dict[str, Any]) -> str:
    lines, last = dict(GOOD), ""
    for line in case.get("matter", "").splitlines():
        key, colon, _ = line.partition(":")
        if line.startswith("- "):
            lines[last] += f"\n{line}"
        elif colon:
            lines[key], last = line, key
        else:
            del lines[key]
    body = case.get("body", "正文。\n")
    return "---\n" + "\n".join(lines.values()) + f"\n---\n\n{body}"


def _write(archive: Archive, source: str, name: str = "good.md", year: str = "2024") -> None:
    path = archive.docs / "stories" / year / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cases(archive: Archive, case: dict[str, Any]) -> None:
    archive.add()
    _write(archive, _source(case))
    result = archive.run("check")
    messages = result.stderr.splitlines()[:-1]  # the last is the progress
    assert len(messages) == len(case["says"]), result.stderr
    assert result.exit_code == (1 if case["says"] else 0)
    for message, says in zip(messages, case["says"], strict=True):
        place = f"docs/stories/2024/good.md:{says['line']}: " if "line" in says else "docs/stories/"
        assert message.startswith(place)
        assert f": {says['field']}: " in message if "field" in says else True
        assert [word for word in says["words"] if word not in message] == []


def test_thirty_bad_stories_in_one_run(archive: Archive) -> None:
    archive.add()
    bad = [case for case in CASES if case["says"]]
    for number, case in enumerate(bad):
        _write(archive, _source(case), year=str(1990 + number))
    result = archive.run("check")
    found = result.stderr.splitlines()[:-1]
    doubled = [line for line in found if "编号不能重复" in line]
    assert len(found) - len(doubled) == sum(len(case["says"]) for case in bad)
    assert len(doubled) == 1


def test_english(archive: Archive) -> None:
    _write(archive, _source({"matter": "regoins: x"}))
    result = archive.run("check", lang="en_US.UTF-8")
    assert "unknown field 'regoins'; 'regions'?" in result.stderr


def test_nearest_values_are_told_of_the_first_hundred(archive: Archive) -> None:
    unknown = [f"- 那曲市{number}" for number in range(150)]
    _write(archive, _source({"matter": "\n".join(["regions:", *unknown])}))
    found = [line for line in archive.run("check").stderr.splitlines() if "places.csv" in line]
    assert len(found) == 150
    assert sum("最接近的是" in line for line in found) == 100


TRANSLATION = "---\nid: good\ntitle: བོད།\n---\n\nབོད་ཡིག\n"
TRANSLATIONS = {
    "good": ("good.bo.md", TRANSLATION, None),
    "no original": ("god.bo.md", TRANSLATION.replace("id: good", "id: god"), "good"),
    "another id": ("good.bo.md", TRANSLATION.replace("id: good", "id: other"), "good"),
    "no title": ("good.bo.md", TRANSLATION.replace("title: བོད།\n", ""), "标题"),
    "not translated": ("good.bo.md", TRANSLATION.replace("བོད་ཡིག", "正文"), "没有这种语言"),
    "unknown language": ("good.tib.md", TRANSLATION, "tib"),
    "not YAML": ("good.bo.md", "---\na: b: c\n---\n", "冒号加空格"),
}


@pytest.mark.parametrize("name, source, says", TRANSLATIONS.values(), ids=TRANSLATIONS)
def test_translations(archive: Archive, name: str, source: str, says: str | None) -> None:
    _write(archive, _source({}))
    _write(archive, source, name)
    result = archive.run("check")
    assert result.exit_code == (1 if says else 0)
    assert not says or (says in result.stderr and name in result.stderr)


def test_a_marker_of_nothing_is_told_once_where_it_first_stands(archive: Archive) -> None:
    _write(archive, _source({}))
    marks = "".join(f"[原文 {word}]\n\nབོད་ཡིག\n\n" for word in ("没有", "也没有", "没有"))
    source = f"{TRANSLATION}\n{marks}"
    _write(archive, source, "good.bo.md")
    told, lines = archive.run("check").stderr, source.splitlines()
    places = [lines.index(f"[原文 {word}]") + 1 for word in ("没有", "也没有")]
    assert [f"good.bo.md:{n}: 原文里没有以" in told for n in places] == [True, True]
    assert told.count("原文里没有以") == len(places)


def test_a_translation_in_another_folder_has_no_original(archive: Archive) -> None:
    _write(archive, _source({}))
    _write(archive, TRANSLATION, "good.bo.md", year="2023")
    assert archive.run("check").exit_code == 1


def test_a_capture_that_nobody_catalogued(archive: Archive) -> None:
    (archive.seeds / "b.txt").write_text("x", encoding="utf-8")
    result = archive.run("check")
    assert result.exit_code == 1 and "seeds/b.txt" in result.stderr


@given(st.dates())
def test_every_day_is_edtf(day: date) -> None:
    assert is_edtf(day.isoformat())


@settings(max_examples=40)  # the grammar takes 2 ms, and more for what is no date
@given(st.from_regex(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", fullmatch=True, alphabet="0123459-"))
def test_plain_dates_are_judged_as_the_grammar_judges_them(text: str) -> None:
    try:
        parse_edtf(text)
    except EDTFParseException:
        assert not is_edtf(text)
    else:
        assert is_edtf(text)


@given(st.dates())
def test_a_day_written_otherwise_is_not(day: date) -> None:
    assert not is_edtf(f"{day.year}年{day.month}月{day.day}日")
    assert not is_edtf(f"{day.year}.{day.month}.{day.day}")


def test_the_schema_follows_the_field_table() -> None:
    data = HOME / "docs" / "data"
    held = json.loads((data / SCHEMA).read_text(encoding="utf-8"))
    assert held == make_schema(TABLES.fields), "run: make data"
    jsonschema.Draft202012Validator.check_schema(held)


SCHEMA_FAULTS = {
    "no title",
    "year in words",
    "an unknown basis",
    "an unknown status",
    "a year before the fields' table allows",
    "evidence with the places of the format before",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_schema_agrees_with_the_check(case: dict[str, Any]) -> None:
    """What the check lets pass, an editor's tool lets pass too."""
    schema = make_schema(TABLES.fields)
    if case["says"] and case["name"] not in SCHEMA_FAULTS:
        return
    matter = yaml.load(_source(case).split("---\n")[1], Loader=yaml.CBaseLoader)
    matter = {k: int(v) if k == "year" and v.isascii() else v for k, v in matter.items()}
    faults = list(jsonschema.Draft202012Validator(schema).iter_errors(matter))
    assert bool(faults) == bool(case["says"])


def test_ten_faults_mended_one_by_one(archive: Archive) -> None:
    for faults in mended_one_by_one(archive.root):
        result = archive.run("check")
        messages = result.stderr.splitlines()[:-1]
        assert len(messages) == len(faults)
        assert result.exit_code == bool(faults)
        for message, fault in zip(messages, sorted(faults, key=lambda f: f.line), strict=True):
            where = f"docs/stories/2024/shi-chu-cuo.md:{fault.line}: "
            assert message.startswith(where + (f"{fault.field}: " if fault.field else ""))
            assert [word for word in fault.words if word not in message] == []


def test_check_schema_and_editor_allow_the_years_of_the_fields_table(archive: Archive) -> None:
    """One rule: what the table says, the check, the schema and the form say."""
    data = archive.docs / "data"
    table = (data / "fields.csv").read_text("utf-8")
    (data / "fields.csv").write_text(table.replace("1900..2100", "1949..2030"), "utf-8")
    _write(archive, _source({"matter": "year: 1948"}), year="1948")
    assert "1949" in archive.run("check").stderr
    tables = read_tables(data)
    year = make_schema(tables.fields)["properties"]["year"]
    assert (year["minimum"], year["maximum"]) == (1949, 2030)
    forms = configuration(tables, {}, "x", None)["collections"][0]["fields"]
    form = next(form for form in forms if form["name"] == "year")
    assert (form["min"], form["max"]) == (1949, 2030)


def _faults(archive: Archive) -> list[str]:
    return archive.run("check").stderr.splitlines()[:-1]


def test_hidden_files_are_passed_over(archive: Archive) -> None:
    archive.add()
    _write(archive, _source({}))
    for name in ("._good.md", ".good.bo.md", ".hidden.md"):
        _write(archive, "\0\5macOS", name)
    assert _faults(archive) == []


@pytest.mark.parametrize("folder", ["stories", "stories/2024/more", "guide"])
def test_a_story_in_another_folder_is_named(archive: Archive, folder: str) -> None:
    archive.add()
    path = archive.docs / folder / "good.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_source({}), "utf-8")
    (fault,) = _faults(archive)
    assert fault.startswith(f"docs/{folder}/good.md: ") and "docs/stories/<年份>/" in fault


def test_a_page_of_the_site_is_no_story(archive: Archive) -> None:
    archive.add()
    page = archive.docs / "about" / "page.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("---\ntitle: 说明\nid: page\n---\n\n正文。\n", "utf-8")
    (archive.docs / "about" / "plain.md").write_text("# 说明\n", "utf-8")
    assert _faults(archive) == []


def test_pictures_that_nothing_names(archive: Archive) -> None:
    archive.add()
    _write(
        archive, _source({"matter": "figures: [{caption: 早班, src: /stories/2024/good/a.webp}]"})
    )
    for name in ("good/a.webp", "good/b.webp", "gone/c.webp"):
        picture = archive.docs / "stories/2024" / name
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(b"RIFF\0\0\0\0WEBP")
    unused, orphan = _faults(archive)
    assert "docs/stories/2024/good/b.webp" in unused and "没有用到" in unused
    assert orphan.startswith("docs/stories/2024/gone: ") and "gone.md" in orphan


@pytest.mark.parametrize("name, fine", [("a.svg", False), ("a.html", False), ("a.JPEG", True)])
def test_a_picture_is_of_a_kind_in_which_nothing_runs(
    archive: Archive, name: str, fine: bool
) -> None:
    """One that is opened by itself has the site's address, and no policy on most servers."""
    archive.add()
    source = f"/stories/2024/good/{name}"
    _write(archive, _source({"matter": f"figures: [{{caption: 早班, src: {source}}}]"}))
    picture = archive.docs / source[1:]
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_bytes(b"\xff\xd8\xff" if fine else b"<svg></svg>")
    found = _faults(archive)
    assert found == [] if fine else len(found) == 1 and "里可以有脚本" in found[0]
    if fine:
        for harm in (b"<svg></svg>", b"", b"\xff\xd8"):
            picture.write_bytes(harm)
            (fault,) = _faults(archive)
            assert "figures.0.src: docs/stories/2024/good/a.JPEG 不是图片" in fault


def test_what_an_editor_kept_beside_a_story_is_named(archive: Archive) -> None:
    """`admin/guard.js` writes it; a story's other neighbours are no business of this check."""
    folder = archive.docs / "stories" / "2024"
    folder.mkdir(parents=True)
    for name in ("yi.md.20240503101500.mine", "yi.md.proposed", ".yi.md.1.mine", "yi.mine"):
        (folder / name).write_text("", "utf-8")
    found = [path.name for path, _ in check_places(ArchivePaths(archive.root))]
    assert found == ["yi.md.20240503101500.mine"]


@pytest.mark.parametrize(
    ("name", "passed_over"),
    [
        ("yi.MD", True),
        ("yi.markdown", True),
        ("yi.txt", True),
        ("yi.docx", True),
        ("yi.v2.Html", True),
        ("yi.md", False),
        ("yi.bo.md", False),
        (".yi.txt", False),
        ("yi.jpg", False),
        ("yi.md.proposed", False),
        ("yi.md~", False),
    ],
)
@pytest.mark.parametrize("folder", ["", "2024"])
def test_a_text_that_is_no_story_by_its_ending_is_named(
    archive: Archive, folder: str, name: str, passed_over: bool
) -> None:
    """Check passed over ``A.MD`` without a word, and the site published it as a file."""
    if folder == "" and not passed_over:
        return  # where a story belongs is another check's
    file = archive.docs / "stories" / folder / name
    file.parent.mkdir(parents=True)
    file.write_text("", "utf-8")
    found = [path.name for path, _ in check_places(ArchivePaths(archive.root))]
    assert found == [name] * passed_over


def test_a_record_that_is_gone(archive: Archive) -> None:
    archive.add("one.txt")
    archive.run("import")
    assert _faults(archive) == []
    for record in (archive.docs / "ledgers").glob("*.json"):
        record.unlink()
    faults = _faults(archive)
    assert faults and all("校勘记录不见了" in fault and ": seed: " in fault for fault in faults)


def test_a_capture_that_is_gone_and_a_record_without_its_entry(archive: Archive) -> None:
    archive.add("one.txt")
    archive.run("import")
    (archive.seeds / "one.txt").unlink()
    (gone,) = _faults(archive)
    assert gone.startswith("seeds/one.txt: ") and "文件却不在" in gone
    archive.paths.catalogue.write_text("", "utf-8")
    told = "\n".join(_faults(archive))
    assert "docs/ledgers/one.json: 这份校勘记录的原稿不在 seeds.toml 里" in told
