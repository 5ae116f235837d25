"""Nothing is left that nothing uses: what a module keeps to itself, it names again."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.archive import HOME


def unused(code: str) -> Iterator[str]:
    """Yield private names that a module gives itself and never loads; of several at once all."""
    tree = ast.parse(code)
    loaded = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and _is_load(node)}
    for stmt in tree.body:
        if isinstance(stmt, ast.FunctionDef | ast.ClassDef):
            names = [stmt.name]
        elif isinstance(stmt, ast.Assign | ast.AnnAssign):
            names = [n.id for n in ast.walk(stmt) if isinstance(n, ast.Name) and not _is_load(n)]
        else:
            continue
        private = all(name.startswith("_") and name != "__all__" for name in names)
        if names and private and loaded.isdisjoint(names):
            yield ", ".join(names)


def _is_load(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Load)


@pytest.mark.parametrize(
    "code, found",
    [
        ("_A = 1", ["_A"]),
        ("_A: int = 1", ["_A"]),
        ("def _a(): ...", ["_a"]),
        ("class _A: ...", ["_A"]),
        ("_A, _B = 1, 2", ["_A, _B"]),
        ("_A, _B = 1, 2\nprint(_A)", []),
        ("_A = 1\ndef b(): return _A", []),
        ("A = 1", []),
        ("__all__ = ['a']", []),
    ],
)
def test_what_is_unused(code: str, found: list[str]) -> None:
    assert [*unused(code)] == found


def test_every_private_name_is_used() -> None:
    found = {
        f"{path.relative_to(HOME)}: {names}"
        for path in sorted((HOME / "scripts").rglob("*.py"))
        for names in unused(path.read_text("utf-8"))
    }
    assert found == set()
