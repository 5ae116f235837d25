"""Where a page stands for machines: its canonical address, its languages, its day.

Of a page that says in Tibetan only what stands around a Chinese text, the Chinese one is meant.
Addresses are absolute; without the site's own there are none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin, urlsplit

from aidstories.errors import BadInput, Problem
from aidstories.site.archive.archive import Archive
from aidstories.site.archive.listings import Listing
from aidstories.site.facets import STORIES
from aidstories.site.generated_page import GeneratedPage
from aidstories.site.interface.terms import CHINESE, TAGS, TIBETAN
from aidstories.site.locale import Locale
from aidstories.site.story.view import View
from aidstories.site.takeaway.stamps import last_modified, story_days

Content = View | Listing | GeneratedPage
_FRAMES = (_HOME, _SEARCH) = ("", "search/")
_SCHEMES = ("https", "http")
_WRITTEN = "/%:@!$&'()*+,;=~-._"
"""What the path of a URI holds as it is (RFC 3986, 3.3); with %, of which some is written."""
DEFAULT = "x-default"
"""What search engines show to readers of any other language: the Chinese page."""
OPEN_GRAPH = {CHINESE: "zh_CN", TIBETAN: "bo_CN"}
"""Languages as Open Graph names them, with the country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAddress:
    """A page in its languages. ``url`` is the Chinese page's, relative to the site's root.

    ``locales`` are the languages in which the page says something of its own, by their codes;
    ``changed`` is the day of its last change in each, where that is known.
    """

    url: str
    locales: Mapping[str, Locale]
    changed: Mapping[str, str] = field(default_factory=dict)

    def canonical(self, language: str, site_url: str | None) -> str:
        """Return the address that stands for the page in ``language``."""
        locale = self.locales.get(language)
        return absolute(site_url, locale.address(self.url) if locale else self.url)

    def languages(self, site_url: str | None) -> Iterator[tuple[str, str]]:
        """Yield the tag and the address of each language, and of the rest of the world.

        A page in one language has none.
        """
        if site_url and len(self.locales) > 1:
            for code in self.locales:
                yield TAGS[code], self.canonical(code, site_url)
            yield DEFAULT, self.canonical(CHINESE, site_url)

    def standing(self, language: str, site_url: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Return the canonical address of the page in ``language``, and its address by language."""
        own = language in self.locales
        return self.canonical(language, site_url), tuple(self.languages(site_url)) if own else ()

    def open_graph(self, language: str, site_url: str | None) -> Iterator[tuple[str, str]]:
        """Yield the properties that say where and in which languages the page is."""
        own = language if language in self.locales else CHINESE
        yield "og:locale", OPEN_GRAPH[own]
        for other in self.locales:
            if other != own:
                yield "og:locale:alternate", OPEN_GRAPH[other]
        if url := self.canonical(language, site_url):
            yield "og:url", url


def page_addresses(
    contents: Iterable[tuple[str, Content | None]], archive: Archive, locales: Mapping[str, Locale]
) -> dict[str, PageAddress]:
    """Return where pages stand, by their addresses; ``contents`` as in `page_address`.

    All pages of a list have the day of the whole list, of which its stories are asked once: the
    pages grow with the stories.
    """
    days: dict[str, str] = {}

    def modified(listing: Listing) -> str:
        value = listing.value
        if value.url not in days:
            days[value.url] = last_modified(archive, value.stories)
        return days[value.url]

    return {url: _page_address(url, one, archive, locales, modified) for url, one in contents}


def page_address(
    url: str, content: Content | None, archive: Archive, locales: Mapping[str, Locale]
) -> PageAddress:
    """Return where the page of ``content`` stands; None is a page that an editor wrote.

    Those are Chinese, but for the frames of the home page and of the search.
    """
    return page_addresses([(url, content)], archive, locales)[url]


def _page_address(
    url: str,
    content: Content | None,
    archive: Archive,
    locales: Mapping[str, Locale],
    modified: Callable[[Listing], str],
) -> PageAddress:
    chinese = {CHINESE: locales[CHINESE]}
    match content:
        case View():
            tibetan = locales.get(TIBETAN)
            translated = tibetan is not None and content.story.id in tibetan.translations
            days = story_days(archive, content.story.id)
            spoken = locales if translated else chinese
            return PageAddress(url=url, locales=spoken, changed=days)
        case Listing():
            day = modified(content)
        case GeneratedPage(whole=False):
            day = ""
        case None if url not in _FRAMES:
            return PageAddress(url=url, locales=chinese)
        case _:
            day = last_modified(archive, archive.trees[STORIES.key].stories)
    changed = dict.fromkeys(locales, day if url != _SEARCH else "")
    return PageAddress(url=url, locales=locales, changed=changed)


def site_address(given: str | None) -> str:
    """Return what ``site_url`` of mkdocs.yml says as a URI (RFC 3986); empty without.

    Feeds, sitemaps and references hold nothing else: ``https://例子.cn/援藏/`` is written with its
    host in IDNA and its path in percent. Raises `BadInput` where it is no address of the web (links
    to ``ftp:`` lead nowhere), or holds what every page would tell or lose: a password, a query.
    """
    if not given:
        return ""
    try:
        parts = urlsplit(given)
        host, port = parts.hostname, parts.port
        named = host.encode("idna").decode() if host and not host.isascii() else host
    except ValueError:  # UnicodeError too
        parts, named, port = urlsplit(""), None, None
    if parts.scheme not in _SCHEMES or not named:
        zh = f"网站的地址应以 https:// 或 http:// 开头，后面是域名，现为“{given}”"
        en = f"expected https://… or http://…, found '{given}'"
    elif parts.query or parts.fragment or parts.username is not None:
        zh = "网站的地址里不能有 ?、# 和用户名；每一页都会写出它"
        en = "no query, fragment or user name: every page tells the address"
    else:
        place = f"[{named}]" if ":" in named else named
        path = quote(parts.path, safe=_WRITTEN)
        return f"{parts.scheme}://{place}{'' if port is None else f':{port}'}{path}"
    raise BadInput([Problem(file="mkdocs.yml", field="site_url", zh=zh, en=en)])


def absolute(site_url: str | None, url: str) -> str:
    """Return ``url``, relative to the site's root, as an absolute URI; empty without a site."""
    return urljoin(site_url, quote(url)) if site_url else ""
