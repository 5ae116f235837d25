"""What measures the builds: the peers' projects are whole, and the table says what was measured."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.building.engines import ENGINES
from tests.bench.building.measure import Used, changed, full, mark, page, size
from tests.bench.builds import COLUMNS, figures, main, ratios, table
from tests.bench.processes import family
from tests.search.synthetic import synthetic


def test_material_builds_the_stories_with_search_and_tags(tmp_path: Path) -> None:
    """It is given what it is good at: stories outside the navigation, jieba, one page of tags."""
    engine, stories = ENGINES["material"], synthetic(12)
    engine.prepare(tmp_path, stories)
    used = full(engine, tmp_path)
    assert used.cpu > 0.3 and used.mb > 40
    assert size(engine, tmp_path)[0] > 12
    story = page(engine, tmp_path, stories[0].id).read_text("utf-8")
    assert stories[0].article.passages[-1].text[:9] in story and stories[1].id not in story
    index = json.loads((tmp_path / "site/search/search_index.json").read_text("utf-8"))
    assert any("医院\u200b" in entry["text"] for entry in index["docs"])  # divided by jieba
    tags = (tmp_path / "site/tags/index.html").read_text("utf-8")
    assert all(one.id in tags for one in stories)
    changed(engine, tmp_path, 1, title=True)  # it fails where the page has not the new text
    assert (
        sum(mark(1) in path.read_text("utf-8") for path in tmp_path.glob("docs/stories/*/*")) == 1
    )


def test_a_command_that_fails_is_told(tmp_path: Path) -> None:
    engine = ENGINES["material"]._replace(build=("python3", "-c", "raise SystemExit('why')"))
    with pytest.raises(Exception, match="status 1") as error:
        full(engine, tmp_path)
    assert b"why" in error.value.output  # type: ignore[attr-defined]


ROUNDS = {"full": [Used(6, 7, 200), Used(4, 9, 220), Used(5, 8, 210)], "change": [Used(1, 2, 90)]}


def test_the_table_has_medians_and_ratios() -> None:
    ours = figures(ROUNDS, [0.3, 0.1, 0.2], files=500, size=9_000_000, count=100)
    assert (ours["full_cpu"], ours["full_mb"], ours["served"]) == (5, 210, 0.2)
    assert (ours["files_a_story"], ours["kb_a_story"]) == (5, 90)
    found = {"ours": ours, "hugo": {**ours, "full_cpu": 2.0, "change_cpu": 0.0}}
    assert ratios(found)["ours/hugo"]["full_cpu"] == 2.5
    assert "change_cpu" not in ratios(found)["ours/hugo"]  # by nothing there is no ratio
    head, *rows = table(100, found).split("\n")
    assert [row.split()[0] for row in rows] == ["ours", "hugo", "ours/hugo"]
    assert head.startswith("100 stories") and all(name in head for name in COLUMNS.values())
    assert ratios({"hugo": ours}) == {}
    kept = {"ours": {"kept_cpu": 3.0}, "hugo": {"full_cpu": 2.0}}  # which keeps nothing
    assert ratios(kept) == {"ours/hugo": {"kept_cpu": 1.5}}


def test_a_family_has_all_that_a_process_began() -> None:
    script = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'input()'])"
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE) as running:
        while len(list(family(running.pid))) < 2:
            pass
        first, second = family(running.pid)
        assert first.pid == running.pid != second.pid and first.mb > 1
        assert {first.pid, second.pid} < {one.pid for one in family(os.getpid())}
        running.communicate(b"line\n")


@pytest.mark.long
def test_the_last_line_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--at", "12", "--rounds", "1"])
    found = json.loads(capsys.readouterr().out.splitlines()[-1])["12"]
    assert [*found] == ["ours", "material", "hugo", "ours/material", "ours/hugo"]
    assert all(found[name]["files"] > 12 and found[name]["served"] > 0 for name in ENGINES)
