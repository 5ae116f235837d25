"""Links of pages that lead to no page and no file of the archive: advice, for a build takes them.

What a page of Markdown links to with an ending (``rights.md``, ``../assets/a.png``) MkDocs seeks
from the page's file; anything else, and what stands in HTML, a browser seeks from its address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath
from urllib.parse import unquote

from aidstories.errors import BadInput, Problem, nearest, nearest_told
from aidstories.paths import ArchivePaths
from aidstories.stories.checks.addresses import address_of, addresses, is_made
from aidstories.stories.store.files import bytes_of, read_text
from aidstories.stories.store.keep import Keep, afresh

_MOST = 2000
"""Characters of a link that is looked at: no browser takes many more."""
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_UNREAD = re.compile(rf"(`+)(?!`).{{0,{_MOST}}}?(?<!`)\1(?!`)|\\.")
"""What is no link within a line: code, a sign behind a backslash."""
_PART = rf"[^()\s<>]{{0,{_MOST}}}"
_INLINE = re.compile(
    rf"""(?:\[[^\[\]]{{0,{_MOST}}}|\))\]    # words, or an image that is linked
        \(\s{{0,9}}(?:<([^<>\n]{{0,{_MOST}}})>|({_PART}(?:\({_PART}\){_PART})?))
        (?:\s{{1,9}}(?:"[^"]{{0,{_MOST}}}"|'[^']{{0,{_MOST}}}'))?\s{{0,9}}\)""",
    re.X,
)
_DEFINED = re.compile(rf"\s{{0,3}}\[(?!\^)[^\[\]]{{1,{_MOST}}}\]:\s*<?([^\s<>]{{1,{_MOST}}})")
_HTML = re.compile(
    rf"""<[a-zA-Z][^<>]{{0,{_MOST}}}?\s(?:href|src)\s*=\s*["']([^"'<>]{{1,{_MOST}}})["']"""
)
_ELSEWHERE = re.compile(r"[A-Za-z][\w+.-]{0,40}:|/|#|$")
"""How the address of another site begins, of a folder of this host, of a place on the page."""
_STORY = re.compile(r"stories/([^/]+)/index\.html")
_SOUGHT = 100
"""Links whose nearest page is told: to look for one takes 4.5 ms of 3,500 names."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a page links to: the line, the target as it is written, whether it stands in HTML."""

    line: int
    target: str
    in_html: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _There:
    """What links can lead to: files and addresses, from ``docs`` and from the site's root."""

    files: frozenset[str]
    addresses: frozenset[str]
    stories: frozenset[str]
    made: frozenset[str]


def check_dead_links(
    paths: ArchivePaths, made: frozenset[str], keep: Keep = afresh
) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield each page that is no story with its links that lead nowhere; those are marks there.

    ``made`` are the folders of the site whose first page no file of the archive is.
    """
    there, sought = _there(paths, made), 0
    for page in paths.pages():
        name = PurePosixPath(page.relative_to(paths.docs).as_posix())
        if name.parts[0] in ("stories", "ledgers"):
            continue
        links = keep(("links", page), bytes_of(page), partial(_of_page, page))
        dead = [link for link in links if not _is_there(link, name, there)]
        problems = []
        for link in dead:
            near = _nearest(link, name, there) if sought < _SOUGHT else None
            sought += 1
            problems.append(_problem(page, link, near))
        if problems:
            yield page, tuple(problems)


def _there(paths: ArchivePaths, made: frozenset[str]) -> _There:
    found, stories = addresses(paths), frozenset(path.stem for path in paths.story_files())
    others = (name for name in found if not re.fullmatch(r"stories/[^/]+/[^/]+/index\.html", name))
    return _There(
        files=frozenset(file.relative_to(paths.docs).as_posix() for file in found.values()),
        addresses=frozenset([*others, *(f"stories/{id_}/index.html" for id_ in stories)]),
        stories=stories,
        made=made,
    )


def _of_page(page: Path) -> tuple[Link, ...]:
    try:
        return tuple(links(read_text(page)))
    except BadInput:  # its own check tells
        return ()


def links(text: str) -> Iterator[Link]:
    """Yield the links of a text of Markdown; what is code, or front matter, has none."""
    fence, lines = "", _without_comments(text).split("\n")
    begin = lines.index("---", 1) + 1 if lines[0] == "---" and "---" in lines[1:] else 0
    for number, line in enumerate(lines[begin:], begin + 1):
        opens = _FENCE.match(line)
        if fence:
            fence = "" if opens and opens[1].startswith(fence) else fence
        elif opens:
            fence = opens[1]
        else:
            yield from _of_line(number, _UNREAD.sub("", line))


def _without_comments(text: str) -> str:
    """Return a text without what HTML's comments hold, but for their line ends."""
    first, *rest = text.split("<!--")
    parted = (part.partition("-->") for part in rest)
    return first + "".join(
        "\n" * inside.count("\n") + after if end else f"<!--{inside}"
        for inside, end, after in parted
    )


def _of_line(number: int, line: str) -> Iterator[Link]:
    for found in _INLINE.finditer(line):
        yield Link(number, found[1] or found[2] or "", in_html=False)
    if defined := _DEFINED.match(line):
        yield Link(number, defined[1], in_html=False)
    for found in _HTML.finditer(line):
        yield Link(number, found[1], in_html=True)


def _is_there(link: Link, page: PurePosixPath, there: _There) -> bool:
    """Return whether a link of ``page`` leads somewhere, or out of the archive."""
    if _ELSEWHERE.match(link.target):
        return True
    as_file = not _is_address(link) and _is_file(_from(page.parent, link), there)
    as_address = not _is_page(link) and _has_address(_from(_folder(page), link), there)
    return as_file or as_address


def _is_address(link: Link) -> bool:
    """Return whether MkDocs leaves the target to the browser."""
    return link.in_html or not PurePosixPath(_plain(link)).suffix


def _is_page(link: Link) -> bool:
    """Return whether MkDocs alone knows where the target is."""
    return not link.in_html and PurePosixPath(_plain(link)).suffix == ".md"


def _is_file(name: str, there: _There) -> bool:
    """Return whether there is such a file in ``docs``, or a build makes one and tells MkDocs."""
    told = name.endswith("/index.md") or not name.endswith(".md")
    return name in there.files or (told and is_made(address_of(PurePosixPath(name)), there.made))


def _has_address(name: str, there: _There) -> bool:
    address = _file_of(name)
    if found := _STORY.fullmatch(address):
        return found[1] in there.stories
    return address in there.addresses or is_made(address, there.made)


def _plain(link: Link) -> str:
    return unquote(re.split(r"[?#]", link.target, maxsplit=1)[0])


def _folder(page: PurePosixPath) -> PurePosixPath:
    """Return the folder of the site in which the page ``page`` stands."""
    return PurePosixPath(address_of(page)).parent


def _from(folder: PurePosixPath, link: Link) -> str:
    """Return where a link leads that is read in ``folder``."""
    end = normpath(f"{folder}/{_plain(link)}")
    return f"{end}/" if _plain(link).endswith("/") and end != "." else end


def _file_of(name: str) -> str:
    """Return the file that a server gives at an address."""
    if name == ".":
        return "index.html"
    return f"{name.rstrip('/')}/index.html" if not PurePosixPath(name).suffix else name


def _nearest(link: Link, page: PurePosixPath, there: _There) -> str | None:
    """Return what a link may be meant for, as the page would write it, first one of that name."""
    if not _is_address(link):
        near = _alike(_from(page.parent, link), there.files)
        return near and relpath(near, page.parent)
    folder = _folder(page)
    near = _alike(_file_of(_from(folder, link)), there.addresses - {address_of(page)})
    return near and f"{relpath(near.removesuffix('index.html') or '.', folder)}/"


def _alike(name: str, known: Iterable[str]) -> str | None:
    own = sorted(known)
    last = "/".join(name.split("/")[-2:] if name.endswith("/index.html") else name.split("/")[-1:])
    return next((each for each in own if each.endswith(f"/{last}")), nearest(name, own))


def _problem(page: Path, link: Link, near: str | None) -> Problem:
    like, like_en = nearest_told(near)
    zh = f"“{link.target}”没有通到哪里{like}；改成有的，或者去掉这个链接"
    en = f"'{link.target}' leads nowhere{like_en}: name what is there, or take the link away"
    return Problem(file=str(page), line=link.line, zh=zh, en=en, advice=True)
