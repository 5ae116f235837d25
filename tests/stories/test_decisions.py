"""An editor's decisions in seeds.toml are carried out and said to be the editor's."""

import shutil

import pytest
from click.testing import Result

from aidstories.errors import BadInput
from aidstories.model import Kind, Role, YearBasis
from aidstories.stories.store.catalogue import Rights, read_catalogue
from aidstories.stories.store.files import read_story
from aidstories.stories.store.record import read_record
from tests.archive import PAPER, Archive

SECTIONS = (
    PAPER
    + """
## 第一部分在这里

第一部分的正文写了一些事情，写得完整。

## 第二部分在这里

第二部分的正文写了另一些事情，写得完整。
"""
)


def _decide(archive: Archive, text: str = PAPER, **decision: str) -> Result:
    lines = "".join(f"{key} = {value}\n" for key, value in decision.items())
    archive.add(text=text, decisions=f"[[seed.decision]]\n{lines}")
    return archive.run("import")


def test_a_year(archive: Archive) -> None:
    text = PAPER.replace("2024年5月", "5月")
    assert _decide(archive, text, field='"year"', value="2019").exit_code == 0
    (path,) = archive.stories()
    known = read_story(path).description
    assert path.parent.name == "2019"
    assert (known.year, known.year_basis) == (2019, YearBasis.STATED)
    given = [(e.field, e.value) for e in known.evidence if e.by == "editor"]
    assert given == [("year", "2019"), ("year_basis", "stated")]
    assert archive.run("check").exit_code == 0


def test_lists_and_people(archive: Archive) -> None:
    value = '[{name = "次旺白玛", role = "医生"}]'
    assert _decide(archive, field='"people"', value=value).exit_code == 0
    (path,) = archive.stories()
    (person,) = read_story(path).description.people
    assert (person.name, person.role) == ("次旺白玛", "医生")


def test_a_correction(archive: Archive) -> None:
    assert _decide(archive, old='"群众看病"', new='"乡亲看病"').exit_code == 0
    record = read_record(archive.paths.record("a.txt"))
    (edit,) = [e for e in record.ledger.edits if e.by == "editor"]
    assert (edit.kind, edit.reason) == (Kind.CORR, "decision")
    assert "乡亲看病" in archive.stories()[0].read_text(encoding="utf-8")
    assert archive.run("verify").exit_code == 0


def test_an_order(archive: Archive) -> None:
    order = '["第二部分在这里", "第一部分在这里"]'
    assert _decide(archive, SECTIONS, order=order).exit_code == 0
    body = archive.stories()[0].read_text(encoding="utf-8")
    assert (
        body.index("第二部分的正文") < body.index("第一部分在这里") < body.index("第一部分的正文")
    )
    record = read_record(archive.paths.record("a.txt"))
    moved = [e for e in record.ledger.edits if e.by == "editor"]
    assert len(moved) == 4 and {e.kind for e in moved} == {Kind.MOVE}
    assert archive.run("verify").exit_code == 0


def test_the_order_that_is_there_already_moves_nothing(archive: Archive) -> None:
    order = '["第一部分在这里", "第二部分在这里"]'
    assert _decide(archive, SECTIONS, order=order).exit_code == 0
    record = read_record(archive.paths.record("a.txt"))
    assert not [e for e in record.ledger.edits if e.by == "editor"]


MISFITS = {
    "no such story": (
        {"story": '"乙市医疗队支援那曲"', "field": '"year"', "value": "2019"},
        "甲市医疗队",
    ),
    "no such field": ({"field": '"yaer"', "value": "2019"}, "year"),
    "a year is no number": ({"field": '"year"', "value": '"去年"'}, "去年"),
    "no such text": ({"old": '"没有的话"', "new": '"x"'}, "没有的话"),
    "a text that stands twice": ({"old": '"医疗队"', "new": '"x"'}, "near"),
    "an unseen character": ({"old": '"乙市医疗队"', "new": '"乙\\u202e市"'}, "U+202E"),
    "no such beginning": ({"order": '["没有这段"]'}, "没有这段"),
    "half a decision": ({"field": '"year"'}, "value"),
    "an unknown key": ({"field": '"year"', "value": "2019", "becuase": '"x"'}, "becuase"),
    "not TOML": ({"field": "year"}, "TOML"),
}


@pytest.mark.parametrize("decision, says", MISFITS.values(), ids=MISFITS)
def test_what_does_not_fit(archive: Archive, decision: dict[str, str], says: str) -> None:
    result = _decide(archive, **decision)
    assert result.exit_code == 1 and says in result.stderr and "seeds.toml" in result.stderr
    assert not archive.stories()


@pytest.mark.parametrize(
    "entry, says",
    [
        ('[[seed]]\nfile = "b.txt"\n', "sha256"),
        ('[[seed]]\nfile = "a.txt"\nsha256 = "x"\n', "a.txt"),
        ('[[seed]]\nfile = "../b.txt"\nsha256 = "x"\n', "../b.txt"),
        ('[[seed]]\nfile = "b.txt"\nsha256 = "x"\npublsher = "y"\n', "publisher"),
        ('[[seed]]\nfile = "b.txt"\nsha256 = "x"\nrights = "pubic"\n', "是不是“public”"),
        ('[[seed]]\nfile = "b.txt"\nsha256 = "x"\nrights = "公开"\n', "public、restricted"),
        ('[[seed]]\nfile = "b.txt"\nsha256 = "x"\nrights = true\n', "只供编者核对"),
        ('[[seed]]\nfile = "seeds.toml"\nsha256 = "x"\n', "不是文件名"),
        ('[[seed]]\nfile = "b\\u0000.txt"\nsha256 = "x"\n', "不是文件名"),
        (f'[[seed]]\nfile = "{"b" * 201}"\nsha256 = "x"\n', "不是文件名"),
        ('[[seed]]\nfile = ""\nsha256 = "x"\n', "不是文件名"),
        ('[[seed]]\nfile = "b.txt"\nsha256 = "x"\ndecision = 1\n', "[[seed.decision]]"),
        ('[[seed]]\nfile = "b.txt"\nsha256 = "x"\ndecision = [1]\n', "[[seed.decision]]"),
        ("[[seed.decision]]\norder = 1\n", "order"),
        ('[[seed.decision]]\nold = ""\nnew = "x"\n', "old"),
        ('\n[[sead]]\nfile = "b.txt"\n', "seeds.toml:6: seed: 不认识的键“sead”，是不是“seed”"),
        ('[[seed]]\nfile = "b.txt"\nsha256 = "x"\n[sead.decision]\nold = "x"\n', "“sead”"),
        ("x = " + "1" * 5000, "TOML"),
        ("x = " + "[" * 20_000, "TOML"),
    ],
)
def test_bad_catalogues(archive: Archive, entry: str, says: str) -> None:
    archive.add(decisions=entry)
    result = archive.run("import")
    assert result.exit_code == 1 and says in result.stderr


@pytest.mark.parametrize(
    ("said", "rights"),
    [
        ("", Rights.RESTRICTED),
        ('rights = "restricted"\n', Rights.RESTRICTED),
        ('rights = "public"\n', Rights.PUBLIC),
    ],
)
def test_rights_are_granted_by_word_alone(archive: Archive, said: str, rights: Rights) -> None:
    archive.add(decisions=said)
    assert read_catalogue(archive.paths.catalogue)["a.txt"].rights is rights


@pytest.mark.parametrize("mapping", [{}, {"title": "BT"}, {"title": "BT", "body": "zw"}])
def test_columns_are_named_by_the_catalogue(archive: Archive, mapping: dict[str, str]) -> None:
    written = ", ".join(f'{field} = "{column}"' for field, column in mapping.items())
    archive.add(decisions=f"mapping = {{ {written} }}\n")
    assert read_catalogue(archive.paths.catalogue)["a.txt"].mapping == mapping


@pytest.mark.parametrize("mapping", ['"BT"', '{ heading = "BT" }', "{ title = 1 }", '["BT"]'])
def test_what_names_no_columns_is_told(archive: Archive, mapping: str) -> None:
    archive.add(decisions=f"mapping = {mapping}\n")
    with pytest.raises(BadInput) as told:
        read_catalogue(archive.paths.catalogue)
    (problem,) = told.value.problems
    assert problem.field == "seed.mapping" and "title = " in problem.zh


def test_a_story_can_be_named_by_its_id(archive: Archive) -> None:
    archive.add()
    archive.run("import")
    (path,) = archive.stories()
    with (archive.seeds / "seeds.toml").open("a", encoding="utf-8") as file:
        file.write(
            f'[[seed.decision]]\nstory = "{path.stem}"\nfield = "source"\nvalue = "西藏日报"\n'
        )
    assert archive.run("import").exit_code == 0
    assert read_story(path).description.source == "西藏日报"


def _add_decisions(archive: Archive, *decisions: str) -> None:
    with (archive.seeds / "seeds.toml").open("a", encoding="utf-8") as file:
        file.writelines(f"[[seed.decision]]\n{decision}\n" for decision in decisions)


@pytest.mark.parametrize("name", ["{title}", "{id}", "{begins}"])
def test_decisions_outlive_the_loss_of_docs(archive: Archive, name: str) -> None:
    archive.add()
    archive.run("import")
    (path,) = archive.stories()
    story = read_story(path)
    begins = next(p.text for p in story.article.passages if p.role is Role.PARAGRAPH)[:12]
    named = name.format(title=story.article.first(Role.TITLE), id=story.id, begins=begins)
    _add_decisions(archive, f'story = "{named}"\nfield = "source"\nvalue = "西藏日报"')
    assert archive.run("import").exit_code == 0
    for folder in ("stories", "ledgers"):
        shutil.rmtree(archive.docs / folder)
    assert archive.run("import").exit_code == 0
    assert read_story(path).description.source == "西藏日报"


def test_an_order_can_name_its_story_by_id(archive: Archive) -> None:
    archive.add(text=SECTIONS)
    archive.run("import")
    (path,) = archive.stories()
    order = 'order = ["第二部分在这里", "第一部分在这里"]'
    _add_decisions(archive, f'story = "{path.stem}"\n{order}')
    assert archive.run("import").exit_code == 0
    text = path.read_text("utf-8")
    assert text.index("第二部分在这里") < text.index("第一部分在这里")


def test_a_beginning_of_too_few_characters_names_nothing(archive: Archive) -> None:
    archive.add()
    _add_decisions(archive, 'story = "医"\nfield = "source"\nvalue = "西藏日报"')
    result = archive.run("import")
    assert result.exit_code == 1 and "对不上" in result.stderr


@pytest.mark.parametrize("lose", ["the catalogue", "the entry"])
@pytest.mark.parametrize(
    "decision",
    ['field = "source"\nvalue = "西藏日报"', 'old = "群众看病"\nnew = "乡亲看病"'],
)
def test_a_lost_catalogue_loses_no_decision_in_silence(
    archive: Archive, lose: str, decision: str
) -> None:
    archive.add()
    _add_decisions(archive, decision)
    assert archive.run("import").exit_code == 0
    before = archive.files()
    catalogue = archive.paths.catalogue
    kept = catalogue.read_bytes()
    if lose == "the catalogue":
        catalogue.unlink()
    else:
        catalogue.write_text("", "utf-8")
    result = archive.run("import")
    assert result.exit_code == 1 and "seeds.toml 里没有这份原稿了" in result.stderr
    catalogue.write_bytes(kept)
    assert archive.files() == before
    assert archive.run("import").exit_code == 0


def test_a_lost_catalogue_without_decisions_is_made_again(archive: Archive) -> None:
    archive.add()
    archive.run("import")
    archive.paths.catalogue.unlink()
    assert archive.run("import").exit_code == 0
    assert "a.txt" in read_catalogue(archive.paths.catalogue)


CONTRADICTIONS = {
    "two values": (
        'field = "source"\nvalue = "西藏日报"',
        'field = "source"\nvalue = "那曲日报"',
    ),
    "two readings": (
        'old = "群众看病"\nnew = "乡亲看病"',
        'old = "群众看病"\nnew = "病人看病"',
    ),
}


@pytest.mark.parametrize("decisions", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_decisions_that_contradict(archive: Archive, decisions: tuple[str, str]) -> None:
    archive.add()
    _add_decisions(archive, *decisions)
    result = archive.run("import")
    assert result.exit_code == 1 and "与第 5 行的决定矛盾" in result.stderr
    assert "seeds.toml:8: " in result.stderr and not archive.stories()


def test_the_same_decision_twice_is_one(archive: Archive) -> None:
    archive.add()
    _add_decisions(archive, *[CONTRADICTIONS["two values"][0]] * 2)
    assert archive.run("import").exit_code == 0


def test_every_misfit_is_told_with_its_line_and_capture(archive: Archive) -> None:
    archive.add()
    _add_decisions(
        archive, 'field = "yaer"\nvalue = 1', 'story = "没有这篇"\nfield = "via"\nvalue = "x"'
    )
    archive.add("b.txt", PAPER.replace("医疗队", "医疗组"))
    _add_decisions(archive, 'old = "没有的话"\nnew = "x"')
    told = archive.run("import").stderr
    assert [line for line in (5, 8, 16) if f"seeds.toml:{line}: " not in told] == []
    assert "a.txt" in told


@pytest.mark.parametrize("catalogue", ["seed = 1\n", "seed = [1]\n", "[seed]\na = 1\n"])
def test_what_is_no_list_of_captures_is_no_catalogue(archive: Archive, catalogue: str) -> None:
    archive.add()
    archive.paths.catalogue.write_text(catalogue, "utf-8")
    result = archive.run("check")
    assert result.exit_code == 1 and "[[seed]]" in result.stderr


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("people", "1979-05-27", "people: 应为"),
        ("regions", '[[["x"]]]', "regions.0: 应为文字"),
        ("regions", '["色尼区"]', "西藏自治区/那曲市/色尼区"),
        ("year", "99999", "99999"),
        ("published", '"去年"', "去年"),
        ("aid", "[1]", "aid.0: 应为"),
        ("regoins", '"x"', "regions"),
    ],
)
def test_check_holds_a_decided_value_to_its_field(
    archive: Archive, field: str, value: str, said: str
) -> None:
    archive.add(decisions=f'[[seed.decision]]\nfield = "{field}"\nvalue = {value}\n')
    done = archive.run("check")
    assert done.exit_code == 1
    assert said in done.output
    assert "seeds.toml:5" in done.output


def test_check_finds_nothing_wrong_with_a_right_decision(archive: Archive) -> None:
    value = '["西藏自治区/那曲市/色尼区"]'
    archive.add(decisions=f'[[seed.decision]]\nfield = "regions"\nvalue = {value}\n')
    archive.run("import")
    assert archive.run("check").exit_code == 0


def test_check_names_decisions_that_contradict(archive: Archive) -> None:
    decision = '[[seed.decision]]\nfield = "year"\nvalue = {}\n'
    archive.add(decisions=decision.format(2019) + decision.format(2020))
    archive.add("b.txt", PAPER.replace("甲", "乙"), decisions=decision.format(2021))
    done = archive.run("check")
    assert done.exit_code == 1 and "1 个问题" in done.output
    assert "seeds.toml:8" in done.output and "与第 5 行的决定矛盾" in done.output


def test_check_lets_one_value_be_decided_twice(archive: Archive) -> None:
    decision = '[[seed.decision]]\nfield = "year"\nvalue = 2019\n'
    archive.add(decisions=2 * decision)
    archive.run("import")
    assert archive.run("check").exit_code == 0
