"""What check says of ``mkdocs.yml``, and of what a merge of git left in pages."""

from __future__ import annotations

from importlib import import_module
from inspect import isfunction
from itertools import pairwise
from pathlib import Path

import pytest

from aidstories.site.incremental.outcome import Outcome
from aidstories.stories.checks.settings import _FUNCTIONS as FUNCTIONS
from tests.archive import HOME, Archive, make_archive

PLAIN = "site_name: 档案\nnav:\n  - 首页: index.md\n  - 地区: regions/index.md\n"
MERGED = "<<<<<<< HEAD\n{0}\n=======\n{1}\n>>>>>>> other\n"
BOMB = "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in pairwise("abcdefg"))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = make_archive(tmp_path / "here")
    (archive.docs / "about").mkdir(exist_ok=True)
    (archive.docs / "about/me.md").write_text("# 关于\n", "utf-8")
    (archive.docs / "index.md").write_text("# 首页\n", "utf-8")
    return archive


@pytest.mark.parametrize(
    "text, line, said",
    [
        (PLAIN + MERGED.format("a: 1", "a: 2"), 5, "git 合并"),
        (PLAIN + "extra: [\n", None, "YAML"),
        ("\tsite_name: 档案\n", 1, "YAML"),
        ("", 1, "site_name"),
        ("- 一\n", 1, "site_name"),
        (PLAIN + "a: &a [x,x,x,x,x,x,x,x,x]\n" + BOMB, None, "展开"),
        (PLAIN + "  - 关于: about/mi.md\n", 5, "about/mi.md”这一页；最接近的是“about/me.md”"),
        (PLAIN + "  - 关于:\n      - 我: about/Me.md\n", 6, "about/Me.md"),
        (PLAIN + "  - 说明: ../README.md\n", 5, "../README.md"),
        (PLAIN + "  - 时光: times/index.md\n", 5, "times/index.md"),
        (PLAIN + "  - 名册: about/none.pdf\n", 5, "about/none.pdf"),
        (PLAIN + "  - 名册: none.pdf\n", 5, "none.pdf"),
        (PLAIN + "  - 关于: about/\n", 5, "about/"),
        (PLAIN + "  - 关于: about/mi/\n", 5, "about/mi/”这一页；最接近的是“about/me.md”"),
        (PLAIN + "  - 关于: about/me.md#who\n", 5, "about/me.md#who"),
        (PLAIN + "  - 原稿: ../seeds/seeds.toml\n", 5, "../seeds/seeds.toml"),
        (PLAIN + "  - 按: javascript:alert(1)\n", 5, "javascript:alert(1)"),
        (PLAIN + "extra:\n  a: !!python/object/apply:os.system [x]\n", 6, "os.system”会在读"),
        (PLAIN + "extra:\n  a: !!python/name:os.system\n", 6, "python/name:os.system"),
        (PLAIN + "extra:\n  - {a: !!python/object/new:a.b {}}\n", 6, "python/object/new:a.b"),
        (PLAIN + "? !!python/module:antigravity\n: 1\n", 5, "python/module:antigravity"),
        (PLAIN + "extra_css:\n  - ../../a.txt\n", 6, "extra_css: “../../a.txt”在 docs 之外"),
        (PLAIN + "extra_css: [/etc/hosts]\n", 5, "“/etc/hosts”在 docs 之外"),
        (PLAIN + "extra_css: [https://a.example/../c.css]\n", 5, "c.css”在别的网站"),
        (PLAIN + "extra_javascript:\n  - path: //a.example/b.js\n", 6, "b.js”在别的网站"),
        (PLAIN + 'extra_css: ["a\\\\..\\\\..\\\\b"]\n', 5, "在 docs 之外"),
        (PLAIN + "extra_javascript:\n  - path: a/../../b.js\n", 6, "“a/../../b.js”在 docs"),
        (PLAIN + "a: &a {extra_css: [!ENV [N, ../b]]}\n<<: *a\n", 5, "“../b”在 docs 之外"),
        (PLAIN + "? !ENV [N, extra_css]\n: [../b]\n", 6, "“../b”在 docs 之外"),
        (PLAIN + "  - 五: 5\n", 5, "“5”"),
        (PLAIN + "  - 甲: index.md\n    乙: about/me.md\n", 5, "一项一个标题"),
        (PLAIN + "  - 空:\n", 5, "不能空着"),
        (PLAIN + "  - [index.md]\n", 5, "一项一个标题"),
        (PLAIN + "  - 关于:\n      - 空:\n", 6, "不能空着"),
        ("site_name: 档案\nnav: {首页: index.md}\n", 2, "nav 的每一项"),
        ("site_name: 档案\nnav: 首页\n", 2, "nav 的每一项"),
        (
            "plugins: [tags]\n" + PLAIN + "plugins:\n  - aidstories\n",
            6,
            "plugins: “plugins”在第 1 行",
        ),
        (PLAIN + "extra:\n  a: {b: 1,\n    b: 2}\n", 7, "“b”在第 6 行写过了"),
        (PLAIN + "docs_dir: pages\n", 5, "docs_dir: 报道和资料表在 docs 里"),
        (PLAIN + "use_directory_urls: false\n", 5, "use_directory_urls: 网址要以文件夹结尾"),
    ],
)
def test_what_no_site_can_be_built_of_is_told(
    archive: Archive, text: str, line: int | None, said: str
) -> None:
    archive.paths.config.write_text(text, "utf-8")
    done = archive.run("check")
    where = f"mkdocs.yml:{line}: " if line else "mkdocs.yml:"
    assert done.exit_code == 1 and where in done.stderr and said in done.stderr


def test_what_changes_in_the_configuration_is_told_before_a_build(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = Outcome(changed=(), gone=(), files=0, whole=True)
    monkeypatch.setattr("aidstories.cli.preview._built", lambda *_: done)
    archive.paths.config.write_text(PLAIN, "utf-8")
    assert archive.run("build").exit_code == 0
    archive.paths.config.write_text(PLAIN + "  - 关于: about/mi.md\n", "utf-8")
    told = archive.run("build")
    assert told.exit_code == 1 and "mkdocs.yml:5: nav: 没有“about/mi.md”" in told.stderr


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN + "  - about/me.md\n  - 外: https://a.example/b.md\n  - 西藏: regions/xizang/\n",
        PLAIN + "  - 信: mailto:a@b.example\n  - 邻: /forum/\n  - 表: data/places.csv\n",
        PLAIN + "  - 关于: about/me/#who\n  - 首页: ./\n  - 订阅: stories/feed.atom\n",
        "site_name: 档案\nnav: []\n",
        "site_name: 档案\nnav:\n",
        PLAIN + "  - 空: []\n",
        PLAIN + "  - 图: sitemap.xml\n  - 书: 档案.zip\n",
        PLAIN + "extra:\n  packed: !ENV [X, false]\n",
        PLAIN + "docs_dir: ./docs/\nextra: {a: {b: 1}, c: {b: 1}}\n",
        PLAIN + "docs_dir: !ENV [X, docs]\n",
        PLAIN + "use_directory_urls: true\n",
        PLAIN + "a: &a {b: 1}\nextra: {<<: *a, b: 2}\n",
        PLAIN + "extra:\n  emoji: !!python/name:material.extensions.emoji.twemoji\n",
        PLAIN + "extra_css: [a/b.css]\n",
        PLAIN + "extra_javascript:\n  - path: a/b.mjs?v=1\n    type: module\n",
        (HOME / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[0],
    ],
)
def test_what_the_build_takes_is_taken(archive: Archive, text: str) -> None:
    archive.paths.config.write_text(text, "utf-8")
    assert archive.run("check").exit_code == 0


def test_what_a_merge_left_in_a_page_is_told(archive: Archive) -> None:
    page = archive.docs / "about/me.md"
    page.write_text("# 关于\n\n" + MERGED.format("甲", "乙"), "utf-8")
    done = archive.run("check")
    assert done.exit_code == 1
    for line in (3, 5, 7):
        assert f"about/me.md:{line}: “" in done.stderr
    page.write_text("关于\n=======\n\n正文。\n", "utf-8")  # a heading of Markdown
    assert archive.run("check").exit_code == 0


def test_no_code_of_a_configuration_is_run(archive: Archive, tmp_path: Path) -> None:
    """Whatever is asked for: a build despite problems, of MkDocs itself; an inherited file."""
    ran, parent = tmp_path / "ran", tmp_path / "parent.yml"
    parent.write_text(f"extra: !!python/object/apply:os.mkdir ['{ran}']\n", "utf-8")
    archive.paths.config.write_text(f"INHERIT: {parent}\n{PLAIN}", "utf-8")
    for command in ("check", "build --despite-problems", "build --despite-problems -- -q", "serve"):
        done = archive.run(*command.split())
        assert (
            done.exit_code == 1 and "parent.yml:1: “!!python/object/apply:os.mkdir" in done.stderr
        )
    assert not ran.exists()


@pytest.mark.parametrize("module", sorted({m for each in FUNCTIONS.values() for m in each}))
def test_the_functions_that_a_configuration_may_name_are_there(module: str) -> None:
    named = [name for each in FUNCTIONS.values() for name in each.get(module, ())]
    there = {name for name, one in vars(import_module(module)).items() if isfunction(one)}
    assert named and {*named} <= there


def test_a_style_that_a_link_fetches_from_outside_is_told(archive: Archive) -> None:
    (archive.docs / "a.css").symlink_to("/etc/hostname")
    archive.paths.config.write_text(PLAIN + "extra_css: [a.css]\n", "utf-8")
    assert "extra_css: “a.css”在 docs 之外" in archive.run("check").stderr


@pytest.mark.parametrize("folder", ["overrides", "我的主题/网页"])
def test_a_template_that_is_none_is_told_wherever_it_stands(archive: Archive, folder: str) -> None:
    theme = archive.root / folder
    (theme / "partials/@eaDir").mkdir(parents=True)
    for name in ("partials/foot.html", "partials/@eaDir/foot.html"):
        (theme / name).write_text("<p>\n{% if page %}\n{% endfor %}\n", "utf-8")
    (theme / "main.html").write_text(
        '{% extends "base.html" %}{% trans %}甲{% endtrans %}', "utf-8"
    )
    setting = f"theme:\n  name: material\n  custom_dir: {folder}\n"
    (archive.root / "all.yml").write_text(setting, "utf-8")
    for text in (PLAIN + setting, f"INHERIT: all.yml\n{PLAIN}"):
        archive.paths.config.write_text(text, "utf-8")
        done = archive.run("check")
        assert done.exit_code == 1 and "1 个问题" in done.stdout
        assert f"{folder}/partials/foot.html:3: 这个模板用不了：" in done.stderr
    archive.paths.config.write_text(PLAIN, "utf-8")
    assert archive.run("check").exit_code == 0
