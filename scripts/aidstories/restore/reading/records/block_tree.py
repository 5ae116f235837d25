"""The tree of blocks in which an editing program keeps a text as JSON → HTML.

Editor.js and Draft.js hold ``blocks``, ProseMirror ``content``, Slate, Lexical and Portable Text
``children``, Quill ``ops``: a node says its kind, and its text or the nodes within it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import cast

from aidstories.restore.lexicon.late import late

DEEPEST = 24
"""Levels of nodes that are read: a cell in a table in a quotation has some ten."""

Node = Mapping[str, object]

_KINDS = ("type", "_type", "kind")
_TEXTS = ("text", "insert", "plain_text", "value", "content", "html", "data")
_HOLDERS = ("root", "blocks", "children", "content", "ops", "nodes", "items", "rich_text")
"""Keys whose value is the nodes within a node, or the one node that holds them."""
_MARKED_UP = late(r"</?[a-z][^<>]{0,200}>|&[a-z]{2,8};")
"""A text of Editor.js is HTML already; no other program's has tags in it."""
_INLINE = frozenset(["", "text", "span", "link", "a", "mention"])
_TAGS = (
    (late(r"^(?:head|h[1-6]$|title$)", re.I), "h2"),
    (late(r"(?:item|^li)$", re.I), "li"),
    (late(r"list|^[uo]l$", re.I), "ul"),
    (late(r"quote", re.I), "blockquote"),
    (late(r"^(?:table[-_]?)?(?:cell|td|th)$|^table[-_]?header$", re.I), "td"),
    (late(r"^(?:table[-_]?)?(?:row|tr)$", re.I), "tr"),
    (late(r"^table$", re.I), "table"),
)
"""Tags by kind of node, the first that fits: ``header-two``, ``bulletList``, ``listItem``."""


def html_of(value: object) -> str:
    """Return the HTML of a tree of blocks, empty where ``value`` is none.

    ``{"blocks": [{"type": "header", "data": {"text": "抵达"}}]}`` is ``<h2>抵达</h2>``.
    """
    nodes = _held(value) if isinstance(value, Mapping) else value
    if not isinstance(nodes, list) or not nodes or not all(map(_is_node, nodes)):
        return ""
    if all("insert" in node for node in nodes):
        return _joined(_tagged("p", line) for line in "".join(map(_own, nodes)).split("\n"))
    return _joined(_block(node, 0, "p") for node in nodes)


def _is_node(value: object) -> bool:
    return isinstance(value, Mapping) and ("insert" in value or bool(_kind(value)))


def _kind(node: Node) -> str:
    return next((kind for name in _KINDS if isinstance(kind := node.get(name), str)), "")


def _held(node: Node) -> list[object]:
    """Return the nodes that a node holds, be it by another one: ``{"root": {"children": […]}}``."""
    for _ in range(DEEPEST):
        held = next((node[n] for n in _HOLDERS if isinstance(node.get(n), list | Mapping)), ())
        if not isinstance(held, Mapping):
            return list(cast("list[object]", held))
        node = held
    return []


def _own(node: Node) -> str:
    """Return the text that a node says itself, as HTML."""
    said = next((text for name in _TEXTS if isinstance(text := node.get(name), str)), "")
    return said if _MARKED_UP.search(said) else escape(said, quote=False)


def _block(value: object, depth: int, usual: str) -> str:
    """Return the HTML of a node, or of the text that stands for one: ``"items": ["…", "…"]``."""
    if isinstance(value, str):
        return _tagged(usual, value)
    if depth > DEEPEST or not isinstance(value, Mapping):
        return ""
    node = {**value, **data} if isinstance(data := value.get("data"), Mapping) else value
    if isinstance(caption := node.get("caption"), str) and (src := _source(node)):
        return f'<figure><img src="{escape(src)}"><figcaption>{caption}</figcaption></figure>'
    kind = _kind(node)
    tag = next((tag for pattern, tag in _TAGS if pattern.search(kind)), usual)
    return _tagged(tag, _own(node) or _within(_held(node), depth + 1, tag))


def _source(node: Node) -> str:
    """Return the address of a picture: its own, or that of the file within."""
    file = node.get("file")
    places = (node, file) if isinstance(file, Mapping) else (node,)
    return next((str(p[n]) for p in places for n in ("url", "src") if p.get(n)), "")


def _within(nodes: list[object], depth: int, tag: str) -> str:
    """Return what stands in a block: runs of one text side by side, blocks below each other."""
    if all(isinstance(node, Mapping) and _kind(node) in _INLINE for node in nodes):
        return "".join(_run(node, depth) for node in nodes)
    return _joined(_block(node, depth, "li" if tag == "ul" else "p") for node in nodes)


def _run(node: object, depth: int) -> str:
    if depth > DEEPEST or not isinstance(node, Mapping):
        return ""
    return _own(node) or "".join(_run(inner, depth + 1) for inner in _held(node))


def _joined(blocks: Iterable[str]) -> str:
    return "\n".join(block for block in blocks if block)


def _tagged(tag: str, inner: str) -> str:
    return f"<{tag}>{inner}</{tag}>" if inner.strip() else ""
