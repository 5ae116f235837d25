"""Readers report a mistake: a prepared mail or issue, without any service of this site.

``extra.report`` of mkdocs.yml names the address: ``mailto:…``, or the page that opens a new issue.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from aidstories.errors import BadInput, Problem
from aidstories.site.interface.terms import Translator
from aidstories.site.story.view import View

_SCHEMES = ("mailto", "https", "http")


def report_pattern(target: str | None) -> str:
    """Return ``target`` with ``{title}`` and ``{body}`` in its query; empty where there is none.

    A target that has ``{body}`` stands as it is (GitLab: ``…?issue[title]={title}&…``); others get
    the names of a mail (RFC 6068), or those of GitHub, Gitea and Forgejo. Raises `BadInput` where
    it is no address of mail or web.
    """
    if not target:
        return ""
    scheme = urlsplit(target).scheme
    if scheme not in _SCHEMES:
        zh = f"应为 mailto:… 或 https://… ，现为“{target}”"
        en = f"expected mailto:… or https://…, found '{target}'"
        raise BadInput([Problem(file="mkdocs.yml", field="extra.report", zh=zh, en=en)])
    if "{body}" in target:
        return target
    plain, mark, fragment = target.partition("#")
    joint, title = "&" if "?" in plain else "?", "subject" if scheme == "mailto" else "title"
    return f"{plain}{joint}{title}={{title}}&body={{body}}{mark}{fragment}"


def report_address(pattern: str, translator: Translator, view: View, url: str) -> str:
    """Return the address that opens a report of a whole story, prepared; empty without a pattern.

    ``url`` is the story's address as readers know it.
    """
    named = {"title": view.title, "id": view.story.id}
    lines = [
        translator.plain("report.story", **named),
        translator.plain("report.url", url=url),
        translator.plain("report.wrong"),
    ]
    break_ = "\r\n" if pattern.startswith("mailto:") else "\n"
    texts = {"{title}": translator.plain("report.title", **named), "{body}": break_.join(lines)}
    for name, text in texts.items():
        pattern = pattern.replace(name, quote(text, safe=""))
    return pattern
