"""Fragments of HTML, from templates that escape: all that stands between header and footer."""

from __future__ import annotations

from functools import partial
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined
from markupsafe import Markup

from aidstories.site.archive.archive import Archive
from aidstories.site.facets import largest
from aidstories.site.interface.tongues import block_language, marked_runs
from aidstories.site.locale import Locale
from aidstories.site.story.naming import shortened
from aidstories.site.story.statements import Line
from aidstories.site.story.view import View

_ROOT = "\0"
"""Stands where a link begins in a piece that several pages show."""


class Fragments:
    """The templates of ``overrides/archive`` in one language. They escape by default.

    Every template has ``t(key)``, the table's words; ``zh``, the attribute of an element that
    holds Chinese; ``name(facet)``, ``ordered(facets)``, ``date(view)``, ``tag(view)`` and
    ``text_of(view, text)``, ``edtf(date)`` and ``sentence(view, anchor)``: see `Locale`; ``runs``
    and ``language``: see `tongues`.
    """

    def __init__(self, loader: BaseLoader | None, locale: Locale) -> None:
        self.locale = locale
        self._pieces: dict[tuple[Any, ...], str] = {}
        self._env = Environment(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # each build has an environment of its own
        )
        self._env.globals.update(
            t=locale.translator,
            zh=locale.translator.zh,
            name=locale.name,
            called=locale.called,
            counted=locale.count,
            plain_name=locale.plain_name,
            ordered=locale.ordered,
            largest=largest,
            word=locale.word,
            own=locale.own,
            mark=locale.mark,
            date=locale.date,
            edtf=locale.edtf,
            sentence=locale.sentence,
            shortened=shortened,
            tag=locale.tag,
            runs=marked_runs,
            language=block_language,
            text_of=locale.text,
        )

    def render(self, name: str, url: str, **values: Any) -> str:
        """Return fragment ``name`` for the page whose Chinese address is ``url``.

        In the template ``to(target)`` is the relative link to another page of the same language,
        or to a file; all addresses are relative to the site's root.
        """
        template = self._env.get_template(f"archive/{name}.html")
        to = self.locale.links_from(url)
        return template.render(to=to, piece=partial(self._piece, url), **values)

    def entry(self, url: str, view: View, archive: Archive) -> Markup:
        """Return the entry of a story in a list of the page at ``url``, under its heading."""
        return self._piece(url, "entry", view, archive, 2)

    def _piece(
        self, url: str, name: str, about: View | Line, archive: Archive, *more: Any
    ) -> Markup:
        """Return what macro ``name`` of ``parts.html`` makes of ``about``, for the page at ``url``.

        A story stands in eight lists and more: each piece is rendered once, as if for the home
        page, and its links are led up from where it is shown.
        """
        key = (name, id(about), *more)
        if key not in self._pieces:
            home = self.locale.links_from("")
            macro = getattr(self._env.get_template("archive/parts.html").module, name)
            html = macro(about, archive, lambda target: _ROOT + home(target), *more)
            self._pieces[key] = "\n".join(filter(None, map(str.strip, html.split("\n"))))
        return Markup(self._pieces[key].replace(_ROOT, "../" * url.count("/")))
