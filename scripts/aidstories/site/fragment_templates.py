"""Jinja for the fragments, without what it looks for at each output and call in vain.

A page writes some three hundred values and calls as many functions. Most values are markup
already; none of our functions wants the context of the template.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from keyword import iskeyword
from typing import Any

import markupsafe
from jinja2 import BaseLoader, BytecodeCache, Environment, StrictUndefined, Template
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.environment import TemplateModule
from jinja2.nodes import Call, Expr, Getattr, Macro
from jinja2.nodes import Template as Tree
from jinja2.runtime import Context
from jinja2.runtime import Macro as JinjaMacro
from jinja2.utils import missing
from markupsafe import Markup

from aidstories.site.squeezed import squeeze


class _Direct(Context):
    """Calls functions as they are: none of ours is a ``jinja2.pass_context`` or the like."""

    def call(self, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Return what ``obj`` does; what loops and blocks pass along is for the context alone."""
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return obj(*args, **kwargs)


def macro(
    environment: Environment, made: Callable[..., str], name: str, names: list[str]
) -> Callable[..., str]:
    """Return what calls the macro ``made``; ``names`` are those of its arguments."""
    count = len(names)

    def call(*given: Any, **named: Any) -> str:
        if named or len(given) > count:
            whole = JinjaMacro(environment, made, name, names, False, False, False, True)
            return whole(*given, **named)
        return str.__new__(Markup, made(*given, *(missing,) * (count - len(given))))

    return call


escaped: Callable[[str], str] = markupsafe._escape_inner  # type: ignore[attr-defined]
"""Escapes a plain text as `markupsafe.escape` does, which makes markup of what is only joined."""
_RUNTIME = f"from {__name__} import escaped as _escaped, macro as _macro"


class _Escaping(CodeGenerator):
    """Writes code that escapes what is no markup; `markupsafe.escape` would copy what is.

    What is called is called as it is, not by way of the context, and attributes are read at once:
    790,000 calls and 1.3 million attributes for 1,000 stories.
    """

    def visit_Template(self, node: Tree, frame: Frame | None = None) -> None:  # noqa: N802
        """Write a template, and first where its code finds what is ours."""
        self.writeline(_RUNTIME)
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802
        """Write an attribute; of what has none of that name Jinja takes an item, or refuses."""
        name = repr(node.attr)
        self.write("(_a if (_a := getattr(_b := ")
        self.visit(node.node, frame)
        self.write(f", {name}, missing)) is not missing else environment.getattr(_b, {name}))")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Write what calls a macro; one of a form that is rare is Jinja's own."""
        node, about = macro_ref.node, macro_ref
        rare = about.accesses_kwargs or about.accesses_varargs or about.accesses_caller
        if rare or not isinstance(node, Macro):
            super().macro_def(macro_ref, frame)
            return
        names = [argument.name for argument in node.args]
        self.write(f"_macro(environment, macro, {node.name!r}, {names!r})")

    def visit_Call(self, node: Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Write a call; one of a form that is rare is Jinja's own."""
        rare = forward_caller or node.dyn_args or node.dyn_kwargs
        if rare or any(iskeyword(argument.key) for argument in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(")(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        self.write("(_o if (_t := type(_o := (")

    def _output_child_post(self, node: Expr, frame: Frame, finalize: Any) -> None:
        self.write("))) is Markup else _escaped(_o) if _t is str else escape(_o))")


class _Fragment(Template):
    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """Return the template's macros: all of ours have the environment's globals and no other."""
        return super()._get_default_module()


class _Fragments(Environment):
    context_class = _Direct
    code_generator_class = _Escaping
    template_class = _Fragment

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._loaded: dict[object, Template] = {}

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template finds everywhere, at one place: a context copies it each time."""
        return {**self.globals, **(d or {})}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """Return a template, which is loaded once; Jinja asks its loader and a lock each time."""
        if name not in self._loaded:
            self._loaded[name] = super().get_template(name, parent, globals)
        return self._loaded[name]


def fragment_environment(loader: BaseLoader | None, compiled: BytecodeCache | None) -> Environment:
    """Return an environment in which every template escapes, and nothing undefined is printed."""
    env = _Fragments(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,  # each build has an environment of its own
        bytecode_cache=compiled,
    )
    squeeze(env)
    return env
