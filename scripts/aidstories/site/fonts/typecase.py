"""Which Tibetan font a page loads: none, a subset that several pages share or its own, or all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path

from aidstories.paths import ArchivePaths
from aidstories.site.fonts.stacks import shown_stacks
from aidstories.site.incremental.dependencies import Stands, never
from aidstories.site.kept_files import KeptFiles
from aidstories.stories.store.record import sha256

FOLDER = "assets/fonts/"
FAMILY = "Tibetan of the page"
LIGHT = 40_000
"""Bytes that both weights of a page with a few Tibetan words may take."""
_MOST = 240
"""Stacks that are tried: 155 take 37 KB in both weights, 65 take 20."""
_RECIPE = 1
_WEIGHTS = (400, 700)
_MADE_BY = tuple(map(version, ("uharfbuzz", "fonttools", "brotli")))

_RULE = """@font-face {{
  font-family: "{family}";
  src: url("{name}") format("woff2");
  font-weight: {weight};
  font-display: swap;
  unicode-range: U+0F00-0FFF;
  size-adjust: 120%;
}}
"""
_ROOT = """:root {{
  --stacks: "{stacks}";
  --uchen: "{family}", var(--uchen-of-systems);
}}
"""


@dataclass(frozen=True, slots=True)
class Cut:
    """A subset in both weights. ``files`` are fonts by their names, ``style`` is its sheet."""

    files: Mapping[str, Path]
    style: str

    @property
    def size(self) -> int:
        """Bytes of all fonts."""
        return sum(path.stat().st_size for path in self.files.values())

    @property
    def url(self) -> str:
        """The address of the style sheet, relative to the site's root."""
        return f"{FOLDER}uchen-{sha256(self.style)[:12]}.css"


class TypeCase:
    """Cuts subsets as pages ask for them and keeps them from build to build.

    ``shared`` are stacks that many pages show, in sets of which each contains the one before.
    """

    def __init__(
        self, theme: Path, paths: ArchivePaths, shared: Iterable[frozenset[str]] = ()
    ) -> None:
        fonts = theme / FOLDER
        self._fonts = {
            weight: fonts / f"noto-serif-tibetan-tibetan-{weight}-normal.woff2"
            for weight in _WEIGHTS
        }
        present = all(path.is_file() for path in self._fonts.values())
        self.shared = tuple(stacks for stacks in shared if stacks) if present else ()
        self._present = present
        self._basis = [
            (_RECIPE, _MADE_BY, weight, sha256(path.read_bytes()))
            for weight, path in self._fonts.items()
            if present
        ]
        self._kept = KeptFiles(paths.fonts_cache, ".woff2")
        self._cuts: dict[frozenset[str], Cut] = {}
        self._used: dict[str, Cut] = {}

    def begin(self, more: Iterable[frozenset[str]] = ()) -> None:
        """Cut what many pages share, before the first of them asks for it.

        ``more`` are stacks of some pages, as in `cut`: they ask for these where no other is light.
        """
        light = [self._cut(stacks).size <= LIGHT for stacks in self.shared]
        for stacks in more if light and not any(light) else ():
            if stacks:
                self._cut(stacks)

    def style(self, page: str, *, own: bool) -> Cut | None:
        """Return the subset that ``page``, HTML, needs; None for no other than the whole font.

        Without one a page loads the whole font, as soon as it shows anything Tibetan. ``own``
        says whether the page may have a subset of its own, which is three files more.
        """
        return self.cut(shown_stacks(page), own=own)

    def cut(
        self, stacks: frozenset[str], *, own: bool, more: Sequence[frozenset[str]] = ()
    ) -> Cut | None:
        """Return the subset that a page needs for ``stacks``, as `style` does.

        ``more`` are stacks that pages of its kind share, for where those of all pages are too many:
        these hold what a script or a reader may add, too.
        """
        cut = self._cut_for(stacks, own, more) if stacks and self._present else None
        return cut and self.use(cut)

    def use(self, cut: Cut) -> Cut:
        """Note that a page asks for ``cut``, one of this or of an earlier case.

        Return the first of those equal to it.
        """
        return self._used.setdefault(cut.url, cut)

    def write(self, site: Path, stands: Stands = never) -> None:
        """Write the files of all subsets that pages asked for; their names say what they hold."""
        (site / FOLDER).mkdir(parents=True, exist_ok=True)
        for url, cut in self._used.items():
            if not stands(url, url):
                (site / url).write_text(cut.style, "utf-8")
            for name, path in cut.files.items():
                if not stands(FOLDER + name, name):
                    (site / FOLDER / name).write_bytes(path.read_bytes())

    def _cut_for(
        self, stacks: frozenset[str], own: bool, more: Sequence[frozenset[str]]
    ) -> Cut | None:
        held = [each for each in (*self.shared, *more) if stacks <= each]
        light = next((cut for cut in map(self._cut, held) if cut.size <= LIGHT), None)
        if light is None and own and len(stacks) <= _MOST:
            cut = self._cut(stacks)
            light = cut if cut.size <= LIGHT else None
        return light or (self._cut(held[0]) if held else None)

    def _cut(self, stacks: frozenset[str]) -> Cut:
        if stacks not in self._cuts:
            self._cuts[stacks] = self._made(sorted(stacks))
        return self._cuts[stacks]

    def _made(self, stacks: list[str]) -> Cut:
        files, rules = {}, []
        for basis, (weight, font) in zip(self._basis, self._fonts.items(), strict=True):
            path = self._kept.file((basis, stacks), partial(_subset, font, stacks))
            name = f"uchen-{path.stem.rpartition('-')[2][:12]}-{weight}.woff2"
            files[name] = path
            rules.append(_RULE.format(family=FAMILY, name=name, weight=weight))
        rules.append(_ROOT.format(stacks=" ".join(stacks), family=FAMILY))
        return Cut(files, "\n".join(rules))


def _subset(font: Path, stacks: Collection[str]) -> bytes:
    from aidstories.site.fonts.subset import subset  # with its libraries, .06 s

    return subset(font, stacks)
