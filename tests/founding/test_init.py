"""``aidstories init``: a new archive that passes, in an empty folder and nowhere else."""

import csv
import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from aidstories.cli import main
from aidstories.founding.answers import OTHER, SUBJECTS, Answers
from aidstories.founding.begin import check_empty
from aidstories.founding.starter import starter
from aidstories.founding.templates import read_templates
from tests.archive import HOME, Archive
from tests.founding.conftest import ANSWERS

GIVEN = ("--name", "雪线故事档案", "--subject", "援疆")


def init(folder: Path, *given: str, lang: str = "zh_CN.UTF-8", text: str = "") -> Result:
    runner = CliRunner(env={"LC_ALL": lang})
    return runner.invoke(main, ["init", str(folder), *given], input=text)


def made(subject: str = "援疆", region: str | None = None) -> dict[str, bytes]:
    where = SUBJECTS[subject] if region is None else region
    answers = Answers(name='雪线"档案"\\', subject=subject, region=where, languages=("zh",))
    return starter(read_templates(), answers, "1.2.3")


def programmes(files: dict[str, bytes]) -> list[dict[str, str]]:
    return list(csv.DictReader(files["docs/data/programmes.csv"].decode().splitlines()))


@pytest.mark.parametrize("command", ["import", "check", "verify"])
def test_a_new_archive_passes(own: Archive, command: str) -> None:
    before = own.files()
    assert own.run(command).exit_code == 0
    assert own.files() == before


def test_what_an_archive_needs_is_there(own: Archive) -> None:
    names = {p.relative_to(own.root).as_posix() for p in own.root.rglob("*") if p.is_file()}
    assert names >= {
        *("mkdocs.yml", "Makefile", "README.md", "requirements.txt", "seeds/seeds.toml"),
        *(".gitattributes", ".gitignore", ".github/workflows/check.yml"),
        *(".github/workflows/publish.yml", "docs/index.md", "docs/guide/editing.md"),
        *("docs/data/story.schema.json", "overrides/base.html", "docs/search.md"),
    }
    assert not any("decisions" in name or "ledgers" in name for name in names)
    held = (own.root / "docs/data/story.schema.json").read_bytes()
    assert held == (HOME / "docs/data/story.schema.json").read_bytes()


def test_its_name_stands_where_ours_does() -> None:
    files = made()
    config = re.sub(r"!!?\S+", "", files["mkdocs.yml"].decode())
    values = yaml.safe_load(config)
    assert values["site_name"] == '雪线"档案"\\' and "医疗援疆" in values["site_description"]
    assert json.loads(files["overrides/manifest.webmanifest"])["name"] == '雪线"档案"\\'
    assert '# 雪线"档案"\\' in files["docs/index.md"].decode()
    own = ("README.md", "docs/index.md", "mkdocs.yml", "overrides/manifest.webmanifest")
    assert not any("援藏" in files[path].decode() for path in own)
    assert "aidstories==1.2.3" in files["requirements.txt"].decode()


@pytest.mark.parametrize("name", ["援疆: 故事 #1", "- [档案]", "'一' \"二\"", "yes", "$name"])
def test_any_name_is_one(name: str) -> None:
    files = starter(read_templates(), Answers(name=name, subject=OTHER, region=""), "1")
    head = files["docs/index.md"].decode().split("---\n")[1]
    assert yaml.safe_load(head)["title"] == name
    line = re.findall(r"^site_name: .*$", files["mkdocs.yml"].decode(), re.M)
    assert yaml.safe_load(line[0]) == {"site_name": name}


def test_the_catalogue_is_empty() -> None:
    catalogue = made()["seeds/seeds.toml"].decode()
    assert catalogue.startswith("#") and not re.search(r"^[^#\n]", catalogue, re.M)


@pytest.mark.parametrize(
    ("subject", "region", "there", "missing"),
    [
        ("援藏", None, "组团式援藏", "组团式援疆"),
        ("援疆", None, "组团式援疆", "组团式援藏"),
        ("援青", None, "苏青协作", "津甘协作"),
        (OTHER, "山西省", "京长对口合作", "组团式援藏"),
        (OTHER, "", "对口支援", "京长对口合作"),
    ],
)
def test_programmes_are_the_general_ones_and_the_subjects(
    subject: str, region: str | None, there: str, missing: str
) -> None:
    rows = programmes(made(subject, region))
    names = {row["zh"] for row in rows}
    assert {there, "对口支援", "医联体"} <= names and missing not in names
    assert {b for row in rows for b in row["broader"].split("|") if b} <= names


def test_nothing_links_to_pages_that_are_not_there() -> None:
    files = made()
    pages = {path: data.decode() for path, data in files.items() if path.endswith(".md")}
    assert not [path for path, text in pages.items() if re.search(r"\]\([^)]*decisions/", text)]
    assert "decisions" not in files["mkdocs.yml"].decode()
    assert "报道何时收录、何时更正" in pages["docs/guide/hosting.md"]


def test_the_templates_are_the_archives_own_files() -> None:
    templates = read_templates()
    assert {path: (HOME / path).read_bytes() for path in templates} == templates
    kept = {p for p in templates if p.startswith("overrides/")}
    mine = {p.relative_to(HOME).as_posix() for p in (HOME / "overrides").rglob("*.*")}
    assert kept == {path for path in mine if (HOME / path).is_file()}


def test_workflows_use_the_actions_of_ours() -> None:
    files = made()
    ours = "".join(p.read_text("utf-8") for p in (HOME / ".github/workflows").glob("*.yml"))
    for name in ("check", "publish"):
        text = files[f".github/workflows/{name}.yml"].decode()
        assert {line for line in re.findall(r"uses: .*", text) if line not in ours} == set()
        targets = set(re.findall(r"make ([a-z]+)", text))
        assert targets <= set(re.findall(r"^([a-z]+):", files["Makefile"].decode(), re.M))
        assert yaml.safe_load(text)["jobs"]


def test_the_makefile_runs(own: Archive) -> None:
    said = subprocess.run(["make", "help"], cwd=own.root, capture_output=True, text=True)
    assert said.returncode == 0 and "make site" in said.stdout and "make upgrade" in said.stdout
    dry = subprocess.run(["make", "-n", "site"], cwd=own.root, capture_output=True, text=True)
    assert ".venv/bin/aidstories build --quiet" in dry.stdout


@pytest.mark.parametrize("names", [["a.txt"], ["文稿"], [".env"]])
def test_a_folder_that_holds_something_is_refused(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / name).write_text("要紧的", "utf-8")
    done = init(tmp_path, *GIVEN)
    assert done.exit_code == 1 and f"里面有：{names[0]}" in done.output
    assert sorted(p.name for p in tmp_path.iterdir()) == names


def test_a_folder_with_very_much_lists_the_beginning(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number:02}").touch()
    said = init(tmp_path, *GIVEN).output
    assert "00、01、" in said and "09 ……" in said and "10" not in said.split("里面有")[1]


def test_an_empty_clone_is_empty(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    check_empty(tmp_path)
    check_empty(tmp_path / "missing")


def test_an_archive_is_not_begun_twice(own: Archive) -> None:
    before = own.files()
    done = init(own.root, *GIVEN)
    assert done.exit_code == 1 and "aidstories upgrade" in done.output
    assert own.files() == before


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "own").write_text("x", "utf-8")
    assert "不是文件夹" in init(tmp_path / "own", *GIVEN).output


def test_faults_of_the_answers_are_told_at_once(tmp_path: Path) -> None:
    given = ("--name", " ", "--subject", "援臧藏", "--languages", "zh,en", "--region", "西藏")
    done = init(tmp_path / "own", *given)
    assert done.exit_code == 1 and not (tmp_path / "own").exists()
    for said in (
        "--name: 名称不能空",
        "--subject: 没有“援臧藏”；可用：援藏、援疆、援青、其他；最接近的是“援藏”",
        "--region: 没有“西藏”，要写全路径；最接近的是“西藏自治区”",
        "语言写 zh / zh,bo",
    ):
        assert said in done.output, done.output


def test_without_a_terminal_what_is_missing_is_an_error_of_usage(tmp_path: Path) -> None:
    done = init(tmp_path / "own", "--name", "x")
    assert done.exit_code == 2 and "缺少 --subject" in done.output


def test_the_folder_is_named_as_a_shell_takes_it(tmp_path: Path) -> None:
    for name, told in (("档案", f"{tmp_path}/档案"), ("我的 档案", f"'{tmp_path}/我的 档案'")):
        done = init(tmp_path / name, "--name", "x", "--subject", "援藏", "--languages", "zh")
        assert f"cd {told}\n" in done.output


def test_at_a_terminal_it_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aidstories.cli.founding.at_terminal", lambda: True)
    done = init(tmp_path / "own", text="雪线故事档案\n其他\n青海省\nzh\n")
    assert done.exit_code == 0, done.output
    assert "make site" in done.output
    assert "档案的名称" in done.output and "受援地区的全路径" in done.output
    config = (tmp_path / "own" / "mkdocs.yml").read_text("utf-8")
    assert "对口支援青海省" in config and "languages: [zh]" in config


def test_both_languages_are_what_the_program_builds_unasked() -> None:
    both = Answers(name="x", subject="援藏", region="西藏自治区")
    files = starter(read_templates(), both, "1")
    assert b"languages" not in files["mkdocs.yml"].split(b"plugins:")[1]
    assert b"languages: [zh]" in starter(read_templates(), ANSWERS, "1")["mkdocs.yml"]
