"""What the form holds and what the file holds now, merged; and what a Git host says."""

import random
import tomllib
from typing import Any

import pytest

from tests.admin.conftest import Node
from tests.archive import HOME

CASES = tomllib.loads((HOME / "tests/cases/admin_merge.toml").read_text("utf-8"))
BASE: str = CASES["base"].lstrip("\n")
MERGE = """
const { merge } = await import("./merge.js")
const canonical = text => format.toFile(format.fromFile(text))
const answer = given.triples.map(([base, mine, file]) => {
  const { conflicts, taken, text } = merge(format, base, canonical(mine), file)
  const sides = ["mine", "file"].map(side => text(conflicts.map(() => side)))
  return { conflicts: conflicts.map(({ field }) => field), shown: conflicts, taken, sides }
})
"""
GUARD = """
const { beforeSave, configure } = await import("./guard.js")
configure({ format, labels: {} })
globalThis.document = { getElementById: () => true, querySelector: () => null,
  createElement: () => ({ append(text) { told.push(text) } }), body: { append() {} } }
globalThis.localStorage = { getItem: () => null }
const told = []
const entry = text => ({ locales: { _default: { path: "a.md", content: format.fromFile(text) } } })
const [base, mine, now] = given.texts
const data = format.toFile(format.fromFile(mine))
const changes = [{ action: "update", path: "a.md", data }]
const savingEntry = entry(mine)
savingEntry.locales._default.content.text_as_opened = base
const current = async () => (now === null ? undefined : { type: "modified", entry: entry(now) })
const originalEntry = { ...entry(base), ...given.original }
await beforeSave({ changes, savingEntry, originalEntry, current })
const answer = { data: changes[0].data, title: savingEntry.locales._default.content.title, told }
"""


def replaced(pairs: list[list[str]]) -> str:
    text = BASE
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="module")
def merged(node: Node) -> list[dict[str, Any]]:
    """What becomes of every case, asked for at once."""
    sides = [[replaced(case.get(key, [])) for key in ("mine", "file")] for case in CASES["case"]]
    return list(node(MERGE, triples=[[BASE, *pair] for pair in sides]))


@pytest.mark.parametrize(
    "number", range(len(CASES["case"])), ids=[case["name"] for case in CASES["case"]]
)
def test_the_two_sides_are_merged(merged: list[dict[str, Any]], number: int) -> None:
    case, found = CASES["case"][number], merged[number]
    assert found["conflicts"] == case.get("conflicts", [])
    assert found["taken"] == case.get("taken", [])
    if "conflicts" not in case:
        assert found["sides"] == [replaced(case.get("merged", []))] * 2
        return
    mine, file = found["sides"]
    assert file == replaced(case["file"])
    shown = found["shown"][0]
    assert shown["mine"] != shown["file"]
    if case["conflicts"] != [""]:
        assert mine == replaced(case["mine"])


def changed(draw: random.Random) -> str:
    """Return the base with paragraphs put in, taken out and written anew."""
    head, _, body = BASE.partition("---\n\n")
    paragraphs = body.strip().split("\n\n")
    for _ in range(draw.randint(0, 3)):
        at = draw.randint(0, len(paragraphs))
        paragraphs[at : at + draw.randint(0, 1)] = [
            f"新{draw.randint(0, 9)}，句{draw.randint(0, 9)}。"
        ]
    title = draw.choice(["旧题", "题一", "题二"])
    return f"{head.replace('旧题', title)}---\n\n" + "\n\n".join(paragraphs) + "\n"


def test_nothing_that_either_side_wrote_is_lost(node: Node) -> None:
    draw = random.Random(17)
    triples = [[BASE, changed(draw), changed(draw)] for _ in range(200)]
    for (_, mine, file), found in zip(triples, node(MERGE, triples=triples), strict=True):
        both = "".join(found["sides"]) + "".join(c["mine"] + c["file"] for c in found["shown"])
        for line in {*mine.split("\n"), *file.split("\n")} - {*BASE.split("\n")}:
            assert line in both, (mine, file)
        if mine in (file, BASE):
            assert found["sides"] == [file, file] and not found["conflicts"]
        if file == BASE:
            assert found["sides"] == [mine, mine] and not found["taken"]


def test_a_git_host_is_asked_what_the_branch_holds(node: Node) -> None:
    mine, now = BASE.replace("第二段。", "第二段改。"), BASE.replace("旧题", "新题")
    saved = node(GUARD, texts=[BASE, mine, now], original={})
    assert saved["data"] == now.replace("第二段。", "第二段改。")
    assert saved["title"] == "新题"
    assert "title" in str(saved["told"])


@pytest.mark.parametrize("original", [{}, {"workflow": {}}], ids=["unchanged", "under review"])
def test_an_unchanged_branch_is_written_without_a_word(
    node: Node, original: dict[str, Any]
) -> None:
    """A draft under review has a branch of its own: what `main` holds is no matter."""
    mine, now = BASE.replace("第二段。", "第二段改。"), BASE.replace("旧题", "新题")
    saved = node(GUARD, texts=[BASE, mine, now if original else None], original=original)
    assert (saved["data"], saved["told"]) == (mine, [])
