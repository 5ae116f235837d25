"""Building again: what comes out is what a clean build makes, and no more is made than changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from aidstories.model import (
    Article,
    Description,
    Passage,
    Person,
    Role,
    Story,
    YearBasis,
)
from aidstories.paths import ArchivePaths
from aidstories.site.incremental.build import Build, plugin_of
from aidstories.site.incremental.tree import Tree
from aidstories.stories.format.serialize import serialize
from tests.archive import HOME

REGIONS = ("西藏自治区/那曲市/聂荣县", "西藏自治区/那曲市/色尼区", "西藏自治区/阿里地区")
DONORS = ("浙江省/杭州市", "浙江省/宁波市", "辽宁省/大连市")
PEOPLE = ("央金", "次仁", "王甲", "李乙")
HOUSES = ("聂荣县人民医院", "杭州市甲医院", "乙医院")
TITLES = ("医疗队到县医院义诊", "一台手术", "雪山下的门诊", "སྨན་པ།")
SENTENCES = (
    "杭州市甲医院派医疗队援助聂荣县人民医院。",
    "王甲医生在乙医院做了一台手术。",
    "央金说，门诊的病人多了。",
    "他们把技术留在了高原。",
    "他说 grid cards admonition。",  # classes of the theme, which no story asks for
)
TRANSLATED = "---\nid: {id}\ntitle: {title}\n---\n\nསྨན་པས་ནད་པ་བཅོས།\n"


class Served:
    """An archive whose site is built again and again, and clean for comparison."""

    def __init__(self, root: Path) -> None:
        self.root, self.paths = root, ArchivePaths(root)
        (root / "docs").mkdir(parents=True)
        shutil.copytree(HOME / "docs/data", root / "docs/data")
        for name in ("index.md", "tags.md", "search.md"):
            shutil.copy(HOME / "docs" / name, root / "docs")
        self.again()

    def again(self) -> None:
        """Begin with nothing known, as the preview does after a change of a table."""
        tree = Tree(self.root / f"served-{len(list(self.root.iterdir()))}")
        config = self._config(tree.stage)
        self.tree, self.build = tree, Build(config)
        self.dependencies = plugin_of(config).dependencies

    def _config(self, site: Path) -> MkDocsConfig:
        docs = str(self.root / "docs")
        config = load_config(str(HOME / "mkdocs.yml"), docs_dir=docs, site_dir=str(site))
        config.plugins.on_startup(command="build", dirty=False)
        return config

    def update(self) -> set[str]:
        """Build again and return what differs from before."""
        self.tree.begin()
        try:
            self.build.run()
        except BaseException:
            self.dependencies.void()
            raise
        committed = self.tree.commit(self.dependencies.standing)
        self.dependencies.settle()
        return committed.changed | committed.gone

    def show(self, id_: str) -> dict[str, bytes]:
        """Return the pages of one story as they are shown before all others are made."""
        self.tree.begin()
        self.build.show(self.file(id_))
        return self.tree.take()

    def clean(self) -> dict[str, bytes]:
        """Return the files of a clean build by MkDocs, by their addresses."""
        site = self.root / "clean"
        shutil.rmtree(site, ignore_errors=True)
        build(self._config(site))
        return files(site)

    def file(self, id_: str) -> Path:
        return self.paths.stories / "2024" / f"{id_}.md"

    def write(self, story: Story) -> None:
        path = self.file(story.id)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(serialize(story).text, "utf-8")

    def translate(self, id_: str, title: str) -> None:
        text = TRANSLATED.format(id=id_, title=title)
        self.file(f"{id_}.bo").write_text(text, "utf-8")

    def empty(self) -> None:
        shutil.rmtree(self.paths.stories, ignore_errors=True)


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def differing(a: dict[str, bytes], b: dict[str, bytes]) -> list[str]:
    return sorted(address for address in a.keys() | b.keys() if a.get(address) != b.get(address))


def made(id_: str, number: int = 0, **given: object) -> Story:
    """Return a story; its parts are chosen by ``number``."""
    sentences = [SENTENCES[(number + n) % len(SENTENCES)] for n in range(1 + number % 3)]
    described: dict[str, object] = {
        "regions": (REGIONS[number % 3],),
        "donors": (DONORS[number // 2 % 3],),
        "programs": ("对口援藏",) if number % 2 else ("组团式援藏",),
        "people": (Person(name=PEOPLE[number % 4], role="医生"),),
        "byline": (Person(name=PEOPLE[number // 3 % 4], role="记者"),),
        "institutions": (HOUSES[number % 3],),
        "year": 2022 + number % 3,
        "year_basis": YearBasis.STATED,
        "published": f"{2022 + number % 3}-0{1 + number % 9}-11",
    }
    title = str(given.pop("title", TITLES[number % 4]))
    return Story(
        id=id_,
        article=Article(
            passages=(
                Passage(role=Role.TITLE, text=title),
                Passage(role=Role.PARAGRAPH, text="".join(sentences)),
            )
        ),
        description=Description(**(described | given)),  # type: ignore[arg-type]
    )


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return Served(tmp_path_factory.mktemp("incremental") / "archive")


@pytest.fixture
def four(served: Served) -> Iterator[Served]:
    """The archive with four stories, built."""
    served.empty()
    for number, id_ in enumerate(("jia", "yi", "bing", "ding")):
        served.write(made(id_, number))
    served.update()
    yield served


def test_where_nothing_changed_nothing_is_made(four: Served) -> None:
    assert four.update() == set()
    standing = four.build.plugin.dependencies
    assert not [uri for uri in standing.outputs if not (four.tree.folder / uri).is_file()]


def test_a_changed_text_changes_its_own_pages_and_what_shows_it(four: Served) -> None:
    story = made("jia", 0)
    passages = (*story.article.passages, Passage(role=Role.PARAGRAPH, text="新添的一段。"))
    four.write(Story(id="jia", article=Article(passages=passages), description=story.description))
    shown = four.show("jia")
    assert {"stories/jia/index.html", "bo/stories/jia/index.html"} == shown.keys()
    changed = four.update()
    assert shown.items() <= files(four.tree.folder).items()
    pages = {address.removeprefix("bo/") for address in changed if address.endswith(".html")}
    assert pages - {"data/index.html"} == {"stories/jia/index.html"}  # it says how large files are
    assert "stories/stories.epub" in changed
    assert any(address.startswith("search/index/") for address in changed)


def test_stories_saved_at_once_are_each_shown_as_they_will_be(four: Served) -> None:
    new = "新添的一段。"
    for number, id_ in enumerate(("jia", "ding")):
        text = four.file(id_).read_text("utf-8")
        four.file(id_).write_text(f"{text}\n{new}{number}\n", "utf-8")
    shown = {**four.show("jia"), **four.show("ding")}
    four.update()
    assert shown.items() <= files(four.tree.folder).items()
    assert f"{new}1" in shown["stories/ding/index.html"].decode("utf-8")


def other_lists(served: Served) -> None:
    """Stories move from list to list; two people bear one name."""
    served.write(made("jia", 0, title="改过的题目"))
    served.write(made("yi", 1, regions=("西藏自治区/山南市",)))
    served.write(made("bing", 2, people=(Person(name="央金", role="护士"),)))


def other_files(served: Served) -> None:
    """One story comes, one goes, one has a new id and a Tibetan title."""
    served.write(made("wu", 6))
    served.file("bing").unlink()
    served.file("ding").unlink()
    served.write(made("geng", 3, title="བོད་ལྗོངས།"))


def other_pages(served: Served) -> None:
    """A story is translated; an editor adds a page."""
    served.translate("jia", "སྨན་པ་ཡོང་བ།")
    (served.root / "docs/more.md").write_text("# 另一页\n\n[首页](index.md)\n", "utf-8")


def test_each_change_gives_what_a_clean_build_does(four: Served) -> None:
    for change in (other_lists, other_files, other_pages):
        change(four)
        assert four.update()
    try:
        assert differing(files(four.tree.folder), four.clean()) == []
    finally:
        (four.root / "docs/more.md").unlink()


def test_a_fault_leaves_the_site_and_the_next_build_is_right(four: Served) -> None:
    before, good = files(four.tree.folder), four.file("yi").read_text("utf-8")
    four.file("yi").write_text("---\nid: [\n---\n", "utf-8")
    four.write(made("jia", 5))
    with pytest.raises(PluginError):
        four.update()
    assert files(four.tree.folder) == before
    four.file("yi").write_text(good, "utf-8")
    assert set(four.show("jia")) == {"stories/jia/index.html", "bo/stories/jia/index.html"}
    four.update()
    assert differing(files(four.tree.folder), four.clean()) == []


STEPS = st.lists(
    st.tuples(st.sampled_from("abcde"), st.integers(-2, 23), st.booleans()),
    min_size=1,
    max_size=4,
)
"""Which story becomes which; below 0 it goes. The last says whether it is shown alone first."""


def follow(served: Served, steps: list[tuple[str, int, bool]]) -> None:
    """Take the steps one by one, building after each, and compare with a clean build."""
    served.empty()
    for id_, number, alone in steps:
        if number == -1 and served.file(id_).exists():
            served.translate(id_, TITLES[3])
        elif number < 0:
            served.file(id_).unlink(missing_ok=True)
            served.file(f"{id_}.bo").unlink(missing_ok=True)
        else:
            served.write(made(id_, number))
        if alone and served.file(id_).exists():
            with suppress(Exception):  # nothing was built yet
                served.show(id_)
        served.update()
    assert differing(files(served.tree.folder), served.clean()) == []


@settings(max_examples=1, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_any_changes_give_what_a_clean_build_does(
    served: Served, steps: list[tuple[str, int, bool]]
) -> None:
    follow(served, steps)


@pytest.mark.long
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_any_changes_at_length(served: Served, steps: list[tuple[str, int, bool]]) -> None:
    follow(served, steps)


def test_a_changed_table_is_followed_by_a_build_of_its_own(four: Served) -> None:
    table = four.paths.data / "programmes.csv"
    text = table.read_text("utf-8-sig")
    row = next(line for line in text.splitlines() if "对口援藏" in line)
    table.write_text(text.replace(row, row.replace(row.split(",")[0], "duikou-x", 1)), "utf-8")
    try:
        four.again()
        four.update()
        found = files(four.tree.folder)
        assert "programs/duikou-x/index.html" in found
        assert differing(found, four.clean()) == []
    finally:
        table.write_text(text, "utf-8")
        four.again()
