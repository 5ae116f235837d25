"""The texts of stories as HTML, which stand on their Chinese pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup

from aidstories.site.render import Fragments
from aidstories.site.story.view import View

if TYPE_CHECKING:
    from aidstories.site.story.facsimile import Facsimile


class Texts:
    """Renders stories' texts in the words of ``fragments``.

    Where a story has one of ``facsimiles``, its blocks lead to their places on the page.
    """

    def __init__(self, fragments: Fragments, facsimiles: Mapping[str, Facsimile]) -> None:
        self._fragments = fragments
        self._facsimiles = facsimiles

    def __call__(self, view: View) -> Markup:
        """Return the text of ``view``, links as its own Chinese page needs them."""
        facsimile = self._facsimiles.get(view.story.id)
        places = facsimile.links if facsimile else {}
        return Markup(self._fragments.render("text", view.url, view=view, places=places))
