"""The head of a page that shows a few Tibetan stacks."""

from __future__ import annotations

from mkdocs.utils import get_relative_url

_LINKS = (
    '<link rel="stylesheet" href="{style}" data-tibetan>\n'
    '<script type="module" src="{script}"></script>\n'
)


def letters_links(url: str, style: str, scripts: str) -> str:
    """Return the links of a page at ``url`` to the style sheet of the subset that it needs.

    ``scripts`` is the folder of the scripts.
    """
    script = get_relative_url(f"{scripts}/tibetan.js", url)
    return _LINKS.format(style=get_relative_url(style, url), script=script)


def with_links(page: str, links: str) -> str:
    """Return ``page``, HTML, with ``links`` at the end of its head."""
    head, end, body = page.partition("</head>")
    return f"{head}{links}{end}{body}"
