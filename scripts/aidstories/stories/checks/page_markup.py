"""What pages that editors write may not hold: scripts, handlers, what leads or loads elsewhere.

MkDocs hands HTML in Markdown on as it stands. A page's policy forbids scripts, not that a page
sends its reader away (``<meta http-equiv=refresh>``), so what a page becomes is looked at.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from aidstories.errors import BadInput, Problem
from aidstories.paths import ArchivePaths
from aidstories.stories.store.files import bytes_of, read_text
from aidstories.stories.store.keep import Keep, afresh

_SUSPECT = re.compile(r"<[A-Za-z!]|\{[^}\n]{0,200}=|\]\s?\(|\]:")
"""Without one of these a page holds words alone: two thirds of rendering is spared."""
_EXTENSIONS = ("tables", "fenced_code", "attr_list")
_HOLD = re.compile(r"^\[\^|<[^<>\n]{1,200}\smarkdown\b", re.M)
"""What holds more Markdown, or HTML, once an archive switches its extension on."""
_HOLDING = ("footnotes", "md_in_html")
_MORE = frozenset({"address", "audio", "picture", "section", "source", "tfoot", "track", "video"})
"""Elements that pages may have, beside those that nh3 lets any text have."""
_LEADS = frozenset({"cite", "href", "xlink:href"})
_LOADS = frozenset({"background", "data", "poster", "src", "srcset"})
_RUNS = frozenset({"action", "formaction", "http-equiv", "ping", "srcdoc"})
_FRONT = re.compile(r"---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*\n", re.S)
"""A page's own data, at its start, of which MkDocs makes text."""
_ALIGNED = re.compile(r"text-align: (?:left|right|center);")
"""The style that Markdown gives the cells of a table; a page's policy stops all others."""
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
_FILES = frozenset({".htm", ".html", ".svg", ".xhtml", ".xht"})
"""Files that a browser opens as pages of their own, which no policy holds."""
_DOES = re.compile(
    r"""<script|<foreignobject|[\s"'/]on[a-z]{3,20}\s*=|javascript:|http-equiv\s*=\s*["']?refresh""",
    re.I,
)
"""How such a file runs something, or sends its reader away."""
_BLANKS = re.compile(r"[\x00-\x20\x7f]+")
"""What browsers drop, or pass over, in an address."""
_OPEN_COMMENT = re.compile(r"-?>|.*--!>", re.S)
"""Comments that browsers end before their end."""


class _Fault(NamedTuple):
    """What is wrong, in Chinese and English, and the words that the page's text has there."""

    words: str
    zh: str
    en: str


def check_markup(
    paths: ArchivePaths, keep: Keep = afresh
) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield each page that is no story with the markup that it may not hold."""
    for page in paths.pages():
        if page.relative_to(paths.docs).parts[0] in ("stories", "ledgers"):
            continue
        if problems := keep(("markup", page), bytes_of(page), partial(_of_page, page)):
            yield page, problems
    for file in sorted(paths.docs.rglob("*")):
        if file.suffix.lower() in _FILES and file.is_file() and (found := _of_file(file)):
            yield file, (found,)


def _of_file(file: Path) -> Problem | None:
    text = (bytes_of(file) or b"").decode("utf-8", "replace")
    if not (found := _DOES.search(text)):
        return None
    words = found[0].strip(" \n\t\"'/")
    line = text.count("\n", 0, found.start()) + 1
    zh = f"这个文件照样发布，里面的“{words}”会在读者的浏览器里起作用；删去它，或者移到 docs 以外"
    en = f"this file is published, and its '{words}' acts in browsers: take it away, or move it out"
    return Problem(file=str(file), line=line, zh=zh, en=en)


def _of_page(page: Path) -> tuple[Problem, ...]:
    try:
        text = read_text(page)
    except BadInput:  # its own check tells
        return ()
    return tuple(
        Problem(file=str(page), line=line, zh=fault.zh, en=fault.en) for line, fault in faults(text)
    )


def faults(text: str) -> Iterator[tuple[int | None, _Fault]]:
    """Yield what a page of Markdown may not hold, with its line where that can be found."""
    if not _SUSPECT.search(text):
        return
    import markdown  # .1 s, and no story needs it

    front = _FRONT.match(text)
    own = text[front.end() :] if front else text
    found = Counter(_read(markdown.markdown(own, extensions=[*_EXTENSIONS])))
    if _HOLD.search(own):
        held = _read(markdown.markdown(own, extensions=[*_EXTENSIONS, *_HOLDING]))
        found |= Counter(held)  # of each as many as either has
    lower, after = text.lower(), dict[str, int]()
    for fault in found.elements():
        at = lower.find(fault.words.lower(), after.get(fault.words, 0))
        after[fault.words] = at + 1
        yield (text.count("\n", 0, at) + 1 if at >= 0 else None), fault


def _read(html: str) -> list[_Fault]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    """Takes in the HTML of a page; ``found`` is what is wrong with it, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[_Fault] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element in."""
        if not _may_stand(tag):
            zh = f"“<{tag}>”不能写在页里：页面只有文字、表格和本站的图；删去它，或用反引号当文字写"
            en = f"<{tag}> cannot stand in a page: take it away, or write it as code"
            self.found.append(_Fault(f"<{tag}", zh, en))
            return
        self.found += (f for name, value in attrs if (f := _of_attribute(name, value or "")))

    def handle_comment(self, data: str) -> None:
        """Take a comment in: browsers end some where this reader goes on."""
        if _OPEN_COMMENT.match(data):
            zh, en = "注释要写成 <!-- … -->", "a comment is written <!-- … -->"
            self.found.append(_Fault(f"<!--{data[:8]}", zh, en))


def _may_stand(tag: str) -> bool:
    import nh3

    return tag in nh3.ALLOWED_TAGS or tag in _MORE


def _of_attribute(name: str, value: str) -> _Fault | None:
    """Return what is wrong with an attribute; None where nothing is."""
    styled = name == "style" and not _ALIGNED.fullmatch(value)
    if name.startswith("on") or name in _RUNS or styled:
        zh = f"“{name}=”不能写在页里；删去它"
        return _Fault(f"{name}=", zh, f"'{name}=' cannot stand in a page: take it away")
    address = _BLANKS.sub("", value).lower().replace("\\", "/")
    scheme = found[1] if (found := _SCHEME.match(address)) else ""
    if name in _LEADS and scheme not in ("", "http", "https", "mailto", "tel"):
        zh = f"“{value[:60]}”不能作链接；写 https:// 开头的地址，或本站的"
        en = f"'{value[:60]}' is no address to lead to: write https://, or one of this site"
        return _Fault(value[:60], zh, en)
    if name in _LOADS and (scheme not in ("", "data") or address.startswith("//")):
        zh = f"“{value[:60]}”在别的网站：本站各页不取别处的东西；存进 docs/assets，链接到那里"
        en = f"'{value[:60]}' is elsewhere, and no page loads that: keep it in docs/assets"
        return _Fault(value[:60], zh, en)
    return None
