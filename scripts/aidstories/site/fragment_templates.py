"""Jinja for the fragments, without what it looks for at each output and call in vain.

A page writes some three hundred values and calls as many functions. Most values are markup
already; none of our functions wants the context of the template.
"""

from __future__ import annotations

from typing import Any

from jinja2 import BaseLoader, BytecodeCache, Environment, StrictUndefined
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from jinja2.runtime import Context

from aidstories.site.squeezed import squeeze


class _Direct(Context):
    """Calls functions as they are: none of ours is a ``jinja2.pass_context`` or the like."""

    def call(self, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Return what ``obj`` does; what loops and blocks pass along is for the context alone."""
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return obj(*args, **kwargs)


class _Escaping(CodeGenerator):
    """Writes code that escapes what is no markup; `markupsafe.escape` would copy what is."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        self.write("(_o if type(_o := (")

    def _output_child_post(self, node: Expr, frame: Frame, finalize: Any) -> None:
        self.write(")) is Markup else escape(_o))")


class _Fragments(Environment):
    context_class = _Direct
    code_generator_class = _Escaping


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
