"""New stories are asked for at a terminal; usage errors speak the editor's language."""

import io
from concurrent.futures import ThreadPoolExecutor
from gettext import GNUTranslations

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from aidstories.cli import main
from aidstories.cli.asking import ask, completer, questions
from tests.archive import HOME, TABLES

DATA = HOME / "docs" / "data"
LOCALE = HOME / "scripts/aidstories/cli/locale/zh/LC_MESSAGES"
DELETE_ALL = "\x15"
QUESTIONS = {question.name: question for question in questions(TABLES)}


def answered(name: str, typed: str) -> list[str]:
    """Answer in a thread of its own: a browser test may have left its loop running in this one."""

    def answer() -> list[str]:
        with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
            keys.send_text(typed)
            return ask(QUESTIONS[name])

    with ThreadPoolExecutor(1) as alone:
        return alone.submit(answer).result()


def test_nothing_need_be_answered() -> None:
    assert [answered(name, "\r") for name in QUESTIONS] == [[]] * len(QUESTIONS)


def test_a_value_typed_in_full() -> None:
    assert answered("region", "西藏自治区/那曲市\r\r") == ["西藏自治区/那曲市"]
    assert answered("source", "本院宣传科\r") == ["本院宣传科"]  # not listed, and right


def test_what_is_not_listed_is_asked_again() -> None:
    typed = f"聂荣县\r{DELETE_ALL}西藏自治区/那曲市/聂荣县\r\r"
    assert answered("region", typed) == ["西藏自治区/那曲市/聂荣县"]
    assert answered("year", f"去年\r{DELETE_ALL}2024\r") == ["2024"]
    assert answered("published", f"5月\r{DELETE_ALL}2024-05\r") == ["2024-05"]


def test_the_fault_names_the_nearest() -> None:
    assert "西藏自治区/那曲市/聂荣县" in (QUESTIONS["region"].fault("聂荣县") or "")


def test_values_are_offered_for_a_few_characters() -> None:
    offering = completer(QUESTIONS["region"])
    found = offering.get_completions(Document("那曲聂荣"), CompleteEvent())
    assert "西藏自治区/那曲市/聂荣县" in [completion.text for completion in found]


def test_a_shell_completes_the_authorities() -> None:
    given = {"_AIDSTORIES_COMPLETE": "bash_complete", "COMP_CWORD": "3"}
    given |= {"COMP_WORDS": "aidstories new --program 对口"}
    done = CliRunner().invoke(main, prog_name="aidstories", env=given)
    assert "plain,对口援藏" in done.stdout


USAGE = {
    ("rstore",): "没有 'rstore' 这个命令",
    ("restore",): "缺少参数 'FILE'",
    ("restore", "--jsn", "x"): "没有 '--jsn' 这个选项。 是不是 '--json'",
    ("import", "--workers", "0"): "0 不在范围 1<=x<=1024 之内",
    ("import", "--workers", "两个"): "'两个' 不是合规的 integer",
    ("verify", "x"): "多出的参数：x",
    ("translate", "x", "--language", "fr"): "'fr' 不在可选的值之中：'bo', 'en'",
    ("import", "--name"): "选项 '--name' 要带值",
}


@pytest.mark.parametrize("arguments", USAGE, ids=" ".join)
def test_usage_errors(arguments: tuple[str, ...]) -> None:
    done = CliRunner(env={"LC_ALL": "zh_CN.UTF-8"}).invoke(main, arguments)
    assert done.exit_code == 2
    assert USAGE[arguments] in done.stderr
    assert "错误：" in done.stderr and "Error" not in done.stderr


@pytest.mark.parametrize("language", [None, "zh_CN", "zh_CN.UTF-8", "C", "C.UTF-8", "POSIX"])
def test_usage_errors_are_chinese_by_default(language: str | None) -> None:
    env = {"LC_ALL": None, "LANG": language}
    assert "没有写命令" in CliRunner(env=env).invoke(main, ["--root", "."]).stderr


@pytest.mark.parametrize("language", ["en_US.UTF-8", "cs_CZ"])
def test_usage_errors_in_english(language: str) -> None:
    done = CliRunner(env={"LC_ALL": language}).invoke(main, ["rstore"])
    assert done.exit_code == 2 and "No such command 'rstore'" in done.stderr


def test_the_compiled_messages_are_those_of_the_source() -> None:
    compiled = GNUTranslations(io.BytesIO((LOCALE / "click.mo").read_bytes()))
    messages = [m for m in read_po(io.BytesIO((LOCALE / "click.po").read_bytes())) if m.id]
    for m in messages:
        if isinstance(m.id, str):
            assert compiled.gettext(m.id) == m.string
        else:
            one, many = m.id
            assert m.string and compiled.ngettext(one, many, 2) == m.string[0]
