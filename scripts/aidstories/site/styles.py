"""One style sheet for all pages: of the theme's rules those that a page of ours can match.

The theme's sheet is two thirds of what a first page waits for, and nine of ten of its rules are
for parts of it that this site has not (23 of 34 KB packed; 3 KB are left). A rule stays where
every class that it asks for is named in a source of pages: templates, scripts, Markdown.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from jinja2 import Environment, meta
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from aidstories.site.hoisted import hoisted
from aidstories.site.interface.script_words import SCRIPTS
from aidstories.stories.store.keep import Keep

_TOKEN = re.compile(
    r"""/\*[^*]*+(?>(?:\*(?!/)[^*]*+)*)(?:\*/|\Z)|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{};(),]""",
    re.DOTALL,
)
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_ARGUMENTS = re.compile(r"\([^()]*\)")
_ASKED = re.compile(r"[.#](?P<name>(?:\\.|[\w-])+)|\[(?P<attribute>[\w-]+)")
_COMMENT = re.compile(
    r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*[^*]*+(?>(?:\*(?!/)[^*]*+)*)(?:\*/|\Z)""",
    re.DOTALL,
)
_FOLDER = "assets/stylesheets"
_PLAIN = " =:/',.()"
"""Of what a path in an SVG file has: what may stand in an address between quotation marks."""
_INDENT = re.compile(r"\n\s+")
_VARIABLE = re.compile(r"(?<!\w)(--[\w-]+)\s*+:")
_USED = re.compile(r"var\(\s*+(--[\w-]+)")
_PICTURE = re.compile(r'url\("(?P<path>[^":]+\.svg)"\)')
_TEMPLATES = ("404.html", "main.html", "search.html", "sheet.html")
_TAGS = "fragments/tags"
NESTED = ("@media", "@supports", "@layer", "@container")
"""At-rules that hold rules."""


class Rule(NamedTuple):
    """What stands before the braces, and within; no body: a statement (``@import …``)."""

    head: str
    body: str | None


def rules(css: str) -> Iterator[Rule]:
    """Yield the outermost rules of a style sheet."""
    start, depth, head = 0, 0, ""
    for token in _TOKEN.finditer(css):
        match token[0]:
            case "{":
                if depth == 0:
                    head, start = css[start : token.start()], token.end()
                depth += 1
            case "}":
                depth -= 1
                if depth == 0:
                    yield Rule(_bare(head), css[start : token.start()])
                    start = token.end()
            case ";" if depth == 0:
                yield Rule(_bare(css[start : token.start()]), None)
                start = token.end()


def _bare(css: str) -> str:
    return _COMMENT.sub(r"\1", css).strip()


def split(css: str, at: str) -> Iterator[str]:
    """Yield the parts of ``css`` between ``at`` (``,`` or ``;``), outside brackets and strings."""
    start = depth = 0
    for token in _TOKEN.finditer(css):
        if token[0] == at and depth == 0:
            yield css[start : token.start()].strip()
            start = token.end()
        depth += (token[0] == "(") - (token[0] == ")")
    yield css[start:].strip()


def trimmed(css: str, words: Collection[str]) -> str:
    """Return the rules of ``css`` whose selectors ask for no class but those in ``words``."""
    kept = []
    for head, body in rules(css):
        if body is None:
            kept.append(f"{head};")
        elif head.startswith(NESTED):
            if inner := trimmed(body, words):
                kept.append(f"{head}{{{inner}}}")
        elif head.startswith("@"):
            kept.append(f"{head}{{{body}}}")
        elif selectors := [one for one in split(head, ",") if _matches(one, words)]:
            kept.append(f"{','.join(selectors)}{{{body}}}")
    return "".join(kept)


def _matches(selector: str, words: Collection[str]) -> bool:
    while (bare := _ARGUMENTS.sub("", selector)) != selector:
        selector = bare  # :not(.x) and :is(.x, .y) hold without x
    asked = (found["name"] or found["attribute"] for found in _ASKED.finditer(selector))
    return all(name.replace("\\", "") in words for name in asked)


def without_unused(css: str, used: Collection[str]) -> str:
    """Return ``css`` without custom properties that neither it nor ``used`` refers to.

    The theme's pictures are such properties: 80 KB of its 137.
    """
    known = {*_USED.findall(css), *used}
    kept = []
    for head, body in rules(css):
        if body is None:
            kept.append(f"{head};")
        elif head.startswith(NESTED):
            kept.append(f"{head}{{{without_unused(body, known)}}}")
        else:
            declared = [one for one in split(body, ";") if one and _wanted(one, known)]
            kept.append(f"{head}{{{';'.join(declared)}}}" if declared else "")
    return "".join(kept)


def _wanted(declaration: str, known: Collection[str]) -> bool:
    named = _VARIABLE.match(declaration)
    return named is None or named[1] in known


def minified(css: str) -> str:
    """Return ``css`` without comments and indents."""
    return _INDENT.sub("\n", _bare(css))


def with_pictures(css: str, read: Callable[[str], str]) -> str:
    """Return ``css`` with the SVG files that it names in its own text, as data addresses.

    One request less, and the only way that works in a site opened from a disk, where no browser
    lets a mask be another file. ``read`` gets a path from the site's root.
    """

    def inline(found: re.Match[str]) -> str:
        svg = read(posixpath.normpath(posixpath.join(_FOLDER, found["path"]))).strip()
        return f'url("data:image/svg+xml,{quote(svg.replace(chr(34), chr(39)), _PLAIN)}")'

    return _PICTURE.sub(inline, css)


def style_sheet(theme: str, own: Iterable[str], words: Collection[str]) -> str:
    """Return one sheet: what ``words`` leave of ``theme``, then our ``own`` ones."""
    ours = "\n".join(map(minified, own))
    left = trimmed(theme, words)
    while (less := without_unused(left, _USED.findall(ours))) != left:
        left = less  # a property that only a dropped one referred to
    return f"{left}\n{ours}\n"


def sheet_address(css: str) -> str:
    """Return where a sheet stands; its name changes with its text, so it is cached for good."""
    digest = hashlib.sha256(css.encode("utf-8")).hexdigest()[:8]
    return f"{_FOLDER}/archive.{digest}.min.css"


def words_of(sources: Iterable[str]) -> frozenset[str]:
    """Return all that may be the name of a class, an id or an element in ``sources``."""
    return frozenset(_WORD.findall("\n".join(sources)))


def site_sheet(config: MkDocsConfig, env: Environment, pages: frozenset[str]) -> str:
    """Return the sheet of a site; ``pages`` are the words of the bodies of its ordinary pages.

    Raises `FileNotFoundError` where the theme has no sheet.
    """
    folders = [Path(folder) for folder in config.theme.dirs]
    own = [Path(config.docs_dir), *folders]
    scripts = (path.read_text("utf-8") for path in (folders[0] / SCRIPTS).rglob("*.js"))
    fragments = (path.read_text("utf-8") for path in (folders[0] / "archive").glob("*.html"))
    words = set(words_of((*_templates(env, folders), *fragments, *scripts)) | pages)

    def read(path: str) -> str:
        return _first(own, path).read_text("utf-8")

    sheets = [with_pictures(read(path), read) for path in config.extra_css]
    theme = _first(folders, "assets/stylesheets/main.*.min.css").read_text("utf-8")
    return style_sheet(theme, sheets, words)


def add_sheet(
    files: Files,
    written: Callable[[File], bool],
    config: MkDocsConfig,
    env: Environment,
    keep: Keep,
) -> str:
    """Add the style sheet of all pages to ``files`` and return its address.

    ``written`` says whether an editor wrote a page as one: what a story says asks for no style.
    """
    ordinary = (
        file.page.content or ""
        for file in files.documentation_pages()
        if file.page and written(file)
    )
    words = words_of(ordinary)
    css = keep("sheet", words, lambda: site_sheet(config, env, words))
    files.append(File.generated(config, sheet_address(css), content=css))
    return sheet_address(css)


def _first(folders: Iterable[Path], pattern: str) -> Path:
    """Return the first file of a name, whose version the theme puts into it."""
    for folder in folders:
        if found := next(iter(sorted(folder.glob(pattern))), None):
            return found
    raise FileNotFoundError(pattern)


def _tags(folders: Iterable[Path]) -> Iterator[str]:
    """Yield the names of the templates of the tags plugin.

    Jinja would go through all folders for them: Material has 14,000 icons, .08 s.
    """
    for folder in folders:
        for file in sorted((folder / _TAGS).rglob("*.html")):
            yield file.relative_to(folder).as_posix()


def _templates(env: Environment, folders: Iterable[Path]) -> Iterator[str]:
    """Yield the source of every template that a page is made of; the tags plugin has its own."""
    waiting = [*_TEMPLATES, *_tags(folders)]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen or env.loader is None:
            continue
        seen.add(name)
        source, file, _ = env.loader.get_source(env, name)
        yield source
        waiting += filter(None, meta.find_referenced_templates(env.parse(source, name, file)))


def with_sheets(page: Page, body: str) -> str:
    """Move the style sheets that ``body`` asks for into the page's head; return the rest."""
    sheets, rest = hoisted(body)
    page.meta["head"] = Markup(page.meta.get("head", "")) + Markup(sheets)
    return rest
