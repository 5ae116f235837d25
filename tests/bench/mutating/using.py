"""Which lines of the program use what runs once for all tests: at an import, or kept in a cache.

Coverage notes a line of a module's level for whoever imported the module first, and the body of a
function under `functools.cache` for the first test that asked. What they make, others use: the
lines that name it, in their own module and in those that import it from there.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

Name = tuple[str, str]
"""A module, with dots, and a name of its level; of the module itself the name is empty."""
Line = tuple[str, int]
"""A module's path from the repository, and a line there."""
_KEPT = ("cache", "lru_cache")
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Named = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class _Use:
    """Where a name is loaded: by statements of a module's level, and at which line.

    No line where it is loaded at an import: by an ``imports`` only to be named. ``kept`` where the
    function that loads it answers from its cache.
    """

    by: Sequence[Name]
    line: Line | None = None
    kept: bool = False
    imports: bool = False


@dataclass(frozen=True)
class Uses:
    """The program and its tests: the text of each module, by its path from the repository."""

    texts: Mapping[str, str]

    @cached_property
    def _trees(self) -> Mapping[str, ast.Module]:
        return {path: ast.parse(text) for path, text in self.texts.items()}

    @cached_property
    def _of(self) -> Mapping[Name, Sequence[_Use]]:
        found = defaultdict(list)
        known = {dotted(path) for path in self.texts}
        for path, tree in self._trees.items():
            for name, use in _uses(path, tree, known):
                found[name].append(use)
        return found

    def at_import(self, path: str, line: int) -> bool:
        """Return whether a line runs as its module is imported."""
        stmt = _around(self._trees[path].body, line) if path in self.texts else None
        return stmt is not None and _function_around(stmt, line) is None

    def lines(self, path: str, line: int) -> frozenset[Line]:
        """Return the lines that use what a line makes once for all.

        None where it runs whenever a test calls it, as far as functions of its module tell.
        """
        stmt = _around(self._trees[path].body, line) if path in self.texts else None
        if stmt is None:
            return frozenset()
        function = _function_around(stmt, line)
        once = function is None or _is_kept(function)
        own = {(path, n) for n in _bodies(stmt)} if function is None else set[Line]()
        names = [(dotted(path), name) for name in _bound(stmt)]
        return frozenset(own | self._users([(name, once) for name in names]))

    def _users(self, begun: Sequence[tuple[Name, bool]]) -> set[Line]:
        """Return where names are used, each with whether what it stands for was made once.

        Of one that was not, those that call it are asked whether they are called once.
        """
        found: set[Line] = set()
        todo, seen = [*begun], {*begun}
        while todo:
            name, once = todo.pop()
            for use in self._of.get(name, ()):
                if once and use.line:
                    found.add(use.line)
                made_once = once if use.imports else use.kept or use.line is None
                near = not once and use.by and use.by[0][0] == name[0]
                fresh = [(by, made_once) for by in use.by] if made_once or near else []
                todo += (one for one in fresh if one not in seen)
                seen.update(fresh)
        return found


def dotted(path: str) -> str:
    """Return a module as it is imported: ``a.paths`` of ``scripts/a/paths.py``."""
    module = path.removeprefix("scripts/").removesuffix(".py").removesuffix("/__init__")
    return module.replace("/", ".")


def _around(body: Sequence[ast.stmt], line: int) -> ast.stmt | None:
    """Return the statement of a body that has a line, its decorators counted."""
    for stmt in body:
        decorators = stmt.decorator_list if isinstance(stmt, _Named) else []
        begin = min([stmt.lineno, *(d.lineno for d in decorators)])
        if begin <= line <= (stmt.end_lineno or line):
            return stmt
    return None


def _function_around(stmt: ast.stmt, line: int) -> _Function | None:
    """Return the function, of a module's level or a class's, that runs a line when it is called."""
    if isinstance(stmt, ast.ClassDef):
        inner = _around(stmt.body, line)
        return _function_around(inner, line) if inner else None
    return stmt if isinstance(stmt, _Function) and line >= stmt.body[0].lineno else None


def _bodies(stmt: ast.stmt) -> Iterator[int]:
    """Yield the lines of functions in a statement that run when they are called."""
    for node in ast.walk(stmt):
        if isinstance(node, _Function):
            yield from range(node.body[0].lineno, (node.end_lineno or node.lineno) + 1)


def _is_kept(node: ast.stmt) -> bool:
    """Return whether a function answers from what it answered before."""
    decorators = node.decorator_list if isinstance(node, _Function) else []
    called = [d.func if isinstance(d, ast.Call) else d for d in decorators]
    return any(isinstance(d, ast.Name) and d.id in _KEPT for d in called)


def _bound(stmt: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement of a module's level gives to the module."""
    if isinstance(stmt, _Named):
        yield stmt.name
        return
    for node in ast.walk(stmt):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def _uses(path: str, tree: ast.Module, known: set[str]) -> Iterator[tuple[Name, _Use]]:
    """Yield the names that a module loads: its own, and those of ``known`` modules."""
    module = dotted(path)
    imported = dict(_imported(tree, known))
    for alias, name in imported.items():
        yield name, _Use([(module, alias)], imports=True)
    for stmt in tree.body:
        by = [(module, name) for name in _bound(stmt)]
        for node, called in _loads(stmt):
            line = (path, node.lineno) if called else None
            use = _Use(by, line, called and _is_kept(stmt))
            if isinstance(node, ast.Name):
                yield (module, node.id), use
            elif isinstance(node.value, ast.Name):
                whole, rest = imported.get(node.value.id, ("", ""))
                if whole and not rest:
                    yield (whole, node.attr), use


def _imported(tree: ast.Module, known: set[str]) -> Iterator[tuple[str, Name]]:
    """Yield what a module imports of the program: its name here, and what it is there."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                if whole in known:
                    yield alias.asname or alias.name, (whole, "")
                elif node.module in known:
                    yield alias.asname or alias.name, (node.module, alias.name)


def _loads(stmt: ast.stmt) -> Iterator[tuple[ast.Name | ast.Attribute, bool]]:
    """Yield what a statement loads, and whether when something is called. No annotations."""
    todo: list[tuple[ast.AST, bool]] = [(stmt, False)]
    while todo:
        node, called = todo.pop()
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
            yield node, called
        if isinstance(node, _Function):
            at_once = [*node.decorator_list, *node.args.defaults, *node.args.kw_defaults]
            todo += ((part, called) for part in at_once if part)
            todo += ((part, True) for part in node.body)
        elif isinstance(node, ast.AnnAssign):
            todo += ((part, called) for part in (node.target, node.value) if part)
        else:
            todo += ((child, called) for child in ast.iter_child_nodes(node))
