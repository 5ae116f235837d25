"""What the passages of a capture are, said on the review page and kept in ``seeds.toml``.

A decision quotes as few words of the restored text as tell the passage from all others, so it
holds after a rebuild from an empty ``docs``. The import that carries it out merges its result into
what editors changed, as every import does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from glob import escape
from pathlib import Path

from aidstories.errors import BadInput, Problem
from aidstories.model import Joined, Retyped, Role, Split, Structure
from aidstories.paths import CATALOGUE, ArchivePaths
from aidstories.restore import ledger as ledgers
from aidstories.restore.structure import following
from aidstories.stories.editing import journal
from aidstories.stories.editing.journal import Entry, Said
from aidstories.stories.editing.work import Changed, carry_out
from aidstories.stories.store.captures import recorded_text
from aidstories.stories.store.catalogue import CaptureEntry, read_catalogue
from aidstories.stories.store.decided import with_decision
from aidstories.stories.store.files import bytes_of, decode_text, write_atomically
from aidstories.stories.store.record import read_if_there, read_record

_LEAST = 8
"""Characters that a quotation begins with; a line shorter than this is quoted whole."""


def passages(paths: ArchivePaths, capture: str) -> list[list[tuple[Role, str]]]:
    """Return the passages of each article of a capture, as its ledger makes them.

    Empty where the record or the capture is not at hand. Raises `BadInput`.
    """
    record = read_if_there(paths.record(capture))
    raw = recorded_text(record, paths) if record else None
    if record is None or raw is None:
        return []
    articles = ledgers.apply(raw, record.ledger)
    return [[(p.role, p.text) for p in article.passages] for article in articles]


def goes_on(paths: ArchivePaths, capture: str, at: int) -> Joined | None:
    """Return the decision that the passage with character ``at`` of a capture goes on."""
    record = read_record(paths.record(capture))
    found = passages(paths, capture)
    for number in range(len(found)):
        place = ledgers.place_of(record.ledger, number, at)
        if place is not None:
            return _joined(found, number, place[0])
    return None


def decide(
    paths: ArchivePaths, capture: str, article: int, passage: int, what: str, words: str = ""
) -> Structure:
    """Return the decision that says ``what`` of a passage, given by its numbers.

    ``what`` is a role, ``story`` or ``paragraph`` (which begin at ``words``, or with the passage),
    or ``join``. Raises `BadInput` where it cannot be said so that it is understood.
    """
    found = passages(paths, capture)
    if not (article < len(found) and passage < len(found[article])):
        raise _unfit(capture, "这一段已经变了，请刷新页面", "the passage has changed; load again")
    text = found[article][passage][1]
    if what == "join":
        joined = _joined(found, article, passage)
        if joined is None:
            raise _unfit(capture, "后面没有可接的一段", "nothing follows that it could go on in")
        return joined
    if what in ("story", "paragraph"):
        return _split(found, article, passage, words.strip(), what == "story", capture)
    quote, near = _quoted(found, article, passage)
    if what not in tuple(Role) or not text:
        raise _unfit(capture, f"不能写成“{what}”", f"it cannot be '{what}'")
    return Retyped(line=quote, role=Role(what), near=near)


def restructure(
    paths: ArchivePaths, decisions: Sequence[tuple[str, Structure]], said: Sequence[Said]
) -> Entry:
    """Write ``decisions``, each with its capture, into the catalogue and import these captures.

    Raises `BadInput` where one does not fit; then all is as it was. The caller holds the lock.
    """
    before = bytes_of(paths.catalogue) or b""
    decode_text(before, paths.catalogue)
    source = before.decode("utf-8")
    for capture, decision in decisions:
        source = with_decision(source, capture, decision)
    catalogue = Changed(path=paths.catalogue, before=before, after=source.encode("utf-8"))
    carry_out((catalogue,))
    try:
        entries = read_catalogue(paths.catalogue)
        wanted = [entries[capture] for capture in dict.fromkeys(c for c, _ in decisions)]
        return imported(paths, wanted, said, also=[catalogue])
    except BaseException:
        write_atomically(paths.catalogue, before)
        raise


def imported(
    paths: ArchivePaths,
    entries: Iterable[CaptureEntry],
    said: Sequence[Said],
    *,
    again: Sequence[str] = (),
    also: Sequence[Changed] = (),
) -> Entry:
    """Import captures and keep in the journal what that changed, and ``also``.

    Raises `BadInput` where one cannot be imported; the files of all are as they were then.
    """
    from aidstories.stories.importing.run import import_captures  # here: it loads what restores

    wanted = list(entries)
    before = _files(paths, wanted)
    problems: list[Problem] = []
    for outcome in import_captures(
        [(paths.capture(entry.file), entry) for entry in wanted], paths, again=again
    ):
        problems += outcome.problems
    after = _files(paths, wanted)
    changes = tuple(_compared(before, after))
    if problems:
        carry_out(tuple(replace(c, before=c.after, after=c.before) for c in changes))
        raise BadInput(problems)
    return journal.note(paths, said, [*also, *changes])


def _compared(
    before: Mapping[Path, bytes | None], after: Mapping[Path, bytes | None]
) -> Iterator[Changed]:
    for path in dict.fromkeys((*before, *after)):
        one, other = before.get(path), after.get(path)
        if one != other:
            yield Changed(path=path, before=one, after=other)


def _files(paths: ArchivePaths, entries: Iterable[CaptureEntry]) -> dict[Path, bytes | None]:
    """Return what an import of captures may change: their records and all that stories are."""
    found: dict[Path, bytes | None] = {}
    for entry in entries:
        path = paths.record(entry.file)
        record = read_if_there(path)
        ids = [story.id for story in record.stories] if record else []
        files = [file for id_ in ids for file in _of_story(paths, id_)]
        found |= {file: bytes_of(file) for file in (path, *files)}
    return found


def _of_story(paths: ArchivePaths, id_: str) -> Iterator[Path]:
    """Yield the file of a story, those called like it, and what is in its folder of pictures."""
    for path in sorted(paths.stories.glob(f"*/{escape(id_)}*")):
        if path.is_dir() and path.name == id_:
            yield from sorted(file for file in path.rglob("*") if file.is_file())
        elif path.name.startswith(f"{id_}."):
            yield path


_Passages = Sequence[Sequence[tuple[Role, str]]]


def _joined(found: _Passages, article: int, passage: int) -> Joined | None:
    after = following([role for role, _ in found[article]], passage)
    if after is None:
        return None
    quote, near = _quoted(found, article, passage)
    second = _beginning(found[article][after][1], [text for _, text in found[article]])
    return Joined(first=quote, second=second, near=near)


def _split(
    found: _Passages, article: int, passage: int, words: str, story: bool, capture: str
) -> Split:
    text = found[article][passage][1]
    if not words:
        quote, near = _quoted(found, article, passage)
        return Split(at=quote, story=story, near=near)
    if text.count(words) != 1:
        zh, en = f"“{words}”在这一段里不是恰好一处", f"'{words}' is not once in this passage"
        raise _unfit(capture, zh, en)
    everywhere = sum(t.count(words) for listed in found for _, t in listed)
    near = _neighbour(found, article, passage) if everywhere > 1 else None
    return Split(at=words, story=story, near=near)


def _quoted(found: _Passages, article: int, passage: int) -> tuple[str, str | None]:
    """Return the beginning of a passage, and of the one beside it where that is not enough."""
    texts = [text for listed in found for _, text in listed]
    text = found[article][passage][1]
    quote = _beginning(text, texts)
    several = sum(t.startswith(quote) for t in texts) > 1
    return quote, _neighbour(found, article, passage) if several else None


def _beginning(text: str, texts: Sequence[str]) -> str:
    """Return how ``text`` begins, as far as needed to tell it from the others."""
    for size in range(min(_LEAST, len(text)), len(text)):
        if sum(other.startswith(text[:size]) for other in texts) == 1:
            return text[:size]
    return text


def _neighbour(found: _Passages, article: int, passage: int) -> str | None:
    """Return how the passage before one begins, or the one behind it."""
    flat = [(a, p) for a, listed in enumerate(found) for p in range(len(listed))]
    at = flat.index((article, passage))
    beside = [flat[k] for k in (at - 1, at + 1) if 0 <= k < len(flat)]
    texts = [text for listed in found for _, text in listed]
    return next((_beginning(found[a][p][1], texts) for a, p in beside if found[a][p][1]), None)


def _unfit(capture: str, zh: str, en: str) -> BadInput:
    return BadInput([Problem(file=CATALOGUE, field=capture, zh=zh, en=en)])
