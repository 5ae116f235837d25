"""Formulas in TeX → the characters that print them: ``\\frac{1}{2} x_i`` → (1/2)xᵢ.

pylatexenc reads TeX and knows its signs; what a line of characters needs is set here: raised and
lowered figures, the fraction with its brackets. A formula with a command or an environment that
has no form in one line, a matrix, is not read at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from aidstories.restore.lexicon.late import late

_BLANK = "\ue001"
"""A blank that prints; TeX prints none of those between its signs."""
_FRACTION = ("\ue002", "\ue003")
"""Where a fraction begins and ends: beside a factor it wants brackets."""
_HIGH = {
    unicodedata.normalize("NFKC", c).replace("\u2212", "-"): c
    for c in (*"²³¹", *map(chr, range(0x2070, 0x2080)))
    if unicodedata.decomposition(c).startswith("<super>")
}
_LOW = {
    unicodedata.normalize("NFKC", c).replace("\u2212", "-"): c
    for c in map(chr, (*range(0x2080, 0x209D), *range(0x1D62, 0x1D66), 0x2C7C))
    if unicodedata.decomposition(c).startswith("<sub>")
}
"""Raised and lowered characters by what they are; letters only where most fonts have them."""
_POINT = {".": "."}
"""A point has no lowered form, and needs none between lowered figures: PM₂.₅."""
_ALONE = {"∘": "°", "′": "′", "*": "*", "†": "†"}
"""What is raised without a sign that says so."""
_SIMPLE = late(r"[^\s+\-−±×÷·=/,，;；]+")
"""What needs no brackets in a fraction or under a root."""
_FONTS = (
    "mathrm", "mathbf", "mathit", "mathsf", "mathtt", "mathcal", "mathbb", "mathfrak",
    "mathscr", "boldsymbol", "bm", "text", "textrm", "textbf", "textit", "mbox",
    "operatorname",
)  # fmt: skip
_SWITCHES = ("bf", "rm", "it")
_FUNCTIONS = (
    "arccos", "arcsin", "arctan", "cos", "cot", "exp", "lg", "lim", "ln", "log", "max", "min",
    "sin", "tan",
)  # fmt: skip
_SILENT = (
    "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr",
    "displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "nonumber", "notag",
    ",", ";", "!", ":",
)  # fmt: skip
"""Commands that change sizes and distances alone."""
_NEVER = ("today", "input", "include", "url", "\\")
_OVER = {"overline": "\u0305", "widehat": "\u0302", "widetilde": "\u0303"}
"""Marks over one character."""
_SIGNS = {"ne": "≠", "lt": "<", "gt": ">", "bmod": " mod ".replace(" ", _BLANK)}
"""Signs that pylatexenc does not list."""
_EMPTY_SIDE = late(r"\\(?:left|right)\s*+\.")
_FACTOR = late(
    r"(?<=[\w)√])\ue002([^\ue002\ue003]*)\ue003|\ue002([^\ue002\ue003]*)\ue003(?=[\w(√∑])"
)
_ONE_ROW = (
    "array", "aligned", "align", "align*", "equation", "equation*", "split", "gathered",
)  # fmt: skip


class _UnreadError(Exception):
    """A formula has a part that no line of characters holds."""


@lru_cache(maxsize=256)
def printed(tex: str) -> str | None:
    """Return the characters that print a formula, without the signs that enclose it.

    None where TeX is broken, or has a part that one line cannot hold.
    """
    from pylatexenc.latexwalker import LatexWalkerError  # a capture in a hundred needs it

    walker, reader = _tools()
    try:
        nodes = walker(_EMPTY_SIDE.sub("", tex)).get_latex_nodes()[0]
        text = _close(reader.nodelist_to_text(nodes))
    except (_UnreadError, LatexWalkerError, RecursionError, IndexError):  # \verb at the end
        return None
    text = _FACTOR.sub(lambda m: f"({m[1] or m[2]})", unicodedata.normalize("NFC", text))
    text = re.sub(rf"{_BLANK}(?=[\W_⁰-ₜ])|{_BLANK}$|[\ue002\ue003]", "", text)
    return text.replace(_BLANK, " ") or None


@lru_cache(maxsize=1)
def _tools() -> tuple[Callable[[str], Any], Any]:
    """Return what parses a formula, and what makes characters of it."""
    from pylatexenc import latex2text, latexwalker, macrospec

    parsed = latexwalker.get_default_latex_context_db()
    one = macrospec.MacroStandardArgsParser("{")
    parsed.add_context_category(
        "archive",
        macros=[macrospec.MacroSpec(n, "{") for n in (*_FONTS, *_OVER, "tag", "textcircled")],
        specials=[macrospec.SpecialsSpec(sign, one) for sign in "^_"],
        prepend=True,
    )
    reader = latex2text.LatexNodes2Text(latex_context=_printing(latex2text), math_mode="text")
    return lambda tex: latexwalker.LatexWalker(
        tex, latex_context=parsed, tolerant_parsing=False
    ), reader


def _printing(latex2text: Any) -> Any:
    """Return how each command is printed; ``latex2text`` is pylatexenc's module of that name."""
    known = latex2text.get_default_latex_context_db().filter_context(
        keep_categories=["latex-base", "advanced-symbols"]
    )
    known.add_context_category(
        "archive",
        macros=[
            *(latex2text.MacroTextSpec(name, _plain) for name in (*_FONTS, *_SWITCHES)),
            *(latex2text.MacroTextSpec(n, n + _BLANK) for n in _FUNCTIONS),
            *(latex2text.MacroTextSpec(n, _fraction) for n in ("frac", "dfrac", "tfrac")),
            latex2text.MacroTextSpec("sqrt", _root),
            latex2text.MacroTextSpec("tag", lambda node, l2tobj: f"({_of(node, 0, l2tobj)})"),
            *(latex2text.MacroTextSpec(name, _over) for name in _OVER),
            *(latex2text.MacroTextSpec(name, "") for name in _SILENT),
            *(latex2text.MacroTextSpec(name, sign) for name, sign in _SIGNS.items()),
            latex2text.MacroTextSpec("textcircled", _circled),
            *(latex2text.MacroTextSpec(name, _BLANK) for name in ("quad", "qquad")),
            *(latex2text.MacroTextSpec(name, _unread) for name in _NEVER),
        ],
        environments=[latex2text.EnvironmentTextSpec(name, _row) for name in _ONE_ROW],
        specials=[
            latex2text.SpecialsTextSpec("^", _raised),
            latex2text.SpecialsTextSpec("_", _lowered),
            latex2text.SpecialsTextSpec("~", " "),
        ],
        prepend=True,
    )
    known.set_unknown_macro_spec(latex2text.MacroTextSpec("", _unread))
    known.set_unknown_environment_spec(latex2text.EnvironmentTextSpec("", _unread))
    return known


def _unread(node: Any) -> str:
    raise _UnreadError


def _given(node: Any) -> list[Any]:
    """Return the arguments of a command; one that is an argument itself has lost its own."""
    return [a for a in (node.nodeargd.argnlist if node.nodeargd else ()) if a is not None]


def _of(node: Any, n: int, reader: Any) -> str:
    """Return the characters of an argument, counted from the end where ``n`` is negative."""
    given = _given(node)
    text = _close(reader.nodelist_to_text([given[n]])) if given else ""
    if not text:
        raise _UnreadError
    return text


def _close(text: str) -> str:
    return "".join(text.split())


def _plain(node: Any, l2tobj: Any) -> str:
    """Return the words of ``\\text{…}`` with their blanks, of ``\\mathrm{…}`` without."""
    text: str = l2tobj.nodelist_to_text(_given(node))
    if node.macroname.startswith(("math", "bold", "bm", "operator")):
        return _close(text)
    return text.replace(" ", _BLANK)


def _fraction(node: Any, l2tobj: Any) -> str:
    return "/".join(_enclosed(_of(node, n, l2tobj)) for n in (-2, -1)).join(_FRACTION)


def _over(node: Any, l2tobj: Any) -> str:
    text = _of(node, 0, l2tobj)
    if len(text) > 1:
        raise _UnreadError
    return text + _OVER[node.macroname]


def _root(node: Any, l2tobj: Any) -> str:
    if len(_given(node)) > 1:  # a third root
        raise _UnreadError
    return f"√{_enclosed(_of(node, 0, l2tobj))}"


def _circled(node: Any, l2tobj: Any) -> str:
    number = _of(node, 0, l2tobj)
    if not (number.isascii() and number.isdigit() and 0 < int(number) <= 20):
        raise _UnreadError
    return chr(ord("①") + int(number) - 1)


def _row(node: Any, l2tobj: Any) -> str:
    text: str = l2tobj.nodelist_to_text(node.nodelist)
    return text.replace("&", "")


def _raised(node: Any, l2tobj: Any) -> str:
    text = _of(node, 0, l2tobj)
    return _ALONE.get(text) or _set(text, _HIGH | _POINT) or f"^{_grouped(text)}"


def _lowered(node: Any, l2tobj: Any) -> str:
    text = _of(node, 0, l2tobj)
    return _set(text, _LOW | _POINT) or f"_{_grouped(text)}"


def _set(text: str, table: dict[str, str]) -> str:
    return "".join(table[c] for c in text) if all(c in table for c in text) else ""


def _grouped(text: str) -> str:
    return text if len(text) == 1 or _in_brackets(text) else f"({text})"


def _enclosed(text: str) -> str:
    """Return ``text`` in brackets where a fraction would tear it apart."""
    return text if _SIMPLE.fullmatch(text) or _in_brackets(text) else f"({text})"


def _in_brackets(text: str) -> bool:
    """Return whether one pair of brackets holds all of ``text``: (a+b), not (a)+(b)."""
    if not (text.startswith("(") and text.endswith(")")):
        return False
    return min(_depths(text[:-1])) > 0


def _depths(text: str) -> Iterable[int]:
    depth = 0
    for char in text:
        depth += (char == "(") - (char == ")")
        yield depth
