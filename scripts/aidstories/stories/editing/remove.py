"""What goes with a capture or a story, and what of it an editor has made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from aidstories.errors import BadInput, Problem, nearest, nearest_told
from aidstories.model import Role
from aidstories.paths import RECOGNITION, ArchivePaths, archived_picture, proposed_path
from aidstories.stories.checks.templates import custom_folder
from aidstories.stories.format.front_matter import read_front_matter
from aidstories.stories.store.catalogue import read_catalogue
from aidstories.stories.store.files import read_story, read_text
from aidstories.stories.store.index import StoryIndex, name_within, story_named
from aidstories.stories.store.record import Record, read_if_there, read_record, sha256
from aidstories.stories.store.removal import Removal, removal_of
from aidstories.tables import read_tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What is to go: every file with what it is, a key of `KINDS`.

    ``made`` are those that hold an editor's work, ``decisions`` how many the catalogue has;
    ``shared`` are pictures that stay, with a page that shows them. ``beside`` is how many stories
    of the same capture stay.
    """

    name: str
    files: tuple[tuple[str, Path], ...]
    removal: Removal
    made: tuple[Path, ...] = ()
    decisions: int = 0
    shared: tuple[tuple[Path, Path], ...] = ()
    capture: str = ""
    beside: int = 0


KINDS = {
    "capture": ("原稿", "capture"),
    "recognition": ("识别结果", "recognition"),
    "record": ("校勘记录", "record"),
    "story": ("报道", "story"),
    "proposed": ("待取舍", "proposal"),
    "translation": ("译文", "translation"),
    "picture": ("图片", "picture"),
}


@dataclass(slots=True, kw_only=True)
class _Gathered:
    files: list[tuple[str, Path]] = field(default_factory=list)
    made: list[Path] = field(default_factory=list)
    shared: list[tuple[Path, Path]] = field(default_factory=list)

    def add(self, kind: str, path: Path) -> None:
        if path.is_file() and (kind, path) not in self.files:
            self.files.append((kind, path))


def plan_removal(paths: ArchivePaths, name: str) -> Leaving:
    """Return what goes with the capture or story that ``name`` names: by name, id or file.

    Raises `BadInput` where there is none, or where another story refers to one that would go.
    """
    plain = name_within(paths, name)
    index, catalogue = StoryIndex(paths), read_catalogue(paths.catalogue)
    captures = {*catalogue, *_in_seeds(paths)}
    if paths.record(plain).is_file():  # a record whose capture is gone
        captures.add(read_record(paths.record(plain)).capture)
    id_ = plain.removesuffix(".md")
    if plain in captures or (f"{plain}.txt" in captures and index.find(id_) is None):
        capture = plain if plain in captures else f"{plain}.txt"
        entry = catalogue.get(capture)
        said = (*entry.corrections, *entry.fields, *entry.orders) if entry else ()
        return _capture(paths, index, capture, len(said))
    file = story_named(paths, name)
    if file is None:
        raise _unknown(paths, name, (*captures, *(path.stem for path in paths.story_files())))
    return _story(paths, index, file)


def _in_seeds(paths: ArchivePaths) -> Iterator[str]:
    """Yield the files in ``seeds``, those that nobody has catalogued among them."""
    for path in sorted(paths.captures.iterdir()) if paths.captures.is_dir() else ():
        hidden = path.name.startswith(".") or path.name.endswith(RECOGNITION)
        if path.is_file() and path != paths.catalogue and not hidden:
            yield path.name


def _capture(paths: ArchivePaths, index: StoryIndex, capture: str, decisions: int) -> Leaving:
    record = read_if_there(paths.record(capture))
    recorded = {story.id: story for story in record.stories} if record else {}
    files = dict.fromkeys([*filter(None, map(index.find, recorded)), *index.stories_from(capture)])
    own = [file for file in files if index.capture_of(file) in (capture, None)]
    gathered = _Gathered()
    gathered.add("capture", paths.capture(capture))
    gathered.add("recognition", paths.recognition(capture))
    gathered.add("record", paths.record(capture))
    for file in own:
        base = recorded[file.stem].base_sha256 if file.stem in recorded else ""
        _gather_story(gathered, file, base)
    _gather_pictures(paths, gathered, own)
    _hold_references(paths, own)
    return _leaving(paths, gathered, capture, capture=capture, decisions=decisions)


def _story(paths: ArchivePaths, index: StoryIndex, file: Path) -> Leaving:
    capture = index.capture_of(file) or ""
    record = read_if_there(paths.record(capture)) if capture else None
    recorded = _recorded(record, file.stem)
    gathered = _Gathered()
    _gather_story(gathered, file, recorded)
    _gather_pictures(paths, gathered, [file])
    _hold_references(paths, [file])
    others = sum(s.id != file.stem and not s.left_out for s in record.stories) if record else 0
    return _leaving(
        paths, gathered, file.stem, capture=capture if recorded else "", story=True, beside=others
    )


def _recorded(record: Record | None, id_: str) -> str:
    """Return the hash of what the machine wrote of a story, empty where no record has it."""
    stories = record.stories if record else ()
    return next((story.base_sha256 for story in stories if story.id == id_), "")


def _leaving(
    paths: ArchivePaths,
    gathered: _Gathered,
    name: str,
    *,
    capture: str,
    story: bool = False,
    decisions: int = 0,
    beside: int = 0,
) -> Leaving:
    files = [path for _, path in gathered.files]
    removal = removal_of(paths, files, capture=capture, story=name if story else "")
    return Leaving(
        name=name,
        files=tuple(gathered.files),
        removal=removal,
        made=tuple(gathered.made),
        decisions=decisions,
        shared=tuple(gathered.shared),
        capture=capture,
        beside=beside,
    )


def _gather_story(gathered: _Gathered, file: Path, base: str) -> None:
    """Add a story with what stands beside it; ``base`` is the hash of what the machine wrote."""
    gathered.add("story", file)
    if sha256(_text(file)) != base:
        gathered.made.append(file)
    gathered.add("proposed", proposed_path(file))
    for path in sorted(file.parent.iterdir()):
        if path.name.startswith(f"{file.stem}.") and path.suffix == ".md" and path != file:
            gathered.add("translation", path)
            gathered.made.append(path)


def _text(file: Path) -> str | bytes:
    try:
        return read_text(file)
    except BadInput:
        return file.read_bytes()


def _gather_pictures(paths: ArchivePaths, gathered: _Gathered, stories: Collection[Path]) -> None:
    """Add the pictures of stories that no other page shows."""
    pictures = dict.fromkeys(
        picture for file in stories for picture in (*_beside(file), *_shown(paths, file))
    )
    if not pictures:
        return
    going = {path for _, path in gathered.files}
    pages = [(page, _text(page)) for page in _pages(paths) if page not in going]
    for picture in pictures:
        name = str(picture.relative_to(paths.docs))
        user = next((page for page, text in pages if isinstance(text, str) and name in text), None)
        if user is None:
            gathered.add("picture", picture)
        else:
            gathered.shared.append((picture, user))


def _beside(file: Path) -> list[Path]:
    folder = file.with_suffix("")
    return sorted(p for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else []


def _shown(paths: ArchivePaths, file: Path) -> Iterator[Path]:
    try:
        passages = read_story(file).article.passages
    except BadInput:
        return
    for passage in passages:
        name = archived_picture(passage.src) if passage.role is Role.CAPTION else None
        if name and (paths.docs / name).is_file():
            yield paths.docs / name


def _pages(paths: ArchivePaths) -> Iterator[Path]:
    """Yield whatever may show a picture: pages, templates, the configuration."""
    yield from paths.pages()
    yield from (path for path in sorted(paths.root.glob("*")) if path.suffix in (".md", ".yml"))
    templates = custom_folder(paths) or paths.root / "overrides"
    for path in sorted(templates.rglob("*")):
        if path.suffix in (".html", ".css", ".webmanifest"):
            yield path


def _hold_references(paths: ArchivePaths, going: Collection[Path]) -> None:
    """Raise `BadInput` where a story that stays names one of those that go."""
    fields = [f.name for f in read_tables(paths.data).fields.values() if f.type == "stories"]
    ids = {file.stem for file in going}
    problems: list[Problem] = []
    for path in paths.story_files():
        if path in going or not fields:
            continue
        text = _text(path)
        if isinstance(text, str) and any(f"{name}:" in text for name in fields):
            problems += _references(path, text, fields, ids)
    if problems:
        raise BadInput(problems)


def _references(
    path: Path, text: str, fields: Iterable[str], ids: Collection[str]
) -> Iterator[Problem]:
    try:
        matter = read_front_matter(text, str(path))
    except BadInput:
        return
    for name in fields:
        for found in dict.fromkeys(one for one in matter.texts(name) if one in ids):
            zh = f"这里写着要删的“{found}”；先把这一项改掉"
            en = f"it names '{found}', which is to go: change this first"
            line = matter.line(name)
            yield Problem(file=str(path), line=line, field=name, zh=zh, en=en)


def _unknown(paths: ArchivePaths, name: str, allowed: Iterable[str]) -> BadInput:
    for path in paths.record_files():
        if any(s.id == name and s.left_out for s in read_record(path).stories):
            zh, en = f"“{name}”已经删去了", f"'{name}' is left out already"
            return BadInput([Problem(file=str(path), zh=zh, en=en)])
    like, like_en = nearest_told(nearest(name, allowed))
    zh, en = f"没有叫“{name}”的原稿或报道{like}", f"no capture or story '{name}'{like_en}"
    return BadInput([Problem(file=str(paths.root), zh=zh, en=en)])
