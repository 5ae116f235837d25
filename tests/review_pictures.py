"""The sheet for a native reader's review with pictures: ``make review``.

Each Tibetan value is looked for on the pages of ``site/``, and then of a site of sample stories
that are translated; where it is met, the place is photographed with the words framed. The sheet
has the name of the picture behind its columns, and a page beside it has the pictures to print.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from urllib.parse import urlencode

from playwright.sync_api import Browser, Error, Page
from rich.progress import track

from aidstories.paths import ArchivePaths
from aidstories.site.tibetan_page import STATUSES
from aidstories.site.tibetan_share import share_of
from aidstories.stories.sheets.csv_file import write_csv
from aidstories.stories.sheets.review import HEADER, ReviewRow, review_rows
from aidstories.tables import read_tables
from tests.bo.sample import HALFWAY, ORIGINAL, STATED
from tests.browser import chromium, goto, served
from tests.site.kinds import kinds

ROOT = Path(__file__).parents[1]
WIDTH, HEIGHT = 900, 700
AROUND = (180, 60)
"""Pixels of the page beside and above what is framed: enough to know the place."""
LARGEST = (560, 240)
SAMPLES = tuple(f"bo/stories/{story.id}/" for story in (ORIGINAL, HALFWAY, STATED))
"""Stories that are translated, or tell of aid: the largest page of a kind may be neither."""
_HOLE = re.compile(r"\{\w+\}")
_TELLING = 5
"""Code points of a piece of a text that tell it from others: ཟླ་བ་."""
_PARTS = frozenset({"parts"})
"""Tables whose values stand on no page by themselves."""

FIND = """wanted => {
  const found = {}
  for (const old of document.querySelectorAll("[data-review]")) delete old.dataset.review
  const shown = element => element.checkVisibility({ visibilityProperty: true })
  const plain = text => text.replace(/[\\s\\u0f0c]+/g, " ").trim()
  const texts = new Map()
  const add = (text, element, only) => {
    const key = plain(text)
    if (key && !(texts.get(key)?.shown) && (!only || shown(element)))
      texts.set(key, { element, shown: shown(element) })
  }
  for (const element of document.body.querySelectorAll("*")) {
    for (const name of ["aria-label", "placeholder", "title", "alt"])
      if (element.hasAttribute(name)) add(element.getAttribute(name), element, true)
    if (element.children.length <= 6 && /[\\u0f40-\\u0fbc]/.test(element.textContent))
      add(element.textContent, element, true)
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode())
    if (/[\\u0f40-\\u0fbc]/.test(walker.currentNode.data))
      add(walker.currentNode.data, walker.currentNode.parentElement, true)
  const all = [...texts].sort(([a], [b]) => a.length - b.length)
  for (const [key, pattern, pieces] of wanted) {
    const whole = new RegExp(`^[（(]?${pattern}[）)]?$`, "u")
    const inside = text => pieces.length && pieces.every(piece => text.includes(piece))
    const held = (all.find(([text]) => whole.test(text)) ?? all.find(([text]) => inside(text)))?.[1]
    if (!held) continue
    held.element.dataset.review = [held.element.dataset.review, key].filter(Boolean).join(" ")
    found[key] = true
  }
  return Object.keys(found)
}"""
"""Marks the elements that hold what is wanted, by numbers, and returns the numbers met."""


class Wanted(NamedTuple):
    """A row of the sheet that is looked for; ``number`` names its picture."""

    number: int
    row: ReviewRow

    @property
    def pattern(self) -> str:
        """What matches its text with anything put in."""
        text = re.sub(r"[\s\u0f0c]+", " ", self.row.bo).strip()
        return ".{0,60}".join(map(_escaped, _HOLE.split(text)))

    @property
    def pieces(self) -> list[str]:
        """What must stand in a text that holds it among other words: long enough to tell it."""
        pieces = [piece.strip(" ་།（）:") for piece in _HOLE.split(self.row.bo)]
        told = [piece for piece in pieces if len(piece) >= _TELLING]
        return told if sum(map(len, told)) >= 2 * _TELLING else []


def _escaped(text: str) -> str:
    return re.sub(r"([.*+?^${}()|\[\]\\/-])", r"\\\1", text)


class Met(NamedTuple):
    """Where a row is met: the address of the page, and the picture."""

    url: str
    picture: str


def photograph(
    browser: Browser, address: str, pages: Iterable[str], left: dict[int, Wanted], folder: Path
) -> Iterator[tuple[int, Met]]:
    """Yield each wanted row that a page shows, with its picture; it is not ``left`` then."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, reduced_motion="reduce", bypass_csp=True
    )
    page = context.new_page()
    for url in track([*pages], description="审订的图"):
        goto(page, address + url)
        for _ in _states(page):
            asked = [[str(w.number), w.pattern, w.pieces] for w in left.values()]
            numbers = page.evaluate(FIND, asked)
            for number in map(int, numbers):
                if picture := _taken(page, number, folder):
                    left.pop(number)
                    yield number, Met(url, picture)
    context.close()


def _states(page: Page) -> Iterator[None]:
    """Yield for each state of a page: as it is, with all that opens open, with a story's tools."""
    page.wait_for_timeout(300)
    yield
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    yield
    for tool in ("[data-apparatus]", "[data-compare]", "[data-report]", ".share button", ".digits"):
        button = page.locator(tool).first
        if button.count() and button.is_visible():
            try:
                button.click(timeout=2000)
            except Error:  # something lies over it: the next state may show as much
                continue
            page.wait_for_timeout(400)
            yield
            page.keyboard.press("Escape")


def _taken(page: Page, number: int, folder: Path) -> str:
    """Photograph what is marked with ``number``; return the picture's name, or nothing."""
    element = page.query_selector(f"[data-review~='{number}']")
    if element is None:  # a script has drawn it anew since
        return ""
    element.evaluate("e => e.scrollIntoView({ block: 'center' })")
    box = element.bounding_box()
    if not box or box["width"] < 2 or box["height"] < 2:
        return ""
    left, top = max(0, box["x"] - AROUND[0]), max(0, box["y"] - AROUND[1])
    width = min(LARGEST[0], WIDTH - left, box["width"] + 2 * AROUND[0])
    height = min(LARGEST[1], HEIGHT - top, box["height"] + 2 * AROUND[1])
    if width < 20 or height < 20:
        return ""
    name = f"{number:04}.jpg"
    element.evaluate("e => { e.style.outline = '3px solid #c22'; e.style.outlineOffset = '2px' }")
    clip: Any = {"x": left, "y": top, "width": width, "height": height}
    page.screenshot(path=folder / name, clip=clip, type="jpeg", quality=55)
    element.evaluate("e => { e.style.outline = '' }")
    return name


def pages_of(site: Path) -> list[str]:
    """Return a Tibetan page of each kind, the home page first, and searches."""
    found = [url for kind, url in kinds(site).items() if kind.startswith("bo ")]
    searched = [
        f"bo/search/?{urlencode({'q': q})}" for q in ("那曲", "医疗 -北京", "谁帮助那曲", "。")
    ]
    return [*sorted(found, key=len), *searched, "bo/browse/?region=西藏自治区", "bo/no/such/page/"]


@contextmanager
def sampled() -> Iterator[Path]:
    """Yield a site with stories that are translated, in part and whole."""
    from tests.bo.conftest import write_bo_site

    with TemporaryDirectory() as folder:
        write_bo_site(Path(folder))
        yield Path(folder) / "site"


def page_html(rows: Sequence[Wanted], met: Mapping[int, Met]) -> str:
    """Return the page to print: each row with its picture, or where it would be shown."""
    columns = ("编号", "中文", "藏文", "出处", "把握", "用处", "图", "审订后的藏文", "审订者")
    body = "\n".join(_row_html(wanted, met.get(wanted.number)) for wanted in rows)
    head = "".join(f"<th>{column}</th>" for column in columns)
    return f"""<!doctype html>
<html lang="zh-Hans"><meta charset="utf-8"><title>藏文审订</title>
<style>
body {{ font: 14px/1.6 sans-serif; margin: 1rem }}
table {{ border-collapse: collapse; width: 100% }}
td, th {{ border: 1px solid #999; padding: .3rem; text-align: start; vertical-align: top }}
tr {{ break-inside: avoid }}
[lang=bo] {{ font: 17px/2 "Noto Serif Tibetan", "Microsoft Himalaya", Kailasa, serif }}
td:nth-child(4) {{ font-size: 11px; max-width: 14rem; overflow-wrap: anywhere }}
td:nth-child(8) {{ min-width: 9rem }} td:nth-child(9) {{ min-width: 4rem }}
img {{ max-width: 18rem; border: 1px solid #ccc }}
.mock {{ padding: 0 .4rem; border: 1px dashed #999; background: #f9f7f1 }}
thead {{ display: table-header-group }}
</style>
<h1>藏文审订</h1>
<p>对的，在最后一栏写姓名；要改的，改后的写在前一栏，也写姓名。红框是这个词在网页上的位置。
要导入的是旁边的 审订.csv，行号相同。</p>
<table><thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody></table></html>
"""


def _row_html(wanted: Wanted, met: Met | None) -> str:
    row = wanted.row
    cells = [str(wanted.number), row.zh]
    bo = f'<td lang="bo">{html.escape(row.bo)}</td>'
    shown = f'<img src="pictures/{met.picture}" alt=""><br>/{html.escape(met.url)}' if met else ""
    drawn = f'<span class="mock" lang="bo">{html.escape(row.bo)}</span><br>' if row.bo else ""
    unmet = drawn + ("拼名称用，不单独出现" if row.table in _PARTS else "看过的各页上没有遇到")
    after = [row.source, STATUSES.get(row.status, row.status), row.use]
    return (
        "<tr>"
        + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells)
        + bo
        + "".join(f"<td>{html.escape(cell)}</td>" for cell in after)
        + f"<td>{shown or unmet}</td><td></td><td>{html.escape(row.reviewer)}</td></tr>"
    )


def main() -> None:
    """Write the sheet, its pictures and the page into ``build/review/``."""
    folder = ROOT / "build/review"
    pictures = folder / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    for old in pictures.glob("*.jpg"):
        old.unlink()
    paths = ArchivePaths(ROOT)
    tables = read_tables(paths.data)
    rows = list(review_rows(tables, share_of(paths, tables).made))
    wanted = [Wanted(number, row) for number, row in enumerate(rows, 1)]
    left = {w.number: w for w in wanted if w.row.bo and w.row.table not in _PARTS}
    looked_for = len(left)
    met: dict[int, Met] = {}
    with chromium() as browser:
        with served(ROOT / "site") as address:
            met.update(photograph(browser, address, pages_of(ROOT / "site"), left, pictures))
        with sampled() as site, served(site) as address:
            pages = [*SAMPLES, *pages_of(site)]
            met.update(photograph(browser, address, pages, left, pictures))
    cells = [
        (*w.row.cells, f"pictures/{met[w.number].picture}" if w.number in met else "")
        for w in wanted
    ]
    (folder / "审订.csv").write_bytes(write_csv([(*HEADER, "图"), *cells]))
    (folder / "审订.html").write_text(page_html(wanted, met), encoding="utf-8")
    print(f"{len(rows)} 项，{looked_for} 项找了页面上的位置，{len(met)} 项有图；在 {folder}")


if __name__ == "__main__":
    main()
