"""What a reader gets where there is no network or no such page: what is kept, what is near."""

from __future__ import annotations

import json

from aidstories.site.archive.archive import Archive
from aidstories.site.generated_page import GeneratedPage
from aidstories.site.locale import Locale

NEAR = "stories/near.json"
"""The file by which ``404.html`` finds the story that was meant: 100 bytes a story."""


def offline_page() -> GeneratedPage:
    """Return the page that lists what a browser keeps; ``worker.js`` shows it without a network."""
    return GeneratedPage(
        url="offline/",
        title="离线阅读",
        description="存在这个浏览器里、没有网络时也能读的页面",
        template="offline",
        sought=False,
    )


def near_stories(archive: Archive, locale: Locale) -> str:
    """Return the JSON of all stories in a language: ``stories: [[id, title] …]``."""
    titles = [(view.story.id, locale.own(view).title) for view in archive.stories]
    return json.dumps({"stories": titles}, ensure_ascii=False, separators=(",", ":"))
