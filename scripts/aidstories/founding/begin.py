"""A new archive in an empty folder."""

from __future__ import annotations

from pathlib import Path

from aidstories.errors import BadInput, Problem, nearest, nearest_told
from aidstories.founding.answers import LANGUAGES, SUBJECTS, Answers
from aidstories.founding.kept import Founded, keeping, record_path
from aidstories.founding.starter import SCHEMA_FILE, installed_version, starter
from aidstories.founding.templates import read_templates
from aidstories.paths import ArchivePaths
from aidstories.stories.checks.schema import schema_text
from aidstories.stories.store.files import Write, write_atomically, write_many
from aidstories.tables import Tables, read_tables

_PASSED_OVER = frozenset({".git", ".DS_Store"})
"""What a folder may hold and still be empty: it was cloned, or looked at."""
_MOST_LISTED = 10


def begin(root: Path, answers: Answers) -> tuple[str, ...]:
    """Write a new archive into ``root``; return the paths of its files.

    Raises `BadInput` with all that is wrong in the answers, or where the folder holds something.
    """
    check_empty(root)
    release = installed_version()
    files = starter(read_templates(), answers, release)
    writes = [Write(path=root / path, data=data, before=None) for path, data in files.items()]
    write_many([*writes, *keeping(root, files, Founded(answers=answers, version=release))])
    tables = read_tables(ArchivePaths(root).data)
    write_atomically(root / SCHEMA_FILE, schema_text(tables.fields))
    return (*files, SCHEMA_FILE)


def check_answers(answers: Answers, tables: Tables) -> None:
    """Raise `BadInput` with all that is wrong in what an editor said of a new archive."""
    faults = []
    if not answers.name.strip() or "\n" in answers.name:
        faults.append(_fault("--name", "名称不能空，只写一行", "a name, on one line"))
    if answers.subject not in SUBJECTS:
        near = nearest(answers.subject, SUBJECTS) or "、".join(SUBJECTS)
        zh = f"没有“{answers.subject}”；可用：{'、'.join(SUBJECTS)}；最接近的是“{near}”"
        en = f"no '{answers.subject}'; allowed: {', '.join(SUBJECTS)}; nearest: '{near}'"
        faults.append(_fault("--subject", zh, en))
    places = tables.authority("places")
    if answers.region and answers.region not in places:
        like, like_en = nearest_told(nearest(answers.region, places))
        zh = f"没有“{answers.region}”，要写全路径{like}"
        faults.append(_fault("--region", zh, f"no '{answers.region}'{like_en}"))
    if answers.languages not in LANGUAGES:
        allowed = " / ".join(",".join(languages) for languages in LANGUAGES)
        said = ",".join(answers.languages)
        zh = f"没有“{said}”，语言写 {allowed}；报道是中文的，界面可以另有藏文"
        faults.append(_fault("--languages", zh, f"no '{said}'; languages are {allowed}"))
    if faults:
        raise BadInput(faults)


def check_empty(root: Path) -> None:
    """Raise `BadInput` where the folder holds anything, which is listed."""
    if record_path(root).exists():
        zh, en = "这里已经是一个档案；更新用 aidstories upgrade", "an archive: aidstories upgrade"
        raise BadInput([Problem(file=str(root), zh=zh, en=en)])
    if root.exists() and not root.is_dir():
        raise BadInput([Problem(file=str(root), zh="这是一个文件，不是文件夹", en="no folder")])
    found = sorted(p.name for p in root.iterdir()) if root.is_dir() else []
    there = [name for name in found if name not in _PASSED_OVER]
    if there:
        listed = "、".join(there[:_MOST_LISTED]) + (" ……" if len(there) > _MOST_LISTED else "")
        zh = f"文件夹不是空的，什么也没有写；里面有：{listed}"
        en = f"the folder is not empty, nothing was written; it holds: {listed}"
        raise BadInput([Problem(file=str(root), zh=zh, en=en)])


def _fault(field: str, zh: str, en: str) -> Problem:
    return Problem(file="aidstories init", field=field, zh=zh, en=en)
