"""A translation saved part-way: read, checked, shown with the rest in the original."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aidstories.model import Passage, Role, Story
from aidstories.paths import ArchivePaths
from aidstories.search.documents import document
from aidstories.site.archive.bilingual import filled_up
from aidstories.stories.checks.translations import check_translations
from aidstories.stories.editing.translate import start_translation
from aidstories.stories.store.alignment import align
from aidstories.stories.store.files import write_story
from aidstories.stories.store.translations import Translation, read_translations
from tests.archive import TABLES, make_archive
from tests.bo.sample import HALF_DONE, HALFWAY, ORIGINAL
from tests.site.conftest import Site

URL = f"stories/{HALFWAY.id}/"


def begun(folder: Path, text: str = HALF_DONE, original: Story = HALFWAY) -> ArchivePaths:
    paths = ArchivePaths(folder)
    write_story(paths, original)
    (paths.stories / "2022" / f"{original.id}.bo.md").write_text(text, "utf-8")
    return paths


def read(paths: ArchivePaths) -> Translation:
    return read_translations(paths, [HALFWAY])[HALFWAY.id]


def told(paths: ArchivePaths) -> list[tuple[str, int | None, bool]]:
    """Return what the check says: the message, its line, whether it is only an advice."""
    ((_, problems),) = check_translations(paths, [HALFWAY.id])
    return [(problem.zh, problem.line, problem.advice) for problem in problems]


def test_what_is_not_translated_is_known(tmp_path: Path) -> None:
    found = read(begun(tmp_path))
    assert found.origins == (0, 0, 2)
    assert (found.missing, found.total) == ((1, 4), 5)
    assert "原文" not in "".join(p.text for p in found.article.passages)


def test_a_paragraph_that_waits_is_not_taken_by_the_one_before_it() -> None:
    assert align(["甲段。", "乙段。"], ["甲段", None]) == (0, 1)
    assert align(["甲段。", "乙段。"], ["甲段", None], ["乙段"]) == (0, 0)


def test_part_of_a_translation_passes_the_check(tmp_path: Path) -> None:
    archive = make_archive(tmp_path)
    begun(tmp_path)
    done = archive.run("check")
    assert done.exit_code == 0, done.output
    assert "0 个问题" in done.stdout
    assert f"{HALFWAY.id}.bo.md:7: （提示）译出以后，原文“护士们到大连进修了半年。”" in done.stderr


def test_one_that_is_just_started_passes_and_is_not_shown(tmp_path: Path) -> None:
    paths = ArchivePaths(tmp_path)
    write_story(paths, HALFWAY)
    path = start_translation(paths, HALFWAY.id)
    assert "\nstatus: 翻译中\n" in path.read_text("utf-8")
    assert told(paths) == [] and read_translations(paths, [HALFWAY]) == {}


FINISHED = HALF_DONE.replace("status: 翻译中", "status: 未校对").replace("''", "སྨན།")
WHOLE = HALF_DONE.replace("病房]\n", "病房]\n\nསྨན།\n").replace("看病]\n", "看病]\n\nསྨན།\n")


@pytest.mark.parametrize(
    ("text", "says"),
    {
        "said to be done, and is not": (
            FINISHED,
            [("还有 2 段没有译：“护士们在病房里学习。”", 4, False)],
        ),
        "done, and not said to be": (WHOLE.replace("''", "སྨན།"), [("全部译出了", 4, True)]),
        "done but for its title": (WHOLE, []),
        "done, and said to be": (
            WHOLE.replace("''", "སྨན།").replace("翻译中", "已校对"),
            [],
        ),
        "no title, and said to be done": (
            WHOLE.replace("翻译中", "已校对"),
            [("译文缺少标题", 3, False)],
        ),
        "an unknown status": (
            HALF_DONE.replace("翻译中", "翻译"),
            [
                (
                    "没有“翻译”这个值；可用：翻译中、未校对、已校对、已核实；最接近的是“翻译中”",
                    4,
                    False,
                )
            ],
        ),
        "nothing in its language": (
            re.sub("[\u0f00-\u0fff]+", "护士", HALF_DONE),
            [("没有这种语言", 6, False)],
        ),
        "no place for some": (
            HALF_DONE.replace("[原文 病人说，看病]\n", ""),
            [("加一行：[原文 病人说，看病方便多了。 @", None, True)],
        ),
    }.values(),
)
def test_what_is_said_and_what_is_there(
    tmp_path: Path, text: str, says: list[tuple[str, int | None, bool]]
) -> None:
    found = told(begun(tmp_path, text.replace(" @000000", "")))
    assert [(line, advice) for _, line, advice in found] == [(n, advice) for _, n, advice in says]
    assert [words in zh for (words, _, _), (zh, _, _) in zip(says, found, strict=True)] == [
        True for _ in says
    ]


def test_a_changed_original_is_told_until_it_is_settled(tmp_path: Path) -> None:
    paths = ArchivePaths(tmp_path)
    path = write_story(paths, HALFWAY)
    beside = start_translation(paths, HALFWAY.id)
    text = beside.read_text("utf-8").replace("]\n", "]\n\nབོད་ཡིག\n")
    beside.write_text(text.replace("''", "བོད།").replace("翻译中", "已核实"), "utf-8")
    assert told(paths) == []
    path.write_text(path.read_text("utf-8").replace("进修了半年", "进修了一年"), "utf-8")
    ((said, line, advice),) = told(paths)
    assert advice and line == 7 and "护士们到大连" in said
    old, new = (word[:7] for word in said.split("把 ")[1].split("改为 "))
    beside.write_text(beside.read_text("utf-8").replace(old, new), "utf-8")
    assert told(paths) == []


def test_what_is_lacking_stands_in_the_order_of_the_original(tmp_path: Path) -> None:
    found = filled_up(HALFWAY.article, read(begun(tmp_path)))
    shown = [(p.role, n in found.rest) for n, p in enumerate(found.article.passages)]
    assert shown == [
        (Role.KICKER, True),
        (Role.PARAGRAPH, False),
        (Role.PARAGRAPH, False),
        (Role.CAPTION, True),
        (Role.CREDIT, True),
        (Role.PARAGRAPH, False),
        (Role.PARAGRAPH, True),
    ]


def test_a_translated_caption_keeps_its_picture_and_credit() -> None:
    picture = Passage(role=Role.CAPTION, text="护士们。", src="stories/a.webp")
    credit = Passage(role=Role.CREDIT, text="央金 摄")
    original = replace(HALFWAY.article, passages=(picture, credit))
    own = replace(original, passages=(Passage(role=Role.PARAGRAPH, text="སྨན།"),))
    done = Translation(id="a", language="bo", article=own, origins=(0,), total=1)
    found = filled_up(original, done)
    assert found.article.passages == (replace(picture, text="སྨན།"), credit)
    assert found.rest == {1}


def test_the_page_shows_the_rest_in_the_original_and_marks_it(bo_site: Site) -> None:
    page = bo_site.page(f"bo/{URL}")
    notice = page.find(class_="untranslated").get_text()
    said = TABLES.terms
    assert said["translation.progress"].bo.format(total=5, done=3) in notice
    assert said["translation.stale"].bo.format(count=1) in notice
    blocks = page.select(".story__body [data-passage]")
    marked = [b.get_text() for b in blocks if b.find_parent(class_="still")]
    assert marked == ["护士们在病房里学习。", "央金 摄", "病人说，看病方便多了。"]
    assert all(b["lang"] == "zh-Hans" for b in page.select(".still"))
    assert page.h1.get_text() == "护士学会了新技术"
    assert page.h1.find(lang="zh-Hans")
    assert bo_site.page(URL).select(".still, .progress") == []


def test_a_finished_translation_has_no_notice(bo_site: Site) -> None:
    page = bo_site.page(f"bo/stories/{ORIGINAL.id}/")
    assert page.select(".still, .progress") == []


def test_side_by_side_what_is_lacking_says_so(bo_site: Site) -> None:
    pairs = bo_site.page(f"bo/{URL}bilingual/").select(".pair")[1:]
    notes = [note.get_text() if (note := pair.find(class_="pair__note")) else "" for pair in pairs]
    changed, missing = (TABLES.terms[f"translation.{key}"].bo for key in ("changed", "missing"))
    assert notes == [changed, missing, "", "", missing]


def test_search_and_citations_take_the_original(tmp_path: Path, bo_site: Site) -> None:
    found = document(HALFWAY, (), translated=read(begun(tmp_path)).article)
    assert found.texts.count("病人说，看病方便多了。") == 1
    assert found.card["headlines"] == {}
    cited = [bo_site.page(folder + URL).find(class_="cite__text") for folder in ("", "bo/")]
    assert "护士学会了新技术" in cited[1].get_text()
    assert cited[0].find("span").get_text() == cited[1].find("span").get_text()


@pytest.mark.browser
def test_the_rest_is_seen_to_be_the_rest(open_bo: Callable[..., Any]) -> None:
    page = open_bo(f"bo/{URL}", width=390)
    sides = page.locator(".story__body p.still").evaluate_all(
        "ps => ps.map(p => getComputedStyle(p).borderLeftStyle)"
    )
    assert sides == ["dotted", "dotted"]
