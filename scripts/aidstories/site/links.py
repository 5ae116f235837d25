"""Relative links. A page has a hundred; MkDocs' own function takes each address apart anew."""

from __future__ import annotations

from collections.abc import Callable

from mkdocs import utils
from mkdocs.utils import get_relative_url


def links_from(here: str) -> Callable[[str], str]:
    """Return what makes the relative link to an address from the page at ``here``.

    Both are relative to the site's root; the page's is empty or ends with a slash. The links are
    those of `mkdocs.utils.get_relative_url`.
    """
    names = here.split("/")[:-1]
    folders = ["/".join(names[:n]) + "/" if n else "" for n in range(len(names), -1, -1)]
    ups = [(folder, "../" * number) for number, folder in enumerate(folders)]

    def to(target: str) -> str:
        if not target or "//" in target or "/." in target or target[0] in "./":
            return get_relative_url(target, here)  # which may have to be made shorter
        for folder, up in ups:
            if target.startswith(folder):
                return up + target[len(folder) :] or "./"
        raise AssertionError  # the last folder is the root

    return to


def forget_addresses() -> None:
    """Let go of the addresses that MkDocs took apart: it keeps all, 20 MB of 10,000 stories."""
    if kept := getattr(utils, "_norm_parts", None):
        kept.cache_clear()
