"""What the home page tells machines of the site: schema.org and Open Graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def website(name: str, description: str, home: str, search: str, language: str) -> dict[str, Any]:
    """Return the site as a schema.org ``WebSite``.

    ``home`` and ``search`` are the absolute addresses of its home page and of its search; without
    them nothing says where it is, nor how it is asked.
    """
    item: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": name,
        "description": description,
        "inLanguage": language,
        "url": home,
    }
    if search:
        item["potentialAction"] = {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        }
    return {key: value for key, value in item.items() if value}


def open_graph(name: str, description: str) -> Iterator[tuple[str, str]]:
    """Yield Open Graph properties of the home page; `PageAddress.open_graph` has the rest."""
    yield "og:type", "website"
    yield "og:title", name
    yield "og:site_name", name
    if description:
        yield "og:description", description
