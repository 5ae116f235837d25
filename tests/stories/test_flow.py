"""In an import a capture is decoded once, its ledger applied once, a story put in order once."""

import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from aidstories.restore import ledger
from aidstories.restore.decode import decode
from aidstories.stories.format.front_matter import write_front_matter
from aidstories.stories.format.layout import canonical
from aidstories.stories.importing import prepare as preparing
from tests.archive import GOLD_SEEDS, HOME, Archive


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count the calls of what is costly, wherever it is called from."""
    counted: Counter[str] = Counter()

    def count(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def wrapper(*args: Any, **given: Any) -> Any:
            counted[name] += 1
            return function(*args, **given)

        return wrapper

    for name, function in (
        ("decode", decode),
        ("apply", ledger.apply),
        ("canonical", canonical),
        ("dump", write_front_matter),
    ):
        wrapped = count(name, function)
        for module in [m for n, m in sys.modules.items() if n.startswith("aidstories")]:
            for key, value in list(vars(module).items()):
                if value is function:
                    monkeypatch.setattr(module, key, wrapped)
    return counted


def test_the_page_of_six_articles_is_read_once(archive: Archive, calls: Counter[str]) -> None:
    name = "001_69bcbcbcec8b49b8.txt"
    archive.add(name, (GOLD_SEEDS / name).read_bytes())
    assert archive.run("import").exit_code == 0
    stories = len(archive.stories())
    assert stories > 1
    assert calls["decode"] == calls["apply"] == 1
    assert calls["canonical"] <= stories
    assert calls["dump"] <= stories


def test_a_second_import_of_the_same_applies_no_old_ledger(
    archive: Archive, calls: Counter[str]
) -> None:
    name = "001_69bcbcbcec8b49b8.txt"
    archive.add(name, (GOLD_SEEDS / name).read_bytes())
    archive.run("import")
    calls.clear()
    assert archive.run("import").exit_code == 0
    assert calls["decode"] == calls["apply"] == 1


def test_the_counter_counts(calls: Counter[str]) -> None:
    """Without this a renamed function would count nothing and pass."""
    extraction, _ = preparing.open_capture(
        "# 题\n\n正文一段，写到这里。\n".encode(), HOME / "x.txt"
    )
    preparing.restore_capture(extraction, HOME / "x.txt")
    assert calls["decode"] == calls["apply"] == 1
