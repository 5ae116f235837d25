"""Archives with doubtful places of every kind."""

import json
from pathlib import Path

import pytest

from tests.archive import PAPER, Archive, make_archive

CUT = """# 甲市医疗队支援

本报记者 央金

来到高原，在区医院开展义诊，为当地群众看病，受到欢迎，大家都说

医疗队队长说，今后还要把更多的技术留在高原，让群众在家门口看好病。
"""


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An archive of two captures; one lacks text, place and year and has a flag."""
    archive = make_archive(tmp_path / "archive")
    archive.add("a.txt", PAPER)
    archive.add("b.txt", CUT)
    archive.run("import")
    path = archive.docs / "ledgers" / "b.json"
    data = json.loads(path.read_text("utf-8"))
    raw = CUT.index("队长")
    data["flags"] = [
        {
            "start": raw,
            "end": raw + 2,
            "by": "x",
            "reason": "confusion",
            "quote": "队长",
            "weight": 1,
        }
    ]
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return archive
