"""One language of the interface: its words, the names of values, dates and addresses."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from aidstories.model import Status
from aidstories.site.addresses import ValuePath
from aidstories.site.facets import UNDATED, UNSTATED, FacetValue
from aidstories.site.interface import pinyin, tibetan
from aidstories.site.interface.dates import Say, date_text, edtf_text
from aidstories.site.interface.terms import CHINESE, TAGS, Translator
from aidstories.site.interface.tibetan_names import TibetanNames
from aidstories.site.interface.tongues import marked_runs
from aidstories.site.links import links_from
from aidstories.site.story.view import View

_WORDS: Mapping[str, str] = {
    UNSTATED: "unstated",
    UNDATED: "date.unknown",
    Status.UNCHECKED: "proof.none",
    Status.PROOFREAD: "proof.done",
    Status.VERIFIED: "proof.validated",
}
"""Values that are words of the interface, not names."""
_YEAR = re.compile(r"(\d{4}(?:–\d{4})?)年")
_LINK = re.compile(r"""(<[^<>]*?\s(?:href|src)=)(["'])([^"']*)\2""")
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|/|[?#]|$", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Locale:
    """What stands around the stories in one language.

    ``names`` holds the Tibetan names of the authorities' values by their paths.
    """

    translator: Translator
    names: TibetanNames = field(default_factory=TibetanNames)
    translations: Mapping[str, View] = field(default_factory=dict)
    """What the language's pages show of stories that are translated into it, by id."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """Where names stand in the language's own order, by the addresses of the Chinese pages."""

    def own(self, view: View) -> View:
        """Return ``view`` in this language, or as it is where it has no translation."""
        return self.translations.get(view.story.id, view)

    def mark(self, view: View) -> Markup:
        """Return the attribute of an element that holds what `own` returns."""
        return Markup("") if view.story.id in self.translations else self.translator.zh

    @property
    def folder(self) -> str:
        """The folder of the language's pages: empty for Chinese, ``bo/`` for Tibetan."""
        return "" if self.translator.language == CHINESE else f"{self.translator.language}/"

    def address(self, target: str) -> str:
        """Return the address of ``target`` in this language; files are shared by all.

        Addresses are relative to the site's root, those of pages end with a slash.
        """
        target = self.moved.get(target, target)
        page = target.partition("?")[0].partition("#")[0]
        return target if page and not page.endswith("/") else self.folder + target

    def links_from(self, url: str) -> Callable[[str], str]:
        """Return what makes the relative link to an address from the page at ``url``.

        Both are addresses of the Chinese pages, as `address` has them.
        """
        relative, folder = links_from(self.address(url)), self.folder

        def to(target: str) -> str:
            if target[-1:] == "/" and "#" not in target and "?" not in target:
                return relative(folder + self.moved.get(target, target))  # a page: most are
            return relative(self.address(target))

        return to

    def reroot(self, html: str, url: str = "") -> str:
        """Return ``html`` of the Chinese page at ``url`` with links right in its counterpart.

        Links to pages lead to counterparts and stay as they are, since both trees have the same
        shape; links to files lead out of the language's folder. Without ``url`` these are links
        that lead up to the site's root.
        """
        up = "../" * (self.folder + url).count("/")

        def change(found: re.Match[str]) -> str:
            before, mark, link = found.groups()
            path = re.split("[?#]", link, maxsplit=1)[0]
            if path.endswith(("/", ".")) or _OUTSIDE.match(link):
                return found.group()
            target = posixpath.normpath(posixpath.join(url, path)) if url else path
            return f"{before}{mark}{up}{target}{link[len(path) :]}{mark}"

        return _LINK.sub(change, html)

    def word(self, value: str) -> Markup:
        """Return a value that is one of the interface's words, such as 未校对."""
        return self.translator(_WORDS[value])

    def name(self, value: FacetValue) -> Markup:
        """Return the name of a value, or of its facet, as HTML."""
        if not value.path:
            return self.translator(f"facet.{value.facet.key}")
        own = self._own_name(value.path)
        if own is None:
            return self.translator.quote(value.label)
        made = self._made(value.path)
        return Markup("<span{}>{}</span>").format(made, own) if made else own

    def plain_name(self, value: FacetValue) -> str:
        """Return the name of a value without markup."""
        return Markup(self.name(value)).striptags()

    def has_name(self, value: FacetValue) -> bool:
        """Return whether a value has a name in the language."""
        if value.label in _WORDS:
            return not self.translator.mark(_WORDS[value.label])
        return self._own_name(value.path) is not None

    def called(self, path: ValuePath, *, short: bool = False) -> tuple[str, Markup]:
        """Return the name of a value as plain text, with the attribute that says its language.

        The short name of a place leaves out its kind: 那曲 for 那曲市.
        """
        own = self._own_name(path)
        if self.translator.language == CHINESE or own is None or own.startswith("<"):
            return pinyin.without_kind(path[-1]) if short else path[-1], self.translator.zh
        text = self.names.short(path) if short and path in self.names else own.striptags()
        return text, self.translator.own_mark + self._made(path)

    def called_in_text(self, name: str) -> Markup:
        """Return the name of a value that is no tree's as HTML, marked as `called` marks it."""
        said, mark = self.called((name,))
        mark = mark.replace(self.translator.own_mark, "")
        return Markup("<span{}>{}</span>").format(mark, said) if mark else escape(said)

    def dateline(self, view: View) -> Markup:
        """Return a story's dateline as HTML: in Tibetan of its place, else as it is printed.

        ``中新网太原12月20日电`` is ཐའེ་ཡོན་ནས་གློག་འཕྲིན།, as the agency's dispatches have it.
        """
        place = view.story.description.dateline
        name = self.names.of_place(place) if place and self.translator.zh else ""
        if name:
            return self.translator("story.dateline", place=tibetan.bare(name))
        return marked_runs(view.dateline or "", self.translator.tag)

    def count(self, paths: Collection[ValuePath], count: int) -> tuple[str, Markup]:
        """Return how many stories a cell of a picture stands for, as `called` returns a name.

        It is one language throughout: Chinese where one of the values has no other name.
        """
        named = [self.called(path) for path in paths]
        own = self.translator.own_mark and not self.translator.mark("chart.cell")
        if own and all(mark.startswith(self.translator.own_mark) for _, mark in named):
            names = " ".join(name for name, _ in named)
            return self.translator.plain(
                "chart.cell", name=names, count=count
            ), self.translator.own_mark
        chinese = Translator(terms=self.translator.terms)
        names = "，".join(path[-1] for path in paths)
        return chinese.plain("chart.cell", name=names, count=count), self.translator.zh

    def _made(self, path: ValuePath) -> Markup:
        """Return the attribute that says how a name was made that is none of the tables'."""
        how = "" if self.translator.language == CHINESE else self.names.how(path)
        return Markup(' data-by="{}"').format(how) if how else Markup("")

    def _own_name(self, path: ValuePath) -> Markup | None:
        label = path[-1]
        if label in _WORDS:
            return self.word(label)
        if self.translator.language == CHINESE:
            return escape(label)
        if year := _YEAR.fullmatch(label):
            return self.translator("date.year", year=year.group(1))
        name = self.names.get(path)
        return escape(name) if name else None

    def ordered(self, values: tuple[FacetValue, ...]) -> tuple[FacetValue, ...]:
        """Return values in the order of the language: those with a Tibetan name first, by it."""
        if self.translator.language == CHINESE or not any(v.path in self.names for v in values):
            return values
        named = [value for value in values if value.path in self.names]
        rest = [value for value in values if value.path not in self.names]
        return (*sorted(named, key=lambda value: self.sort_key(self.names[value.path])), *rest)

    def sort_key(self, text: str) -> tuple[object, ...]:
        """Return where ``text`` sorts in the language: in Tibetan, what is Tibetan comes first."""
        if self.translator.language == CHINESE:
            return pinyin.sort_key(text)
        if tibetan.is_tibetan(text):
            return (0, tibetan.sort_key(text))
        return (1, pinyin.sort_key(text))

    def date(self, view: View) -> Markup:
        """Return when a story came out, as HTML.

        Tibetan dates have ASCII digits, as newspapers in Tibet print them; one for which the
        table lacks a word is said in Chinese.
        """
        description = view.story.description
        return self._dated(lambda say: date_text(description, say))

    def edtf(self, edtf: str) -> Markup:
        """Return a date of EDTF as HTML, as `date` does."""
        return self._dated(lambda say: edtf_text(edtf, say))

    def _dated(self, told: Callable[[Say], str]) -> Markup:
        try:
            return marked_runs(told(self.translator.own), self.translator.tag)
        except KeyError:
            chinese = Translator(terms=self.translator.terms)
            return self.translator.quote(told(chinese.plain))

    def sentence(self, view: View, anchor: str) -> str:
        """Return the address of a block of a story's page; of the page where it has no such block.

        Only the Chinese page has those of the original.
        """
        return view.url if self.folder else view.at(anchor)

    def naming(self, view: View, name: str) -> str:
        """Return the address of the first passage of a story that names ``name``, as `sentence`.

        Of a page that has no such block it is not sought: half of the names in the indexes.
        """
        return view.url if self.folder else view.at(view.where(name))

    def quoted(self, view: View, anchor: str) -> str:
        """Return where the words of a quotation stand: on the Chinese page while no other has them.

        Of a story that is translated it is the page of the translation.
        """
        if self.folder and anchor and view.story.id not in self.translations:
            return f"../{view.at(anchor)}"
        return self.sentence(view, anchor)

    def opened(self, address: str, told: str = "") -> str:
        """Return what a cell opens: ``address``, where it is of words of the story ``told`` as
        `quoted` does."""
        page, _, words = address.partition("#")
        if not (self.folder and told and words):
            return address
        return page if told in self.translations else f"../{address}"

    def tag(self, view: View) -> str:
        """Return the language of what `own` returns."""
        translated = view.story.id in self.translations
        return self.translator.tag if translated else TAGS[CHINESE]

    def text(self, view: View, text: str) -> Markup:
        """Return a text of what `own` returns as HTML, runs in the other language marked."""
        return marked_runs(text, self.tag(view))
