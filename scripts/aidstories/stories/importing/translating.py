"""What a capture says of a story in a second language → the file of its translation.

The file is the machine's as long as it holds the bytes that the last import wrote; an editor's
stays as it is, and one that an editor deleted is not written again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from aidstories.model import Article, Passage, Role, Status, Story, TranslatedArticle
from aidstories.stories.format.blocks import write_body
from aidstories.stories.format.front_matter import write_front_matter
from aidstories.stories.format.layout import KEYS
from aidstories.stories.format.markdown import escape
from aidstories.stories.store.alignment import BODY, marker, quotations
from aidstories.stories.store.files import bytes_of
from aidstories.stories.store.record import RecordedStory, sha256
from aidstories.stories.store.translations import IN_PROGRESS

_HEAD = (Role.TITLE, Role.KICKER, Role.SUBTITLE, Role.NOTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationFile:
    """A translation that an import writes at ``path``; ``before`` are the bytes there, if any."""

    language: str
    path: Path
    text: str
    before: bytes | None


def translation_files(
    told: Sequence[TranslatedArticle],
    printed: Article,
    story: Story,
    path: Path,
    current: Path | None,
    recorded: RecordedStory | None,
) -> Iterator[TranslationFile]:
    """Yield the translations that importing ``story`` writes beside its file ``path``.

    ``told`` are of the article ``printed``, as restored; ``current`` is where the story's file
    stands now and ``recorded`` what the import before left of it, None at the first.
    """
    for one in told:
        name = f"{path.stem}.{one.language}.md"
        before = (
            bytes_of(current.with_name(f"{current.stem}.{one.language}.md")) if current else None
        )
        known = recorded.translations.get(one.language) if recorded else None
        text = translation_text(one, printed, story)
        if before is None if known is None else before is not None and sha256(before) == known:
            yield TranslationFile(
                language=one.language, path=path.with_name(name), text=text, before=before
            )


def translation_text(told: TranslatedArticle, printed: Article, story: Story) -> str:
    """Return the file of a translation, a marker of its original before each paragraph.

    What is not translated has a marker with nothing behind it; it is in progress until all is,
    the title too.
    """
    texts = [text for text in story.article.texts(*BODY) if text]
    lines = [p.text for p in printed.passages]
    origins = [
        tuple(texts.index(lines[n]) for n in origin if lines[n] in texts) for origin in told.origins
    ]
    body = [(p, o) for p, o in zip(told.passages, origins, strict=True) if p.role not in _HEAD]
    done = {n for _, origin in body for n in origin}
    head = {
        KEYS[role]: said[0] if len(said) == 1 else list(said)
        for role in _HEAD
        if (said := tuple(p.text for p in told.passages if p.role is role))
    }
    whole = len(done) == len(texts) and "title" in head
    status = Status.UNCHECKED.value if whole else IN_PROGRESS
    values = {"id": story.id, "title": "", **head, "status": status}
    return write_front_matter(values) + write_body(_blocks(body, texts))


def _blocks(
    body: Sequence[tuple[Passage, tuple[int, ...]]], texts: Sequence[str]
) -> Iterator[Passage | str]:
    """Yield the paragraphs with the markers before them, in the order of the originals."""
    quoted = list(quotations(texts))
    told = {n for _, origin in body for n in origin}
    waiting = [n for n in range(len(texts)) if n not in told]
    last: tuple[int, ...] = ()
    for passage, origin in body:
        while origin and waiting and waiting[0] < origin[0]:
            yield _marker(quoted, texts, waiting.pop(0))
        if origin and origin != last:
            yield " ".join(_marker(quoted, texts, n) for n in origin)
        last = origin or last
        is_caption = passage.role is Role.CAPTION  # beside its original it is one again
        yield replace(passage, role=Role.PARAGRAPH, src=None) if is_caption else passage
    yield from (_marker(quoted, texts, n) for n in waiting)


def _marker(quoted: Sequence[str], texts: Sequence[str], n: int) -> str:
    return marker(escape(quoted[n]), texts[n])
