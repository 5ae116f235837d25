"""The configuration of a site as MkDocs reads it; what it does not take is told as problems.

MkDocs says its own in English, by the name of a setting alone. Here it is told before anything is
made, in the editor's language, at the line of the file that says it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterator
from os import sep
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from aidstories.errors import BadInput, Problem, nearest, nearest_told, relative
from aidstories.paths import ArchivePaths
from aidstories.stories.checks.settings import configurations
from aidstories.stories.format.yaml_faults import Look

log = logging.getLogger("mkdocs.plugins.aidstories")


def configured(paths: ArchivePaths, **given: Any) -> MkDocsConfig:
    """Return the archive's configuration, with what is ``given`` and not None in place of its own.

    Raises `BadInput` with all settings that MkDocs does not take; where warnings are to be errors,
    with what it only warns of too. Else it is logged.
    """
    config = MkDocsConfig(config_file_path=str(paths.config))
    try:
        with paths.config.open("rb") as file:
            config.load_file(file)
    except ConfigurationError as error:
        raise BadInput([_unread(paths, error)]) from error
    config.load_dict({name: value for name, value in given.items() if value is not None})
    errors, warnings = config.validate()
    problems = [_problem(paths, name, str(said)) for name, said in (*errors, *warnings)]
    if errors or (config.strict and problems):
        raise BadInput(problems)
    for problem in problems:
        log.warning("%s", relative(problem.message(), paths.root))
    return config


def _unread(paths: ArchivePaths, error: ConfigurationError) -> Problem:
    at = re.search(r"line (\d+)", str(error))
    said = " ".join(str(error).split())
    zh, en = f"网站的配置读不了：{said}", f"cannot be read: {said}"
    return Problem(file=str(paths.config), line=int(at[1]) if at else None, zh=zh, en=en)


def _problem(paths: ArchivePaths, name: str, said: str) -> Problem:
    """Return as a problem what MkDocs ``said`` of the setting ``name``."""
    inner, rest = [], " ".join(said.split())
    while found := _WITHIN.match(rest):
        inner += [part for part in found.groups() if part]
        rest = rest[found.end() :]
    file, line = _place(paths, name, ["".join(each) for each in _QUOTED.findall(said)])
    known = () if inner else MkDocsConfig().keys()
    zh, en = _told(rest.replace(f"{paths.root}{sep}", ""), known)
    return Problem(file=str(file), line=line, field=".".join([name, *inner]), zh=zh, en=en)


_WITHIN = re.compile(r"(?:Plugin '([^']+)'(?: option '([^']+)')?|Sub-option '([^']+)'): ")
"""What MkDocs says before the words on a setting within another one."""
_QUOTED = re.compile(r"'([^'\n]+)'|\"([^\"\n]+)\"")


def _place(paths: ArchivePaths, name: str, quoted: list[str]) -> tuple[Path, int | None]:
    """Return the file that has the setting ``name``, and the line of the last text ``quoted``.

    That may be a path, of which the setting has the end. Where none of them stands in the setting,
    the line is its own. Of a setting that stands twice YAML takes the last.
    """
    for file, root in configurations(paths):
        for key, value in reversed(root.value if isinstance(root, yaml.MappingNode) else ()):
            if isinstance(key, yaml.ScalarNode) and key.value == name:
                lines = dict(_lines(value))
                ends = (text for word in reversed(quoted) for text in _ends(word))
                at = next((lines[text] for text in ends if text in lines), None)
                return file, (key.start_mark.line if at is None else at) + 1
    return paths.config, None


def _ends(word: str) -> Iterator[str]:
    """Yield ``word`` and the ends of the path that it may be."""
    parts = Path(word).parts
    yield from (str(Path(*parts[number:])) for number in range(len(parts)))


def _lines(node: yaml.Node) -> Iterator[tuple[str, int]]:
    """Yield each text below ``node`` with its line, which counts from 0."""
    todo, seen = [node], set[int]()
    while todo:
        one = todo.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, yaml.ScalarNode):
            yield str(one.value), one.start_mark.line
        elif isinstance(one, yaml.SequenceNode):
            todo += one.value
        elif isinstance(one, yaml.MappingNode):
            todo += (part for pair in one.value for part in pair)


_LOOKS = (  # of what MkDocs says
    Look(
        re.compile(r"Required configuration not provided\."),
        "缺这一项，一定要有",
        "is missing: it has to be there",
    ),
    Look(
        re.compile(r"Expected type: <class 'bool'> but received: .*"),
        "要写 true 或 false",
        "has to be true or false",
    ),
    Look(
        re.compile(r"Expected type: <class 'int'> but received: .*"),
        "要写一个整数",
        "has to be a whole number",
    ),
    Look(
        re.compile(r"(?:Expected type: <class 'str'> but received:|Expected a string, got) .*"),
        "要写一段文字，不能是列表或下面再分项；数字和 true 之类用引号括起",
        "has to be one text: no list, and a number in quotes",
    ),
    Look(
        re.compile(r"(?:Expected type: <class 'list'> but received: .*|Expected a list of .*)"),
        "要写成列表，一行一项，每项前面加“- ”",
        "has to be a list: a line for each entry, behind '- '",
    ),
    Look(
        re.compile(r".*\bExpected (?:type: <class 'dict'>|a dict|a key-value mapping) .*"),
        "下面要分项写，一行一个“名称: 值”",
        "has to have names with values below it",
    ),
    Look(
        re.compile(r"Expected one of:? (.{0,400}?)(?:,| but) (?:got|received:?) (.*)"),
        "不能是 {1}；可以是 {0}",
        "cannot be {1}: one of {0}",
    ),
    Look(
        re.compile(r"The path '(.*)' isn't an existing .*"),
        "没有“{0}”这个文件或文件夹；放进去，或者改这里",
        "there is no '{0}': put it there, or change this",
    ),
    Look(
        re.compile(r"The path set in custom_dir \('(.*)'\) does not exist\."),
        "没有“{0}”这个文件夹；放进去，不用它就删去 custom_dir",
        "there is no folder '{0}': put it there, or drop custom_dir",
    ),
    Look(
        re.compile(r"Unrecognised theme name: '([^']*)'\. The available .{0,40}? are: (.*)"),
        "没有装“{0}”这个主题；装了的有 {1}",
        "no theme '{0}' is installed; these are: {1}",
    ),
    Look(
        re.compile(r'The "(.*)" plugin is not installed'),
        "没有装“{0}”这个插件；名称写错了就改，不用就删去",
        "no plugin '{0}' is installed: mend its name, or drop it",
    ),
    Look(
        re.compile(r"Failed to load extension '(.*?)'\..*"),
        "没有“{0}”这个 Markdown 扩展；名称写错了就改，不用就删去",
        "there is no extension '{0}': mend its name, or drop it",
    ),
    Look(
        re.compile(r"(?:The URL isn't valid.*|Unable to parse the URL\.)"),
        "不是网址；要以 https:// 或 http:// 开头",
        "is no address: it begins with https:// or http://",
    ),
    Look(
        re.compile(r"(?:Must be a string of format 'IP:PORT'|'(?:.*)' is not a valid port)"),
        "要写成 地址:端口，例如 127.0.0.1:8000",
        "has to be ADDRESS:PORT, as in 127.0.0.1:8000",
    ),
    Look(
        re.compile(r"The '(docs_dir|site_dir)' should not be within the '(docs_dir|site_dir)'.*"),
        "{0} 不能在 {1} 里面，生成网站时会互相覆盖；各用一个文件夹",
        "{0} cannot lie within {1}, they would overwrite each other: give each its folder",
    ),
    Look(
        re.compile(r"The '(.*)' should not be the parent directory of the config file.*"),
        "不能是放着 mkdocs.yml 的文件夹；用它里面的一个，如 docs、site",
        "cannot be the folder of mkdocs.yml: name one in it, as docs or site",
    ),
)
_UNKNOWN = re.compile(r"Unrecognised configuration name: (.*)")


def _told(said: str, known: Collection[str]) -> tuple[str, str]:
    """Return what is told, in Chinese and English, in place of what MkDocs ``said``.

    ``known`` are the settings that one which is unknown may be meant for.
    """
    if unknown := _UNKNOWN.fullmatch(said):
        like, like_en = nearest_told(nearest(unknown[1], known))
        return f"没有“{unknown[1]}”这项设置，不起作用{like}", f"no such setting{like_en}"
    for look in _LOOKS:
        if found := look.pattern.fullmatch(said):
            return look.zh.format(*found.groups()), look.en.format(*found.groups())
    return f"MkDocs 不收这个值：{said}", f"MkDocs does not take it: {said}"
