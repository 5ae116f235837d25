"""Files that are not where the archive looks for them: stories, pictures, records."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import partial
from os import walk
from pathlib import Path
from typing import Any

from aidstories.characters import UNSEEN, unseen
from aidstories.errors import BadInput, Problem, nearest, nearest_told, readable
from aidstories.left_by_systems import is_left_by_a_system
from aidstories.paths import RECOGNITION, ArchivePaths, archived_picture
from aidstories.stories.checks.leftovers import check_copy
from aidstories.stories.checks.marks import left_by_merge
from aidstories.stories.format.front_matter import read_front_matter
from aidstories.stories.format.typed import FrontMatter
from aidstories.stories.store.files import bytes_of, read_text
from aidstories.stories.store.keep import Keep, afresh
from aidstories.stories.store.record import hold_own, parse_record

_TELLING = frozenset({"seed", "year_basis"})
"""Keys that only a story has."""
_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"})
"""Endings of pictures that browsers show and in which nothing runs, opened by themselves too."""
_BEGINNINGS = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF.{4}WEBP|.{4}ftyp(?:avi|mif|msf)", re.DOTALL
)
"""How files of these kinds begin: browsers look at that, whatever a file is called."""
_LOOKED_AT = 12

_TEXTS = frozenset(
    {".md", ".markdown", ".mdown", ".mkdn", ".mkd", ".mdwn", ".mdtxt", ".mdtext"}
    | {".txt", ".text", ".doc", ".docx", ".odt", ".rtf", ".pdf", ".wps", ".htm", ".html"}
)
"""Endings of what an editor may take for a story; the first eight are Markdown's on GitHub."""


def check_names(paths: ArchivePaths) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield the files that the site cannot show: their names, in GBK perhaps, are no UTF-8.

    Or hold characters that nobody sees, which turn round what is read of them.
    """
    for path in sorted(_misnamed(paths.docs)):
        if (meant := readable(path.name)) != path.name:
            zh = f"文件名的编码不是 UTF-8（多半是 GBK 的“{meant}”）；改名为 {meant}"
            en = f"its name is not UTF-8 (GBK perhaps): rename it to {meant}"
            yield path, (Problem(file=str(path), zh=zh, en=en),)
        elif character := unseen(path.name):
            zh = f"文件名里有看不见的字符 {character}；改名"
            en = f"its name holds an unseen character, {character}: rename it"
            yield path, (Problem(file=UNSEEN.sub("�", str(path)), zh=zh, en=en),)


def _misnamed(top: Path) -> Iterator[Path]:
    """Yield what below ``top`` has a name that is no UTF-8, or holds what nobody sees.

    Names alone are looked at: a `Path` of each of 20,000 takes .3 s.
    """
    for folder, folders, files in walk(top):
        for name in (*folders, *files):
            if readable(name) != name or unseen(name):
                yield Path(folder, name)


def check_places(
    paths: ArchivePaths, keep: Keep = afresh
) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield what stands in a folder where it is published unchecked, or belongs to no story."""
    for page in paths.pages():
        basis = page, bytes_of(page)
        if keep(("misplaced", page), basis, partial(_is_misplaced, page, paths)):
            zh = "报道要放在 docs/stories/<年份>/ 里，不知年份的放 docs/stories/undated/"
            en = "a story belongs in docs/stories/<year>/, one without a year in undated/"
            yield page, (Problem(file=str(page), zh=zh, en=en),)
        elif left := keep(("merged", page), basis, partial(_merged, page, paths)):
            yield page, left
        elif not page.is_relative_to(paths.stories) and (copy := check_copy(page, advice=True)):
            yield page, copy
    for beside in paths.kept_beside():
        name = f"{beside.name.split('.md.')[0]}.md"
        zh = f"编辑器里另存的一份还没有处理：把要的文字抄进 {name}，然后删去这个文件"
        en = f"kept beside by an editor: copy what is wanted into {name}, then remove this file"
        yield beside, (Problem(file=str(beside), zh=zh, en=en),)
    yield from _passed_over(paths)
    for folder in paths.picture_folders():
        alone = not folder.with_name(f"{folder.name}.md").is_file()
        if alone and any(_is_lost(file, paths) for file in folder.iterdir()):
            zh = f"没有 {folder.name}.md 这篇报道，图片没有归属；删去，或者移到报道所在的文件夹"
            en = f"pictures without a story: there is no {folder.name}.md beside this folder"
            yield folder, (Problem(file=str(folder), zh=zh, en=en),)


def _passed_over(paths: ArchivePaths) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield the texts among the stories that are none, by their ending: a site would copy them.

    A camera and Windows write endings in capitals: ``A.MD``.
    """
    for file in paths.beside_stories():
        if file.suffix != ".md" and file.suffix.lower() in _TEXTS and file.is_file():
            zh = "这里只收 .md（小写）的报道，这个文件不会成为报道；是报道就改名，"
            zh += "是原稿就用 aidstories import 导入，再把它移走"
            en = "no story: those end in .md in small letters. Rename it, or import it as a capture"
            yield file, (Problem(file=str(file), zh=zh, en=en),)


def _is_lost(file: Path, paths: ArchivePaths) -> bool:
    """Return whether no story shows the picture ``file``, which stands beside none."""
    name = str(file.relative_to(paths.docs))
    return file.suffix != ".md" and not any(_names(page, name) for page in paths.story_files())


def _names(page: Path, name: str) -> bool:
    try:
        return name in read_text(page)
    except BadInput:  # its own check tells
        return False


def _is_misplaced(page: Path, paths: ArchivePaths) -> bool:
    if page.is_relative_to(paths.stories):
        return len(page.relative_to(paths.stories).parts) != 2
    try:
        return bool(_TELLING & read_front_matter(read_text(page), str(page)).values.keys())
    except BadInput:  # a page without front matter
        return False


def _merged(page: Path, paths: ArchivePaths) -> tuple[Problem, ...]:
    """Return what a merge of git left in a page that is no story; those say it themselves."""
    data = None if page.is_relative_to(paths.stories) else bytes_of(page)
    text = (data or b"").decode("utf-8", "replace").replace("\r\n", "\n")
    return tuple(Problem(file=str(page), line=n, zh=zh, en=en) for n, zh, en in left_by_merge(text))


def check_captures(
    paths: ArchivePaths, catalogued: Collection[str]
) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield captures without an entry in the catalogue, entries without one, and lone records."""
    for capture in sorted(paths.captures.iterdir()) if paths.captures.is_dir() else ():
        owner = capture.name.removesuffix(RECOGNITION)
        known = owner in catalogued or is_left_by_a_system(capture.name)
        if not known and capture != paths.catalogue:
            zh, en = "没有登记在 seeds.toml；用 aidstories import 登记", "not in seeds.toml"
            yield capture, (Problem(file=str(capture), zh=zh, en=en),)
    for capture in map(paths.capture, sorted(catalogued)):
        if not capture.is_file():
            zh = "seeds.toml 里登记了，文件却不在；从备份或 git 里恢复，原稿不可丢"
            en = "catalogued in seeds.toml, but the file is gone: restore it"
            yield capture, (Problem(file=str(capture), zh=zh, en=en),)
    owned = {paths.record(name) for name in catalogued}
    for record in paths.record_files():
        if record not in owned:
            zh = "这份校勘记录的原稿不在 seeds.toml 里；恢复 seeds.toml 里的那一条"
            en = "the capture of this record is not in seeds.toml: restore its entry"
            yield record, (Problem(file=str(record), zh=zh, en=en),)


def check_records(
    paths: ArchivePaths, known: Collection[str], keep: Keep = afresh
) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield the records that cannot be read, but for those of the captures ``known``."""
    passed = {paths.record(name) for name in known}
    for path in paths.record_files():
        if path in passed:
            continue
        try:
            text = read_text(path)
            record = keep(("record", path), text, partial(parse_record, text, path))
            hold_own(record, path, paths)
        except BadInput as error:
            yield path, error.problems


def picture_files(paths: ArchivePaths) -> frozenset[Path]:
    """Return all files that figures of stories may name, and those beside stories."""
    roots = paths.stories, paths.docs / "assets"
    folders = (each for root in roots for each in walk(root))
    found = (Path(folder, name) for folder, _, names in folders for name in names)
    return frozenset(file for file in found if file.suffix != ".md")


def check_pictures(matter: FrontMatter, path: Path) -> None:
    """Say which of the story's pictures are missing, and which files no figure names."""
    docs = path.parents[2]
    named: set[Path] = set()
    for key, src in _sources(matter):
        picture = archived_picture(src)
        if picture is not None:
            named.add(docs / picture)
        if picture is not None and Path(picture).suffix.lower() not in _PICTURES:
            zh = f"{picture} 不是 JPEG、PNG、WebP、GIF、AVIF；别的（如 SVG）里可以有脚本，请转换"
            en = f"{picture} is no JPEG, PNG, WebP, GIF or AVIF: others, as SVG, may run scripts"
            matter.wrong(key, zh, en)
        elif picture is not None and not (docs / picture).is_file():
            like, like_en = nearest_told(_nearest_beside(docs / picture))
            zh = f"没有这个图片文件：docs/{picture}{like}；放进去，或者改 src"
            matter.wrong(key, zh, f"no such picture: docs/{picture}{like_en}")
        elif picture is not None and not _is_picture(docs / picture):
            zh = f"docs/{picture} 不是图片，或者坏了（看开头的字节）；换一个文件"
            en = f"docs/{picture} does not begin as a picture does: put another file there"
            matter.wrong(key, zh, en)
    beside = path.with_suffix("")
    for file in sorted(beside.iterdir()) if beside.is_dir() else ():
        if file not in named and not is_left_by_a_system(file.name):
            name = file.relative_to(docs)
            zh = f"图片 docs/{name} 没有用到；在 figures 里写上 src: /{name}，或者删去"
            matter.wrong("figures", zh, f"no figure names docs/{name}: write src: /{name}")


def _is_picture(file: Path) -> bool:
    """Return whether a file begins as a picture does; of one that cannot be read others tell."""
    try:
        with file.open("rb") as opened:
            return bool(_BEGINNINGS.match(opened.read(_LOOKED_AT)))
    except OSError:
        return True


def _nearest_beside(file: Path) -> str | None:
    """Return the name in the folder of ``file`` most like its own: at first but for capitals."""
    names = [each.name for each in file.parent.iterdir()] if file.parent.is_dir() else []
    same = (name for name in names if name.lower() == file.name.lower())
    return next(same, None) or nearest(file.name, names)


def _sources(matter: FrontMatter) -> Iterator[tuple[str, str]]:
    figures: Any = matter.values.get("figures")
    for number, figure in enumerate(figures if isinstance(figures, list) else ()):
        src = figure.get("src") if isinstance(figure, dict) else None
        if isinstance(src, str):
            yield f"figures.{number}.src", src
