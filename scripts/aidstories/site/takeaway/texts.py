"""The texts of stories as HTML, each rendered once for all languages of the interface."""

from __future__ import annotations

from markupsafe import Markup

from aidstories.site.render import Fragments
from aidstories.site.story.view import View


class Texts:
    """Renders a story's text when it is first asked for, in the words of ``fragments``."""

    def __init__(self, fragments: Fragments) -> None:
        self._fragments = fragments
        self._rendered: dict[str, str] = {}

    def __call__(self, view: View) -> Markup:
        """Return the text of ``view``, links as its own Chinese page needs them."""
        key = view.url
        if key not in self._rendered:
            self._rendered[key] = self._fragments.render("text", view.url, view=view)
        return Markup(self._rendered[key])
