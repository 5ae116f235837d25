"""Links of a piece that several pages share are those that each page would make itself."""

import pytest

from aidstories.site.links import links_from
from aidstories.site.render import _ROOT, _led

PAGES = ("", "stories/", "regions/xizang/changdu/", "regions/xizang/page/2/", "bo/years/2020/")
TARGETS = (
    "stories/s1/",
    "regions/xizang/changdu/",
    "regions/xizang/",
    "regions/xizangzhou/",
    "years/2020/#stories-2020",
    "assets/a.css",
)


@pytest.mark.parametrize("here", PAGES)
@pytest.mark.parametrize("target", TARGETS)
def test_a_shared_link_is_the_page_s_own(here: str, target: str) -> None:
    assert _led(f'<a href="{_ROOT}{target}">', here) == f'<a href="{links_from(here)(target)}">'


def test_what_is_no_link_of_a_piece_stays() -> None:
    text = '<p title="regions/xizang/">regions/xizang/changdu/</p>'
    assert _led(text, "regions/xizang/changdu/") == text
