"""What search engines ask for: ``sitemap.xml`` and ``robots.txt``.

Source of the form: sitemaps.org protocol 0.9, and Google's ``xhtml:link`` for languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from aidstories.site.page_address import PageAddress

SITEMAP = "sitemap.xml"
MOST_URLS = 50_000
"""What one sitemap may hold (sitemaps.org); an index may name as many sitemaps."""
MOST_BYTES = 10_000_000
"""Bytes of one sitemap; sitemaps.org allows 50 MiB. These are .7 MB behind gzip."""
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_OPEN = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<urlset xmlns="{_SPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)
_CLOSE = "</urlset>\n"


def sitemap_files(
    pages: Iterable[PageAddress], site_url: str | None, *, most: int = MOST_URLS
) -> Iterator[tuple[str, str]]:
    """Yield the address and text of each sitemap, ``sitemap.xml`` first; none without a site.

    Only canonical pages are listed. Where there are more than ``most``, ``sitemap.xml`` is the
    index of the others.
    """
    if not site_url:
        return
    sheets = list(_sheets(entries(pages, site_url), most))
    if len(sheets) == 1:
        yield SITEMAP, sheets[0]
        return
    names = [f"sitemap-{number}.xml" for number, _ in enumerate(sheets, 1)]
    listed = "".join(f"<sitemap><loc>{escape(site_url + name)}</loc></sitemap>\n" for name in names)
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{_SPACE}">\n'
    yield SITEMAP, f"{head}{listed}</sitemapindex>\n"
    yield from zip(names, sheets, strict=True)


def robots(site_url: str | None) -> str:
    """Return ``robots.txt``: all is open, and where the sitemap is, if that is known."""
    where = f"\nSitemap: {site_url}{SITEMAP}\n" if site_url else ""
    return f"User-agent: *\nAllow: /\n{where}"


def entries(pages: Iterable[PageAddress], site_url: str) -> Iterator[str]:
    """Yield what a sitemap says of ``pages``, each in its languages."""
    for page in pages:
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{tag}" href={quoteattr(url)}/>'
            for tag, url in page.languages(site_url)
        )
        for code in page.locales:
            day = page.changed.get(code, "")
            when = f"<lastmod>{day}</lastmod>" if day else ""
            yield f"<url><loc>{escape(page.canonical(code, site_url))}</loc>{when}{links}</url>\n"


def _sheets(entries: Iterable[str], most: int) -> Iterator[str]:
    """Yield sitemaps of as many entries as one may hold; at least one."""
    sheet: list[str] = []
    size = whole = len(_OPEN) + len(_CLOSE)
    for entry in entries:
        length = len(entry.encode("utf-8"))
        if sheet and (len(sheet) == most or size + length > MOST_BYTES):
            yield _OPEN + "".join(sheet) + _CLOSE
            sheet, size = [], whole
        sheet.append(entry)
        size += length
    yield _OPEN + "".join(sheet) + _CLOSE
