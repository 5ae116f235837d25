"""Check all stories against the field table and the authorities; report every fault at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from aidstories.characters import is_blank
from aidstories.errors import BadInput, Problem, nearest, nearest_told, relative
from aidstories.fields import AUTHORITIES, Field
from aidstories.model import TEXT_ROLES, Origin, Story, YearBasis
from aidstories.paths import ArchivePaths, is_device
from aidstories.stories.checks.addresses import check_addresses
from aidstories.stories.checks.config import check_config
from aidstories.stories.checks.dates import as_edtf, is_edtf
from aidstories.stories.checks.dead_links import check_dead_links
from aidstories.stories.checks.facts import Facts
from aidstories.stories.checks.files import (
    check_captures,
    check_names,
    check_pictures,
    check_places,
    check_records,
    picture_files,
)
from aidstories.stories.checks.grounds import check_grounds
from aidstories.stories.checks.leftovers import check_comments, check_copy, check_placeholders
from aidstories.stories.checks.links import check_endless, check_links
from aidstories.stories.checks.marks import check_marks
from aidstories.stories.checks.page_markup import check_markup
from aidstories.stories.checks.references import check_tables, made_folders
from aidstories.stories.checks.seen import Seen
from aidstories.stories.checks.templates import check_templates
from aidstories.stories.checks.translations import check_translations
from aidstories.stories.checks.unseen import check_unseen
from aidstories.stories.format.evidence import values_by_field
from aidstories.stories.format.front_matter import as_read, read_front_matter
from aidstories.stories.format.layout import FIELDS, PAGE_KEYS, PERSON_KEYS
from aidstories.stories.format.parse import read_description, story_of
from aidstories.stories.format.typed import FrontMatter
from aidstories.stories.store.catalogue import FieldDecision, read_catalogue
from aidstories.stories.store.files import Read, bytes_of, decode_text, read_text
from aidstories.stories.store.keep import Keep, afresh
from aidstories.tables import read_tables

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SOUGHT = 100
"""Faults of a story whose nearest values are told: to look for one takes 4.5 ms of 3,500 places."""
_AID_TABLES = {"donor": "places", "recipient": "places", "program": "programmes"}
"""The tables that list the parts of a statement of aid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the front matter is held against. ``captures`` maps file names to sha256.

    ``recorded`` are those that have a record, ``decisions`` the values decided for each capture.
    """

    fields: Mapping[str, Field]
    authorities: Mapping[str, frozenset[str]]
    captures: Mapping[str, str | None]
    recorded: frozenset[str]
    decisions: Mapping[str, tuple[FieldDecision, ...]]


def read_rules(paths: ArchivePaths) -> Rules:
    """Read the tables and the catalogue. Raises `BadInput`."""
    tables = read_tables(paths.data)
    entries = read_catalogue(paths.catalogue).values()
    return Rules(
        fields=tables.fields,
        authorities={name: frozenset(tables.authority(name)) for name in AUTHORITIES},
        captures={entry.file: entry.sha256 for entry in entries},
        recorded=frozenset(e.file for e in entries if paths.record(e.file).is_file()),
        decisions={entry.file: entry.fields for entry in entries},
    )


def check(
    paths: ArchivePaths,
    keep: Keep = afresh,
    *,
    advice: bool = True,
    facts: dict[str, Facts] | None = None,
    right: dict[Path, Read] | None = None,
) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield every table and story file with its problems; last, what concerns several files.

    ``keep`` holds what was found in files that did not change. Without ``advice`` what takes time
    and is no fault is left out: texts that are nearly the same, values that nothing supports; and
    templates and the records of stories, all of which a build reads anyhow. ``facts``, where given,
    takes in what other stories are held against, by the ids of stories; ``right`` the stories
    without a problem.
    """
    if endless := tuple(check_endless(paths)):
        yield from endless
        return
    yield from check_tables(paths)
    made = made_folders(read_tables(paths.data))
    yield from check_config(paths, made)
    yield from check_addresses(paths, made)
    if advice:  # a build reads them anyhow
        yield from check_templates(paths)
    found = read_rules(paths)
    rules = keep("rules", found, lambda: found)  # one object: it is compared for each file
    yield from check_decisions(paths, rules)
    seen = Seen()
    yield from _check_each(paths, rules, keep, seen, right)
    if facts is not None:
        facts |= seen.facts()
    yield from _check_together(paths, rules, keep, seen, advice=advice)


def _check_each(
    paths: ArchivePaths, rules: Rules, keep: Keep, seen: Seen, right: dict[Path, Read] | None
) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield every story file with its problems; ``seen`` and ``right`` take in what was read."""
    # Here: it loads numpy, which none of those who check one story need.
    from aidstories.stories.checks.duplicates import text_of

    pictures = keep("pictures", here := picture_files(paths), lambda: here)
    for path in paths.story_files():
        if copy := check_copy(path):
            yield path, copy
            continue
        data = bytes_of(path)
        problems, story = keep(
            ("checked", path), (data, rules, pictures), partial(_examined, path, rules, data)
        )
        if right is not None and data is not None and story and not problems:
            right[path] = Read(data, story)
        yield path, problems
        seen.files[story.id if story else ""].append(path)
        if story:
            seen.texts.append(text_of(story, path, rules.fields.values()))
        if story and story.capture:
            seen.captured.append((story.capture, path))


def _check_together(
    paths: ArchivePaths, rules: Rules, keep: Keep, seen: Seen, *, advice: bool
) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield what concerns several files, or what stands beside those of stories."""
    from aidstories.stories.checks.duplicates import strangers, told

    doubled = [same for id_, same in seen.files.items() if id_ and len(same) > 1]
    yield from ((same[1], (_doubled(same, paths.root),)) for same in doubled)
    yield from check_translations(paths, seen.files.keys())
    yield from check_names(paths)
    yield from check_links(paths)
    yield from check_places(paths, keep)
    yield from check_markup(paths, keep)
    if advice:
        yield from check_dead_links(paths, made_folders(read_tables(paths.data)), keep)
    yield from check_captures(paths, rules.captures.keys())
    yield from check_records(paths, () if advice else {name for name, _ in seen.captured}, keep)
    yield from strangers(seen.texts, seen.files.keys())
    yield from check_grounds(paths, seen.captured if advice else ())
    yield from told(seen.texts, paths.root, near=advice)


def check_story(
    path: Path, rules: Rules, source: str | None = None, *, draft: bool = False
) -> tuple[tuple[Problem, ...], str]:
    """Return the problems of one story file, in the order of its lines, and the story's id.

    ``source`` is the text that the file shall have; else it is read. A ``draft`` may hold places
    to be filled in.
    """
    if copy := check_copy(path):
        return copy, ""
    problems, story = _examined(path, rules, source, draft=draft)
    return problems, story.id if story else ""


def _examined(
    path: Path, rules: Rules, source: str | bytes | None = None, *, draft: bool = False
) -> tuple[tuple[Problem, ...], Story | None]:
    """Return the problems of one story file, and the story; None where it cannot be read."""
    try:
        text = decode_text(source, path) if isinstance(source, bytes) else source or read_text(path)
        matter = read_front_matter(text, str(path))
    except BadInput as error:
        return error.problems, None
    story = story_of(matter)
    _check_values(matter, rules)
    for name, field in rules.fields.items():
        if field.required and name != "id" and not _given(matter, name):
            matter.wrong(name, f"缺少“{field.zh}”（{field.note}）", f"{name} is missing")
    _check_whole(matter, story, path)
    if not draft:
        check_placeholders(matter)
    return tuple(sorted(matter.problems, key=lambda p: p.line or 0)), story


def check_added(path: Path, rules: Rules) -> tuple[tuple[Problem, ...], Facts | None]:
    """Return the problems of one story file, and what others are held against."""
    from aidstories.stories.checks.duplicates import facts_of, text_of

    if copy := check_copy(path):
        return copy, None
    problems, story = _examined(path, rules)
    return problems, facts_of(text_of(story, path, rules.fields.values())) if story else None


def check_decisions(
    paths: ArchivePaths, rules: Rules
) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield the catalogue with what no field may hold of the values decided there."""
    problems = [
        problem
        for decisions in rules.decisions.values()
        for problem in _decided(decisions, str(paths.catalogue), rules)
    ]
    if problems:
        yield paths.catalogue, tuple(problems)


def _decided(decisions: Iterable[FieldDecision], file: str, rules: Rules) -> Iterator[Problem]:
    """Yield what is wrong with the values decided for one capture, and what contradicts."""
    given: dict[tuple[str | None, str], FieldDecision] = {}
    for decision in decisions:
        values = {decision.field: as_read(decision.value)}
        lines = {decision.field: decision.line} if decision.line else {}
        matter = FrontMatter(file=file, values=values, lines=lines, body="", body_line=0)
        read_description(matter)
        _check_values(matter, rules)
        before = given.setdefault((decision.story, decision.field), decision)
        if before.value != decision.value:
            matter.wrong(decision.field, *decision.contradicts(before))
        yield from matter.problems


def _check_values(matter: FrontMatter, rules: Rules) -> None:
    """Hold every value that is there to its field; its type was seen when it was read."""
    _check_keys(matter, rules)
    for name, field in rules.fields.items():
        if _given(matter, name):
            if name not in FIELDS:
                _FORMS.get(field.type, FrontMatter.texts)(matter, name)
            _CHECKS.get(field.type, _nothing)(matter, field, rules)


def _given(matter: FrontMatter, name: str) -> bool:
    value = matter.values.get(name)
    return value not in (None, []) and not (isinstance(value, str) and is_blank(value))


def _check_keys(matter: FrontMatter, rules: Rules) -> None:
    for key in matter.values.keys() - rules.fields.keys() - PAGE_KEYS:
        labels = {field.zh: name for name, field in rules.fields.items()}
        near = labels.get(key) or nearest(key, rules.fields)
        hint, hint_en = (f"；是不是“{near}”？", f"; '{near}'?") if near else ("", "")
        matter.wrong(key, f"没有“{key}”这个字段{hint}", f"unknown field '{key}'{hint_en}")


def _check_whole(matter: FrontMatter, story: Story, path: Path) -> None:
    description = story.description
    if story.id and path.stem != story.id:
        zh = f"编号“{story.id}”与文件名“{path.stem}”不同；已发布的编号不改，改文件名"
        matter.wrong("id", zh, f"id '{story.id}' is not the file's name '{path.stem}'")
    if description.year and matter.values.get("year_basis") == YearBasis.UNKNOWN:
        zh = "写了年份，year_basis 就要写 stated（文中写明）或 inferred（推得）"
        matter.wrong("year_basis", zh, "a year is given: say stated or inferred")
    stated = re.match(r"\d{4}", description.published or "")
    if stated and description.year and int(stated[0]) != description.year:
        zh = f"发表日期是 {stated[0]} 年，年份却是 {description.year}"
        matter.wrong("year", zh, f"published in {stated[0]}, but the year is {description.year}")
    check_marks(matter)
    check_unseen(matter)
    check_comments(matter)
    check_pictures(matter, path)
    if not any(p.text for p in story.article.passages if p.role in TEXT_ROLES):
        matter.wrong(None, "没有正文", "there is no text", matter.body_line)
    _check_evidence(matter, story)


def _check_evidence(matter: FrontMatter, story: Story) -> None:
    texts = [passage.text for passage in story.article.passages]
    values = values_by_field(story.description)
    for number, evidence in enumerate(story.description.evidence):
        quoted = evidence.by is Origin.TEXT and evidence.quote
        if quoted and not any(evidence.quote in text for text in texts):
            zh = f"文中找不到“{evidence.quote}”；请改成现在的文字，或删去这一条"
            en = f"the story does not hold '{evidence.quote}'"
            matter.wrong(f"evidence.{number}", zh, en)
        elif evidence.value and evidence.value not in values.get(evidence.field, (evidence.value,)):
            zh = f"{evidence.field} 里已没有“{evidence.value}”；改成现在的值，或删去这一条依据"
            en = f"{evidence.field} has '{evidence.value}' no longer: change or drop this evidence"
            matter.wrong(f"evidence.{number}", zh, en, advice=evidence.by is Origin.EDITOR)


def _doubled(paths: list[Path], root: Path) -> Problem:
    others = "、".join(relative(str(path), root) for path in paths[:1] + paths[2:])
    zh, en = f"编号与 {others} 相同；编号不能重复", f"the same id as {others}"
    return Problem(file=str(paths[1]), field="id", zh=zh, en=en)


# One check for each type of field


def _check_id(matter: FrontMatter, field: Field, rules: Rules) -> None:
    found = matter.values["id"]
    if isinstance(found, str) and not _ID.fullmatch(found):
        zh = f"“{found}”不合要求：只用小写字母、数字，用 - 连接"
        matter.wrong("id", zh, f"'{found}': lower-case letters and digits joined by '-' only")
    elif isinstance(found, str) and is_device(found):
        zh = f"“{found}”是 Windows 的设备名，那里存不了这个文件；换一个编号"
        matter.wrong("id", zh, f"'{found}' names a device of Windows: choose another id")


def _check_single(matter: FrontMatter, field: Field, rules: Rules) -> None:
    """Fault several values where readers see one: title: [甲, 乙] loses the second."""
    found = matter.values[field.name]
    said = any(problem.field == field.name for problem in matter.problems)
    if isinstance(found, list) and len(found) > 1 and not said:
        zh = f"只能写一个，现有 {len(found)} 个；方括号开头的文字用单引号括起"
        matter.wrong(field.name, zh, f"one text is allowed, found {len(found)}; quote a text in []")


def _check_edtf(matter: FrontMatter, field: Field, rules: Rules) -> None:
    _hold_to_edtf(matter, field.name, matter.values[field.name])


def _hold_to_edtf(matter: FrontMatter, key: str, found: object) -> None:
    if isinstance(found, str) and not is_edtf(found):
        zh = f"“{found}”不是 EDTF 日期；写成 2021-12-20、2021-12、2021、XXXX-03-16 或 2025?"
        en = f"'{found}' is not an EDTF date such as 2021-12-20, XXXX-03-16 or 2025?"
        near = as_edtf(found)
        hint, hint_en = (f"；是不是“{near}”？", f"; '{near}'?") if near else ("", "")
        matter.wrong(key, f"{zh}{hint}", f"{en}{hint_en}")


def _check_year(matter: FrontMatter, field: Field, rules: Rules) -> None:
    found, limits = matter.values[field.name], field.limits
    if limits and isinstance(found, str) and re.fullmatch("[0-9]{1,9}", found):
        first, last = limits
        if not first <= int(found) <= last:
            zh = f"年份“{found}”不合常理；应在 {first} 与 {last} 之间"
            matter.wrong(field.name, zh, f"'{found}' is not between {first} and {last}")


def _check_listed(matter: FrontMatter, field: Field, rules: Rules) -> None:
    for key, found in _items(matter, field.name):
        _hold_to(matter, key, found, field.authority or "", rules)


def _hold_to(matter: FrontMatter, key: str, found: str, authority: str, rules: Rules) -> None:
    """Note ``found``, the value at ``key``, where the table ``authority`` does not list it."""
    allowed = rules.authorities[authority]
    if found not in allowed:
        near = _nearest_listed(found, allowed) if len(matter.problems) < _SOUGHT else None
        hint, hint_en = nearest_told(near)
        table = f"data/{authority}.csv"
        zh, en = f"{table} 里没有“{found}”{hint}", f"'{found}' is not in {table}{hint_en}"
        matter.wrong(key, zh, en)


def _check_aid(matter: FrontMatter, field: Field, rules: Rules) -> None:
    stated = matter.values[field.name]
    for number, item in enumerate(stated if isinstance(stated, list) else ()):
        parts = item if isinstance(item, dict) else {}
        for name, found in parts.items():
            key = f"{field.name}.{number}.{name}"
            if name in _AID_TABLES and isinstance(found, str):
                _hold_to(matter, key, found, _AID_TABLES[name], rules)
            elif name == "when":
                _hold_to_edtf(matter, key, found)


def _check_file(matter: FrontMatter, field: Field, rules: Rules) -> None:
    found = matter.values[field.name]
    if not isinstance(found, str):
        return  # the parser says so
    if found not in rules.captures:
        near = nearest(str(found), rules.captures)
        hint, hint_en = (f"；最接近的是“{near}”", f"; nearest: '{near}'") if near else ("", "")
        zh, en = f"seeds.toml 里没有“{found}”{hint}", f"'{found}' is not in seeds.toml{hint_en}"
        matter.wrong(field.name, zh, en)
    elif found not in rules.recorded:
        zh = "原稿的校勘记录不见了；用 aidstories import 重新生成"
        matter.wrong(field.name, zh, "the capture's record is missing: aidstories import makes it")


def _check_sha256(matter: FrontMatter, field: Field, rules: Rules) -> None:
    expected = rules.captures.get(str(matter.values.get("seed")))
    if expected and matter.values[field.name] != expected:
        matter.wrong(field.name, "与 seeds.toml 里登记的不同", "not what seeds.toml says")


def _check_choice(matter: FrontMatter, field: Field, rules: Rules) -> None:
    if field.name not in FIELDS:  # the parser knows the values of its own
        matter.choice(field.name, field.values, field.values[0])


def _nothing(matter: FrontMatter, field: Field, rules: Rules) -> None:
    return


_CHECKS: dict[str, Callable[[FrontMatter, Field, Rules], None]] = {
    "id": _check_id,
    "text": _check_single,
    "edtf": _check_edtf,
    "choice": _check_choice,
    "year": _check_year,
    "places": _check_listed,
    "programs": _check_listed,
    "aid": _check_aid,
    "file": _check_file,
    "sha256": _check_sha256,
}


def _people(matter: FrontMatter, name: str) -> object:
    """Note items that are no person; what is wrong with a person the parser has noted."""

    def note(value: Any, at: str) -> None:
        if isinstance(value, str):
            matter.inner(value, at, PERSON_KEYS)

    return matter.items(name, note)


_FORMS: dict[str, Callable[[FrontMatter, str], object]] = {
    "people": _people,
    "year": FrontMatter.integer,
    **dict.fromkeys(("text", "edtf", "file", "sha256"), FrontMatter.text),
}
"""What reads a field that has no name in the code, and notes where it is of another type."""


def _items(matter: FrontMatter, name: str) -> Iterator[tuple[str, str]]:
    value: Any = matter.values[name]
    listed = enumerate(value) if isinstance(value, list) else [(None, value)]
    for number, item in listed:
        if isinstance(item, str):
            yield (name if number is None else f"{name}.{number}"), item


@lru_cache(maxsize=1024)
def _nearest_listed(found: str, allowed: frozenset[str]) -> str | None:
    """Return the nearest entry, once for a value that a table lost and many stories still have."""
    return nearest_entry(found, allowed)


def nearest_entry(found: str, allowed: Iterable[str]) -> str | None:
    """Return the entry that ends in the same name (``色尼区``), else the one most alike."""
    name = found.rpartition("/")[2]
    return next((a for a in sorted(allowed) if a.endswith(f"/{name}")), nearest(found, allowed))
