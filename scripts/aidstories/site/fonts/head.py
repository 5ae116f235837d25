"""The head of a page that shows a few Tibetan stacks."""

from __future__ import annotations

from mkdocs.utils import get_relative_url

SCRIPT = "assets/javascripts/tibetan.js"
_LINKS = (
    '<link rel="stylesheet" href="{style}" data-tibetan>\n'
    '<script type="module" src="{script}"></script>\n'
)


def with_letters(page: str, url: str, style: str) -> str:
    """Return ``page``, HTML at ``url``, with a link to the style sheet of the subset it needs."""
    links = _LINKS.format(style=get_relative_url(style, url), script=get_relative_url(SCRIPT, url))
    head, end, body = page.partition("</head>")
    return f"{head}{links}{end}{body}"
