"""The page of results names the modules that it needs, so that they are fetched together."""

import re

from tests.search.site import ROOT

SCRIPTS = ROOT / "overrides/assets/javascripts"
IMPORT = re.compile(r'^import .* from "(.+)\.js"', re.MULTILINE)


def needed(module: str, found: set[str]) -> set[str]:
    """Add to ``found`` the modules that ``module`` imports, and those that they import."""
    for name in IMPORT.findall((SCRIPTS / f"{module}.js").read_text("utf-8")):
        path = (SCRIPTS / module).parent.joinpath(name).resolve().relative_to(SCRIPTS).as_posix()
        if path not in found:
            found.add(path)
            needed(path, found)
    return found


def test_every_module_of_the_page_is_preloaded() -> None:
    template = (ROOT / "overrides/search.html").read_text("utf-8")
    inside = template[template.index("{%- for name in") :]
    named = re.findall(r'"((?:search/|facets/)?\w+)"', inside)
    assert sorted(set(named) - {"language", "modulepreload", "module"}) == sorted(
        needed("search/page", set())
    )
