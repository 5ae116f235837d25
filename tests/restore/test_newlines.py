"""Whatever ends a line, a capture reads the same: LF, CR LF (Windows), CR, U+2028."""

from __future__ import annotations

import tomllib
from itertools import cycle
from pathlib import Path

import pytest
from tests.archive import GOLD_SEEDS
from tests.restore.cases import CASES

from aidstories.model import Gap, Role
from aidstories.restore.run import restore

NEWLINES = {"CR LF": "\r\n", "CR": "\r", "U+2028": "\u2028"}
SEEDS = sorted(GOLD_SEEDS.glob("*.txt"))


def captures() -> list[str]:
    """Return the raw text of every case of the passes."""
    tables = [tomllib.loads(p.read_text("utf-8")) for p in sorted(CASES.glob("*.toml"))]
    groups = [group for table in tables for group in table.values() if isinstance(group, list)]
    raws = [case.get("raw") for group in groups for case in group if isinstance(case, dict)]
    return [raw for raw in raws if isinstance(raw, str) and "\n" in raw.strip()]


def read(text: str, newline: str) -> list[list[tuple[Role, str, Gap | None]]]:
    """Restore ``text`` with its lines ended by ``newline``; newlines in the result are LF again."""
    found = restore(text.replace("\n", newline).encode("utf-8", "surrogatepass"))
    return [
        [(p.role, p.text.replace(newline, "\n"), p.gap) for p in a.passages] for a in found.articles
    ]


def test_every_case_reads_the_same() -> None:
    """Each with one of the line ends, in turn."""
    texts = captures()
    assert len(texts) > 40
    ended = zip(texts, cycle(NEWLINES.values()), strict=False)
    assert [t for t, newline in ended if read(t, newline) != read(t, "\n")] == []


@pytest.mark.long
@pytest.mark.parametrize("newline", NEWLINES.values(), ids=NEWLINES)
def test_every_case_reads_the_same_with_each(newline: str) -> None:
    assert [t for t in captures() if read(t, newline) != read(t, "\n")] == []


@pytest.mark.parametrize("newline", NEWLINES.values(), ids=NEWLINES)
@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.name[:3])
def test_a_seed_reads_the_same(path: Path, newline: str) -> None:
    text = path.read_text("utf-8")
    assert read(text, newline) == read(text, "\n")
