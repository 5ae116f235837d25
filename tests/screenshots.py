"""Pictures of every kind of page, to be looked at: ``make screenshots``.

Every page is taken narrow and wide, light and dark, and once more without JavaScript.
"""

from __future__ import annotations

import itertools
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page
from rich.progress import track

from tests.browser import chromium, goto, served
from tests.site.kinds import kinds

ROOT = Path(__file__).parents[1]
WIDTHS = {390: 844, 1440: 900}
SCHEMES = ("light", "dark")
SEARCHED = "次旺白玛"


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
        for name, url in {**pages, "missing": "no/such/page/"}.items():
            goto(page, address + url)
            file = name.replace(" ", "-").replace("*", "one")
            page.screenshot(path=folder / f"{file}-{look}.png", full_page=True)
        if scripts:
            shoot_tools(page, address, pages, folder, look)
        context.close()


def shoot_tools(page: Page, address: str, pages: dict[str, str], folder: Path, look: str) -> None:
    """Take what appears when a reader asks for it: results, menu, apparatus, comparison."""
    goto(page, f"{address}search/?{urlencode({'q': SEARCHED})}")
    page.wait_for_timeout(800)
    page.screenshot(path=folder / f"results-{look}.png")
    goto(page, address + pages["zh stories *"])
    menu = page.locator(".menu > summary")
    if menu.is_visible():
        menu.click()
        page.screenshot(path=folder / f"menu-{look}.png")
        menu.click()
    page.click("[data-apparatus]")
    page.locator("[data-edit]").nth(3).focus()
    page.screenshot(path=folder / f"apparatus-{look}.png")
    page.click("[data-compare]")
    page.locator("dialog").wait_for()
    page.screenshot(path=folder / f"comparison-{look}.png")


def main() -> None:
    """Photograph ``site/`` into ``screenshots/``."""
    folder = ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    with served(ROOT / "site") as address, chromium() as browser:
        shoot(browser, address, kinds(ROOT / "site"), folder)
    print(f"{len(list(folder.glob('*.png')))} 张截图在 {folder}")


if __name__ == "__main__":
    main()
