"""Pages that no file stands behind and that are no list: each a template with its values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedPage:
    """A page of its own. ``template`` names a fragment in ``overrides/archive``.

    ``url`` is relative to the site's root and ends with a slash; ``values`` are what the fragment
    shows, beside the archive.
    """

    url: str
    title: str
    description: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    whole: bool = False
    """Whether it is made of all stories, so that it changes with any of them."""
    sought: bool = True
    """Whether search engines are to find it: not what says something in one browser alone."""
