"""What an editor left behind without meaning to: text cut off as a comment, places to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from aidstories.errors import Problem
from aidstories.left_by_systems import copied_from
from aidstories.stories.format.typed import FrontMatter

PLACEHOLDER = "（在这里写正文。段落之间空一行，小标题前加 ##。）"
"""The text of a new story whose text is not given yet."""
_TO_FILL_IN = re.compile(
    r"""[（(【\[]?\s*+(?:
        TODO | TBD | FIXME | X{3,} | lorem\ ipsum.*
      | 待(?:补充?|定|填写?|写|续写)
      | (?:请?在?(?:这里|此处|此)(?:填写?|写|输入|粘贴)|请(?:填写|输入)).*
    )\s*+[。.…]*\s*+[)）】\]]?""",
    re.X | re.I,
)


_PLAIN = re.compile(r"[a-z0-9-]+(?:\.[a-z]+)*")
"""How no copy is called."""


def check_copy(path: Path, *, advice: bool = False) -> tuple[Problem, ...]:
    """Return the problem that a file is a copy of the one beside it, by its name; none for none."""
    if _PLAIN.fullmatch(path.name):
        return ()
    named = copied_from(path.name, {each.name for each in path.parent.iterdir()})
    if named is None:
        return ()
    zh = f"看名字，是 {named} 另存的一份（同步冲突、下载两次、复制粘贴）；"
    zh += f"把要的文字抄进 {named}，然后删去这个文件"
    en = f"a copy of {named}, by its name: copy what is wanted into that, then remove this file"
    return (Problem(file=str(path), zh=zh, en=en, advice=advice),)


def check_comments(matter: FrontMatter) -> None:
    """Say what stands behind `` #``, which YAML drops: ``title: 医生 #1 到了`` reads 医生."""
    for key, lost in matter.comments.items():
        zh = f"空格加 # 以后的文字“{lost}”不会读入；整句用单引号括起，注释请删去"
        en = f"'{lost}' behind a space and # is not read: quote the text, or drop the comment"
        matter.wrong(key, zh, en)


def check_placeholders(matter: FrontMatter) -> None:
    """Say where a text is still to be written."""
    for number, line in enumerate(matter.body.split("\n")):
        if _TO_FILL_IN.fullmatch(line.strip()):
            _to_fill_in(matter, None, line.strip(), matter.body_line + number)
    for key, value in _texts(matter):
        if _TO_FILL_IN.fullmatch(value.strip()):
            _to_fill_in(matter, key, value, None)


def _to_fill_in(matter: FrontMatter, key: str | None, found: str, line: int | None) -> None:
    zh = f"“{found}”是占位的文字；写上内容，或者删去"
    matter.wrong(key, zh, f"'{found}' holds a place: write the text, or drop it", line)


def _texts(matter: FrontMatter) -> Iterator[tuple[str, str]]:
    for key, value in matter.values.items():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str):
                yield key, item
