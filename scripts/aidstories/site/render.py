"""Fragments of HTML, from templates that escape: all that stands between header and footer."""

from __future__ import annotations

from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined
from mkdocs.utils import get_relative_url


class Fragments:
    """The templates of ``overrides/archive``. Unlike the theme's own they escape by default."""

    def __init__(self, loader: BaseLoader | None) -> None:
        self._env = Environment(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def render(self, name: str, url: str, **values: Any) -> str:
        """Return fragment ``name`` for the page at ``url``.

        In the template ``to(target)`` is the relative link to another address of the site; both
        addresses are relative to the site's root.
        """
        template = self._env.get_template(f"archive/{name}.html")
        return template.render(to=lambda target: get_relative_url(target, url), **values)
