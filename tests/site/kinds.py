"""One page of every kind, found by the addresses that a build wrote."""

from pathlib import Path


def kinds(folder: Path) -> dict[str, str]:
    """Return the address of a page for each kind: ``bo stories *`` → ``bo/stories/x/``.

    The largest page of a kind stands for all.
    """
    found = {}
    pages = sorted(folder.rglob("index.html"), key=lambda path: path.stat().st_size)
    for path in pages:
        url = path.parent.relative_to(folder).as_posix().removeprefix(".")
        parts = url.split("/")
        language = parts.pop(0) if parts[0] == "bo" else "zh"
        head = parts[0] if parts and parts[0] else "home"
        rest = "*" if parts[1:] else ""
        found[f"{language} {head} {rest}".strip()] = f"{url}/" if url else ""
    return dict(sorted(found.items()))
