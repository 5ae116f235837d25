"""One capture → its stories with their ledger. Nothing is written here."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from aidstories.describe import describe
from aidstories.errors import BadInput, Problem
from aidstories.model import Correction, Flag, Ledger, Restoration, Role, Story
from aidstories.restore import restore
from aidstories.restore.corrections import CorrectionError
from aidstories.stories.format.layout import canonical
from aidstories.stories.importing.decisions import Decider
from aidstories.stories.importing.ids import make_id, match_ids
from aidstories.stories.store.catalogue import CATALOGUE, CaptureEntry
from aidstories.stories.store.record import Record, sha256

_MOST_UNPRINTABLE = 0.02
"""Share of control characters and undecodable bytes above which a file is not text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A capture ready to be written.

    ``data`` are the capture's bytes; ``fresh`` are indices of stories whose id is a wish, not yet
    known to be free.
    """

    data: bytes
    seed: str
    sha256: str
    encoding: str
    ledger: Ledger
    flags: tuple[Flag, ...]
    stories: tuple[Story, ...]
    fresh: frozenset[int]


def read_capture(path: Path) -> bytes:
    """Return the bytes of a capture; ``-`` is standard input.

    Raises `BadInput` where it is missing or empty.
    """
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except FileNotFoundError as error:
        raise _bad(path, "没有这个文件", "there is no such file") from error
    except OSError as error:
        zh, en = f"读不了（{error.strerror}）", f"cannot be read ({error.strerror})"
        raise _bad(path, zh, en) from error
    if not data.strip():
        raise _bad(path, "文件是空的", "the file is empty")
    return data


def restore_capture(
    data: bytes, file: Path, corrections: tuple[Correction, ...] = ()
) -> Restoration:
    """Restore a capture. Raises `BadInput` where it is not a text or holds no article."""
    try:
        restored = restore(data, decisions=corrections)
    except CorrectionError as error:
        raise BadInput(_misfit(c) for c in error.corrections) from error
    if _unprintable(restored.raw) > _MOST_UNPRINTABLE:
        zh, en = "不是文字文件（可能是图片、PDF 或压缩包）", "not a text (an image, PDF, archive?)"
        raise _bad(file, zh, en)
    if not restored.articles:
        raise _bad(file, "没有找到报道正文", "no article found in it")
    return restored


def prepare(
    data: bytes,
    file: Path,
    seed: CaptureEntry,
    record: Record | None = None,
    readings: Mapping[str, str] = MappingProxyType({}),
) -> Prepared:
    """Restore and describe a capture and apply the editor's decisions.

    ``record`` is what an earlier import left; it decides the ids, new ones are spelled with
    ``readings``. Raises `BadInput` where the
    bytes are not those of the catalogue or the record, or a decision does not fit.
    """
    digest = sha256(data)
    known = (seed.sha256, record and record.sha256)
    if any(expected not in (None, digest) for expected in known):
        zh = f"与登记的原稿 {seed.file} 校验值不符；原稿不可改动，另一份稿件请换个文件名再导入"
        en = f"not the capture {seed.file} that was catalogued; give another capture another name"
        raise _bad(file, zh, en)
    decider = Decider(seed)
    restored = decider.order(restore_capture(data, file, seed.corrections))
    articles = tuple(map(canonical, restored.articles))
    meta = {**restored.meta, **({"publisher": seed.publisher} if seed.publisher else {})}
    described = describe(articles, meta)
    held = [story.id for story in record.stories] if record else []
    book = restored.ledger
    ids = match_ids(book, record.ledger, held) if record else {}
    titles = [article.first(Role.TITLE) or "" for article in articles]
    names = [(title, ids.get(n, "")) for n, title in enumerate(titles)]
    decided = decider.describe(described, names)
    decider.finish()
    return Prepared(
        data=data,
        seed=seed.file,
        sha256=digest,
        encoding=restored.encoding,
        ledger=replace(book, counts=dict(book.counts)),  # a proxy cannot leave its process
        flags=restored.flags,
        stories=tuple(
            Story(
                id=ids.get(n) or make_id(titles[n], Path(seed.file).stem, readings),
                article=article,
                description=decided[n],
                seed=seed.file,
                seed_sha256=digest,
            )
            for n, article in enumerate(articles)
        ),
        fresh=frozenset(range(len(articles))) - ids.keys(),
    )


def _misfit(correction: Correction) -> Problem:
    near = f"（在“{correction.context}”里）" if correction.context else ""
    zh = f"要改正的“{correction.old}”{near}在文中应恰好出现一次；可用 near 写出它前后的文字"
    en = f"'{correction.old}' must stand in the text exactly once; 'near' can say where"
    return Problem(file=CATALOGUE, field="seed.decision", zh=zh, en=en)


def _unprintable(text: str) -> float:
    sample = text[:65536]
    bad = sum(unicodedata.category(c) in ("Cc", "Cs", "Cn") and c not in "\t\n\r\f" for c in sample)
    return bad / max(1, len(sample))


def _bad(file: Path, zh: str, en: str) -> BadInput:
    return BadInput([Problem(file=str(file), zh=zh, en=en)])
