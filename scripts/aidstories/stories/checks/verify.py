"""Replay the records: capture, ledger, stories and revisions must fit, to the character."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from aidstories.errors import BadInput, Problem, of_system
from aidstories.model import Article
from aidstories.paths import ArchivePaths
from aidstories.restore import ledger as ledgers
from aidstories.restore.conservation import LedgerError, count
from aidstories.restore.reading.refusal import Refusal
from aidstories.stories.checks.links import check_endless
from aidstories.stories.format.layout import canonical
from aidstories.stories.format.parse import parse_story
from aidstories.stories.store.captures import open_recorded
from aidstories.stories.store.files import read_text
from aidstories.stories.store.index import StoryIndex
from aidstories.stories.store.record import (
    Record,
    RecordedStory,
    damaged,
    hold_own,
    read_record,
    sha256,
)
from aidstories.stories.store.revisions import RevisionError, undo


def verify(paths: ArchivePaths) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield every record with its problems, none where all of it holds."""
    if endless := tuple(check_endless(paths)):
        yield from endless
        return
    index = StoryIndex(paths)
    for path in paths.record_files():
        try:
            record = read_record(path)
            hold_own(record, path, paths)
            articles = _replay(record, path, paths)
            problems = [
                problem
                for article, recorded in zip(articles, record.stories, strict=True)
                for problem in _story_problems(article, recorded, paths, index)
            ]
            yield path, tuple(problems)
        except BadInput as error:
            yield path, error.problems
        except OSError as error:
            yield path, (of_system(error),)
        except (TypeError, ValueError, LookupError, AttributeError) as error:
            yield path, damaged(path, error).problems  # its values are of other types


def _replay(record: Record, path: Path, paths: ArchivePaths) -> tuple[Article, ...]:
    """Return the articles of a record. Raises `BadInput` where it does not fit its capture."""
    capture = paths.capture(record.capture)
    if not capture.is_file():
        raise _bad(capture, "原稿不见了", "the capture is gone")
    data = capture.read_bytes()
    if sha256(data) != record.sha256:
        raise _bad(capture, "原稿被改动过", "the capture was changed")
    text = _extracted_text(record, path, paths)
    try:
        articles = ledgers.apply(text, record.ledger)
        reverted = ledgers.revert(articles, record.ledger)
    except LedgerError as error:
        raise _bad(path, f"校勘记录与原稿不符（{error}）", f"the ledger fails: {error}") from error
    if reverted != text:
        raise _bad(path, "校勘记录还原不出原稿", "the ledger does not give the capture back")
    if record.ledger.counts != count(len(text), record.ledger.edits):
        raise _bad(path, "字数账目不符", "the counts of characters are wrong")
    return articles


def _extracted_text(record: Record, path: Path, paths: ArchivePaths) -> str:
    """Return the text of the capture. Raises `BadInput` where it is not that of the import."""
    try:
        extraction = open_recorded(record, paths)
    except Refusal as error:
        raise _bad(paths.capture(record.capture), error.zh, error.en) from error
    if extraction.encoding != record.encoding:
        zh = f"编码应为 {record.encoding}，现读作 {extraction.encoding}"
        raise _bad(path, zh, f"the capture reads as {extraction.encoding}, not {record.encoding}")
    extracted = record.extracted
    if extracted and sha256(extraction.text) != extracted.sha256:
        zh = (
            f"原稿的文字当时由 {extracted.reader} 读出，现在用 {extraction.reader} 读得不同；"
            "请装回当时的版本，或重新导入并核对"
        )
        en = f"read by {extracted.reader} then; {extraction.reader} now gives another text"
        raise _bad(path, zh, en)
    return extraction.text


def _story_problems(
    article: Article, recorded: RecordedStory, paths: ArchivePaths, index: StoryIndex
) -> tuple[Problem, ...]:
    if recorded.left_out:
        return ()
    path = index.find(recorded.id)
    if path is None:
        zh = f"报道 {recorded.id} 不见了；运行 aidstories import 即记为不再收录"
        en = f"the story {recorded.id} is gone; 'aidstories import' records it as left out"
        return (Problem(file=str(paths.stories), zh=zh, en=en),)
    try:
        base = undo(read_text(path), recorded.revisions)
        if sha256(base) != recorded.base_sha256:
            raise RevisionError("its hash is another")
        if parse_story(base, str(path)).article != canonical(article):
            zh, en = "正文与校勘记录不符", "the text is not what the ledger yields"
            return (Problem(file=str(path), zh=zh, en=en),)
    except BadInput as error:
        return error.problems
    except RevisionError as error:
        zh = "有尚未记录的改动；运行 aidstories import 即记为编者所改"
        en = f"changed since the last import ({error}); 'aidstories import' records it"
        return (Problem(file=str(path), zh=zh, en=en),)
    return ()


def _bad(path: Path, zh: str, en: str) -> BadInput:
    return BadInput([Problem(file=str(path), zh=zh, en=en)])
