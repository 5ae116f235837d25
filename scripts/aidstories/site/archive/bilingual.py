"""Translated stories as pages show them: alone under ``/bo/``, and beside their originals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from aidstories.model import Role
from aidstories.site.archive.archive import Archive
from aidstories.site.generated_page import GeneratedPage
from aidstories.site.interface.tibetan import unbroken
from aidstories.site.story.body import BodyBlock, blocks
from aidstories.site.story.statements import without_anchors
from aidstories.site.story.view import View
from aidstories.stories.store.alignment import BODY
from aidstories.stories.store.keep import Keep, afresh
from aidstories.stories.store.translations import Translation

FOLDER = "bilingual/"
_EXCERPT = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedRow:
    """A block of the original, if there is one, and what translates it."""

    original: BodyBlock | None
    translated: tuple[BodyBlock, ...]


def translated_views(
    archive: Archive, translations: Mapping[str, Translation], keep: Keep = afresh
) -> dict[str, View]:
    """Return what pages show of each translated story, by its id."""
    both = {id_: (archive.views[id_], translation) for id_, translation in translations.items()}
    return {
        id_: keep(("translated view", id_), made_from, partial(translated_view, *made_from))
        for id_, made_from in both.items()
    }


def translated_view(view: View, translation: Translation) -> View:
    """Return ``view`` with its texts in the other language; the description stays."""
    passages = translation.article.passages
    article = replace(
        translation.article,
        passages=tuple(replace(p, text=unbroken(p.text)) for p in passages),
    )
    return replace(
        view,
        story=replace(view.story, article=article),
        title=article.first(Role.TITLE) or view.title,
        kicker=article.first(Role.KICKER),
        subtitle=" ".join(article.texts(Role.SUBTITLE)) or None,
        note=tuple(p for p in article.passages if p.role is Role.NOTE),
        blocks=blocks(article),
        # a quotation stands in the Chinese text, not here
        grounds=tuple(replace(ground, anchor=None) for ground in view.grounds),
        lines=tuple(without_anchors(line) for line in view.lines),
        excerpt=_excerpt(next(iter(article.texts(Role.PARAGRAPH)), "")),
    )


def _excerpt(text: str) -> str:
    """Return the beginning of a Tibetan text, up to the end of a syllable."""
    if len(text) <= _EXCERPT:
        return text
    return text[: text.rfind("\u0f0b", 0, _EXCERPT) + 1] + "…"


def rows(view: View, translated: View, translation: Translation) -> tuple[AlignedRow, ...]:
    """Set the blocks of a translation beside those of the original, in the original's order."""
    body = [n for n, p in enumerate(view.story.article.passages) if p.role in BODY]
    owner = {n: at for at, block in enumerate(view.blocks) for n in block.passages}
    beside: dict[int | None, list[BodyBlock]] = {}
    numbers = [n for n, p in enumerate(translated.story.article.passages) if p.role in BODY]
    origin = dict(zip(numbers, translation.origins, strict=True))
    for block in translated.blocks:
        at = origin.get(block.passages[0])
        beside.setdefault(None if at is None else owner[body[at]], []).append(block)
    first = [AlignedRow(original=None, translated=tuple(beside[None]))] if None in beside else []
    return (
        *first,
        *(
            AlignedRow(original=block, translated=tuple(beside.get(at, ())))
            for at, block in enumerate(view.blocks)
        ),
    )


def bilingual_pages(
    archive: Archive, translations: Mapping[str, Translation], views: Mapping[str, View]
) -> Iterator[GeneratedPage]:
    """Yield, for each translated story, the page that shows both texts side by side."""
    for id_, translation in translations.items():
        view, translated = archive.views[id_], views[id_]
        yield GeneratedPage(
            url=view.url + FOLDER,
            title=f"{view.title} · {translated.title}",
            description=view.excerpt,
            template="bilingual",
            values={
                "view": view,
                "translated": translated,
                "rows": rows(view, translated, translation),
            },
        )
