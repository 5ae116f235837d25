"""What the tests of the editor make: the bundle, and a small site with it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from filelock import FileLock
from jinja2 import Environment, FileSystemLoader

from aidstories.paths import ArchivePaths
from aidstories.site.editor import editor_files
from aidstories.site.policy import editor_policy
from aidstories.stories.store.files import write_story
from aidstories.tables import Tables
from tests.archive import HOME, TABLES
from tests.site.conftest import build_site, copy_docs
from tests.site.gold import gold_stories

ADMIN = HOME / "admin"
PACKAGES = ADMIN / "node_modules"
LOCK = Path(tempfile.gettempdir()) / "aidstories-admin.lock"
"""Two processes test; one of them installs."""
TRANSLATED = "བོད་ཡིག"
NAME = "援藏故事档案"
ALL_OF_A_KIND = """---
id: yizhen-yitian
kicker: 高原纪事
title: 义诊一天
subtitle: 记医疗队下乡
statement:
- 记者 央金
- dateline: 本报拉萨5月3日电
byline:
- {name: 央金, role: 记者}
source: 高原日报
published: '2024-05-03'
year: 2024
year_basis: stated
regions: [西藏自治区/那曲市/聂荣县]
editors_note: 编者按的文字。
figures:
- {caption: 义诊现场, credit: [央金 摄, 卓玛 供图]}
- {caption: 没有位置的一幅}
status: 未校对
evidence:
- {field: regions, value: 西藏自治区/那曲市/聂荣县, by: editor, quote: 到聂荣去}
---

〔原文残缺〕第一段，“引号”与 \\* 号，还有བོད་ཡིག和中文。

## 小标题

[图1]

第二段 1 &lt; 2。〔原文残缺〕

雪山\\
高\\
远

> 引文一段。

- 甲项
- 乙项

1. 一
2. 二

| 年份 | 人数 |
| --- | --- |
| 2021 | 30 |
| 2022 | 40 |

问的话？ {.问}

答的话。 {.答}

བོད་ཡིག་གི་ཚིག

某某敬上 {.落款}
"""
"""A story with a block of each kind, as an editor writes it."""
EVERY_KIND = "docs/stories/2024/yizhen-yitian.md"
"""Where it stands in the clone."""
PLAIN = """---
# 编者的注
id: pian-{number}
title: "第{number}篇"
year: 2024
year_basis: stated
regions: [西藏自治区/那曲市]
status: 未校对
---

第一段，原来的话。

第二段，也是原来的。
"""
"""A story laid out by hand: a comment, quotation marks that nothing asks for."""


def plain_path(number: int) -> str:
    """Return where the plain story ``number`` stands in the clone."""
    return f"docs/stories/2024/pian-{number}.md"


def install() -> Path:
    """Install what ``admin/package-lock.json`` names, once. Raises `FileNotFoundError`."""
    with FileLock(LOCK):
        if not (PACKAGES / "node-diff3" / "package.json").is_file():
            if not shutil.which("npm"):
                raise FileNotFoundError("npm is needed to install Sveltia CMS")
            command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
            subprocess.run(command, cwd=ADMIN, check=True, timeout=300)
    return PACKAGES


def make_bundle(folder: Path) -> Path:
    """Bundle the editor into ``folder``."""
    install()
    subprocess.run(["node", ADMIN / "build.mjs", folder], check=True, timeout=600)
    return folder


def edited_site(base: Path, bundle: Path, *, strict: bool = True) -> Path:
    """Build a site with the editor into ``base/site``; its docs lie in ``base/docs``.

    A picture of the guide may be missing where the build is not ``strict``.
    """
    copy_docs(base / "docs", list(gold_stories())[:2])
    extra = {"admin": {"bundle": str(bundle)}}
    build_site(base / "docs", base / "site", extra=extra, strict=strict)
    return base


def few_places() -> Tables:
    """Return the tables with the places of one prefecture: a form with all takes 3 s to open."""
    near = [place for place in TABLES.places if place.path.startswith("西藏自治区/那曲市")]
    return replace(TABLES, places=tuple(near))


def editor_alone(base: Path, bundle: Path) -> Path:
    """Write the editor's page and the site's style sheets into ``base/site``, no more.

    ``base/docs`` holds the stories to edit, nine plain ones among them; one has a translation.
    """
    stories = base / "docs" / "stories"
    for story in list(gold_stories())[:2]:
        write_story(ArchivePaths(base), story)
    translated = min(stories.glob("*/*.md")).with_suffix(".bo.md")
    translated.write_text(f"---\nid: a\ntitle: {TRANSLATED}\nstatus: 翻译中\n---\n\nབོད།\n", "utf-8")
    (base / EVERY_KIND).parent.mkdir(exist_ok=True)
    (base / EVERY_KIND).write_text(ALL_OF_A_KIND, "utf-8")
    for number in range(1, 10):
        (base / plain_path(number)).write_text(PLAIN.format(number=number), "utf-8")
    site = base / "site"
    shutil.copytree(HOME / "overrides" / "assets" / "stylesheets", site / "assets" / "stylesheets")
    links = (f"assets/stylesheets/{n}.css" for n in ("tokens", "frame", "pages", "story"))
    sheets = "".join(f'<link rel="stylesheet" href="{link}">' for link in links)
    (site / "index.html").write_text(f"<!doctype html>{sheets}", "utf-8")
    environment = Environment(loader=FileSystemLoader(HOME / "overrides"), autoescape=True)
    page = environment.get_template("admin.html")
    html = page.render(policy=editor_policy(), site_name=NAME, hosted=False)
    options = {"bundle": str(bundle)}
    for address, content in editor_files(few_places(), options, html, name=NAME, url=None):
        file = site / address
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            shutil.copy(content, file)
        else:
            file.write_text(content, "utf-8")
    return base
