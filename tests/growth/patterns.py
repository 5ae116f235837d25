"""All regular expressions of the product, and how the product asks each.

Modules are imported and searched for compiled patterns, in tables, rows and closures of caches as
well; what is compiled where it is used is read from the source.
"""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import aidstories
from aidstories.restore.lexicon.late import Late

ASKED = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")
_RE = re.compile(r"\bre\.")
_WHOLE = frozenset({"match", "fullmatch"})
_DEEPEST = 6
"""Levels of tables in tables that are searched for patterns."""


class Asked(NamedTuple):
    """A pattern, where it stands, and whether it is only ever asked at one place of a text."""

    where: str
    pattern: re.Pattern[str]
    ways: frozenset[str]


@cache
def asked() -> Sequence[Asked]:
    """Return each pattern on text once, with all ways in which it is asked."""
    found: dict[tuple[str, int], Asked] = {}
    for module in _modules():
        source = Path(str(module.__file__)).read_text("utf-8")
        held = [one for name, value in vars(module).items() for one in _held(name, value, 0)]
        if not held and not _RE.search(source):
            continue
        tree = ast.parse(source)
        ways = _ways(tree)
        written = [(f"line {line}", p, {way}) for line, p, way in _written(tree)]
        for name, pattern, way in [*((n, p, ways.get(n, set())) for n, p in held), *written]:
            key = (pattern.pattern, pattern.flags)
            earlier = found.get(key)
            where = earlier.where if earlier else f"{module.__name__}: {name}"
            before = earlier.ways if earlier else frozenset()
            found[key] = Asked(where, pattern, before | way)
    return list(found.values())


def _modules() -> Iterator[Any]:
    for info in pkgutil.walk_packages(aidstories.__path__, "aidstories."):
        if not info.name.endswith("__main__"):
            module = importlib.import_module(info.name)
            if str(module.__file__).endswith(".py"):
                yield module


def _held(name: str, value: object, depth: int) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield the patterns that a module's value is, or holds, each with its last name."""
    if isinstance(value, str | bytes | int):
        return
    if isinstance(value, Late):
        value = value.compiled()
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield name, value
    elif depth < _DEEPEST:
        for part_name, part in _parts(name, value):
            yield from _held(part_name, part, depth + 1)


def _parts(name: str, value: object) -> Iterable[tuple[str, object]]:
    if isinstance(value, Mapping):
        return [(name, part) for part in (*value.keys(), *value.values())]
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return zip(value._fields, value, strict=True)
    if isinstance(value, tuple | list | set | frozenset):
        return [(name, part) for part in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [(f.name, getattr(value, f.name, None)) for f in dataclasses.fields(value)]
    if hasattr(value, "cache_info") and hasattr(value, "__wrapped__"):
        kept: Any = value
        own = kept.__wrapped__.__module__.startswith("aidstories")
        if own and not kept.__wrapped__.__code__.co_argcount:
            return [(name, kept())]
    return ()


def _ways(tree: ast.AST) -> dict[str, set[str]]:
    """Return by the name of a pattern which of its methods the module calls.

    A pattern that is handed on, or kept in a table, is not among them: it may be asked anything.
    """
    calls: dict[str, set[str]] = {}
    loads: Counter[str] = Counter()
    taken = _taken(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
            loads[_named(node)] += 1
        if isinstance(node, ast.Attribute) and node.attr in ASKED:
            owner = _named(node.value)
            calls.setdefault(owner, set()).add(node.attr)
            loads[owner] -= 1
        if isinstance(node, ast.Call):
            for given in node.args:
                if ways := taken.get(_named(node.func)):
                    calls.setdefault(_named(given), set()).update(ways)
                    loads[_named(given)] -= 1
    return {name: {"search"} if loads[name] > 0 else ways for name, ways in calls.items()}


def _named(node: ast.AST) -> str:
    """Return the last name of what is asked: ``x`` of ``x``, ``rule.x`` and ``x[key]``."""
    if isinstance(node, ast.Subscript):
        return _named(node.value)
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def _taken(tree: ast.AST) -> dict[str, set[str]]:
    """Return which functions of a module ask a pattern that they are given, and how."""
    found: dict[str, set[str]] = {}
    functions = [
        (node, [n for n in ast.walk(node) if isinstance(n, ast.Attribute | ast.Call)])
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.args.args
    ]
    for _ in range(2):  # a function may hand on what it is given
        for function, nodes in functions:
            given = {one.arg for one in function.args.args}
            for node in nodes:
                asks = isinstance(node, ast.Attribute) and node.attr in ASKED
                if isinstance(node, ast.Attribute) and asks and _named(node.value) in given:
                    found.setdefault(function.name, set()).add(node.attr)
                elif isinstance(node, ast.Call) and given & set(map(_named, node.args)):
                    handed = found.get(_named(node.func), set())
                    found.setdefault(function.name, set()).update(handed)
    return found


def _written(tree: ast.AST) -> Iterator[tuple[int, re.Pattern[str], str]]:
    """Yield the patterns that are written where ``re`` is asked for them."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        owner, first = node.func.value, node.args[0] if node.args else None
        if not (isinstance(owner, ast.Name) and owner.id == "re" and node.func.attr in ASKED):
            continue
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield node.lineno, re.compile(first.value, _flags(node)), node.func.attr


def _flags(call: ast.Call) -> int:
    given = [k.value for k in call.keywords if k.arg == "flags"]
    names = [
        n.attr
        for g in [*given, *call.args[2:]]
        for n in ast.walk(g)
        if isinstance(n, ast.Attribute)
    ]
    flags = 0
    for name in names:
        flags |= getattr(re, name, 0)
    return flags


def ask(one: Asked, text: str) -> None:
    """Ask a pattern of ``text`` as the product does: at its start, or at every place."""
    if whole(one):
        for way in one.ways:
            getattr(one.pattern, way)(text)
    else:
        for _ in one.pattern.finditer(text):
            pass


def whole(asked: Asked) -> bool:
    """Return whether a pattern is only asked what stands at one place."""
    return bool(asked.ways) and asked.ways <= _WHOLE
