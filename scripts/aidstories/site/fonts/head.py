"""The head of a page that shows a few Tibetan stacks."""

from __future__ import annotations

from mkdocs.utils import get_relative_url

from aidstories.site.fonts.typecase import TypeCase

SCRIPT = "assets/javascripts/tibetan.js"
_LINKS = (
    '<link rel="stylesheet" href="{style}" data-tibetan>\n'
    '<script type="module" src="{script}"></script>\n'
)


def with_letters(
    page: str, url: str, typecase: TypeCase, *, own: bool, more: frozenset[str] = frozenset()
) -> str:
    """Return ``page``, HTML at ``url``, with a link to the subset that it needs, if any.

    ``own`` and ``more`` are as `TypeCase.style` has them.
    """
    style = typecase.style(page, own=own, more=more)
    if style is None:
        return page
    links = _LINKS.format(style=get_relative_url(style, url), script=get_relative_url(SCRIPT, url))
    head, end, body = page.partition("</head>")
    return f"{head}{links}{end}{body}"
