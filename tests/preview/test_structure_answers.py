"""What an editor says of titles, captions, paragraphs and stories, kept in seeds.toml."""

import shutil
import tomllib

import pytest

from aidstories.model import Role
from aidstories.preview.desk import ReviewDesk
from aidstories.stories.checks.review_items import Topic
from aidstories.stories.store.files import read_story
from tests.archive import Archive, Made, make_archive
from tests.preview.ask import items_of, make_desk, press, request, send
from tests.preview.conftest import flag

TWO = """# 丙市医疗队来到乙县

本报记者 央金

2024年5月，医疗队在那曲市色尼区义诊，为当地群众看病，受到欢迎。

义诊现场人很多

丁县办起藏医学堂

“学员有二十名，他们要学三年。”校长说。

今年秋天开课，由老藏医任教。
"""


@pytest.fixture(scope="module")
def two_made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    archive = make_archive(tmp_path_factory.mktemp("two") / "archive")
    archive.add("two.txt", TWO)
    (archive.seeds / "seeds.toml").write_text(
        (archive.seeds / "seeds.toml").read_text("utf-8") + 'publisher = "西藏日报"\n# 完\n',
        "utf-8",
    )
    archive.run("import")
    flag(archive, "two", TWO, "学员")
    return Made(archive)


@pytest.fixture
def two(two_made: Made) -> Archive:
    return two_made.as_new()


@pytest.fixture
def desk(two: Archive) -> ReviewDesk:
    return make_desk(two)


def say(desk: ReviewDesk, begins: str, what: str, **more: str) -> tuple[int, str]:
    """Say something of the passage that begins so; return the status and what the page says."""
    id_ = next(p.stem for p in Archive(desk.paths.root).stories() if "丙市" in p.read_text("utf-8"))
    page = request(desk, query=f"story={id_}")[2]
    form = page.select_one(".one form.structure")
    label = next(lb for lb in form.select("label") if begins in lb.get_text())
    value = label.select_one("input")["value"]
    status, _, shown = press(desk, page, form, what=what, passage=value, **more)
    return status, shown.select_one("#done, #problems").get_text()


def texts(archive: Archive) -> dict[str, list[tuple[Role, str]]]:
    stories = [read_story(path) for path in archive.stories()]
    return {
        s.article.first(Role.TITLE) or "": [(p.role, p.text) for p in s.article.passages]
        for s in stories
    }


SAID = {
    "another line is the title": (
        ("丁县办起", "role", {"role": "title"}),
        {"line": "丁县办起藏医学堂", "role": "title"},
    ),
    "a line is a caption": (
        ("义诊现场", "role", {"role": "caption"}),
        {"line": "义诊现场人很多", "role": "caption"},
    ),
    "a story begins": (("丁县办起", "story", {}), {"split": "丁县办起藏医学堂", "into": "story"}),
    "a paragraph begins, with words that stand elsewhere too": (
        ("学员有二十名", "paragraph", {"words": "年"}),
        {"split": "年", "into": "paragraph", "near": "丁县办起藏医学堂"},
    ),
    "a paragraph goes on": (
        ("学员有二十名", "join", {}),
        {"join": ["“学员有二十名，", "今年秋天开课，由"]},
    ),
}


@pytest.mark.parametrize("said, kept", SAID.values(), ids=SAID)
def test_it_is_kept_and_outlives_docs(
    two: Archive,
    desk: ReviewDesk,
    said: tuple[str, str, dict[str, str]],
    kept: dict[str, object],
) -> None:
    before, catalogue = two.files(), two.paths.catalogue.read_text("utf-8")
    begins, what, more = said
    status, told = say(desk, begins, what, **more)
    assert status == 303, told
    (entry,) = tomllib.loads(two.paths.catalogue.read_text("utf-8"))["seed"]
    (decision,) = entry["decision"]
    assert decision == kept
    assert two.paths.catalogue.read_text("utf-8").startswith(catalogue.removesuffix("# 完\n"))
    assert two.run("verify").exit_code == 0
    answered = {p: b for p, b in two.files().items() if p != two.paths.answers}
    result = two.run("import")
    assert result.exit_code == 0 and two.files() == answered
    stories = texts(two)
    for folder in ("stories", "ledgers"):
        shutil.rmtree(two.docs / folder)
    assert two.run("import").exit_code == 0 and texts(two) == stories
    assert two.run("verify").exit_code == 0 and two.run("check").exit_code == 0
    for path in set(two.files()) - set(before):
        assert path.suffix == ".md"


def test_what_becomes_of_the_stories(two: Archive, desk: ReviewDesk) -> None:
    assert say(desk, "丁县办起", "story")[0] == 303
    assert set(texts(two)) == {"丙市医疗队来到乙县", "丁县办起藏医学堂"}


@pytest.mark.parametrize("said, _", SAID.values(), ids=SAID)
def test_it_is_taken_back_to_the_byte(
    two: Archive, desk: ReviewDesk, said: tuple[str, str, dict[str, str]], _: object
) -> None:
    before = two.files()
    begins, what, more = said
    assert say(desk, begins, what, **more)[0] == 303
    row = request(desk, query="settled=1")[2].select_one(".settled li")
    status, _, page = press(desk, None, row.select_one("form.undo"))
    assert status == 303 and "一字不差" in page.select_one("#done").get_text()
    assert two.files() == before


def test_what_an_editor_wrote_is_merged_and_stays(two: Archive, desk: ReviewDesk) -> None:
    (path,) = two.stories()
    path.write_text(path.read_text("utf-8").replace("看病，", "看病、送药，"), "utf-8")
    assert say(desk, "丁县办起", "story")[0] == 303
    assert "看病、送药，" in path.read_text("utf-8") and len(two.stories()) == 2
    path.write_text(path.read_text("utf-8").replace("受到欢迎", "深受欢迎"), "utf-8")
    row = request(desk, query="settled=1")[2].select_one(".settled li")
    status, _, page = press(desk, None, row.select_one("form.undo"))
    assert status == 303 and "后来的改动都留着" in page.select_one("#done").get_text()
    text = path.read_text("utf-8")
    assert "看病、送药，" in text and "深受欢迎" in text and "校长说" in text
    assert two.stories() == [path] and two.run("verify").exit_code == 0
    assert "decision" not in two.paths.catalogue.read_text("utf-8")


MISFITS = {
    "no such words": ("paragraph", {"words": "没有的字"}, "不是恰好一处"),
    "words in two places": ("paragraph", {"words": "学"}, "不是恰好一处"),
    "nothing behind it": ("join", {"passage": "0.6"}, "没有可接的一段"),
    "no such role": ("role", {"role": "verse1"}, "verse1"),
    "no such passage": ("join", {"passage": "9.9"}, "变了"),
    "no passage": ("join", {"passage": ""}, "没有选"),
    "a digit that is no number": ("join", {"passage": "0.²"}, "没有选"),
    "a number without end": ("join", {"passage": f"0.{'9' * 5_000}"}, "没有选"),
    "no capture": ("join", {"capture": "../two.txt"}, "没有选"),
}


@pytest.mark.parametrize("what, more, says", MISFITS.values(), ids=MISFITS)
def test_what_cannot_be_said(
    two: Archive, desk: ReviewDesk, what: str, more: dict[str, str], says: str
) -> None:
    before = two.files()
    given = {"passage": "0.5", "capture": "two.txt", "id": "x", "role": "title", "words": ""}
    status, _, page = send(desk, **given | more | {"what": what})
    assert status == 422 and says in page.select_one("#problems").get_text()
    assert two.files() == before


def test_a_decision_that_breaks_another_is_refused(two: Archive, desk: ReviewDesk) -> None:
    """A field decided without naming the story of a capture that shall have two."""
    with two.paths.catalogue.open("a", encoding="utf-8") as file:
        file.write('\n[[seed.decision]]\nfield = "source"\nvalue = "西藏日报"\n')
    assert two.run("import").exit_code == 0
    before = two.files()
    status, says = say(desk, "丁县办起", "story")
    assert status == 422 and "对不上一篇报道" in says and two.files() == before


def test_a_break_that_goes_on_is_decided(two: Archive, desk: ReviewDesk) -> None:
    record = two.docs / "ledgers/two.json"
    text = record.read_text("utf-8").replace('"confusion"', '"break"')
    record.write_text(text, "utf-8")
    raw = TWO.index("丁县办起")
    record.write_text(
        text.replace(f'"start": {TWO.index("学员")}', f'"start": {raw}').replace(
            f'"end": {TWO.index("学员") + 2}', f'"end": {raw + 8}'
        ),
        "utf-8",
    )
    (item,) = items_of(desk, Topic.FLAG)
    assert send(desk, key=item.key, verdict="accepted")[0] == 303
    assert "丁县办起藏医学堂“学员有二十名" in two.stories()[0].read_text("utf-8")
    assert "join = [" in two.paths.catalogue.read_text("utf-8")


@pytest.mark.parametrize(
    "decision",
    ['line = "义诊现场人很多"\nrole = "caption"', 'split = "今年秋天"\ninto = "paragraph"'],
)
def test_a_lost_catalogue_loses_none_in_silence(two: Archive, decision: str) -> None:
    with two.paths.catalogue.open("a", encoding="utf-8") as file:
        file.write(f"\n[[seed.decision]]\n{decision}\n")
    assert two.run("import").exit_code == 0
    two.paths.catalogue.unlink()
    result = two.run("import")
    assert result.exit_code == 1 and "seeds.toml 里没有这份原稿了" in result.stderr


FORMS = {
    "no such role": ('line = "图为医疗"\nrole = "captoin"', "caption"),
    "no role": ('line = "图为医疗"', "line, role"),
    "no such kind": ('split = "今年秋天"\ninto = "storyline"', "story"),
    "three to join": ('join = ["a", "b", "c"]', "join"),
    "nothing to split": ('split = ""', "split"),
    "no such line": ('line = "义诊现场人多"\nrole = "caption"', "最接近的是“义诊现场人很多"),
}


@pytest.mark.parametrize("decision, says", FORMS.values(), ids=FORMS)
def test_a_decision_written_wrongly(two: Archive, decision: str, says: str) -> None:
    with two.paths.catalogue.open("a", encoding="utf-8") as file:
        file.write(f"\n[[seed.decision]]\n{decision}\n")
    line = two.paths.catalogue.read_text("utf-8").count("\n") - decision.count("\n") - 1
    result = two.run("import")
    assert result.exit_code == 1 and says in result.stderr and f":{line}: " in result.stderr


def test_what_was_decided_elsewhere_is_listed_with_its_line(two: Archive, desk: ReviewDesk) -> None:
    assert say(desk, "丁县办起", "story")[0] == 303
    rows = request(desk, query="settled=1")[2].select(".settled li")
    assert [bool(row.select("form")) for row in rows] == [True]
    shutil.rmtree(two.paths.answers)  # as in the clone of another editor
    (row,) = request(desk, query="settled=1")[2].select(".settled li")
    assert "从这里另起一篇" in row.get_text() and "seeds.toml 第 " in row.get_text()
    assert not row.select("form")
