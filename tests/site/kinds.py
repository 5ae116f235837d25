"""One page of every kind, found by the addresses that a build wrote."""

from pathlib import Path

SOURCES = "about/tibetan"
"""Tables of one shape, 900 rows: with them, axe took 108 s for all kinds of pages, not 44."""


def kinds(folder: Path, *, sources: bool = False) -> dict[str, str]:
    """Return the address of a page for each kind: ``bo stories *`` → ``bo/stories/x/``.

    The largest page of a kind stands for all; `SOURCES` is a kind of its own, if asked for.
    """
    found = {}
    pages = sorted(folder.rglob("index.html"), key=lambda path: path.stat().st_size)
    for path in pages:
        url = path.parent.relative_to(folder).as_posix().removeprefix(".")
        parts = url.split("/")
        language = parts.pop(0) if parts[0] == "bo" else "zh"
        head = parts[0] if parts and parts[0] else "home"
        rest = "*" if parts[1:] else ""
        if "/".join(parts).startswith(SOURCES):
            if not sources:
                continue
            rest = "tibetan"
        found[f"{language} {head} {rest}".strip()] = f"{url}/" if url else ""
    return dict(sorted(found.items()))
