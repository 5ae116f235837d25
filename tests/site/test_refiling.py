"""One story filed under other values: put where it stands now, or left to a build."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aidstories.model import AidStatement, Article, Person, Status, Story
from aidstories.site.incremental.again import build_again
from aidstories.site.incremental.outcome import Outcome
from aidstories.site.incremental.standing import Given, Look
from aidstories.site.patching.kept.lazily import Lazy, Shelf, ids_of, without
from aidstories.site.patching.patch import patched
from aidstories.site.patching.pieces.tables import Unlike
from aidstories.site.patching.sides.heads import head_of, story_of
from aidstories.site.patching.sides.shelves import Branch, refiled
from aidstories.stories.format.serialize import serialize
from aidstories.stories.store.files import read_story
from tests.site.aided import asserted, telling
from tests.site.test_again import (
    Archive,
    change_text,
    import_capture,
    lengthen_title,
    remove_story,
)
from tests.site.test_incremental import (
    DONORS,
    HOUSES,
    PEOPLE,
    REGIONS,
    differing,
    files,
    made,
)

PLACES = (*REGIONS, "西藏自治区/日喀则市/江孜县", "西藏自治区/那曲市", "西藏自治区/阿里地区/普兰县")
GIVERS = (*DONORS, "浙江省", "辽宁省/鞍山市")
PROGRAMMES = ("对口援藏", "组团式援藏", "医联体")
ROLES = ("医生", "院长", "护士")
IDS = tuple(f"n-{number:02}" for number in range(30))
SAID = AidStatement(
    donor="浙江省/杭州市",
    donor_body="杭州市甲医院",
    recipient="西藏自治区/那曲市/聂荣县",
    recipient_body="聂荣县人民医院",
    program="对口援藏",
)


def told(id_: str, number: int) -> Story:
    """Return a story; every sixth states who helped whom."""
    story = made(
        id_,
        number,
        title=f"雪山手记{number * 7 % len(IDS)}",
        regions=(PLACES[number % 6],),
        donors=(GIVERS[number // 2 % 5],),
        programs=(PROGRAMMES[number % 3],),
        people=(Person(name=PEOPLE[number % 4], role=ROLES[number % 3]),),
        institutions=(HOUSES[number % 3],) if number % 5 else (HOUSES[0], HOUSES[2]),
    )
    if number % 6 != 1:
        return story
    aided = asserted(telling(id_, ("杭州市甲医院派医疗队援助聂荣县人民医院。", SAID))).description
    described = replace(story.description, aid=aided.aid, evidence=aided.evidence)
    return replace(story, description=described)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive with thirty stories and an address, of which each value has several."""
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    archive = Archive(tmp_path_factory.mktemp("refiling") / "archive")
    config = archive.root / "mkdocs.yml"
    text = f"site_url: https://例子.cn/援藏/\n{config.read_text('utf-8')}"
    config.write_text(text, "utf-8")
    for number, id_ in enumerate(IDS):
        write(archive, told(id_, number))
    archive.build()
    yield archive


def write(archive: Archive, story: Story) -> None:
    archive.file(story.id).parent.mkdir(parents=True, exist_ok=True)
    archive.file(story.id).write_text(serialize(story).text, "utf-8")


def patch(archive: Archive, id_: str) -> Outcome | None:
    """Put what changed in one story since the last build into the site, if it can be."""
    found = Look(archive.site, {}, (str(archive.file(id_)),), time.time_ns())
    return patched(archive.paths, found, archive.record)


def describe(archive: Archive, id_: str, **given: object) -> None:
    """Change fields of a description as an editor does."""
    story = read_story(archive.file(id_))
    described = replace(story.description, **given)  # type: ignore[arg-type]
    write(archive, replace(story, description=described))


def oldest(archive: Archive) -> str:
    """Return a story that is none of those that lead the home page, and whose lists have more."""
    stories = (read_story(archive.file(id_)) for id_ in IDS)
    found = min(stories, key=lambda one: (one.description.year or 0, one.description.published))
    return found.id


def same(archive: Archive) -> None:
    """Hold the site equal to a clean one, and what a build makes of it."""
    assert differing(files(archive.site), clean := archive.clean()) == []
    build_again(archive.paths, Given(), archive.record)  # makes anew what was patched
    assert differing(files(archive.site), clean) == []


def test_a_story_of_another_place_moves_from_list_to_list(archive: Archive) -> None:
    id_ = oldest(archive)
    another_place(archive)
    done = patch(archive, id_)
    assert done is not None
    pages = {uri.removeprefix("bo/") for uri in done.changed}
    assert {"regions/index.html", "overview/index.html", "index.html"} <= pages
    assert {f"stories/{id_}/index.html", "tags/index.html", "browse/facets.json"} <= pages
    assert any(uri.startswith("regions/xizang/") for uri in pages)
    same(archive)


def test_a_story_of_another_time_moves_in_all_its_lists(archive: Archive) -> None:
    """It goes back, so none of its values comes or goes with it."""
    id_ = oldest(archive)
    about = read_story(archive.file(id_)).description
    for published in (f"{about.year}-12-24", about.published):
        describe(archive, id_, published=published)
        done = patch(archive, id_)
        assert done is not None
        assert {"stories/index.html", "browse/facets.json", "data/stories.csv"} <= {*done.changed}
    describe(archive, id_, year=(about.year or 0) + 1, published=f"{(about.year or 0) + 1}")
    assert patch(archive, id_) is not None
    same(archive)


def test_a_story_that_names_others_is_put_among_theirs(archive: Archive) -> None:
    id_ = oldest(archive)
    about = read_story(archive.file(id_)).description
    others = [name for name in PEOPLE if name not in {one.name for one in about.people}]
    people = (*about.people, Person(name=others[0], role="护士"))
    describe(archive, id_, people=people)
    done = patch(archive, id_)
    assert done is not None
    assert {"people/index.html", "people/names.json", "data/stories.csv"} <= {*done.changed}
    describe(archive, id_, people=people[1:])
    assert patch(archive, id_) is not None
    same(archive)


@pytest.mark.parametrize(
    "given",
    [
        {"donors": ("浙江省/杭州市", "辽宁省/鞍山市")},
        pytest.param({"programs": ("医联体", "对口援藏")}, marks=pytest.mark.long),
        pytest.param(
            {"regions": (PLACES[0], PLACES[3]), "donors": (GIVERS[3],)}, marks=pytest.mark.long
        ),
    ],
    ids=["donors", "programmes", "both"],
)
def test_other_values_of_lists_are_put_there(archive: Archive, given: dict[str, object]) -> None:
    id_ = oldest(archive)
    describe(archive, id_, **given)
    assert patch(archive, id_) is not None
    same(archive)


def test_a_status_that_others_have_is_put_where_it_stands(archive: Archive) -> None:
    for id_, is_new in zip(IDS[:2], (True, False), strict=True):
        story = read_story(archive.file(id_))
        write(archive, replace(story, status=Status.PROOFREAD))
        assert (patch(archive, id_) is None) is is_new  # the first makes a value
        if is_new:
            archive.build()
    same(archive)


def test_a_story_of_a_capture_moves_without_the_evidence_of_its_place(archive: Archive) -> None:
    """The first time its file gets another day, which lists show."""
    import_capture(archive, "a", 1)
    path = next(p for p in archive.paths.story_files() if "seed:" in p.read_text("utf-8"))
    for places in ((PLACES[0],), (PLACES[3],), (PLACES[0], PLACES[3])):
        story = read_story(path)
        older = replace(story.description, year=2020, published="2020-01-01", regions=places)
        path.write_text(serialize(replace(story, description=older)).text, "utf-8")
        found = Look(archive.site, {}, (str(path),), time.time_ns())
        done = patched(archive.paths, found, archive.record)
        assert (done is None) is (places == (PLACES[0],))
        if done is None:
            archive.build()
    same(archive)


def another_programme(archive: Archive) -> None:
    describe(archive, oldest(archive), programs=("东西部协作",))


def no_place(archive: Archive) -> None:
    describe(archive, oldest(archive), regions=())


def another_year(archive: Archive) -> None:
    describe(archive, oldest(archive), year=2026, published="2026-01-01")


def another_person(archive: Archive) -> None:
    describe(archive, oldest(archive), people=(Person(name="赵丙", role="医生"),))


def another_house(archive: Archive) -> None:
    describe(archive, oldest(archive), institutions=())


def place_and_text(archive: Archive) -> None:
    another_place(archive)
    change_text(archive, oldest(archive), 1)


def another_place(archive: Archive) -> None:
    """File the oldest story under a place in another prefecture."""
    id_ = oldest(archive)
    before = {place.split("/")[1] for place in read_story(archive.file(id_)).description.regions}
    other = next(place for place in PLACES if place.split("/")[1] not in before)
    describe(archive, id_, regions=(other,))


LEFT: dict[str, Callable[[Archive], None]] = {
    "value that no story had": another_programme,
    "no value": no_place,
    "year that no story had": another_year,
    "person whom no story names": another_person,
    "no institution": another_house,
    "place and text": place_and_text,
}


@pytest.mark.parametrize("change", LEFT.values(), ids=LEFT)
def test_what_more_depends_on_is_left_to_a_build(
    archive: Archive, change: Callable[[Archive], None]
) -> None:
    id_ = oldest(archive)
    text, before = archive.file(id_).read_text("utf-8"), files(archive.site)
    change(archive)
    assert patch(archive, id_) is None
    archive.file(id_).write_text(text, "utf-8")
    assert differing(files(archive.site), before) == []
    archive.build()  # which learns the file's new time


def test_a_list_that_another_hand_changed_leaves_all_to_a_build(archive: Archive) -> None:
    id_ = oldest(archive)
    text = archive.file(id_).read_text("utf-8")
    another_place(archive)
    for uri in ("regions/index.html", "search/years.json", "browse/facets.json", "index.html"):
        data = (archive.site / uri).read_bytes()
        (archive.site / uri).write_bytes(b"{}" if uri.endswith(".json") else b"x")
        assert patch(archive, id_) is None
        (archive.site / uri).write_bytes(data)
    archive.file(id_).write_text(text, "utf-8")
    archive.build()


def test_a_value_that_goes_with_the_story_is_no_move() -> None:
    leaf: Branch = ("那曲市", "regions/naqu/", ("a",), ())
    tree: Branch = ("", "regions/", ("a", "b"), (leaf, ("阿里地区", "regions/ali/", ("b",), ())))
    places = {"a": 0, "b": 1}
    with pytest.raises(Unlike):
        refiled(tree, "a", ([("那曲市",)], [("阿里地区",)]), places)
    with pytest.raises(Unlike):
        refiled(tree, "a", ([("那曲市",)], [("那曲市",), ("山南市",)]), places)
    moved = refiled(tree, "a", ([("那曲市",)], [("那曲市",), ("阿里地区",)]), places)
    assert moved[3][1][2] == ("a", "b")


def test_the_head_of_a_story_reads_the_rest_when_it_is_asked_for() -> None:
    whole, read = told("n-01", 1), list[str]()
    described = replace(whole.description, other=(("note", "甲"), ("more", ("乙", "丙"))))
    whole = replace(whole, description=described)

    def reading() -> Story:
        read.append("whole")
        return whole

    head = story_of(head_of(whole), reading)
    assert head.description.people == whole.description.people
    assert head.status is whole.status and not read
    assert head.article is whole.article and head.description.aid == whole.description.aid
    assert head.description.evidence == whole.description.evidence and len(read) == 3


def test_what_is_lazy_is_made_once() -> None:
    made_of: list[str] = []

    def make(id_: str) -> Any:
        made_of.append(id_)
        return told(id_, 1)

    lazy = Lazy(["a", "b"], make)
    assert [*lazy] == ["a", "b"] and len(lazy) == 2 and "c" not in lazy and not made_of
    assert lazy["a"] is lazy["a"] and made_of == ["a"]
    with pytest.raises(KeyError):
        lazy["c"]
    shelf = Shelf(("a", "b"), lazy.__getitem__)
    assert ids_of(shelf[:1]) == ids_of(without(shelf, {"b"})) == ("a",)
    assert ids_of([told("a", 1)]) == ("a",) and without([told("a", 1)], {"a"}) == []
    assert [story.id for story in shelf] == ["a", "b"]


def like(archive: Archive, id_: str, new: str, **given: object) -> Story:
    """Return a story like another, in other words."""
    story = read_story(archive.file(id_))
    passages = tuple(replace(one, text=f"{one.text}，{new}") for one in story.article.passages)
    described = replace(story.description, aid=(), evidence=(), **given)  # type: ignore[arg-type]
    return replace(story, id=new, article=Article(passages=passages), description=described)


def test_a_new_story_is_put_where_it_stands_and_taken_out_again(archive: Archive) -> None:
    """One stands among those that lead the home page; the other names somebody whom none names."""
    id_, newest = oldest(archive), newest_of(archive)
    named: dict[str, object] = {"people": (), "institutions": ()}
    signed = [(Person(name=name, role="记者"),) for name in ("柳二", "柳三")]
    write(archive, like(archive, id_, "neu-1", **named, byline=signed[0]))
    done = patch(archive, "neu-1")
    assert done is not None
    pages = {uri.removeprefix("bo/") for uri in done.changed}
    assert {"stories/neu-1/index.html", "people/index.html", "search/pinyin.json"} <= pages
    assert {"index.html", "overview/index.html", "sitemap.xml", "data/index.html"} <= pages
    write(archive, like(archive, newest, "neu-2", **named, byline=signed[1]))
    assert patch(archive, "neu-2") is not None
    same(archive)
    for new in ("neu-2", "neu-1"):
        archive.file(new).unlink()
        done = patch(archive, new)
        assert done is not None and f"stories/{new}/index.html" in done.gone
        assert not (archive.site / f"stories/{new}").exists()
    same(archive)


def newest_of(archive: Archive) -> str:
    stories = (read_story(archive.file(id_)) for id_ in IDS)
    found = max(stories, key=lambda one: (one.description.year or 0, one.description.published))
    return found.id


COMING: dict[str, dict[str, object]] = {
    "value that no story had": {"regions": ("西藏自治区/山南市",)},
    "institution whose Tibetan name is counted": {"institutions": ("丁县人民医院",), "people": ()},
    "year that no story had": {"year": 2019, "published": "2019-02-01"},
    "same day and title": {},
}


@pytest.mark.parametrize("given", COMING.values(), ids=COMING)
def test_a_new_story_on_which_more_depends_is_left_to_a_build(
    archive: Archive, given: dict[str, object]
) -> None:
    before = files(archive.site)
    new = like(archive, oldest(archive), "neu", **given)
    if not given:
        article = read_story(archive.file(oldest(archive))).article
        new = replace(new, article=article)
    write(archive, new)
    assert patch(archive, "neu") is None
    archive.file("neu").unlink()
    assert differing(files(archive.site), before) == []
    archive.build()


Change = Callable[[Archive, str, int], None]


def place(archive: Archive, id_: str, number: int) -> None:
    describe(archive, id_, regions=_some(PLACES, number))


def giver(archive: Archive, id_: str, number: int) -> None:
    describe(archive, id_, donors=_some(GIVERS, number))


def programme(archive: Archive, id_: str, number: int) -> None:
    describe(archive, id_, programs=_some(PROGRAMMES, number))


def _some(values: tuple[str, ...], number: int) -> tuple[str, ...]:
    """Return one value, or two, or none."""
    found = values[number % len(values)], values[number // 2 % len(values)]
    return tuple(dict.fromkeys(found[: min(2, number % 5)]))


def time_of(archive: Archive, id_: str, number: int) -> None:
    year = 2022 + number % 3
    days = None, f"{year}", f"{year}-0{1 + number % 9}", f"{year}-0{1 + number % 9}-1{number % 10}"
    describe(archive, id_, year=year, published=days[number % 4])


def person(archive: Archive, id_: str, number: int) -> None:
    some = _some(PEOPLE, number)
    describe(archive, id_, people=tuple(Person(name=n, role=ROLES[number % 3]) for n in some))


def house(archive: Archive, id_: str, number: int) -> None:
    describe(archive, id_, institutions=_some(HOUSES, number))


def status(archive: Archive, id_: str, number: int) -> None:
    story = read_story(archive.file(id_))
    write(archive, replace(story, status=[*Status][number % 3]))


def rewritten(archive: Archive, id_: str, number: int) -> None:
    """Take a story away, or put it back."""
    if number % 2:
        remove_story(archive, id_, number)
        archive.build()
    write(archive, told(id_, IDS.index(id_)))


def put_in(archive: Archive, id_: str, number: int) -> None:
    """Write a story that is like another, or take one away."""
    new = f"neu-{number % 5}"
    if archive.file(new).exists():
        archive.file(new).unlink()
    elif archive.file(id_).exists():
        people = (Person(name=f"柳{'二三四'[number % 3]}", role="医生"),)
        write(archive, like(archive, id_, new, people=people[: number % 2]))


CHANGES: tuple[Change, ...] = (
    *(place, place, giver, programme, status, time_of, time_of, person, house),
    *(change_text, lengthen_title, rewritten, put_in, put_in),
)


def steps(most: int) -> st.SearchStrategy[list[tuple[Change, str, int]]]:
    step = st.tuples(st.sampled_from(CHANGES), st.sampled_from(IDS), st.integers(1, 30))
    return st.lists(step, min_size=2, max_size=most)


def follow(archive: Archive, taken: list[tuple[Change, str, int]]) -> None:
    for change, id_, number in taken:
        change(archive, id_, number)
        archive.build()
    assert differing(files(archive.site), archive.clean()) == []


@settings(max_examples=1, deadline=None, suppress_health_check=list(HealthCheck))
@given(taken=steps(4))
def test_any_moves_give_what_a_clean_build_does(
    archive: Archive, taken: list[tuple[Change, str, int]]
) -> None:
    follow(archive, taken)


@pytest.mark.long
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(taken=steps(10))
def test_any_moves_at_length(archive: Archive, taken: list[tuple[Change, str, int]]) -> None:
    follow(archive, taken)
