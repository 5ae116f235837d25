"""Pictures of every kind of page, to be looked at: ``make screenshots``.

Every page is taken narrow and wide, light and dark, and once more without JavaScript.
"""

from __future__ import annotations

import itertools
from pathlib import Path

from playwright.sync_api import Browser
from rich.progress import track

from tests.browser import chromium, served

ROOT = Path(__file__).parents[1]
WIDTHS = {390: 844, 1440: 900}
SCHEMES = ("light", "dark")
SEARCHED = "次旺白玛"


def kinds(site: Path) -> dict[str, str]:
    """Return an address for each kind of page, by the name of its pictures."""
    stories = sorted((site / "stories").glob("*/index.html"), key=lambda p: p.stat().st_size)
    regions = sorted((site / "regions").glob("*/*/index.html"))
    found = {
        "home": "",
        "stories": "stories/",
        "regions": "regions/",
        "donors": "donors/",
        "programs": "programs/",
        "years": "years/",
        "tags": "tags/",
        "method": "about/method/",
        "rights": "about/rights/",
        "guide": "guide/",
        "missing": "no/such/page/",
    }
    for name, pages in {"story": stories, "region": regions}.items():
        for end, page in {"first": pages[:1], "last": pages[-1:]}.items():
            found |= {f"{name}-{end}": f"{p.parent.relative_to(site).as_posix()}/" for p in page}
    return found


def shoot(browser: Browser, address: str, pages: dict[str, str], folder: Path) -> None:
    """Take every picture."""
    looks = [*itertools.product(WIDTHS, SCHEMES, [True]), *((w, "light", False) for w in WIDTHS)]
    for width, scheme, scripts in track(looks, description="截图"):
        context = browser.new_context(
            viewport={"width": width, "height": WIDTHS[width]},
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        page = context.new_page()
        look = f"{width}-{scheme}{'' if scripts else '-noscript'}"
        for name, url in pages.items():
            page.goto(address + url)
            page.screenshot(path=folder / f"{name}-{look}.png", full_page=True)
        if scripts:
            page.goto(address)
            if width < 960:
                page.click("label.md-header__button[for=__drawer]")
                page.wait_for_timeout(400)
                page.screenshot(path=folder / f"drawer-{look}.png")
                page.goto(address)
                page.click("label.md-header__button[for=__search]")
            page.fill(".md-search__input", SEARCHED)
            page.locator(".md-search-result__item").first.wait_for()
            page.wait_for_timeout(400)
            page.screenshot(path=folder / f"search-{look}.png")
        context.close()


def main() -> None:
    """Photograph ``site/`` into ``screenshots/``."""
    folder = ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    with served(ROOT / "site") as address, chromium() as browser:
        shoot(browser, address, kinds(ROOT / "site"), folder)
    print(f"{len(list(folder.glob('*.png')))} 张截图在 {folder}")


if __name__ == "__main__":
    main()
