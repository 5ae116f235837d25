"""ES modules as one classic script: what a browser needs that opened a page from a file.

Browsers refuse modules from ``file:`` (their origin is opaque). Bundlers would do more than is
needed and cannot do what is: modules here await while they load, which a classic script may not.
So each module becomes an asynchronous function that returns its exports.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib.resources import files

_IMPORT = re.compile(r"^import\s*+\{([^}]*)\}\s*+from\s*+(\"[^\"]+\");?[ \t]*$", re.M)
_BARE = re.compile(r"^import\s*+(\"[^\"]+\");?[ \t]*$", re.M)
_LIST = re.compile(r"^export\s*+\{([^}]*)\};?[ \t]*$", re.M)
_DECLARATION = re.compile(
    r"^export\s+((?:async\s+)?function(?:\s*+\*)?|class|const)\s+(\w+(?:\s*+=\s*+[\w.\"']+,\s*+\w+)*)",
    re.M,
)
"""What is declared; of several constants in one statement, simple values stand between them."""
_LEFT = re.compile(r"^(?:import|export)\b.*|\bimport\.meta(?!\.url\b).*", re.M)
_DYNAMIC = re.compile(r"\bimport\(")
_RENAMED = re.compile(r"(?<!\s)\s++as\s++")


class UnknownForm(ValueError):
    """A statement of a module that `as_function` cannot put into a function."""


def classic(modules: Mapping[str, str]) -> str:
    """Return one script that holds ``modules``, by their names (``browse/main.js``).

    It runs those that its ``data-run`` names. Raises `UnknownForm`.
    """
    loader = files(__package__).joinpath("loader.js").read_text("utf-8")
    made = "\n".join(as_function(name, text) for name, text in sorted(modules.items()))
    return f"{{\n{loader}\n{made}\n}}\n"


def as_function(name: str, text: str) -> str:
    """Return the module ``name`` as a call that defines it. Raises `UnknownForm`.

    What it is given begins with ``$``: a module may call something of its own ``load``.
    """
    names = [*_declared(text), *_listed(text)]
    body = _LIST.sub("", _DECLARATION.sub(r"\1 \2", text))
    body = _IMPORT.sub(
        lambda found: f"const {{{_RENAMED.sub(': ', found[1])}}} = await $load({found[2]})", body
    )
    body = _BARE.sub(r"await $load(\1)", body)
    left = _LEFT.search(body)
    if left:
        raise UnknownForm(f"{name}: {left.group()}")
    body = _DYNAMIC.sub("$load(", body).replace("import.meta.url", "$here")
    exports = ", ".join(names)
    head = f"define({json.dumps(name)}, async ($load, $here, fetch) => {{"
    return f"{head}\n{body}\nreturn {{ {exports} }}\n}})"


def _declared(text: str) -> list[str]:
    return [
        name
        for _, names in _DECLARATION.findall(text)
        for name in re.findall(r"(?:^|,\s*+)(\w+)", names)
    ]


def _listed(text: str) -> list[str]:
    entries = [e.strip() for names in _LIST.findall(text) for e in names.split(",")]
    pairs = [_RENAMED.split(entry) for entry in entries if entry]
    return [pair[0] if len(pair) == 1 else f"{pair[1]}: {pair[0]}" for pair in pairs]
