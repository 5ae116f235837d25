"""Back to the machine's version: of a field, a paragraph, a whole story, with its record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from aidstories.errors import BadInput, Problem, faults, nearest, nearest_told
from aidstories.left_by_systems import is_left_by_a_system
from aidstories.model import Article, Gap
from aidstories.paths import ArchivePaths, proposed_path
from aidstories.restore import ledger as ledgers
from aidstories.restore.conservation import LedgerError
from aidstories.stories.checks.stories import check_story, read_rules
from aidstories.stories.editing.changes import Change, changes, take_back
from aidstories.stories.editing.edit import base_of
from aidstories.stories.editing.work import Changed, carry_out
from aidstories.stories.format.parse import parse_story
from aidstories.stories.importing.merge import merge
from aidstories.stories.store.captures import recorded_text
from aidstories.stories.store.days import dated
from aidstories.stories.store.files import bytes_of, decode_text, read_text
from aidstories.stories.store.index import StoryIndex, name_within, story_named
from aidstories.stories.store.record import (
    Record,
    Settled,
    Verdict,
    read_if_there,
    read_record,
    record_json,
)
from aidstories.stories.store.revisions import compare

_BREAK = "break"
"""The reason of a flag whose acceptance joins two paragraphs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revertible:
    """A story with what the machine wrote of it, ``base``.

    ``data`` are the bytes of its file, None where an editor deleted it, ``text`` what they say.
    ``number`` is its place in ``record``.
    """

    id: str
    file: Path
    data: bytes | None
    text: str
    base: str
    record: Record
    number: int

    @property
    def changes(self) -> tuple[Change, ...]:
        """What an editor changed, in the order of the file."""
        return changes(self.base, self.text)


def find_revertible(paths: ArchivePaths, name: str) -> Revertible:
    """Return the story that ``name``, an id or a file, names.

    Raises `BadInput` where there is none, or nobody knows what the machine wrote of it.
    """
    id_ = name_within(paths, name).removesuffix(".md")
    index = StoryIndex(paths)
    file = story_named(paths, name)
    if "." in id_ and index.find(id_.partition(".")[0]):
        zh = "译文都是人写的，没有机器的版本；回到上次交回时的样子：git restore 这个文件"
        en = "a translation is nobody's but its author's; git restore brings back a committed one"
        raise _unfit(name, zh, en)
    record, number = _recorded(paths, id_, index.capture_of(file) if file else None)
    if record is None and file is None:
        zh, en = nearest_told(nearest(id_, (path.stem for path in paths.story_files())))
        raise _unfit(str(paths.stories), f"没有编号为“{id_}”的报道{zh}", f"no story '{id_}'{en}")
    if record is None or number is None:
        zh = "这一篇不在校勘记录里（直接录入，或者还没有导入），没有机器的版本；用 git restore"
        raise _unfit(str(file), zh, "no record has it, so there is no machine's version of it")
    if file is None and record.stories[number].left_out:
        zh = f"这一篇删去了；收回用 aidstories import --again {id_}"
        raise _unfit(id_, zh, f"it was left out; 'aidstories import --again {id_}' brings it back")
    data = bytes_of(file) if file else None
    text = "" if data is None or file is None else decode_text(data, file)
    base = base_of(record, number, text, paths)
    if base is None:
        zh = "查不到程序当时写的是什么（原稿不在，或校勘记录是旧的）；先运行 aidstories verify"
        raise _unfit(str(file or id_), zh, "nobody knows what the machine wrote: run verify")
    home = file or paths.story(id_, _year(base, id_))
    return Revertible(
        id=id_, file=home, data=data, text=text, base=base, record=record, number=number
    )


def revert(paths: ArchivePaths, story: Revertible, chosen: Collection[Change]) -> None:
    """Write the machine's version of what ``chosen`` changed, file and record together.

    Other edits stay exactly; doubts that were settled in what comes back are open again. The
    machine's proposal beside the file follows. Raises `BadInput` where the story would have more
    faults than before, or somebody wrote it meanwhile; nothing is written then.
    """
    after = reverted(story, chosen)
    rules = read_rules(paths)
    found = faults(check_story(story.file, rules, after)[0])
    if story.data is not None and len(found) > len(
        faults(check_story(story.file, rules, story.text)[0])
    ):
        raise BadInput(found)
    path, number = paths.record(story.record.capture), story.number
    record = read_record(path)
    if record != story.record:
        zh, en = (
            "校勘记录刚刚变了，没有写；再运行一次即可",
            "its record has just changed: run it again",
        )
        raise _unfit(str(path), zh, en)
    recorded = record.stories[number]
    revised = replace(recorded, revisions=compare(story.base, after))
    stories = list(record.stories)
    stories[number] = dated(revised, recorded, after, new=False)
    record = replace(record, stories=tuple(stories), settled=_still_settled(paths, story, after))
    beside = proposed_path(story.file)
    proposed = _proposed(story, after)
    done = [Changed(path=story.file, before=story.data, after=after.encode())]
    if proposed is not None:
        stays = None if proposed == after else proposed.encode()
        done.append(Changed(path=beside, before=bytes_of(beside), after=stays))
    was = bytes_of(path)
    carry_out((*done, Changed(path=path, before=was, after=record_json(record).encode())))


def reverted(story: Revertible, chosen: Collection[Change]) -> str:
    """Return what the file of ``story`` holds without what ``chosen`` changed."""
    return story.base if story.data is None else take_back(story.base, story.text, chosen)


def _proposed(story: Revertible, after: str) -> str | None:
    """Return the machine's side of what still contradicts; None where nothing is proposed."""
    beside = proposed_path(story.file)
    if not beside.is_file():
        return None
    return after if after == story.base else merge(story.text, read_text(beside), after).text


def _recorded(
    paths: ArchivePaths, id_: str, capture: str | None
) -> tuple[Record | None, int | None]:
    """Return the record of a story and its place there; all are looked at where no file tells."""
    named = read_if_there(paths.record(capture)) if capture else None
    for record in [named] if named else map(read_record, paths.record_files()):
        for number, story in enumerate(record.stories):
            if story.id == id_:
                return record, number
    return None, None


def _article(paths: ArchivePaths, record: Record, number: int) -> Article | None:
    raw = recorded_text(record, paths)
    try:
        return None if raw is None else ledgers.apply(raw, record.ledger)[number]
    except LedgerError:
        return None


def _still_settled(paths: ArchivePaths, story: Revertible, after: str) -> tuple[Settled, ...]:
    """Return what an editor settled, but for corrections of passages that come back."""
    record = story.record
    article = _article(paths, record, story.number)
    if not record.settled or article is None:
        return record.settled
    back = _passages(after, story.id) - _passages(story.text, story.id)
    spans = [
        span
        for slot, passage in zip(record.ledger.layout[story.number], article.passages, strict=True)
        if (passage.text, passage.gap) in back
        for span in slot.spans
    ]
    return tuple(one for one in record.settled if not _reopened(one, spans))


def _reopened(one: Settled, spans: Collection[tuple[int, int]]) -> bool:
    left_alone = one.verdict is Verdict.ACCEPTED and one.reason != _BREAK
    return not left_alone and any(a <= one.end and one.start <= b for a, b in spans)


def _passages(text: str, file: str) -> Counter[tuple[str, Gap | None]]:
    try:
        passages = parse_story(text, file).article.passages if text else ()
    except BadInput:
        passages = ()
    return Counter((passage.text, passage.gap) for passage in passages)


def translations_of(story: Revertible) -> Iterator[Path]:
    """Yield the translations beside a story: they follow its text by what they quote of it."""
    for path in sorted(story.file.parent.glob(f"{story.id}.*.md")):
        if not is_left_by_a_system(path.name):
            yield path


def _year(base: str, file: str) -> int | None:
    return parse_story(base, file).description.year


def _unfit(file: str, zh: str, en: str) -> BadInput:
    return BadInput([Problem(file=file, zh=zh, en=en)])
