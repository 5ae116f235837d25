"""Templates of an archive's own that no page can be made of, wherever ``mkdocs.yml`` has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from traceback import walk_tb

import yaml

from aidstories.errors import BadInput, Problem
from aidstories.left_by_systems import lies_left_by_a_system
from aidstories.paths import ArchivePaths
from aidstories.stories.checks.settings import configurations
from aidstories.stories.store.files import bytes_of, read_text


def check_templates(paths: ArchivePaths) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield each template of the theme's ``custom_dir`` that is no Jinja; 52 take .5 s."""
    folder = custom_folder(paths)
    for file in sorted(folder.rglob("*.html")) if folder else ():
        name = file.relative_to(folder).as_posix() if folder else ""
        if not lies_left_by_a_system(name) and (problem := _problem(file)):
            yield file, (problem,)


def _problem(file: Path) -> Problem | None:
    from jinja2 import Environment, TemplateSyntaxError  # .2 s, and no story needs it

    try:
        Environment(extensions=["jinja2.ext.i18n"]).parse(read_text(file))
    except BadInput as error:
        return error.problems[0]
    except TemplateSyntaxError as error:
        zh = f"这个模板用不了：{error.message}；改好它，网站才能生成"
        en = f"this template cannot be used: {error.message}. No site is built with it"
        return Problem(file=str(file), line=error.lineno, zh=zh, en=en)
    return None


def fault_of(error: BaseException, paths: ArchivePaths) -> Problem | None:
    """Return what a build gave up at, if that is a template; None if it is something else."""
    from jinja2 import TemplateError, TemplateNotFound

    file, line = _place_of(error)
    if file is None and not isinstance(error, TemplateError):
        return None
    if isinstance(error, TemplateNotFound) and (asking := _asking(paths, str(error.name))):
        file, line = asking
        zh = f"没有“{error.name}”这个模板；删去 template 这一行，或者写一个有的"
        en = f"there is no template '{error.name}': drop the line, or name one that there is"
        return Problem(file=file, field="template", line=line, zh=zh, en=en)
    zh = f"这个模板用不了：{error}；改好它，网站还是原来的"
    en = f"this template cannot be used: {error}. The site is as it was"
    return Problem(file=file or str(custom_folder(paths) or paths.config), line=line, zh=zh, en=en)


def _place_of(error: BaseException) -> tuple[str | None, int | None]:
    """Return the template that ``error`` comes from, and its line; None for none."""
    told = getattr(error, "filename", None), getattr(error, "lineno", None)
    frames = [(at.f_code.co_filename, line) for at, line in walk_tb(error.__traceback__)]
    places = (told, *frames[-1:])
    return next((each for each in places if str(each[0]).endswith(".html")), (None, None))


def _asking(paths: ArchivePaths, name: str) -> tuple[str, int] | None:
    """Return the page that asks for the template ``name`` in its front matter, and the line."""
    asks = re.compile(rf"template:\s*(['\"]?){re.escape(name)}\1\s*(?:#.*)?")
    for page in paths.pages():
        for number, line in enumerate(
            (bytes_of(page) or b"").decode("utf-8", "replace").split("\n")
        ):
            if asks.fullmatch(line):
                return str(page), number + 1
    return None


def custom_folder(paths: ArchivePaths) -> Path | None:
    """Return the theme's ``custom_dir``, which stands beside the configuration as MkDocs has it."""
    for _, root in configurations(paths):
        theme = _value(root, "theme")
        named = _value(theme, "custom_dir") if theme else None
        if isinstance(named, yaml.ScalarNode) and named.value:
            return Path(paths.config.parent, str(named.value))
    return None


def _value(node: yaml.Node, name: str) -> yaml.Node | None:
    """Return what ``node`` says of ``name``: the last, as YAML reads it."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for key, value in reversed(pairs) if key.value == name), None)
