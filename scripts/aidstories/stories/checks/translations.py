"""Check the translations: beside their originals, quoting them, done as far as they say."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from aidstories.errors import BadInput, Problem, nearest
from aidstories.model import Role, Status, Story
from aidstories.paths import ArchivePaths
from aidstories.stories.checks.leftovers import check_copy
from aidstories.stories.format.front_matter import read_front_matter
from aidstories.stories.format.markdown import escape, unescape
from aidstories.stories.format.typed import FrontMatter
from aidstories.stories.store.alignment import BODY, checksum, find, marker, quotations, unmark
from aidstories.stories.store.files import read_story, read_text
from aidstories.stories.store.translations import (
    IN_PROGRESS,
    LANGUAGES,
    Translation,
    translated_story,
    translation,
)

_TOLD = 5
"""Paragraphs named in one message; the rest are counted."""


def check_translations(
    paths: ArchivePaths, ids: Collection[str]
) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield every translation with its problems; ``ids`` are those of stories."""
    for path in paths.translation_files():
        if copy := check_copy(path):
            yield path, copy
            continue
        id_, _, language = path.stem.rpartition(".")
        try:
            matter = read_front_matter(read_text(path), str(path))
        except BadInput as error:
            yield path, error.problems
            continue
        story, status = translated_story(matter)
        _check(matter, story, id_, language, status)
        if original := _original(path, id_):
            _check_markers(matter, story, original)
            found = translation(original, story, language)
            _check_progress(matter, found, original, status)
            _check_changes(matter, found, story, original)
        if id_ not in ids or not path.with_name(f"{id_}.md").exists():
            near = nearest(id_, ids)
            hint, hint_en = (f"；最接近的是“{near}”", f"; nearest: '{near}'") if near else ("", "")
            zh = f"旁边没有原文 {id_}.md{hint}"
            matter.wrong(None, zh, f"there is no {id_}.md beside it{hint_en}", 1)
        yield path, tuple(matter.problems)


def _check(matter: FrontMatter, story: Story, id_: str, language: str, status: str) -> None:
    if language not in LANGUAGES:
        zh = f"文件名里的语言“{language}”不认识；可用：{'、'.join(LANGUAGES)}"
        matter.wrong(None, zh, f"unknown language '{language}'; {', '.join(LANGUAGES)}", 1)
        return
    if story.id and story.id != id_:
        matter.wrong(
            "id", f"编号应为 {id_}，与原文相同", f"the id must be {id_}, as the original's"
        )
    if story.article.first(Role.TITLE) is None and status != IN_PROGRESS:
        matter.wrong("title", "译文缺少标题", "the translation has no title")
    texts = [text for one in unmark(story.article.passages) if (text := one.passage.text)]
    begun = texts or status != IN_PROGRESS
    if begun and not any(LANGUAGES[language].search(text) for text in texts):
        zh, en = "译文里没有这种语言的文字", "it holds no text in its language"
        matter.wrong(None, zh, en, matter.body_line)


def _original(path: Path, id_: str) -> Story | None:
    beside = path.with_name(f"{id_}.md")
    try:
        return read_story(beside) if beside.exists() else None
    except BadInput:  # its own check tells
        return None


def _check_markers(matter: FrontMatter, story: Story, original: Story) -> None:
    texts = original.article.texts(*BODY)
    markers = (one for marked in unmark(story.article.passages) for one in marked.markers)
    quoted = dict.fromkeys(one.quotation for one in markers)
    lines, at = [unescape(line) for line in matter.body.split("\n")], 0
    for quotation in quoted:
        if find(texts, quotation) is None:
            near = nearest(quotation, [text[: len(quotation)] for text in texts])
            # Markers come in the order of the body: looked for from the last, all take one walk.
            at = next((n for n in range(at, len(lines)) if quotation in lines[n]), at)
            hint, hint_en = (f"；最接近的是“{near}”", f"; nearest: '{near}'") if near else ("", "")
            zh = f"原文里没有以“{quotation}”开头的段落{hint}"
            en = f"no paragraph of the original begins with '{quotation}'{hint_en}"
            matter.wrong(None, zh, en, matter.body_line + at)


def _check_progress(matter: FrontMatter, found: Translation, original: Story, status: str) -> None:
    """Hold what the translation says of itself against what is there."""
    texts = original.article.texts(*BODY)
    beginnings = list(quotations(texts))
    missing = [beginnings[n] for n in found.missing]
    if status == IN_PROGRESS and not missing and found.article.first(Role.TITLE):
        zh = (
            f"全部译出了，把 {IN_PROGRESS} 改为 {Status.UNCHECKED}（校对过的写 {Status.PROOFREAD}）"
        )
        _advise(matter, zh, f"all is there: say {Status.UNCHECKED}", matter.line("status"))
    elif status not in ("", IN_PROGRESS) and missing:
        zh = (
            f"还有 {len(missing)} 段没有译：{_named(missing)}；没有译完的写 status: {IN_PROGRESS}，"
        )
        zh += "几段合成一段译的，把它们的 [原文 …] 写在同一行"
        en = f"{len(missing)} paragraphs are not translated: {_named(missing)}; say {IN_PROGRESS}"
        matter.wrong("status", zh, en)


def _check_changes(matter: FrontMatter, found: Translation, story: Story, original: Story) -> None:
    """Say what of the original has come in, or changed, since it was translated."""
    texts = original.article.texts(*BODY)
    beginnings = list(quotations(texts))
    markers = [one for marked in unmark(story.article.passages) for one in marked.markers]
    placed = {find(texts, one.quotation) for one in markers}
    known = markers and None not in placed  # a marker of nothing may be this one's, misquoted
    for n in found.missing if known else ():
        if n not in placed:
            line = marker(escape(beginnings[n]), texts[n])
            zh = f"原文有一段还没有它的位置，在它该在的地方加一行：{line}"
            _advise(matter, zh, f"a paragraph of the original has no place yet; add {line}", None)
    for n in found.stale:
        old = next(m.checksum for m in markers if m.checksum and find(texts, m.quotation) == n)
        now = checksum(texts[n])
        zh = f"译出以后，原文“{beginnings[n]}”这一段改过；译文核对以后，把 @{old} 改为 @{now}"
        en = f"the original '{beginnings[n]}' has changed; having checked, make @{old} @{now}"
        _advise(matter, zh, en, _line(matter, f"@{old}"))


def _advise(matter: FrontMatter, zh: str, en: str, line: int | None) -> None:
    matter.problems.append(Problem(file=matter.file, line=line, zh=zh, en=en, advice=True))


def _line(matter: FrontMatter, words: str) -> int:
    """Return the line of the body that holds ``words``; else the body's first."""
    lines = enumerate(matter.body.split("\n"), matter.body_line)
    return next((n for n, line in lines if words in unescape(line)), matter.body_line)


def _named(beginnings: Sequence[str]) -> str:
    told = "、".join(f"“{one}”" for one in beginnings[:_TOLD])
    return told + ("……" if len(beginnings) > _TOLD else "")
