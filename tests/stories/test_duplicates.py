"""Stories of one text are told with both passages; other stories never are."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import fields
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidstories.stories.checks import shingles
from aidstories.stories.checks.duplicates import (
    ALIKE,
    MOST,
    Text,
    duplicates,
    text_of,
)
from aidstories.stories.checks.shingles import candidates, longest_run, sampled, share
from aidstories.stories.format.parse import parse_story
from tests.archive import TABLES, Archive

SYLLABLES = "阿贝茨德额弗革赫伊柯勒莫讷奥珀屈若瑟忒乌维夕衣泽戈都嘎达仁增"
FORM = (
    "{0}月，{1}医院共接诊病人{2}人次，开展手术{3}台，培训医生{4}名，下乡巡诊{5}次，赠送药品{6}箱。"
)


def report(seed: int, sentences: int = 24) -> str:
    """Return an invented report of paragraphs; no two have a sentence in common."""
    rng = random.Random(seed)
    words = ["".join(rng.choices(SYLLABLES, k=rng.choice((1, 2, 2, 3)))) for _ in range(300)]
    said = ["".join(rng.choices(words, k=rng.randint(5, 14))) + "。" for _ in range(sentences)]
    return "\n\n".join("".join(said[n : n + 4]) for n in range(0, sentences, 4))


def changed(text: str, share: float, seed: int = 1) -> str:
    """Return ``text`` with some of its letters others."""
    rng = random.Random(seed)
    return "".join(
        rng.choice(SYLLABLES) if c in SYLLABLES and rng.random() < share else c for c in text
    )


REPRINTS: dict[str, Callable[[str], str]] = {
    "the same": lambda text: text,
    "other signs": lambda text: text.replace("。", "．\n\n"),
    "a letter in twenty": lambda text: changed(text, 0.05),
    "half of it": lambda text: text[: len(text) // 2],
    "the last third": lambda text: text[-len(text) // 3 :],
    "another opening": lambda text: report(999, 4) + "\n\n" + text[len(text) // 4 :],
    "between other news": lambda text: f"{report(998, 6)}\n\n{text}\n\n{report(997, 6)}",
}
OTHERS: dict[str, Callable[[str], str]] = {
    "another report": lambda text: report(500),
    "the same opening": lambda text: text[: len(text) // 8] + report(501),
    "one quotation": lambda text: report(502) + text[200:280] + report(503),
    "a letter in four": lambda text: changed(text, 0.25),
}


def source(id_: str, body: str, *lines: str) -> str:
    head = "".join(
        f"{line}\n" for line in (f"id: {id_}", "title: 题", "year_basis: unknown", *lines)
    )
    return f"---\n{head}status: 未校对\n---\n\n{body}\n"


def text(id_: str, body: str, *lines: str) -> Text:
    story = parse_story(source(id_, body, *lines), id_)
    return text_of(story, Path(f"{id_}.md"), TABLES.fields.values())


def found(texts: Iterable[Text]) -> list[tuple[str, str, bool]]:
    return [(pair.one.id, pair.other.id, pair.certain) for pair in duplicates(texts)]


@pytest.mark.parametrize("name", REPRINTS)
@pytest.mark.parametrize("seed", range(3))
def test_a_reprint_is_found_among_others(name: str, seed: int) -> None:
    others = [text(f"o{n}", report(100 + n)) for n in range(5)]
    two = [text("a", report(seed)), text("b", REPRINTS[name](report(seed)))]
    certain = name in ("the same", "other signs")
    assert found([*others, *two]) == [("a", "b", certain)]


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("seed", range(3))
def test_another_story_is_not(name: str, seed: int) -> None:
    assert found([text("a", report(seed)), text("b", OTHERS[name](report(seed)))]) == []


def test_reports_of_one_form_are_none_of_each_other() -> None:
    rng = random.Random(3)
    bodies = [
        "\n\n".join(
            FORM.format(m, report(n * 50 + m, 1)[:4], *(rng.randint(10, 999) for _ in range(5)))
            + report(n * 50 + m, 2)
            for m in range(1, 7)
        )
        for n in range(8)
    ]
    assert found(text(f"s{n}", body) for n, body in enumerate(bodies)) == []


def test_short_texts_are_not_compared() -> None:
    assert found([text("a", "照片展今日开幕。"), text("b", "照片展今日开幕。")]) == []


def test_many_of_one_text_are_told_once_each() -> None:
    body = report(1)
    texts = [text(f"s{n}", changed(body, 0.01, n) if n else body) for n in range(6)]
    pairs = found(texts)
    assert {other for _, other, _ in pairs} == {f"s{n}" for n in range(1, 6)}
    assert {one for one, _, _ in pairs} == {"s0"}


SETTLED = {
    "here": (["reprint_of: b"], []),
    "there": ([], ["reprint_of: [a]"]),
    "another matter": ([], ["distinct_from: a"]),
    "two of a third": (["reprint_of: c"], ["reprint_of: c"]),
    "of one of a third": (["reprint_of: c"], ["reprint_of: d"]),
}


@pytest.mark.parametrize("lines", SETTLED.values(), ids=SETTLED)
@pytest.mark.parametrize("body", ["the same", "half of it"])
def test_what_is_settled_is_not_told(lines: tuple[list[str], list[str]], body: str) -> None:
    one, other = text("a", report(1), *lines[0]), text("b", REPRINTS[body](report(1)), *lines[1])
    thirds = [text("c", report(7)), text("d", report(8), "reprint_of: c")]
    assert found([one, other, *thirds]) == []


@pytest.mark.parametrize("line", ["distinct_from: c", "reprint_of: c", "source: a"])
def test_what_is_said_of_a_third_settles_nothing(line: str) -> None:
    texts = [text("a", report(1), line), text("b", report(1)), text("c", report(7))]
    assert found(texts) == [("a", "b", True)]


def test_under_another_title_it_is_a_reprint() -> None:
    other = Text(**{**fields_of(text("b", report(1))), "title": "另一个题"})
    assert found([text("a", report(1)), other]) == [("a", "b", False)]
    twice = Text(**{**fields_of(other), "id": "c"})
    assert found([text("a", report(1)), other, twice]) == [("a", "b", False), ("b", "c", True)]


def fields_of(one: Text) -> dict[str, Any]:
    return {each.name: getattr(one, each.name) for each in fields(one)}


def test_distinct_from_one_is_not_distinct_from_its_other_versions() -> None:
    texts = [
        text(n, report(1), *said)
        for n, said in zip("abc", ([], ["distinct_from: a"], ["distinct_from: a"]), strict=True)
    ]
    assert found(texts[:2]) == [] and found(texts[1:]) == [("b", "c", True)]


@given(st.text("甲乙丙", max_size=40), st.text("甲乙丙", max_size=40))
def test_a_run_is_common_to_both(one: str, other: str) -> None:
    a, b, length = longest_run(one, other)
    assert one[a : a + length] == other[b : b + length]


@given(
    st.text("甲乙丙丁", max_size=9), st.text("子丑寅卯", max_size=9), st.text("金木水", min_size=9)
)
def test_the_longest_run_is_found(before: str, behind: str, run: str) -> None:
    a, _, length = longest_run(before + run, behind + run + behind)
    assert (before + run)[a : a + length] == run or length == len(run)


def write(archive: Archive, id_: str, body: str, *lines: str) -> Path:
    path = archive.docs / "stories" / "undated" / f"{id_}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source(id_, body, *lines), "utf-8")
    return path


@pytest.mark.parametrize("certain", [True, False])
def test_check_quotes_both_passages(archive: Archive, certain: bool) -> None:
    body = report(1)
    write(archive, "a", body)
    write(archive, "b", body if certain else f"{report(9, 4)}\n\n{body}")
    result = archive.run("check")
    (message,) = result.stderr.splitlines()[:-1]
    start = body[:20]
    assert result.exit_code == (1 if certain else 0)
    assert message.startswith(f"docs/stories/undated/b.md:{8 if certain else 10}: ")
    assert message.count(start) == 2 and "第 8 行" in message
    assert ("（提示）" in message) is not certain
    assert [w for w in ("reprint_of: a", "distinct_from: a", "remove b") if w not in message] == []
    assert str(archive.root) not in message
    assert ("，1 条提示" in result.stdout) is not certain


def test_check_in_english(archive: Archive) -> None:
    write(archive, "a", report(1))
    write(archive, "b", report(1)[:400])
    result = archive.run("check", lang="en_US.UTF-8")
    assert result.exit_code == 0 and "(note) nearly the same text (100%)" in result.stderr
    assert "0 problems, 1 note" in result.stdout


def test_check_passes_what_is_settled(archive: Archive) -> None:
    write(archive, "a", report(1))
    write(archive, "b", report(1), "reprint_of: a")
    result = archive.run("check")
    assert result.exit_code == 0 and "提示" not in result.output


@pytest.mark.parametrize(
    "line, says", [("reprint_of: aa", "最接近的是“a”"), ("distinct_from: [b]", "自己的编号")]
)
def test_a_story_that_is_none_is_named(archive: Archive, line: str, says: str) -> None:
    write(archive, "a", report(1))
    write(archive, "b", report(2), line)
    result = archive.run("check")
    assert result.exit_code == 1 and says in result.stderr and "b.md:5: " in result.stderr


def test_no_more_are_told_than_can_be_read(archive: Archive) -> None:
    for n in range(MOST + 3):
        write(archive, f"s{n}", report(1, 12))
    lines = archive.run("check").stderr.splitlines()
    assert sum("标题、正文都相同" in line for line in lines) == MOST
    assert sum("同文的还有" in line for line in lines) == 1


def test_the_threshold_lies_between_reprints_and_others() -> None:
    """What `ALIKE` says it was measured on."""
    bodies = [report(n) for n in range(6)]
    texts = [text(f"s{n}", body) for n, body in enumerate(bodies)]
    apart = max(share(a.letters, b.letters) for a, b in combinations(texts, 2))
    like = min(
        share(whole.letters, text("r", reprint(body)).letters)
        for whole, body in zip(texts, bodies, strict=True)
        for reprint in REPRINTS.values()
    )
    assert apart < 0.05 < ALIKE < 0.55 < like


def test_pairs_are_the_same_whatever_is_sorted_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred thousand texts are paired part by part, each with a share of the shingles."""
    texts = [report(n) for n in range(6)]
    texts += [changed(text, 0.02, n) for n, text in enumerate(texts[:4])] + texts[:2]
    samples = [*map(sampled, texts), sampled("短")]
    whole = list(candidates(samples))
    assert {(0, 6), (0, 10), (1, 7), (1, 11), (2, 8), (3, 9)} <= set(whole)
    for at_once in (1, 7, 500):
        monkeypatch.setattr(shingles, "_AT_ONCE", at_once)
        assert list(candidates(samples)) == whole
