"""Fragments of HTML, from templates that escape: all that stands between header and footer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple

from jinja2 import BaseLoader, BytecodeCache, TemplateRuntimeError
from markupsafe import Markup

from aidstories.site.archive.archive import Archive
from aidstories.site.archive.index import Entry
from aidstories.site.facets import largest
from aidstories.site.fragment_templates import fragment_environment
from aidstories.site.incremental.watched import Asked, Watched, Witness
from aidstories.site.interface.script_words import SCRIPTS
from aidstories.site.interface.tongues import block_language, marked_runs
from aidstories.site.locale import Locale
from aidstories.site.spoken import spoken
from aidstories.site.story.naming import shortened
from aidstories.site.story.statements import Line
from aidstories.site.story.view import View

UNDER = 2
"""The level of a story's heading right under that of its page."""
LEFT = "\1"
"""Stands around the id of a story or a name that is left out: see `Fragments.leaving_out`."""
_ROOT = "\0"
"""Stands where a link begins in a piece that several pages show."""


class _Piece(NamedTuple):
    """A rendered piece with what its template asked of the archive."""

    html: str
    asked: Asked


class Fragments:
    """The templates of ``overrides/archive`` in one language. They escape by default.

    Every template has ``t(key)``, the table's words; ``zh``, the attribute of an element that
    holds Chinese; ``name(facet)``, ``ordered(facets)``, ``date(view)``, ``tag(view)`` and
    ``text_of(view, text)``, ``edtf(date)``, ``sentence(view, anchor)``, ``naming(view, name)``,
    ``quoted(view, anchor)`` and ``opened(address, told)``: see `Locale`; ``runs`` and
    ``language``: see `tongues`; ``scripts``, the folder of the scripts. What they ask of the
    ``archive`` is noted.
    """

    def __init__(
        self,
        loader: BaseLoader | None,
        locale: Locale,
        archive: Archive,
        scripts: str = SCRIPTS,
        compiled: BytecodeCache | None = None,
    ) -> None:
        self.locale = locale
        self.witness = Witness(archive, locale)
        self._answer = self.witness.answer  # one object for all questions
        self._archive = Watched(self.witness, self._note)
        self._asked: Asked = {}
        self._kept: dict[tuple[Hashable, ...], str] = {}
        self._pieces: dict[tuple[Any, ...], _Piece] = {}
        self._left_out: Collection[str] = ()
        self._left_names: Collection[str] = ()
        self._env = fragment_environment(loader, compiled)
        self._env.globals.update(
            spoken(locale),
            largest=largest,
            shortened=shortened,
            runs=marked_runs,
            language=block_language,
            scripts=scripts,
            left_out=self._left_name,
        )

    def render(self, name: str, url: str, **values: Any) -> str:
        """Return fragment ``name`` for the page whose Chinese address is ``url``.

        ``archive`` is in every template. In it ``to(target)`` is the relative link to another
        page of the same language, or to a file; all addresses are relative to the site's root.
        """
        template = self._env.get_template(f"archive/{name}.html")
        to = self._links_from(url)
        piece = partial(self._piece, url)
        return template.render(to=to, piece=piece, archive=self._archive, **values)

    def kept(self, name: str, **values: Hashable) -> str:
        """Return fragment ``name``, which is the same wherever it stands: rendered once.

        It asks the archive for nothing.
        """
        key = name, *values.items()
        if key not in self._kept:
            self._kept[key] = self.render(name, "", **values)
        return self._kept[key]

    def asked(self) -> Asked:
        """Return what templates asked since this was called last."""
        found, self._asked = self._asked, {}
        return found

    @property
    def watched(self) -> Watched:
        """The archive as templates have it."""
        return self._archive

    def share_pieces(self, other: Fragments) -> None:
        """Have the pieces that ``other`` has made, in the same language of an archive of which the
        stories that both have are the same objects, and the addresses alike."""
        self._pieces, self._kept = other._pieces, other._kept

    @contextmanager
    def leaving_out(self, ids: Collection[str] = (), names: Collection[str] = ()) -> Iterator[None]:
        """Have lists show meanwhile, in place of the stories of ``ids``, `LEFT` around each id.

        So do indexes in place of the ``names``, which go by their anchors.
        """
        self._left_out, self._left_names = ids, names
        try:
            yield
        finally:
            self._left_out, self._left_names = (), ()

    def _left_name(self, entry: Entry) -> Markup:
        """Return what stands in place of a name that is left out, nothing for any other."""
        return Markup(f"{LEFT}{entry.anchor}{LEFT}" if entry.anchor in self._left_names else "")

    def snippet(self, source: str, url: str, **values: Any) -> str:
        """Return what the template ``source`` makes for the page at ``url``, as `render` does."""
        template = self._env.from_string(source)
        return template.render(to=self._links_from(url), archive=self._archive, **values).strip()

    def forget_pieces(self) -> None:
        """Let go of the pieces that pages share, which are rendered again if one is asked for."""
        self._pieces.clear()
        self._kept.clear()

    def forget(self) -> None:
        """Let go of the pieces, and of what the witness answered."""
        self.forget_pieces()
        self.witness.forget()

    def entry(self, url: str, view: View) -> Markup:
        """Return the entry of a story in a list of the page at ``url``, under its heading."""
        return self._piece(url, "entry", view, self._archive, UNDER)

    def macro(self, name: str, url: str, *about: Any) -> str:
        """Return what macro ``name`` of ``parts.html`` makes for the page at ``url``.

        It is a piece of that page as lists have it, without the lines that templates leave blank.
        The macro's last argument is what makes links. Raises TemplateError where there is none.
        """
        return self._made(name, *about, self._links_from(url))

    def _made(self, name: str, *about: Any) -> str:
        macro = getattr(self._env.get_template("archive/parts.html").module, name, None)
        if macro is None:
            raise TemplateRuntimeError(f"parts.html: {name}")  # an archive may have its own
        return "\n".join(filter(None, map(str.strip, macro(*about).split("\n"))))

    def _note(self, asked: Asked) -> None:
        self._asked.update(asked)

    def _links_from(self, url: str) -> Callable[[str], str]:
        links = self.locale.links_from(url)
        if not self.locale.folder:
            return links

        def to(target: str) -> str:
            if "#" in target:  # names alone move, and each has its own place in a page
                question = self.witness.language, "moved", target
                self._note({question: self._answer})
            return links(target)

        return to

    def _piece(
        self, url: str, name: str, about: View | Line, archive: Watched, *more: Any
    ) -> Markup:
        """Return what macro ``name`` of ``parts.html`` makes of ``about``, for the page at ``url``.

        A story stands in eight lists and more: each piece is rendered once, as if for the home
        page, and its links are led up from where it is shown.
        """
        if name == "entry" and about.story.id in self._left_out:
            return Markup(f"{LEFT}{about.story.id}{LEFT}")
        key = (name, id(about), *more)
        if key not in self._pieces:
            self._pieces[key] = self._rendered(name, about, archive, *more)
        piece = self._pieces[key]
        self._note(piece.asked)
        return Markup(_led(piece.html, url))

    def _rendered(self, name: str, about: View | Line, archive: Watched, *more: Any) -> _Piece:
        before = self.asked()
        home = self._links_from("")
        html = self._made(name, about, archive, lambda target: _ROOT + home(target), *more)
        piece = _Piece(html, self.asked())
        self._asked = before
        return piece


def _led(html: str, url: str) -> str:
    """Return a piece with its links from the page at ``url``, as `links_from` makes them."""
    html = html.replace(f'"{_ROOT}{url}"', '"./"')
    folders = url.split("/")[:-1]
    for up in range(len(folders) + 1):
        folder = "".join(f"{name}/" for name in folders[: len(folders) - up])
        html = html.replace(_ROOT + folder, "../" * up)
    return html
