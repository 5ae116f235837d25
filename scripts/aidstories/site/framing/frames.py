"""The frames of a build: each rendered when the first page of its shape comes, and tried on it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from jinja2 import Environment, pass_context
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.utils.templates import TemplateContext

from aidstories.site.framing.frame import LETTERS, Frame, cut, encoded
from aidstories.site.framing.rendered_page import RenderedPage
from aidstories.site.framing.shape import Shape, Shown, folders, shape_of
from aidstories.site.framing.slots import CONTENTS, Slot, StandIn, Unframable, made_up
from aidstories.site.translated_site import TranslatedSite, languages

log = logging.getLogger("mkdocs.plugins.aidstories")


class Known(NamedTuple):
    """Frames by their shapes, None for one whose pages are rendered whole, and the ``folders`` that
    their links lead into."""

    frames: tuple[tuple[Shape, Frame | None], ...]
    folders: tuple[str, ...]

    def of(self, shown: Shown) -> Frame | None:
        """Return what frames a page; None where that is not known."""
        return dict(self.frames).get(shape_of(shown, self.folders))


class Frames:
    """The frames of one build, by shape; None for a shape whose pages are rendered whole."""

    def __init__(
        self, env: Environment, config: MkDocsConfig, nav: Navigation, site: TranslatedSite
    ) -> None:
        self._env, self._config, self._nav, self._site = env, config, nav, site
        self._frames: dict[Shape, Frame | None] = {}
        self._known = {part for script in config.extra_javascript for part in _into(str(script))}
        """The folders that links of the frames lead into."""

    def take(self, known: Known) -> None:
        """Begin with what another build has `left` whose pages have the same words around them."""
        self._known.update(known.folders)
        self._frames = dict(known.frames)

    def frame(self, shown: Shown, file: File) -> Frame | None:
        """Return what frames a page; None where its shape has no frame that is right for it."""
        shape = shape_of(shown, self._known)
        while shape not in self._frames:
            found = self._cut(shape)
            if shape == (now := shape_of(shown, self._known)):
                self._frames[shape] = self._tried(found, shown, file)
            shape = now  # links of the frame lead nearer to the page than any before
        return self._frames[shape]

    def known(self) -> dict[Shape, Frame | None]:
        """Return the frames that pages have asked for."""
        return dict(self._frames)

    def left(self) -> Known:
        """Return what the next build may `take`."""
        return Known(tuple(self._frames.items()), tuple(sorted(self._known)))

    def whole(self, shown: Shown, file: File) -> str:
        """Return a page as MkDocs renders it, without a frame."""
        page = RenderedPage(None, file, self._config)
        page.meta, page.content, page.toc = dict(shown.meta), shown.content, CONTENTS
        context = get_context(self._nav, [], self._config, page)
        context = self._config.plugins.on_page_context(
            context, page=page, config=self._config, nav=self._nav
        )
        return self._env.get_template(page.meta["template"]).render(context)

    def _tried(self, frame: Frame | None, shown: Shown, file: File) -> Frame | None:
        if frame and frame.fill({**shown.values(), LETTERS: b""}) == encoded(
            self.whole(shown, file)
        ):
            return frame
        log.info("页面不能套用框架，逐页生成：%s", shown.url)
        return None

    def _cut(self, shape: Shape) -> Frame | None:
        url = made_up(shape.within, shape.depth)
        if url == shape.within:  # the address of the page is a link of the frame: none is like it
            return None
        with self._noted():
            try:
                html = self._env.get_template(shape.template).render(self._context(shape, url))
                return cut(html, url)
            except (Unframable, KeyError):
                return None

    def _context(self, shape: Shape, url: str) -> TemplateContext:
        page: Any = StandIn(url, shape.meta(), canonical=shape.absolute)
        here = self._site.locales[shape.language]
        others = enumerate(languages(self._site.locales, here))
        context: dict[str, Any] = {
            **get_context(self._nav, [], self._config, page),
            **self._site.around(here, self._nav),
            "alternates": [{**one, "href": Slot(f"alternate_{n}")} for n, one in others],
            "canonical": Slot("canonical") if shape.canonical else "",
            "hreflang": shape.hreflang(),
        }
        return context  # type: ignore[return-value]

    @contextmanager
    def _noted(self) -> Iterator[None]:
        """Note meanwhile which folders links lead into."""
        relative, known = self._env.filters["url"], self._known

        @pass_context
        def noted(context: Any, target: str) -> str:
            known.update(_into(str(target)))
            return relative(context, target)  # type: ignore[no-any-return]

        self._env.filters["url"] = noted
        try:
            yield
        finally:
            self._env.filters["url"] = relative


def _into(target: str) -> list[str]:
    """Return the folders that a link leads into, and what it leads to."""
    return folders(f"{target}/")
