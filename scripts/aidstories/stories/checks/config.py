"""What ``mkdocs.yml`` says that no site can be built of: damage, pages that are not there.

What its settings mean is MkDocs' to say, when it builds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from os.path import realpath
from pathlib import Path
from typing import Any

import yaml

from aidstories.errors import BadInput, Problem, nearest, nearest_told
from aidstories.paths import ArchivePaths
from aidstories.stories.checks.marks import left_by_merge
from aidstories.stories.checks.settings import unsafe_settings
from aidstories.stories.store.files import read_text

_MOST_VALUES = 100_000
"""Values of the configuration; this archive's has 300. Five lines can stand for 10^8."""
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""It reads every tag, as ``!ENV``, as the text behind it."""


_SCHEME = re.compile(r"\s*+([A-Za-z][\w+.-]*+):")
_SCHEMES = ("http", "https", "mailto", "tel")
"""Schemes of addresses that a reader's browser opens; ``javascript:`` is none."""
_FALSE = frozenset({"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"})
"""What YAML 1.1 takes for the value that ``use_directory_urls`` may not have."""
_WRITTEN = frozenset({"about", "guide"})
"""Folders of the site whose pages are all files of the archive."""
_MADE = ("sitemap.xml", "oai-static.xml", ".zip")
"""How files are called that a build writes beside the first page."""


def check_config(
    paths: ArchivePaths, made: frozenset[str]
) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield the configuration with what is wrong; nothing where there is none.

    ``made`` are the folders of the site whose first page no file of the archive is.
    """
    if paths.config.is_file():
        try:
            said = _problems(paths, read_text(paths.config), made)
            problems = (*said, *unsafe_settings(paths))
        except BadInput as error:
            problems = error.problems
        if problems:
            yield paths.config, problems


def missing_page(paths: ArchivePaths, target: str, line: int | None = None) -> Problem:
    """Return the problem that ``nav`` names the page ``target``, which is not there."""
    pages = [path.relative_to(paths.docs).as_posix() for path in paths.pages()]
    like, like_en = nearest_told(nearest(target, pages))
    zh = f"没有“{target}”这一页{like}；改成有的，或者从 nav 里删去"
    en = f"there is no page '{target}'{like_en}; name one that is, or take it out of nav"
    return Problem(file=str(paths.config), line=line, field="nav", zh=zh, en=en)


def _problems(paths: ArchivePaths, text: str, made: frozenset[str]) -> Iterator[Problem]:
    file = str(paths.config)
    if left := [*left_by_merge(text)]:
        yield from (Problem(file=file, line=line, zh=zh, en=en) for line, zh, en in left)
        return
    try:
        root = yaml.compose(text, Loader=_Loader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line, why = mark.line + 1 if mark else None, getattr(error, "problem", None) or str(error)
        zh, en = f"网站的配置读不了，不是合规的 YAML：{why}", f"cannot be read as YAML: {why}"
        yield Problem(file=file, line=line, zh=zh, en=en)
        return
    if not isinstance(root, yaml.MappingNode):
        zh, en = (
            "应为一行行的“名称: 值”，至少要有 site_name",
            "names with values, site_name at least",
        )
        yield Problem(file=file, line=1, zh=zh, en=en)
        return
    if _size(root, {}) > _MOST_VALUES:
        zh = f"引用（*）展开以后超过 {_MOST_VALUES} 个值，没有读完的时候；写短些"
        yield Problem(file=file, zh=zh, en="its references stand for too many values: shorten it")
        return
    yield from _twice(file, root)
    for key, value in root.value:
        if key.value == "docs_dir" and not _is_docs(paths, value):
            yield _of_docs(file, value)
        if key.value == "use_directory_urls" and value.value in _FALSE:
            yield _of_addresses(file, value)
        if key.value == "nav" and value.value not in ("", "~", "null"):  # MkDocs lists all pages
            yield from _misshapen(file, value)
            for target, line in _targets(value):
                if not _is_there(paths, target, made):
                    yield missing_page(paths, target, line)


def _twice(file: str, root: yaml.Node) -> Iterator[Problem]:
    """Yield each name that stands twice under one: YAML takes the last, and drops the others."""
    todo, seen = [root], set[int]()
    while todo:
        node = todo.pop()
        if id(node) in seen or not isinstance(node, yaml.CollectionNode):
            continue
        seen.add(id(node))
        first: dict[str, int] = {}
        for entry in node.value:
            todo += entry if isinstance(entry, tuple) else (entry,)
            key = entry[0] if isinstance(entry, tuple) else None
            if isinstance(key, yaml.ScalarNode) and key.value != "<<":
                line = key.start_mark.line + 1
                before = first.setdefault(key.value, line)
                if before != line:
                    yield _of_twice(file, key.value, line, before)


def _of_twice(file: str, name: str, line: int, before: int) -> Problem:
    zh = f"“{name}”在第 {before} 行写过了，那里写的都不起作用；并成一处"
    en = f"'{name}' stands on line {before} too, and nothing of that counts: put them together"
    return Problem(file=file, line=line, field=name, zh=zh, en=en)


def _is_docs(paths: ArchivePaths, node: yaml.Node) -> bool:
    """Return whether a value names the folder ``docs``, or is left to who sets a variable."""
    plain = isinstance(node, yaml.ScalarNode)
    return not plain or realpath(paths.config.parent / node.value) == realpath(paths.docs)


def _of_docs(file: str, node: yaml.Node) -> Problem:
    zh = f"报道和资料表在 docs 里，网站却要从“{node.value}”生成；写 docs，或者删去这一行"
    en = f"stories and tables stand in docs, not in '{node.value}': write docs, or drop this line"
    return Problem(file=file, line=node.start_mark.line + 1, field="docs_dir", zh=zh, en=en)


def _of_addresses(file: str, node: yaml.Node) -> Problem:
    zh = "网址要以文件夹结尾，报道的地址才是永久的；写 true，或者删去这一行"
    en = "addresses end in folders, so that stories keep theirs: write true, or drop this line"
    return Problem(
        file=file, line=node.start_mark.line + 1, field="use_directory_urls", zh=zh, en=en
    )


def _size(node: yaml.Node, known: dict[int, int]) -> int:
    """Return how many values a node stands for, what references name counted each time."""
    if id(node) not in known:
        known[id(node)] = 1  # a node within itself ends here
        below = node.value if isinstance(node, yaml.CollectionNode) else ()
        both = (part for one in below for part in (one if isinstance(one, tuple) else (one,)))
        known[id(node)] = 1 + sum(_size(part, known) for part in both)
    return known[id(node)]


def _misshapen(file: str, nav: yaml.Node) -> Iterator[Problem]:
    """Yield where ``nav`` is not what MkDocs reads: a list of pages and of titles with one page."""
    if not isinstance(nav, yaml.SequenceNode):
        yield _of_shape(file, nav)
        return
    for entry in nav.value:
        if isinstance(entry, yaml.MappingNode) and len(entry.value) == 1:
            below = entry.value[0][1]
            if isinstance(below, yaml.SequenceNode):
                yield from _misshapen(file, below)
            elif not (isinstance(below, yaml.ScalarNode) and below.value):
                yield _of_shape(file, entry)
        elif not isinstance(entry, yaml.ScalarNode):
            yield _of_shape(file, entry)


def _of_shape(file: str, node: yaml.Node) -> Problem:
    zh = "nav 的每一项写成“- 标题: 文件”，或标题下再列几项；一项一个标题，不能空着"
    en = "each entry of nav is '- title: file', or a title over a list: one title, and not empty"
    return Problem(file=file, line=node.start_mark.line + 1, field="nav", zh=zh, en=en)


def _targets(node: yaml.Node) -> Iterator[tuple[str, int]]:
    """Yield what the entries of ``nav`` lead to, with their lines."""
    if isinstance(node, yaml.ScalarNode):
        if node.value:
            yield node.value, node.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _targets(each)
    elif isinstance(node, yaml.MappingNode):
        for _, each in node.value:
            yield from _targets(each)


def _is_there(paths: ArchivePaths, target: str, made: frozenset[str]) -> bool:
    """Return whether an entry of ``nav`` leads somewhere: another site, a page, a file of docs.

    What begins with a slash may be another site of the same host.
    """
    scheme = _SCHEME.match(target)
    if scheme or target.startswith("/"):
        return not scheme or scheme[1].lower() in _SCHEMES
    plain = re.split(r"[?#]", target, maxsplit=1)[0]
    if ".." in Path(plain).parts:
        return False
    folder, _, name = plain.partition("/")
    if plain.endswith(".md"):  # MkDocs knows no page with a fragment
        is_made = folder in made and name == "index.md"
        return plain == target and (is_made or (paths.docs / plain).is_file())
    return _has_address(paths.docs / plain) or _is_made(folder, name, made)


def _has_address(file: Path) -> bool:
    """Return whether the site has a page or a file where the docs have ``file``."""
    pages = (file, file.with_name(f"{file.name}.md"), file / "index.md", file / "README.md")
    return any(page.is_file() for page in pages)


def _is_made(folder: str, name: str, made: frozenset[str]) -> bool:
    """Return whether a build may write what stands at an address: it knows the values."""
    return folder in made - _WRITTEN or (not name and folder.endswith(_MADE))
