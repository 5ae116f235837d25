"""The sheet for a native reader's review, there and back, by the commands."""

import csv
import io
from pathlib import Path

import pytest

from aidstories.model import Article, Description, Passage, Role, Story
from aidstories.site.interface.terms import interface_terms
from aidstories.site.tibetan_page import STATUSES, tibetan_pages
from aidstories.site.tibetan_share import tibetan_share
from aidstories.stories.sheets.review import HEADER, is_review, review_rows
from aidstories.stories.store.files import write_story
from aidstories.tables import read_tables
from tests.archive import TABLES, Archive, make_archive
from tests.bo.test_composed import NAMES
from tests.site.conftest import Site
from tests.site.gold import gold_stories

WHO = "央金"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return make_archive(tmp_path)


def exported(archive: Archive) -> tuple[Path, dict[tuple[str, str], dict[str, str]]]:
    """Export the sheet; return it and its rows by table and key."""
    path = archive.root / "审订.csv"
    done = archive.run("export", str(path), "--tibetan")
    assert done.exit_code == 0, done.output
    with path.open(encoding="utf-8-sig", newline="") as file:
        return path, {(row["表"], row["编号"]): row for row in csv.DictReader(file)}


def filled(path: Path, rows: list[dict[str, str]]) -> Path:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, HEADER)
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8-sig")
    return path


def test_the_sheet_holds_every_value_and_what_has_none(archive: Archive) -> None:
    path, rows = exported(archive)
    assert is_review(path)
    assert len(rows) == len(list(review_rows(TABLES)))
    assert {table for table, _ in rows} == {"terms", "reasons", "names", "parts", "places"}
    row = rows["places", "540600"]
    assert (row["藏文"], row["把握"]) == ("ནག་ཆུ་གྲོང་ཁྱེར།", "one-source")
    assert all(row["用处"] for row in rows.values())
    assert [row for row in rows.values() if row["藏文"] and not row["出处"]] == []
    again = archive.run("export", str(path), "--tibetan")
    assert again.exit_code == 1 and "--replace" in again.output
    assert archive.run("export", "审订.xlsx", "--tibetan").exit_code == 2


def test_a_reviewed_sheet_writes_names_and_changes(archive: Archive) -> None:
    path, rows = exported(archive)
    kept, new = rows["terms", "facet.donor"], rows["terms", "lead.region"]
    place, part = rows["places", "330100"], rows["parts", "kind/省"]
    kept["审订者"] = part["审订者"] = WHO
    new |= {"审订后的藏文": "ཀུན་ཁྱབ་ས་ཁུལ།", "审订者": WHO}  # before the old one by its letters
    place |= {"审订后的藏文": "ཧང་ཀྲིག་གྲོང་ཁྱེར།", "审订者": WHO}
    before = (archive.docs / "data/names_bo.csv").read_bytes()
    sheet = filled(path, [*rows.values()])
    dry = archive.run("import", str(sheet), "--dry-run")
    assert dry.exit_code == 0 and "审订 4 项，其中改 2 项（没有写盘）" in dry.output
    assert not read_tables(archive.docs / "data").terms["facet.donor"].reviewer
    done = archive.run("import", str(sheet))
    assert done.exit_code == 0, done.output
    tables = read_tables(archive.docs / "data")
    terms = tables.terms
    assert (terms["facet.donor"].bo, terms["facet.donor"].reviewer) == (kept["藏文"], WHO)
    settled = terms["lead.region"]
    assert (settled.bo, settled.source, settled.status) == ("ཀུན་ཁྱབ་ས་ཁུལ།", WHO, "exact")
    city = next(place for place in tables.places if place.code == "330100")
    assert (city.bo, city.reviewer, city.wylie) == ("ཧང་ཀྲིག་གྲོང་ཁྱེར།", WHO, "")
    assert (archive.docs / "data/names_bo.csv").read_bytes() == before
    assert not terms["home"].reviewer and interface_terms(tables).reviewer == ""


@pytest.mark.parametrize(
    ("key", "cells", "said"),
    [
        ("lead.region", {"审订后的藏文": "ས་ཁུལ།"}, "没有写审订者"),
        ("lead.region", {"审订后的藏文": "地区", "审订者": WHO}, "没有藏文"),
        ("home.all", {"审订后的藏文": "ཚང་མ།", "审订者": WHO}, "{count}"),
        ("home", {"藏文": "别的", "审订者": WHO}, "请重新导出"),
        ("home", {"编号": "nothing", "审订者": WHO}, "没有这一项"),
    ],
)
def test_a_row_that_cannot_be_taken_stops_the_sheet(
    key: str, cells: dict[str, str], said: str, archive: Archive
) -> None:
    path, rows = exported(archive)
    before = (archive.docs / "data/terms.csv").read_bytes()
    rows["terms", "home.newest"]["审订者"] = WHO
    rows["terms", key] |= cells
    done = archive.run("import", str(filled(path, [*rows.values()])))
    assert done.exit_code == 1
    assert said in done.stderr
    assert (archive.docs / "data/terms.csv").read_bytes() == before


USING = Story(
    id="jiaxing",
    article=Article(passages=(Passage(role=Role.TITLE, text="医生去了那曲"),)),
    description=Description(
        regions=("西藏自治区/那曲市",),
        donors=("浙江省/嘉兴市",),
        institutions=("嘉兴市仁爱医院", "那曲市人民医院", "那曲市羊绒乡卫生院"),
    ),
)


def test_a_name_that_the_rules_made_is_settled_in_the_tables(archive: Archive) -> None:
    write_story(archive.paths, USING)
    path, rows = exported(archive)
    made = {key: row for (table, key), row in rows.items() if table == "made"}
    assert made.keys() == {"浙江省/嘉兴市", "嘉兴市仁爱医院", "那曲市人民医院"}
    house, place = made["嘉兴市仁爱医院"], made["浙江省/嘉兴市"]
    assert (house["藏文"], house["把握"]) == ("ཅ་ཞིན་གྲོང་ཁྱེར་རིན་ཨའེ་སྨན་ཁང་།", "sound")
    assert house["出处"] == "嘉兴市 ཅ་ཞིན་གྲོང་ཁྱེར + 仁爱 རིན་ཨའེ + 医院 སྨན་ཁང"
    house["审订者"] = WHO
    place |= {"审订后的藏文": "ཅ་ཞིང་གྲོང་ཁྱེར།", "审订者": WHO}
    done = archive.run("import", str(filled(path, [*rows.values()])))
    assert done.exit_code == 0 and "审订 2 项，其中改 1 项" in done.output
    tables = read_tables(archive.docs / "data")
    name = next(name for name in tables.names if name.zh == "嘉兴市仁爱医院")
    assert (name.bo, name.source, name.reviewer) == (house["藏文"], WHO, WHO)
    city = next(one for one in tables.places if one.path == "浙江省/嘉兴市")
    assert (city.bo, city.status, city.reviewer) == ("ཅ་ཞིང་གྲོང་ཁྱེར།", "one-source", WHO)
    path.unlink()
    assert {key for table, key in exported(archive)[1] if table == "made"} == {"那曲市人民医院"}


def test_the_interface_is_no_longer_on_trial_when_all_is_reviewed(archive: Archive) -> None:
    path, rows = exported(archive)
    for row in rows.values():
        if row["藏文"] and row["表"] in ("terms", "reasons"):
            row["审订者"] = WHO
    assert archive.run("import", str(filled(path, [*rows.values()]))).exit_code == 0
    assert interface_terms(read_tables(archive.docs / "data")).reviewer == WHO


def test_the_pages_show_what_the_sheet_does() -> None:
    share = tibetan_share(TABLES.facets, gold_stories(), NAMES)
    pages = list(tibetan_pages(TABLES, share))
    shown = [row for page in pages for part in page.values["parts"] for row in part.rows]
    assert sorted(shown) == sorted(review_rows(TABLES, share.made))
    assert {row.status for row in shown} <= STATUSES.keys()
    assert [page.values["remaining"] for page in pages if page.values["remaining"]] == [
        TABLES.remaining
    ]
    assert pages[0].values["begins"].keys() == {row.table for row in shown}


def test_no_page_of_sources_is_larger_than_100_kb(bo_site: Site) -> None:
    files = [*bo_site.folder.glob("**/about/tibetan/**/index.html")]
    assert len(files) > 4
    assert max(file.stat().st_size for file in files) <= 100_000
