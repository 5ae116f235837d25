"""One capture → its stories with their ledger. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from aidstories.characters import UNSEEN
from aidstories.describe import described_parts, page_lines
from aidstories.errors import BadInput, Problem, nearest, readable
from aidstories.model import (
    Article,
    Correction,
    Description,
    Ledger,
    Origin,
    Restoration,
    Role,
    Story,
    Structure,
)
from aidstories.paths import CATALOGUE, is_capture_name
from aidstories.restore.corrections import CorrectionError
from aidstories.restore.reading.extract import extract
from aidstories.restore.reading.extraction import NO_MAPPING, Extraction, Kind
from aidstories.restore.reading.pages.recognition import recognition_json
from aidstories.restore.reading.refusal import Refusal, Unrecognised
from aidstories.restore.run import restore_extraction
from aidstories.restore.structure import EDITOR, StructureError
from aidstories.stories.format.layout import canonical
from aidstories.stories.importing.captures import unfit
from aidstories.stories.importing.decisions import Decider, NamedArticle
from aidstories.stories.importing.ids import make_id
from aidstories.stories.importing.matching import match_ids
from aidstories.stories.importing.prepared import Prepared
from aidstories.stories.store.catalogue import NO_LINES, CaptureEntry
from aidstories.stories.store.record import Extracted, Record, RecordedStory, sha256
from aidstories.tables import Tables


def open_capture(
    data: bytes,
    file: Path,
    recognition: str | None = None,
    mapping: Mapping[str, str] = NO_MAPPING,
) -> tuple[Extraction, str | None]:
    """Open a capture; return with it what recognition saw, where it is a picture.

    What nobody has recognised yet is recognised now. Raises `BadInput` where it cannot be read.
    """
    try:
        try:
            return extract(data, recognition=recognition, mapping=mapping), recognition
        except Unrecognised:
            seen = _seen(data)
            return extract(data, recognition=seen), seen
    except Refusal as error:
        raise unfit(file, error.zh, error.en) from error


def _seen(data: bytes) -> str:
    """Recognise a picture. Raises `Refusal`, also where no engine is installed."""
    try:
        from aidstories.recognition import recognise  # here: few need what it loads
    except ImportError as error:
        raise Unrecognised(
            "这是图片或扫描件，要先装识别才能读出文字：运行 make ocr。",
            "This is a picture or a scan; recognition must be installed first: make ocr.",
        ) from error
    return recognition_json(recognise(data))


def restore_capture(
    extraction: Extraction,
    file: Path,
    corrections: tuple[Correction, ...] = (),
    lines: Mapping[Correction | Structure, int | None] = NO_LINES,
    structure: tuple[Structure, ...] = (),
) -> Restoration:
    """Restore an opened capture.

    Raises `BadInput` where it holds no article, or where a decision does not fit.
    """
    try:
        restored = restore_extraction(extraction, decisions=corrections, structure=structure)
    except CorrectionError as error:
        raise BadInput(_misfit(c, lines.get(c)) for c in error.corrections) from error
    except StructureError as error:
        raise BadInput([_no_place(error, lines.get(error.decision))]) from error
    if not restored.articles:
        raise unfit(file, "没有找到报道正文", "no article found in it")
    return restored


def prepare(
    data: bytes,
    file: Path,
    entry: CaptureEntry,
    tables: Tables,
    earlier: Record | None = None,
    recognition: str | None = None,
) -> Prepared:
    """Restore and describe a capture and apply the editor's decisions.

    ``earlier`` is what an import before left; it decides the ids. ``recognition`` is what
    recognition saw on a picture. Raises `BadInput` where the
    bytes are not those of the catalogue or the record, or a decision does not fit.
    """
    _check_name(file, entry.file)
    digest = sha256(data)
    _check_bytes(digest, file, entry, earlier)
    _check_decisions(file, entry, earlier)
    extraction, seen = open_capture(data, file, recognition, entry.mapping)
    restored = restore_capture(extraction, file, entry.corrections, entry.lines, entry.structure)
    decider = Decider(entry, tables.fields, _named(restored, entry, tables, earlier))
    restored = decider.order(restored)
    articles = tuple(map(canonical, restored.articles))
    publisher = {"publisher": entry.publisher} if entry.publisher else {}
    lines = page_lines(restored)
    described = described_parts(articles, restored.parts, tables, publisher, lines)
    ledger = restored.ledger
    ids = _ids(ledger, earlier)
    decided = decider.describe([one.description for one in described])
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
        stories=tuple(_stories(articles, _part_names(restored), decided, ids, entry.file, digest)),
        doubts=tuple(one.doubts for one in described),
        extracted=_extracted(extraction, entry.mapping),
        recognition=seen,
        earlier=earlier,
        structure=len(entry.structure),
        translations=restored.translations,
    )


def _check_name(file: Path, name: str) -> None:
    """Raise `BadInput` where a capture cannot be called ``name``."""
    if (meant := readable(name)) != name:
        zh = f"文件名的编码不是 UTF-8（多半是 GBK 的“{meant}”）；把文件改名为 {meant}，再导入"
        raise unfit(file, zh, f"its name is not UTF-8 (GBK perhaps): rename it to {meant}")
    if not is_capture_name(name):
        shown = UNSEEN.sub("�", name[:60])
        zh = f"“{shown}”不能作原稿的名字：不能是 {CATALOGUE}（大写的也不行），不以点开头，"
        zh += (
            "没有看不见的字符、换行和反斜线，不是 con、nul 这样的设备名，至多 200 字节；改名再导入"
        )
        en = f"a capture cannot be called '{shown}': not {CATALOGUE} in any case, no dot first, "
        en += "no unseen character or backslash, no device such as con or nul, 200 bytes; rename it"
        raise unfit(file, zh, en)


def _stories(
    articles: Iterable[Article],
    parts: Iterable[str | None],
    described: Iterable[Description],
    ids: Mapping[int, str],
    capture: str,
    digest: str,
) -> Iterator[Story]:
    """Yield the stories of a capture by their order in it; one without an id has none yet."""
    together = zip(articles, described, parts, strict=True)
    for number, (article, description, part) in enumerate(together):
        yield Story(
            id=ids.get(number, ""),
            article=article,
            description=description,
            capture=capture,
            capture_sha256=digest,
            part=part,
        )


def _ids(ledger: Ledger, earlier: Record | None) -> dict[int, str]:
    """Return the ids that an import before gave to the articles of ``ledger``, by number."""
    return match_ids(ledger, earlier.ledger, [s.id for s in earlier.stories]) if earlier else {}


def _named(
    restored: Restoration, entry: CaptureEntry, tables: Tables, earlier: Record | None
) -> list[NamedArticle]:
    """Return what decisions may call each article; nothing where there are none."""
    if not (entry.fields or entry.orders):
        return [NamedArticle(frozenset(), ()) for _ in restored.articles]
    ids = _ids(restored.ledger, earlier)
    return [
        NamedArticle(
            frozenset(
                {title, ids.get(number, title), make_id(title, Path(entry.file).stem, tables)}
            ),
            tuple(passage.text for passage in article.passages),
        )
        for number, article in enumerate(restored.articles)
        for title in [article.first(Role.TITLE) or ""]
    ]


def _check_decisions(file: Path, entry: CaptureEntry, earlier: Record | None) -> None:
    """Raise `BadInput` where decisions were carried out that the catalogue has lost."""
    if entry.catalogued or earlier is None:
        return
    corrected = earlier.structure or any(edit.by == EDITOR for edit in earlier.ledger.edits)
    if corrected or any(map(_is_decided, earlier.stories)):
        zh = (
            f"seeds.toml 里没有这份原稿了，而编者对它作过决定，再导入就会丢失；"
            f"先恢复 seeds.toml（git checkout seeds/{CATALOGUE}）"
        )
        en = f"{CATALOGUE} lost this capture and what an editor decided of it: restore it first"
        raise unfit(file, zh, en)


def _is_decided(story: RecordedStory) -> bool:
    """Return whether a decision gave the story a value."""
    return any(given.get("by") == Origin.EDITOR for given in story.described.get("evidence", ()))


def _extracted(extraction: Extraction, mapping: Mapping[str, str]) -> Extracted | None:
    if extraction.kind is Kind.TEXT:
        return None
    return Extracted(
        reader=extraction.reader, sha256=sha256(extraction.text), mapping=dict(mapping)
    )


def _part_names(restored: Restoration) -> Iterator[str | None]:
    """Yield for each article the name of its part of the capture, None where there is but one."""
    for part in restored.parts:
        yield from [part.name or None] * part.articles


def _check_bytes(digest: str, file: Path, entry: CaptureEntry, earlier: Record | None) -> None:
    for expected in (entry.sha256, earlier and earlier.sha256):
        if expected not in (None, digest):
            zh = f"与登记的原稿 {entry.file} 校验值不符；原稿不可改动，另一份稿件请换个文件名再导入"
            en = f"not the capture {entry.file} that was catalogued; give another one another name"
            raise unfit(file, zh, en)


def _misfit(correction: Correction, line: int | None) -> Problem:
    near = f"（在“{correction.context}”里）" if correction.context else ""
    zh = f"要改正的“{correction.old}”{near}在文中应恰好出现一次；可用 near 写出它前后的文字"
    en = f"'{correction.old}' must stand in the text exactly once; 'near' can say where"
    return Problem(file=CATALOGUE, line=line, field="seed.decision", zh=zh, en=en)


def _no_place(error: StructureError, line: int | None) -> Problem:
    """Say that what a decision quotes stands nowhere, or in several places."""
    quote, size = error.quote, max(len(error.quote), 8)
    near = nearest(quote, [text[:size] for text in error.begins])
    if error.several:
        zh = f"不止一段是“{quote}”；用 near 写出紧挨着的一段怎样开头"
        en = f"several passages are '{quote}'; 'near' can say how the one beside it begins"
    else:
        hint, hint_en = (f"；最接近的是“{near}”", f"; nearest: '{near}'") if near else ("", "")
        zh, en = f"没有一段是“{quote}”{hint}", f"no passage is '{quote}'{hint_en}"
    return Problem(file=CATALOGUE, line=line, field="seed.decision", zh=zh, en=en)
