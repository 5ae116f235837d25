"""What a page gives its frame, and what the pages have in common that one frame fits."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple
from urllib.parse import urljoin

from markupsafe import Markup
from mkdocs.structure.files import File

from aidstories.site.assembly.assembly import Assembly
from aidstories.site.framing.frame import encoded
from aidstories.site.framing.slots import Slot, Withheld
from aidstories.site.hoisted import hoisted
from aidstories.site.page_address import Content
from aidstories.site.page_renderer import PageRenderer
from aidstories.site.translated_site import Alternates


class Shown(NamedTuple):
    """A page outside its frame. ``url`` is relative to the site's root, as MkDocs has it.

    ``meta`` is the page's metadata, texts in it being HTML; ``absolute`` is its own address with
    the site's, empty without one. ``canonical``, ``hreflang`` and ``alternates`` are what
    templates are given under these names.
    """

    url: str
    language: str
    meta: Mapping[str, Any]
    content: str
    absolute: str
    canonical: str
    hreflang: tuple[tuple[str, str], ...]
    alternates: Alternates

    @property
    def texts(self) -> dict[str, str]:
        """What is text in the metadata and not empty, but for the name of a template."""
        told = {name: text for name, text in self.meta.items() if isinstance(text, str) and text}
        told.pop("template", None)
        return told

    def values(self) -> dict[str, bytes]:
        """Return what fills each slot."""
        numbered = {f"hreflang_{n}": url for n, (_, url) in enumerate(self.hreflang)}
        numbered |= {f"alternate_{n}": one["href"] for n, one in enumerate(self.alternates)}
        own = {"content": self.content, "canonical": self.canonical, "url": self.url}
        told = {**numbered, **self.texts, **own, "canonical_url": self.absolute}
        return {name: encoded(text) for name, text in told.items()}


class Shape(NamedTuple):
    """What decides how a page's frame is rendered, but for the words in its slots.

    ``within`` is the folder of the page's address that links of the frame lead into, ``depth``
    how many folders deep the page is: together they decide every relative link.
    """

    language: str
    template: str
    within: str
    depth: int
    told: frozenset[str]
    untold: frozenset[str]
    tags: tuple[str, ...]
    absolute: bool
    canonical: bool

    def meta(self) -> Mapping[str, Any]:
        """Return metadata of which every text is a slot; nothing is told of the others."""
        slots = {name: Slot(name) for name in self.told}
        return Withheld(slots | {"template": self.template}, self.untold)

    def hreflang(self) -> tuple[tuple[str, str], ...]:
        """Return the languages with slots for their addresses."""
        return tuple((tag, Slot(f"hreflang_{n}")) for n, tag in enumerate(self.tags))


def shape_of(shown: Shown, known: Collection[str]) -> Shape:
    """Return the shape of a page; ``known`` are the folders that links of frames lead into."""
    return Shape(
        language=shown.language,
        template=str(shown.meta.get("template", "main.html")),
        within=next((folder for folder in reversed(folders(shown.url)) if folder in known), ""),
        depth=shown.url.count("/"),
        told=frozenset(shown.texts),
        untold=frozenset(k for k, v in shown.meta.items() if v and not isinstance(v, str)),
        tags=tuple(tag for tag, _ in shown.hreflang),
        absolute=bool(shown.absolute),
        canonical=bool(shown.canonical),
    )


def folders(url: str) -> list[str]:
    """Return the folders that an address lies in, the outermost first: ``a/``, ``a/b/``."""
    names = url.split("/")[:-1]
    return ["/".join(names[:n]) + "/" for n in range(1, len(names) + 1)]


def shown(assembly: Assembly, file: File) -> Shown:
    """Return what the page of ``file`` shows, which no editor wrote."""
    content, alternates = assembly.content(file), assembly.translated_site.alternates(file)
    assert content is not None
    url = "" if file.url in (".", "./") else file.url
    return shown_by(assembly.renderer(file), content, url, assembly.standing(file), alternates)


def shown_by(
    renderer: PageRenderer,
    content: Content,
    url: str,
    standing: tuple[str, tuple[tuple[str, str], ...]],
    alternates: Alternates,
) -> Shown:
    """Return what the page of ``content`` at ``url`` shows; ``standing`` is `PageAddress`'s."""
    meta, site_url = renderer.meta(content), renderer.site_url
    sheets, body = hoisted(renderer.body(content))
    canonical, hreflang = standing
    return Shown(
        url=url,
        language=renderer.locale.translator.language,
        meta={**meta, "head": Markup(meta.get("head", "")) + Markup(sheets)},
        content=body,
        absolute=urljoin(site_url, url) if site_url else "",
        canonical=canonical,
        hreflang=hreflang,
        alternates=alternates,
    )
