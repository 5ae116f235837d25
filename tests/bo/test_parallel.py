"""Translations: read, checked, started, and set beside their originals."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidstories.errors import BadInput
from aidstories.model import Role
from aidstories.paths import ArchivePaths
from aidstories.stories.checks.translations import check_translations
from aidstories.stories.editing.translate import start_translation
from aidstories.stories.store.alignment import align, find, quotations
from aidstories.stories.store.files import write_story
from aidstories.stories.store.translations import read_translations
from tests.archive import make_archive
from tests.bo.sample import ORIGINAL, TRANSLATION

ONE, TWO, THREE = "一日早上下雨。", "他们每天看病，也教护士。", "他们说，明年再来。"


@pytest.fixture
def paths(tmp_path: Path) -> ArchivePaths:
    paths = ArchivePaths(tmp_path)
    write_story(paths, ORIGINAL)
    file(paths).write_text(TRANSLATION, encoding="utf-8")
    return paths


def file(paths: ArchivePaths) -> Path:
    return paths.stories / "2021" / f"{ORIGINAL.id}.bo.md"


def test_a_translation_is_read_without_its_markers(paths: ArchivePaths) -> None:
    found = read_translations(paths, [ORIGINAL])[ORIGINAL.id]
    assert found.article.first(Role.TITLE) == "སྨན་པ་ནག་ཆུར་འབྱོར་བ།"
    assert found.origins == (0, 1, 2, 3)
    assert "原文" not in "".join(p.text for p in found.article.passages)


def test_a_translation_is_regularised(paths: ArchivePaths) -> None:
    typed = TRANSLATION.replace("ནད་པ་", "ནད\u0f0cཔ་")
    file(paths).write_text(typed, encoding="utf-8")
    text = "".join(
        p.text for p in read_translations(paths, [ORIGINAL])[ORIGINAL.id].article.passages
    )
    assert "ནད་པ་" in text
    assert "\u0f0c" not in text


def test_a_line_that_ends_with_a_tsheg_is_closed_up(paths: ArchivePaths) -> None:
    file(paths).write_text(TRANSLATION.replace("ནད་པ་བལྟས་པ་", "ནད་པ་\nབལྟས་པ་"), encoding="utf-8")
    found = read_translations(paths, [ORIGINAL])[ORIGINAL.id]
    assert "ནད་པ་བལྟས་པ་" in found.article.texts(Role.PARAGRAPH)[1]


@pytest.mark.parametrize(
    ("originals", "quoted", "found"),
    [
        ([ONE, TWO, THREE], ["一日早上", "他们每天", "他们说"], (0, 1, 2)),
        ([ONE, TWO, THREE], [None, None, None], (0, 1, 2)),
        ([TWO, ONE, THREE], ["一日早上", "他们每天", "他们说"], (1, 0, 2)),  # moved
        (["新来的一段。", ONE, TWO], ["一日早上", "他们每天"], (1, 2)),  # put before
        ([ONE, "他们天天看病，也教护士。"], ["一日早上", "他们每天看病"], (0, 1)),  # edited
        ([ONE, TWO], ["一日早上", None, "他们每天"], (0, 0, 1)),  # one original, two paragraphs
        ([ONE, TWO, THREE], ["一日早上", None, "他们说"], (0, 1, 2)),
        ([ONE, ONE, TWO], ["一日早上", "一日早上", "他们每天"], (0, 1, 2)),  # the same twice
        ([ONE, TWO], ["毫不相干的开头", "他们每天"], (None, 1)),
        ([TWO, THREE], ["一日早上"], (None,)),  # its original was taken out
        ([], ["一日早上"], (None,)),
    ],
)
def test_alignment(
    originals: list[str], quoted: list[str | None], found: tuple[int | None, ...]
) -> None:
    assert align(originals, quoted) == found


@pytest.mark.parametrize("quotation", ["毫不相干的开头", "一日晚上刮大风了"])
def test_a_quotation_of_nothing_is_not_found(quotation: str) -> None:
    assert find([ONE, TWO, THREE], quotation) is None


PARAGRAPHS = st.lists(
    st.text("甲乙丙丁戊己庚辛壬癸子丑寅卯", min_size=12, max_size=20),
    min_size=1,
    max_size=6,
    unique=True,
)


@given(PARAGRAPHS, st.randoms(), st.text("申酉戌亥", min_size=4, max_size=12))
def test_markers_survive_moves_and_additions(
    originals: list[str], random: Random, added: str
) -> None:
    quoted = list(quotations(originals))
    edited = [text + added for text in originals]
    random.shuffle(edited)
    edited.insert(random.randint(0, len(edited)), added)
    found = align(edited, quoted)
    assert [n is not None and edited[n] for n in found] == [text + added for text in originals]


def test_a_started_translation_has_a_marker_for_each_paragraph(tmp_path: Path) -> None:
    write_story(ArchivePaths(tmp_path), ORIGINAL)
    paths = ArchivePaths(tmp_path)
    path = start_translation(paths, ORIGINAL.id)
    source = path.read_text("utf-8")
    assert source.count("[原文 ") == 4
    filled = source.replace("title: ''", "title: བོད།").replace("]\n", "]\n\nབོད་ཡིག\n")
    path.write_text(filled, encoding="utf-8")
    assert read_translations(paths, [ORIGINAL])[ORIGINAL.id].origins == (
        0,
        1,
        2,
        3,
    )
    ((_, problems),) = check_translations(paths, [ORIGINAL.id])
    assert [(p.advice, "全部译出了" in p.zh, p.line) for p in problems] == [(True, True, 4)]
    for id_, says in ((ORIGINAL.id, "已经有了"), ("no-such-story", "没有编号")):
        with pytest.raises(BadInput) as error:
            start_translation(ArchivePaths(tmp_path), id_)
        assert says in error.value.problems[0].zh


def test_a_marker_that_quotes_nothing_is_a_problem(paths: ArchivePaths) -> None:
    file(paths).write_text(TRANSLATION.replace("他们说，明年", "春眠不觉晓处"), encoding="utf-8")
    ((_, problems),) = check_translations(paths, [ORIGINAL.id])
    assert ["春眠不觉晓处" in problem.zh for problem in problems] == [True]


def test_the_sample_passes_the_check(paths: ArchivePaths) -> None:
    assert [problems for _, problems in check_translations(paths, [ORIGINAL.id])] == [()]


def test_all_bad_translations_are_told_at_once(paths: ArchivePaths) -> None:
    file(paths).write_text("---\ntitle: བོད།\n---\n\n[图3]\n", encoding="utf-8")
    with pytest.raises(BadInput) as error:
        read_translations(paths, [ORIGINAL])
    assert len(error.value.problems) == 2


def test_the_command_starts_a_translation_and_says_where(tmp_path: Path) -> None:
    archive = make_archive(tmp_path)
    write_story(archive.paths, ORIGINAL)
    made = archive.run("translate", ORIGINAL.id)
    assert made.exit_code == 0
    assert (archive.root / made.stdout.strip()).name == f"{ORIGINAL.id}.bo.md"
    again = archive.run("translate", ORIGINAL.id)
    assert again.exit_code == 1
    assert "已经有了" in again.stderr
    assert archive.run("translate", ORIGINAL.id, "--language", "zh").exit_code == 2
