"""Links of pages that lead nowhere are told, with line and the nearest; none fails a check."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest

from aidstories.stories.checks.dead_links import links
from tests.archive import HOME, Archive, make_archive

CASES = tomllib.loads((HOME / "tests/cases/dead_links.toml").read_text("utf-8"))["case"]
STORY = (
    "---\nid: good\ntitle: 好故事\nyear: 2024\nyear_basis: stated\nstatus: 未校对\n---\n\n正文。\n"
)
FILES = {
    "index.md": "# 首页\n",
    "about/privacy.md": "# 隐私\n",
    "about/私.md": "# 私\n",
    "guide/rights.md": "# 版权\n",
    "assets/a.png": "",
    "stories/2024/good.md": STORY,
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = make_archive(tmp_path_factory.mktemp("links") / "here")
    for name, text in FILES.items():
        (archive.docs / name).parent.mkdir(parents=True, exist_ok=True)
        (archive.docs / name).write_text(text, "utf-8")
    return archive


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:24])
def test_cases(archive: Archive, case: dict[str, Any]) -> None:
    (archive.docs / "about/me.md").write_text(case["text"], "utf-8")
    done = archive.run("check")
    assert done.exit_code == 0
    told = [line for line in done.stderr.splitlines() if "没有通到哪里" in line]
    assert len(told) == len(case["dead"]), told
    for message, (line, target, near) in zip(told, case["dead"], strict=True):
        assert message.startswith(f"docs/about/me.md:{line}: （提示）“{target}”没有通到哪里")
        assert not near or f"；最接近的是“{near}”；" in message


def test_a_text_that_only_begins_links_takes_no_longer_than_its_length() -> None:
    for part in ("[a](", "``` `", "<a href='", "<!-- ", "[a]: <", "](" + "(" * 9, "\\", "` `` "):
        assert len([*links(part * (60_000 // len(part)))]) < 2 or re.match(r"\[a\]: ", part)
