"""Translated stories as pages show them: alone under ``/bo/``, and beside their originals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice, takewhile
from typing import NamedTuple

from aidstories.model import Article, Passage, Role
from aidstories.restore.tongues import Tongue, tongue
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
_FIRST = 3
"""Passages that show, with the title, what a story is written in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedRow:
    """A block of the original, if there is one, and what translates it.

    It is ``missing`` where nothing does yet, ``stale`` where it has changed since.
    """

    original: BodyBlock | None
    translated: tuple[BodyBlock, ...]
    missing: bool = False
    stale: bool = False


class Filled(NamedTuple):
    """A translation with what it lacks as the original has it.

    ``origins`` says of passages of the body, by their indexes, which of the original's body they
    are or translate; ``rest`` are the indexes of those in the original's language.
    """

    article: Article
    origins: Mapping[int, int | None]
    rest: frozenset[int]


class _Placed(NamedTuple):
    passage: Passage
    origin: int | None
    rest: bool = False


def filled_up(original: Article, translation: Translation) -> Filled:
    """Return the article that pages show of ``translation``.

    One that lacks something stands in the order of the original.
    """
    done = [replace(p, text=unbroken(p.text)) for p in translation.article.passages]
    head = [_Placed(p, None) for p in done if p.role not in BODY]
    body = [p for p in done if p.role in BODY]
    placed = [_Placed(p, at) for p, at in zip(body, translation.origins, strict=True)]
    if translation.missing:
        lacking = [_Placed(p, n, True) for n, p in _body(original) if n in translation.missing]
        placed = sorted(
            [*placed, *lacking], key=lambda one: -1 if one.origin is None else one.origin
        )
        head = [*_lacking_head(original, done), *head]
    whole = [*head, *(more for one in placed for more in _pictured(original, one))]
    return Filled(
        article=Article(passages=tuple(one.passage for one in whole)),
        origins={n: one.origin for n, one in enumerate(whole) if one.passage.role in BODY},
        rest=frozenset(n for n, one in enumerate(whole) if one.rest),
    )


def _body(article: Article) -> Iterator[tuple[int, Passage]]:
    return enumerate(p for p in article.passages if p.role in BODY)


def _lacking_head(original: Article, done: Iterable[Passage]) -> Iterator[_Placed]:
    """Yield what stands above the text and is not translated, but for the title."""
    roles = {p.role for p in done}
    for passage in original.passages:
        if passage.role in (Role.KICKER, Role.SUBTITLE, Role.NOTE) and passage.role not in roles:
            yield _Placed(passage, None, True)


def _pictured(original: Article, one: _Placed) -> Iterator[_Placed]:
    """Yield a passage; one that translates a caption with the picture, and both with its credit."""
    numbers = [n for n, p in enumerate(original.passages) if p.role in BODY]
    caption = None if one.origin is None else original.passages[numbers[one.origin]]
    if caption is None or caption.role is not Role.CAPTION:
        yield one
        return
    if one.passage.role is Role.PARAGRAPH:
        one = one._replace(passage=replace(one.passage, role=Role.CAPTION, src=caption.src))
    yield one
    behind = original.passages[numbers[one.origin or 0] + 1 :]
    for credit in takewhile(lambda p: p.role is Role.CREDIT, behind):
        yield _Placed(credit, None, True)


def own_views(archive: Archive) -> dict[str, View]:
    """Return the stories that are written in Tibetan, by id: they need no translation."""
    return {v.story.id: v for v in archive.stories if tongue(_beginning(v)) is Tongue.TIBETAN}


def _beginning(view: View) -> str:
    return " ".join((view.title, *islice(view.story.article.texts(*BODY), _FIRST)))


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
    article, _, rest = filled_up(view.story.article, translation)
    first = next(iter(translation.article.texts(Role.PARAGRAPH)), "")
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
        excerpt=_excerpt(unbroken(first)) if first else view.excerpt,
        untranslated=rest,
        translated=translation.total - len(translation.missing),
        total=translation.total,
        stale=len(translation.stale),
    )


def _excerpt(text: str) -> str:
    """Return the beginning of a Tibetan text, up to the end of a syllable."""
    if len(text) <= _EXCERPT:
        return text
    return text[: text.rfind("\u0f0b", 0, _EXCERPT) + 1] + "…"


def rows(view: View, translation: Translation) -> tuple[AlignedRow, ...]:
    """Set the blocks of a translation beside those of the original, in the original's order."""
    body = [n for n, p in enumerate(view.story.article.passages) if p.role in BODY]
    owner = {n: at for at, block in enumerate(view.blocks) for n in block.passages}
    article, origins, rest = filled_up(view.story.article, translation)
    beside: dict[int | None, list[BodyBlock]] = {}
    for block in blocks(article):
        if block.passages[0] not in rest:
            at = origins.get(block.passages[0])
            beside.setdefault(None if at is None else owner[body[at]], []).append(block)
    missing = {owner[body[n]] for n in translation.missing}
    stale = {owner[body[n]] for n in translation.stale}
    first = [AlignedRow(original=None, translated=tuple(beside[None]))] if None in beside else []
    return (
        *first,
        *(
            AlignedRow(
                original=block,
                translated=tuple(beside.get(at, ())),
                missing=at in missing,
                stale=at in stale,
            )
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
                "rows": rows(view, translation),
            },
        )
