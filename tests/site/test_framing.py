"""Pages in frames: what MkDocs' loop makes of every kind of page, to the byte."""

from __future__ import annotations

import random
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import ChoiceLoader, DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url

from aidstories.model import Article, Description, Passage, Person, Role, Story
from aidstories.site.fonts.stacks import shown_stacks
from aidstories.site.fragment_templates import fragment_environment
from aidstories.site.framing.folder import Folder
from aidstories.site.framing.frame import cut, encoded
from aidstories.site.framing.others import others, readers
from aidstories.site.framing.shape import shown
from aidstories.site.framing.shares import processors, rounds, shared
from aidstories.site.framing.slots import Slot, StandIn, Unframable, Withheld, made_up
from aidstories.site.incremental.build import Build, plugin_of
from aidstories.site.links import links_from
from tests.archive import HOME
from tests.site.test_incremental import TRANSLATED, Served, differing, files, made

HOSTILE = (
    "{{ title }} {% raw %} {# 甲 #}",
    "</head><body></title> <!-- 乙",
    r"\ud800title\udfff \ud801/ \x00",
    "title content canonical_url &#xd800; &amp; &#3906;",
    "%s %(title)s {0} $title",
    "\ufdd0\ufffe\U0010ffff 丙",
    "སྐྱེས་ <b>丁</b> &lt;",
)
"""Titles that would be taken for something else if a page were filled in carelessly."""


class Archive:
    """An archive of few pages of its own, which is built in two ways."""

    def __init__(self, root: Path, *languages: str, **options: Any) -> None:
        self.root, self.languages, self.options = root, languages, options
        (root / "docs/stories/2024").mkdir(parents=True)
        shutil.copytree(HOME / "docs/data", root / "docs/data")
        for name in ("index.md", "tags.md", "search.md"):
            shutil.copy(HOME / "docs" / name, root / "docs")

    def write(self, story: Story) -> None:
        served = Served.write
        served(self, story)  # type: ignore[arg-type]

    def file(self, id_: str) -> Path:
        return self.root / "docs/stories/2024" / f"{id_}.md"

    def config(self, name: str) -> MkDocsConfig:
        folder = self.root / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        config = load_config(
            str(HOME / "mkdocs.yml"),
            docs_dir=str(self.root / "docs"),
            site_dir=str(folder),
            **self.options,
        )
        plugin_of(config).config.languages = list(self.languages or ("zh", "bo"))
        config.plugins.on_startup(command="build", dirty=False)
        return config

    def looped(self) -> dict[str, bytes]:
        """Return the site as MkDocs builds it."""
        build(self.config("looped"))
        return files(self.root / "looped")

    def framed(self, config: MkDocsConfig | None = None) -> tuple[Build, dict[str, bytes]]:
        """Return the site in frames, and what built it."""
        begun = Build(config or self.config("framed"))
        begun.run()
        return begun, files(Path(begun.config.site_dir))


def hostile(number: int, title: str) -> Story:
    """Return a story whose every text and name is ``title``."""
    return Story(
        id=f"hostile-{number}",
        article=Article(
            passages=(
                Passage(role=Role.KICKER, text=title),
                Passage(role=Role.TITLE, text=title),
                Passage(role=Role.PARAGRAPH, text=title),
            )
        ),
        description=Description(
            regions=("西藏自治区/那曲市",),
            people=(Person(name=title, role=title),),
            byline=(Person(name=title, role="记者"),),
            institutions=(title,),
            source=title,
        ),
    )


@pytest.fixture(scope="module")
def hundred(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """A hundred stories, a few of them hostile, some translated, at an address."""
    archive = Archive(tmp_path_factory.mktemp("hundred") / "a", site_url="https://a.example/藏/")
    fill(archive, 93)
    return archive


@pytest.fixture(scope="module")
def framed(hundred: Archive) -> Iterator[tuple[Build, dict[str, bytes]]]:
    """The hundred stories as two processes make them, where the system lets them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("aidstories.site.incremental.build.MANY", 50)
        patch.setattr("aidstories.site.incremental.build.MOST", 40)
        yield hundred.framed()


def fill(archive: Archive, count: int) -> None:
    for number in range(count):
        archive.write(made(f"s{number}", number))
    for number, title in enumerate(HOSTILE):
        archive.write(hostile(number, title))
    for number in (0, 7):
        text = TRANSLATED.format(id=f"s{number}", title="སྨན་པ་ཡོང་བ།")
        archive.file(f"s{number}.bo").write_text(text, "utf-8")


def test_a_hundred_stories_are_what_the_loop_makes_of_them(
    hundred: Archive, framed: tuple[Build, dict[str, bytes]]
) -> None:
    begun, found = framed
    assert differing(found, hundred.looped()) == []
    frames = begun.frames.known()
    # a page that every frame leads to by itself is like no other, and rendered whole
    alone = {shape for shape, frame in frames.items() if frame is None}
    assert len(frames) > 10 and all(one.within.count("/") == one.depth for one in alone)
    pages = sum(address.endswith("index.html") for address in found)
    assert pages > 5 * len(frames)


@pytest.mark.long
def test_a_thousand_stories_are_what_the_loop_makes_of_them(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a")
    fill(archive, 1000)
    assert differing(archive.framed()[1], archive.looped()) == []


def test_in_one_language_and_without_an_address(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a", "zh")
    fill(archive, 6)
    _, found = archive.framed()
    assert not [address for address in found if address.startswith("bo/")]
    assert differing(found, archive.looped()) == []


def test_random_pages_are_those_that_the_theme_renders_whole(
    framed: tuple[Build, dict[str, bytes]],
) -> None:
    """The first page of a shape is tried by the build itself; here are others."""
    begun, found = framed
    assembly, frames = begun.plugin.assembly, begun.frames
    own = [file for file in begun.files.documentation_pages() if begun.is_framed(file)]
    for file in random.Random(1).sample(own, 40):
        told = shown(assembly, file)
        whole = encoded(frames.whole(told, file))
        head, end, body = found[file.dest_uri].partition(b"</head>")
        letters = re.compile(rb"(<link [^>]* data-tibetan>\n<script [^>]*></script>\n)$")
        assert letters.sub(b"", head) + end + body == whole


def test_a_page_whose_templates_compare_texts_is_rendered_whole(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a")
    fill(archive, 1)
    config = archive.config("framed")
    theme = config.theme.get_env

    def env() -> Environment:
        made_env = theme()
        assert made_env.loader
        source = made_env.loader.get_source(made_env, "sheet.html")[0]
        own = source.replace(
            "{{ page.content }}", "{{ page.content }}{{ '乙' if page.meta.title == '一台手术' }}"
        )
        assert own != source
        made_env.loader = ChoiceLoader([DictLoader({"sheet.html": own}), made_env.loader])
        return made_env

    config.theme.get_env = env  # type: ignore[method-assign]
    archive.write(made("s1", 1))
    begun, found = archive.framed(config)
    assert set(begun.frames.known().values()) == {None}
    tails = [found[f"stories/s{n}/index.html"].decode("utf-8").count("乙</div>") for n in (0, 1)]
    assert tails[0] + 1 == tails[1]


def test_where_a_hook_wants_to_see_pages_the_loop_makes_them(tmp_path: Path) -> None:
    hook = tmp_path / "hook.py"
    hook.write_text("def on_post_page(output, **_): return output + '<!-- 甲 -->'\n", "utf-8")
    archive = Archive(tmp_path / "a", hooks=[str(hook)])
    archive.write(made("s1", 1))
    begun, found = archive.framed()
    pages = [data for address, data in found.items() if address.endswith("index.html")]
    assert len(pages) > 10 and all(page.endswith("<!-- 甲 -->".encode()) for page in pages)
    assert not begun.frames.known()


def test_files_wait_where_a_hook_may_want_to_read_them(tmp_path: Path) -> None:
    hook, own = tmp_path / "hook.py", "files.src_uris['data/stories.csv']"
    hook.write_text(f"def on_env(env, files, **_): {own}.content_string += '甲'\n", "utf-8")
    archive = Archive(tmp_path / "a", hooks=[str(hook)])
    archive.write(made("s1", 1))
    begun, found = archive.framed()
    assert begun.frames.known(), "it sees no page"
    table = found["data/stories.csv"].decode("utf-8")
    assert "s1," in table and table.endswith("甲")


def test_files_are_written_before_the_next_is_made(
    framed: tuple[Build, dict[str, bytes]],
) -> None:
    config = framed[0].config
    assert not readers(config) and not others(config)
    file = File.generated(config, "data/甲.txt", content="甲")
    framed[0].plugin.put(file)
    assert file.content_bytes == b""
    assert (Path(config.site_dir) / "data/甲.txt").read_text("utf-8") == "甲"


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
TEMPLATE = "<title>{{ title }}</title></head><body>{{ url }}|{{ content }}|{{ title }}</body>"


@given(title=TEXTS, content=TEXTS)
def test_any_texts_are_filled_in_as_they_are(title: str, content: str) -> None:
    template = Environment(autoescape=False).from_string(TEMPLATE)
    url = made_up("a/", 2)
    frame = cut(template.render(title=Slot("title"), content=Slot("content"), url=url), url)
    values = {"title": title, "content": content, "url": "a/b/", "letters": ""}
    filled = frame.fill({name: encoded(text) for name, text in values.items()})
    assert filled == encoded(template.render(values))


def test_what_tibetan_a_frame_shows_is_known() -> None:
    frame = cut(f"<title>ཀ</title></head><body>ཁ{Slot('content')}<i>ག</i></body>", made_up("", 1))
    assert frame.stacks == shown_stacks("<body>ཁ ག</body>")


def test_a_slot_tells_only_that_it_is_not_empty() -> None:
    slot = Slot("title")
    assert slot and f"{slot}!" == "\ud800title\udfff!"
    for source in ("{{ slot == '甲' }}", "{{ slot != '甲' }}", "{{ '甲' in slot }}"):
        with pytest.raises(Unframable):
            Environment().from_string(source).render(slot=slot)


def test_a_stand_in_tells_nothing_that_differs_within_a_shape() -> None:
    meta = Withheld({"title": Slot("title")}, frozenset({"tags"}))
    page = StandIn(made_up("stories/", 2), meta, canonical=False)
    env = Environment()
    assert env.from_string("{{ page.canonical_url }}{{ page.meta.author }}").render(page=page)
    for asked in ("page.file.src_uri", "page.previous_page", "page.meta.tags"):
        with pytest.raises(Unframable):
            env.from_string("{{ " + asked + " }}").render(page=page)


def test_a_changed_mark_makes_no_frame() -> None:
    with pytest.raises(Unframable):
        cut(f"<head></head>{str(Slot('title'))[1:]}", made_up("", 1))


NAMES = st.sampled_from(["a", "b", "stories", "甲", "a.b", "x%20y"])
PAGES = st.lists(NAMES, max_size=4).map(lambda names: "".join(f"{name}/" for name in names))
TARGETS = st.builds(
    lambda page, name, rest: page + name + rest,
    PAGES,
    st.one_of(st.just(""), NAMES),
    st.sampled_from(["", "#a", "?q=a/b", "#a/", "?q=../c"]),
)


@given(here=PAGES, target=TARGETS)
def test_links_are_those_of_mkdocs(here: str, target: str) -> None:
    assert links_from(here)(target) == get_relative_url(target, here)


@given(value=st.one_of(TEXTS, TEXTS.map(Markup), st.integers(), st.none()))
def test_fragments_escape_as_jinja_does(value: object) -> None:
    source = "{% macro m(v) %}<i>{{ v }}</i>{% endmacro %}{% for v in [x] %}{{ m(v) }}{{ v }}"
    source += '{{ f(v) }}{% endfor %}<a b="{{ x }}">{{ y | join("、") }}'
    ours = fragment_environment(DictLoader({"a": source}), None).get_template("a")
    theirs = Environment(autoescape=True, undefined=StrictUndefined).from_string(source)
    told = {"x": value, "y": [value, Markup("<b>")], "f": lambda v: v}
    assert ours.render(told) == theirs.render(told)


class Told(NamedTuple):
    v: object
    keys: object = "its own, not a dictionary's"


@given(value=st.one_of(TEXTS, TEXTS.map(Markup), st.integers(), st.none()))
def test_fragments_call_macros_and_take_attributes_as_jinja_does(value: object) -> None:
    source = "{% macro m(a, b=2, c=none) %}{{ a }}{{ b }}{{ c }}{% endmacro %}"
    source += "{{ m(x) }}{{ m(x, c=x) }}{{ m(x, x, b) }}{{ m(b=1, a=x) }}"
    source += "{{ told.v }}{{ told.keys }}{{ dict.v }}{{ {'told': told}.told.v is none }}"
    ours = fragment_environment(DictLoader({"a": source}), None).get_template("a")
    theirs = Environment(autoescape=True, undefined=StrictUndefined).from_string(source)
    told = {"x": value, "b": Markup("<b>"), "told": Told(value), "dict": {"v": value}}
    assert ours.render(told) == theirs.render(told)


@pytest.mark.parametrize(
    "source", ["{{ x.y }}", "{{ y }}", "{{ y.z }}", "{{ m() }}", "{{ m(1, 2) }}", "{{ m(b=1) }}"]
)
def test_what_is_not_there_is_refused_as_by_jinja(source: str) -> None:
    source = "{% macro m(a) %}{{ a }}{% endmacro %}" + source
    raised = []
    for env in (
        fragment_environment(DictLoader({"a": source}), None),
        Environment(loader=DictLoader({"a": source}), undefined=StrictUndefined),
    ):
        with pytest.raises((UndefinedError, TypeError)) as refused:
            env.get_template("a").render(x={})
        raised.append((refused.type, str(refused.value)))
    assert raised[0] == raised[1]


def test_a_folder_is_made_when_its_first_file_is_written(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    folder = Folder(tmp_path)
    for uri in ("a/b/c.html", "a/b/d.html", "e.html", "a/b/c.html"):
        folder.write(uri, uri.encode() * 2)
    assert files(tmp_path) == {
        uri: uri.encode() * 2 for uri in ("a/b/c.html", "a/b/d.html", "e.html")
    }


def divided(numbers: list[int]) -> list[float]:
    return [60 / number for number in numbers]


def test_shares_come_back_in_their_order() -> None:
    assert shared([], divided) == []
    assert shared([[1], [2, 3], [4]], divided) == [[60.0], [30.0, 20.0], [15.0]]


@pytest.mark.parametrize("shares", [[[0], [1]], [[1], [0]], [[1], [2], [0]]])
def test_a_fault_of_any_share_is_raised(shares: list[list[int]]) -> None:
    with pytest.raises(ZeroDivisionError):
        shared(shares, divided)


def test_rounds_have_a_piece_of_each_share_in_its_order() -> None:
    assert [*rounds([], 2)] == [*rounds([[], []], 2)] == []
    assert [*rounds([[1, 2, 3, 4, 5], [6, 7]], 2)] == [[[1], []], [[2, 3], [6]], [[4, 5], [7]]]
    assert [*rounds([[1, 2], [3]], 2)] == [[[1, 2], [3]]]


def test_nothing_is_shared_beside_another_thread() -> None:
    waiting = threading.Event()
    thread = threading.Thread(target=waiting.wait)
    thread.start()
    try:
        assert processors() == 1
    finally:
        waiting.set()
        thread.join()
