"""Draw mutants: a module by its length, a place in it, one of cosmic-ray's operators."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

HOME = Path(__file__).resolve().parents[3]


class Place(NamedTuple):
    """Where a module can be spoilt, and by what: names of operators, and the count of each."""

    line: int
    column: int
    ways: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Mutant:
    """A module, by its path from the repository, with the code that it becomes."""

    path: str
    line: int
    operator: str
    before: str
    code: str

    def told(self) -> str:
        """Return what it changes, as lines of a comparison."""
        lines = unified_diff(self.before.split("\n"), self.code.split("\n"), lineterm="", n=0)
        return "\n".join([f"{self.path} {self.operator}", *list(lines)[2:]])


_UNREAD = {"dataclass": ("slots", "kw_only"), "lru_cache": ("maxsize",), "zip": ("strict",)}
"""What no program that is right can notice: of decorators; that both sides are of one length."""


def meaning(code: str) -> str | None:
    """Return what Python reads in a module, None where it reads none.

    But for annotations, and what decorators say of memory and of how they may be called, and what
    `zip` says of lengths.
    """
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.FunctionDef):
            node.returns = None
        elif isinstance(node, ast.AnnAssign):
            node.annotation = ast.Name("_")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            unread = _UNREAD.get(node.func.id, ())
            node.keywords = [word for word in node.keywords if word.arg not in unread]
    return ast.dump(tree)


@cache
def places(path: Path) -> list[Place]:
    """Return where cosmic-ray can spoil a module."""
    from cosmic_ray.ast import ast_nodes, get_ast_from_path  # an environment of its own
    from cosmic_ray.plugins import get_operator, operator_names

    nodes = list(ast_nodes(get_ast_from_path(path)))
    ways: dict[tuple[int, int], list[tuple[str, int]]] = {}
    for name in operator_names():
        operator = get_operator(name)
        if name not in _ALIKE | {"core/NoOp"} and not operator.arguments():
            starts = (start for node in nodes for start, _ in operator().mutation_positions(node))
            for count, start in enumerate(starts):
                ways.setdefault(start, []).append((name, count))
    return [Place(*start, tuple(every)) for start, every in sorted(ways.items())]


_ALIKE = frozenset(
    f"core/ReplaceComparisonOperator_{pair}"
    for pair in ("Eq_Is", "Is_Eq", "NotEq_IsNot", "IsNot_NotEq")
)
"""Identity for equality, and back: of small numbers, short texts and None they say the same."""


def spoilt(code: str, operator: str, count: int) -> str | None:
    """Return a module's code spoilt in the place of that count, None where it cannot be.

    cosmic-ray fails on an exception of a module among several: ``except (OSError, zlib.error)``.
    """
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    try:
        return cast(str | None, mutate_code(code, get_operator(operator)(), count))
    except AttributeError:
        return None


def mutants(room: str, rng: random.Random) -> Iterator[Mutant]:
    """Yield mutants of a room's code in the order drawn, without end."""
    modules = sorted((HOME / "scripts" / "aidstories" / room).rglob("*.py"))
    texts = [path.read_text("utf-8") for path in modules]
    seen = set()
    while True:
        ((path, before),) = rng.choices([*zip(modules, texts, strict=True)], [*map(len, texts)])
        place = rng.choice(places(path) or [Place(0, 0, ())])
        name, count = rng.choice(place.ways or [("", 0)])
        after = spoilt(before, name, count) if name else None
        fresh = (path, place) not in seen
        seen.add((path, place))
        if fresh and after is not None and meaning(after) not in (None, meaning(before)):
            yield Mutant(path.relative_to(HOME).as_posix(), place.line, name, before, after)
