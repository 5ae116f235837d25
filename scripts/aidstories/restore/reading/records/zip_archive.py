"""ZIP → the parts of each file in it, read as a capture of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from aidstories.left_by_systems import lies_left_by_a_system
from aidstories.restore.reading.extraction import Extraction, Part
from aidstories.restore.reading.records.fields import MOST_CHARACTERS, MOST_RECORDS
from aidstories.restore.reading.records.parts import unread
from aidstories.restore.reading.refusal import Refusal
from aidstories.restore.reading.unzip import open_zip

DEEPEST = 2
"""Archives within each other: a year's archive with one for each month."""


def read_zip(
    data: bytes, extract: Callable[[bytes], Extraction], *, depth: int = 1
) -> tuple[Part, ...]:
    """Return the parts of all files in a ZIP, in the archive's order of them.

    ``extract`` opens one file as a capture; of a ZIP it calls this with ``depth`` one more. The
    name of a part is its file's, with ``#`` and its own behind it where it has one. A file that
    is refused loses no other: a part without text stands for it and says why.

    Raises Refusal where the archive is damaged, locked, nested too deep or past a limit, and
    where no file in it can be read.
    """
    if depth > DEEPEST:
        raise _too_deep()
    members = open_zip(data)
    parts: list[Part] = []
    size = 0
    first: Refusal | None = None
    for name in members:
        if lies_left_by_a_system(name):
            continue
        if members.is_link(name):
            parts.append(unread(f"{name}：是通到别处的链接，没有读取", name))
            continue
        try:
            found = [_named(part, name) for part in extract(members[name]).parts]
        except Refusal as refusal:
            first = first or refusal
            found = [unread(f"{name}：{refusal.zh}", name)]
        parts += found
        size += sum(len(part.text) for part in found)
        if len(parts) > MOST_RECORDS or size > MOST_CHARACTERS:
            raise _too_many()
    if any(part.text for part in parts):
        return tuple(parts)
    raise first or Refusal(
        "这个压缩包里没有文件。请重新压缩。", "This archive holds no file. Pack it anew."
    )


def _too_deep() -> Refusal:
    return Refusal(
        f"压缩包里套着压缩包，超过 {DEEPEST} 层，没有读取。请先解压里层的压缩包。",
        f"Archives nest more than {DEEPEST} deep. Unpack the inner ones first.",
    )


def _named(part: Part, name: str) -> Part:
    return replace(part, name=f"{name}#{part.name}" if part.name else name)


def _too_many() -> Refusal:
    return Refusal(
        f"压缩包里的文章超过 {MOST_RECORDS} 篇或 {MOST_CHARACTERS} 个字，没有读取。"
        "请分成几个较小的压缩包。",
        f"This archive holds more than {MOST_RECORDS} articles or {MOST_CHARACTERS} characters. "
        "Divide it into smaller archives.",
    )
