"""The pictures of the sheet of review: a text is found where it stands, and photographed."""

import csv
import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from aidstories.stories.sheets.csv_file import write_csv
from aidstories.stories.sheets.review import HEADER, ReviewRow, is_review
from tests.archive import TABLES
from tests.bo.sample import STATED
from tests.review_pictures import Wanted, page_html, photograph

ROWS = ["ཅ་ཞིན་གྲོང་ཁྱེར་རིན་ཨའེ་སྨན་ཁང་།", TABLES.terms["story.dateline"].bo, "ཁྱི་གཉིས་ཀྱིས་ཇ་འཐུང་།"]


def wanted() -> dict[int, Wanted]:
    rows = [
        ReviewRow("terms", str(n), "中文", bo, "出处", "exact", "报道", "")
        for n, bo in enumerate(ROWS)
    ]
    return {n: Wanted(n, row) for n, row in enumerate(rows)}


@pytest.mark.browser
def test_what_a_page_shows_is_photographed(
    browser: Browser, bo_address: str, tmp_path: Path
) -> None:
    left, every = wanted(), [*wanted().values()]
    met = dict(photograph(browser, bo_address, [f"bo/stories/{STATED.id}/"], left, tmp_path))
    assert (set(met), set(left)) == ({0, 1}, {2})
    for found in met.values():
        picture = Image.open(tmp_path / found.picture)
        flat = picture.convert("RGB").tobytes()
        pixels = zip(flat[::3], flat[1::3], flat[2::3], strict=True)
        red = sum(r > 160 and max(g, b) < 90 for r, g, b in pixels)
        assert picture.width > 100 and red > 100  # the frame
    page = page_html(every, met)
    assert page.count("<img ") == 2 and f'class="mock" lang="bo">{ROWS[2]}' in page


def test_a_sheet_with_pictures_is_a_sheet(tmp_path: Path) -> None:
    (row,) = [w.row for w in wanted().values() if w.number == 0]
    path = tmp_path / "审订.csv"
    path.write_bytes(write_csv([(*HEADER, "图"), (*row.cells, "pictures/0001.jpg")]))
    assert is_review(path)
    text = path.read_text("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(text)))["图"] == "pictures/0001.jpg"
