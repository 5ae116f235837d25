"""What a value was made with stays so: dataclasses are frozen, but for those that gather."""

from __future__ import annotations

import re

from tests.archive import HOME

GATHERED = {
    "Block": "restore/reading/pages/flow.py",
    "FrontMatter": "stories/format/typed.py",
    "Seen": "stories/checks/seen.py",
    "Sheet": "restore/reading/pages/flow.py",
    "SheetPlan": "stories/sheets/merge.py",
    "Work": "stories/editing/work.py",
    "YamlText": "stories/format/yaml_reader.py",
    "_Gathered": "stories/editing/remove.py",
    "_Open": "restore/reading/documents/rtf.py",
}
"""Those that a reader or a plan fills as it goes, of one function or one module."""
_CLASS = re.compile(r"^@dataclass\b(.*)\n(?:@.*\n)*class (\w+)", re.M)


def test_dataclasses_are_frozen_but_for_those_that_gather() -> None:
    found = {
        name: path.relative_to(HOME / "scripts/aidstories").as_posix()
        for path in sorted((HOME / "scripts/aidstories").rglob("*.py"))
        for how, name in _CLASS.findall(path.read_text("utf-8"))
        if "frozen=True" not in how
    }
    assert found == GATHERED
