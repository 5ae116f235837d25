"""Articles as text, Markdown and HTML."""

from __future__ import annotations

from tests.restore.reading.made.mail import page
from tests.restore.reading.stories import Story


def plain(s: Story) -> str:
    """Return an article as an editor types it."""
    items = [f"{n}. {item}" for n, item in enumerate(s.items, 1)]
    return "\n\n".join(
        [s.title, s.byline, s.source, *s.paragraphs[:2], s.heading, *items, *s.paragraphs[2:]]
    )


def markdown(s: Story) -> str:
    """Return an article as Markdown."""
    rows = ["| " + " | ".join(row) + " |" for row in s.rows]
    rows.insert(1, "|" + " --- |" * len(s.rows[0]))
    items = [f"{n}. {item}" for n, item in enumerate(s.items, 1)]
    return "\n\n".join(
        [
            *(f"# {s.title}", s.byline, s.source, *s.paragraphs[:2], f"## {s.heading}"),
            *("\n".join(items), "\n".join(rows), f"![{s.caption}](a.jpg)", s.paragraphs[2]),
        ]
    )


def html(s: Story) -> str:
    """Return an article as a page of a site, with what stands around it."""
    furniture = "<nav><a href='/'>首页</a> <a href='/xw'>新闻</a></nav>"
    return (
        page(s)
        .replace("<body>", f"<body>{furniture}")
        .replace("</body>", "<footer>甲市日报社</footer></body>")
    )


def body(s: Story) -> str:
    """Return the text of an article as HTML, as systems keep it: its head is in other fields."""
    whole = page(s)
    first = whole.index("<p>", whole.index(s.source))
    return whole[first : whole.index("</body>")]


def running(s: Story) -> str:
    """Return the text of an article, a line for each passage, without its head."""
    items = [f"{n}. {item}" for n, item in enumerate(s.items, 1)]
    return "\n".join([*s.paragraphs[:2], *items, *s.paragraphs[2:]])
