"""One capture → its stories with their ledger. Nothing is written here."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path

from aidstories.describe import describe
from aidstories.errors import BadInput, Problem
from aidstories.model import Correction, Restoration, Role, Story
from aidstories.paths import CATALOGUE
from aidstories.restore.corrections import CorrectionError
from aidstories.restore.run import restore
from aidstories.stories.format.layout import canonical
from aidstories.stories.importing.captures import unfit
from aidstories.stories.importing.decisions import Decider
from aidstories.stories.importing.matching import match_ids
from aidstories.stories.importing.prepared import Prepared
from aidstories.stories.store.catalogue import CaptureEntry
from aidstories.stories.store.record import Record, sha256
from aidstories.tables import Tables

_MOST_UNPRINTABLE = 0.02
"""Share of control characters and undecodable bytes above which a file is not text: 25 captures
have none at all, a zip of the seeds has 13 in 100.
"""


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
        raise unfit(file, zh, en)
    if not restored.articles:
        raise unfit(file, "没有找到报道正文", "no article found in it")
    return restored


def prepare(
    data: bytes, file: Path, entry: CaptureEntry, tables: Tables, earlier: Record | None = None
) -> Prepared:
    """Restore and describe a capture and apply the editor's decisions.

    ``earlier`` is what an import before left; it decides the ids. Raises `BadInput` where the
    bytes are not those of the catalogue or the record, or a decision does not fit.
    """
    digest = sha256(data)
    _check_bytes(digest, file, entry, earlier)
    decider = Decider(entry, tables.fields)
    restored = decider.order(restore_capture(data, file, entry.corrections))
    articles = tuple(map(canonical, restored.articles))
    publisher = {"publisher": entry.publisher} if entry.publisher else {}
    described = describe(articles, {**restored.meta, **publisher}, tables)
    ledger = restored.ledger
    ids = match_ids(ledger, earlier.ledger, [s.id for s in earlier.stories]) if earlier else {}
    titles = [article.first(Role.TITLE) or "" for article in articles]
    names = [(title, ids.get(n, "")) for n, title in enumerate(titles)]
    decided = decider.describe(described, names)
    decider.finish()
    return Prepared(
        data=data,
        raw=restored.raw,
        capture=entry.file,
        sha256=digest,
        encoding=restored.encoding,
        ledger=replace(ledger, counts=dict(ledger.counts)),  # a proxy cannot leave its process
        articles=restored.articles,
        flags=restored.flags,
        stories=tuple(
            Story(
                id=ids.get(number, ""),
                article=article,
                description=description,
                capture=entry.file,
                capture_sha256=digest,
            )
            for number, (article, description) in enumerate(zip(articles, decided, strict=True))
        ),
        earlier=earlier,
    )


def _check_bytes(digest: str, file: Path, entry: CaptureEntry, earlier: Record | None) -> None:
    for expected in (entry.sha256, earlier and earlier.sha256):
        if expected not in (None, digest):
            zh = f"与登记的原稿 {entry.file} 校验值不符；原稿不可改动，另一份稿件请换个文件名再导入"
            en = f"not the capture {entry.file} that was catalogued; give another one another name"
            raise unfit(file, zh, en)


def _misfit(correction: Correction) -> Problem:
    near = f"（在“{correction.context}”里）" if correction.context else ""
    zh = f"要改正的“{correction.old}”{near}在文中应恰好出现一次；可用 near 写出它前后的文字"
    en = f"'{correction.old}' must stand in the text exactly once; 'near' can say where"
    return Problem(file=CATALOGUE, field="seed.decision", zh=zh, en=en)


def _unprintable(text: str) -> float:
    """Return the share of control characters and undecodable bytes in the first 65,536."""
    sample = text[:65536]
    odd = (c for c in set(sample) if unicodedata.category(c) in ("Cc", "Cs", "Cn"))
    bad = sum(sample.count(c) for c in odd if c not in "\t\n\r\f")
    return bad / max(1, len(sample))
