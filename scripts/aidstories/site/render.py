"""Fragments of HTML, from templates that escape: all that stands between header and footer."""

from __future__ import annotations

from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined

from aidstories.site.interface.tongues import block_language, marked_runs
from aidstories.site.locale import Locale
from aidstories.site.story.naming import shortened


class Fragments:
    """The templates of ``overrides/archive`` in one language. They escape by default.

    Every template has ``t(key)``, the table's words; ``zh``, the attribute of an element that
    holds Chinese; ``name(facet)``, ``ordered(facets)``, ``date(view)``, ``tag(view)`` and
    ``text_of(view, text)``, ``edtf(date)`` and ``sentence(view, anchor)``: see `Locale`; ``runs``
    and ``language``: see `tongues`.
    """

    def __init__(self, loader: BaseLoader | None, locale: Locale) -> None:
        self.locale = locale
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
        return template.render(to=self.locale.links_from(url), **values)
