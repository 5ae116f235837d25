"""The table of the interface's words: complete, sourced, and used as it says."""

import csv
import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import material
import pytest
from jinja2 import Environment, nodes
from mkdocs.config import load_config

from aidstories.fields import Field, Shape
from aidstories.model import Status
from aidstories.site.facets import STORIES
from aidstories.site.interface.dates import _DOUBT
from aidstories.site.interface.script_words import script_keys, word_modules
from aidstories.site.interface.terms import TIBETAN, Terms, Translator, interface_terms
from aidstories.site.locale import _WORDS
from aidstories.site.plugin import AidStoriesPlugin
from aidstories.tables import Term
from tests.archive import TABLES

ROOT = Path(__file__).parents[2]
TERMS = interface_terms(TABLES)
SAYS = {"t", "say"}
"""What templates and Python call the translator; ``t.plain`` is its method."""
SCRIPTS = sorted((ROOT / "overrides/assets/javascripts").rglob("*.js"))
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
METHODS = {"plain", "known", "mark", "optional"}


def keys_in_template(source: str) -> Iterator[str]:
    """Yield the keys of ``t("…")`` and ``t.plain("…")``; a key put together is a pattern."""
    for call in Environment().parse(source).find_all(nodes.Call):
        called = call.node
        direct = isinstance(called, nodes.Name) and called.name in SAYS
        method = (
            isinstance(called, nodes.Getattr)
            and called.attr in METHODS
            and getattr(called.node, "name", "") in {*SAYS, "translator"}
        )
        if (direct or method) and call.args:
            yield from patterns(call.args[0])


def patterns(node: nodes.Expr | None) -> Iterator[str]:
    if isinstance(node, nodes.CondExpr):
        yield from patterns(node.expr1)
        yield from patterns(node.expr2)
    elif isinstance(node, nodes.Const):
        yield re.escape(node.value)
    elif isinstance(node, nodes.Concat):
        parts = (re.escape(n.value) if isinstance(n, nodes.Const) else ".+" for n in node.nodes)
        yield "".join(parts)
    elif isinstance(node, nodes.Add):
        yield ".+"


PLURAL = re.compile("(?:རྣམས|ཚོ|དག|ཁག)[་།]* ?\\{(?:count|number|total|done|page)\\}")
BEFORE = re.compile("\\{(?:count|number|page)\\} ?[\u0f40-\u0fbc]{2,}(?<!པ)(?<!རྙེད)[་།]")


def test_numbers_stand_behind_what_they_count_which_is_never_plural() -> None:
    texts = {key: row.bo for key, row in TERMS.rows.items() if "{" in row.bo}
    assert len(texts) > 50
    assert {key: bo for key, bo in texts.items() if PLURAL.search(bo) or BEFORE.search(bo)} == {}


@pytest.mark.parametrize(
    ("wrong", "is_so"),
    [("སྨན་པ་རྣམས་{count}", True), ("{count} སྨན་པའི་གྲངས།", True), ("སྨན་པ། {count}", False)],
)
def test_a_plural_and_a_number_before_are_told(wrong: str, is_so: bool) -> None:
    assert bool(PLURAL.search(wrong) or BEFORE.search(wrong)) == is_so


@pytest.mark.parametrize(
    ("number", "said"), [(1, "ཤོག་ལྷེ་1པོ།"), (2, "ཤོག་ལྷེ་2པ།"), (11, "ཤོག་ལྷེ་11པ།"), (21, "ཤོག་ལྷེ་21པ།")]
)
def test_the_first_has_an_ordinal_of_its_own(number: int, said: str) -> None:
    bo = Translator(terms=TERMS, language="bo")
    assert bo.plain("list.page", number=number) == f"（{said}）"
    assert str(bo("list.page", number=number)) == f"（{said}）"


@pytest.mark.browser
def test_scripts_say_ordinals_alike(open_bo: Callable[..., Any]) -> None:
    page = open_bo("bo/")
    ask = """async () => {
      const { src } = document.querySelector("script[type=module][src]")
      const { plain } = await import(new URL("words.js", src))
      return [1, 2, 11].map(page => plain("facsimile.place", { place: "ཀ", page }))
    }"""
    assert page.evaluate(ask) == [f"ཀ ཤོག་ལྷེ་{said}།" for said in ("1པོ", "2པ", "11པ")]


def keys_in_python(source: str) -> Iterator[str]:
    """Yield the keys that code asks a translator for."""
    for found in re.finditer(
        r"""\b(?:translator|say|t)(?:\.plain)?\(\s*f?"([a-z][^"]*)\"""", source
    ):
        yield re.sub(r"\\\{[^}]*\\\}", ".+", re.escape(found.group(1)))


def missing(patterns: Iterator[str]) -> list[str]:
    return sorted({p for p in patterns if not any(re.fullmatch(p, key) for key in TERMS.rows)})


def sources() -> Iterator[tuple[Path, Callable[[str], Iterator[str]]]]:
    for path in sorted((ROOT / "overrides").rglob("*.html")):
        if "languages" not in path.parts and path.name != "language.html":
            yield path, keys_in_template
    for path in sorted((ROOT / "scripts/aidstories/site").rglob("*.py")):
        yield path, keys_in_python
    for path in SCRIPTS:
        yield path, script_keys


@pytest.mark.parametrize(
    ("path", "keys"), list(sources()), ids=lambda value: getattr(value, "name", "")
)
def test_every_key_in_use_is_in_the_table(path: Path, keys: Callable[[str], Iterator[str]]) -> None:
    assert missing(keys(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("keys", "source", "absent"),
    [
        (keys_in_template, "{{ t('home') }}{{ t.plain('no.such') }}", [r"no\.such"]),
        (
            keys_in_template,
            "{{ t('facet.' ~ key) }}{{ t('nothing.' ~ key) }}",
            [r"nothing\..+"],
        ),
        (keys_in_template, "{{ t('home' if a else 'away') }}", ["away"]),
        (keys_in_template, "{{ lang.t('no.such') }} t('no.such')", []),
        (keys_in_python, 'self.translator("no.such")', [r"no\.such"]),
        (keys_in_python, 'translator.plain(f"month.{n}"); say("absent", x=1)', ["absent"]),
        (script_keys, 't("home") + t("absent", { n: 1 })', ["absent"]),
        (script_keys, "plain(`month.${n}`) + plain(`no.such.${n}`)", [r"no\.such\..+"]),
        (script_keys, 'at("absent"); this.t("absent"); split("absent")', []),
    ],
)
def test_a_key_that_is_not_in_the_table_is_found(
    keys: Callable[[str], Iterator[str]], source: str, absent: list[str]
) -> None:
    assert missing(keys(source)) == absent


def theme_words() -> Iterator[str]:
    """Yield the words of the theme that our templates, and those of its own we keep, ask for."""
    theme = Path(material.__file__).parent / "templates/partials"
    kept = [theme / "footer.html"]
    for path in (*(ROOT / "overrides").rglob("*.html"), *kept):
        yield from re.findall(r"""\blang\.t\(["']([a-z.]+)["']\)""", path.read_text("utf-8"))


def test_every_key_of_the_table_is_in_use() -> None:
    asked = {pattern for path, keys in sources() for pattern in keys(path.read_text("utf-8"))}
    said = {*_WORDS.values(), *_DOUBT.values(), "reviewer"}
    said |= {f"theme.{word}" for word in theme_words()}
    written = [(ROOT / "mkdocs.yml").read_text("utf-8")]
    written += [p.read_text("utf-8") for p in (ROOT / "scripts/aidstories/site").rglob("*.py")]
    idle = [
        key
        for key, term in TERMS.rows.items()
        if key not in said
        and not any(re.fullmatch(pattern, key) for pattern in asked)
        and not any(f" {term.zh}:" in text or f'"{term.zh}"' in text for text in written)
    ]
    assert [key for key in idle if not key.startswith("word.")] == []  # a translator's word list


def test_titles_of_the_navigation_are_in_the_table() -> None:
    titles = re.findall(r"^ +- (\S+):", (ROOT / "mkdocs.yml").read_text("utf-8"), re.M)
    known = {term.zh for term in TERMS.rows.values()}
    assert [title for title in titles if HAN.search(title) and title not in known] == []


SCRIPT = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`)""",
    re.S,
)


def words_in_script(source: str) -> list[str]:
    """Return the Chinese of a script, its comments aside."""
    code = SCRIPT.sub(lambda found: found["text"] or "", source)
    return HAN.findall(code)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_holds_words_of_its_own(path: Path) -> None:
    assert words_in_script(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('say("关闭")', ["关", "闭"]),
        ("say(`第${n}段`)", ["第", "段"]),
        ("const KEYS = { 地区: 1 }", ["地", "区"]),
        ('a("//x") // 说明\n/* 说\n明 */ b()', []),
        ('a("http://x/段")', ["段"]),
    ],
)
def test_chinese_in_a_script_is_found(source: str, words: list[str]) -> None:
    assert words_in_script(source) == words


def test_a_module_of_words_has_what_scripts_ask_for(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('t("both"); plain(`repair.${kind}`)', encoding="utf-8")
    rows = {
        "both": Term(key="both", zh="共 {n} 篇", bo="ཁྱོན་ {n}", en="x", status="exact"),
        "repair.corr": Term(key="repair.corr", zh="订正", en="x", status="exact"),
        "other": Term(key="other", zh="别的", en="x", status="exact"),
    }
    modules = dict(word_modules(Terms(rows=rows), tmp_path, {"地区": "region"}))
    assert set(modules) == {"words/zh.js", "words/bo.js"}
    zh, bo = (modules[f"words/{language}.js"] for language in ("zh", "bo"))
    assert 'own = {"both":"共 {n} 篇","repair.corr":"订正"}' in zh
    assert 'own = {"both":"ཁྱོན་ {n}"}\nexport const other = {"repair.corr":"订正"}' in bo
    assert 'fields = {"地区":"region"}' in zh and 'fields = {"地区":"region"}' in bo


def test_no_template_holds_words_of_its_own() -> None:
    allowed = {"zh-Hans"}
    editors = ROOT / "overrides/admin.html"  # who edits reads Chinese
    for path in sorted({*(ROOT / "overrides").rglob("*.html")} - {editors}):
        text = re.sub(
            r"\{#.*?#\}|<kbd.*?</kbd>|<(?:small|big) aria-hidden.*?>",
            "",
            path.read_text("utf-8"),
            flags=re.S,
        )
        words = set(re.findall(r"[\u4e00-\u9fff]{2,}", text)) - allowed
        assert not words, f"{path.name}: {words}"


def test_every_word_has_a_source_or_is_listed_as_missing() -> None:
    for key, term in TERMS.rows.items():
        assert term.zh, key
        if key == "reviewer" or isinstance(term, Field):
            continue
        assert bool(term.bo) == bool(term.source), key
        assert (term.status == "unattested") == (not term.bo), key
        assert term.status in {"exact", "near", "composed", "unattested"}, key
        assert (key in TERMS.missing) == (not term.bo)


def test_the_build_lists_what_is_missing(caplog: pytest.LogCaptureFixture) -> None:
    config, plugin = load_config(str(ROOT / "mkdocs.yml")), AidStoriesPlugin()
    plugin.load_config({})
    with caplog.at_level(logging.INFO, "mkdocs.plugins.aidstories"):
        plugin.on_config(config)
    (said,) = [r.getMessage() for r in caplog.records if "藏文界面" in r.getMessage()]
    assert said.startswith(f"藏文界面 {len(TERMS.rows)} 条，缺 {len(TERMS.missing)} 条：")
    assert said.partition("：")[2].split("、") == list(TERMS.missing)


def test_both_languages_put_in_the_same_values() -> None:
    for key, term in TERMS.rows.items():
        if term.bo:
            assert set(re.findall(r"\{\w+\}", term.bo)) == set(re.findall(r"\{\w+\}", term.zh)), key


def test_no_two_pages_share_a_title() -> None:
    pages = {key: term.bo for key, term in TERMS.rows.items() if term.bo and is_title(key)}
    shared = {title for title in pages.values() if [*pages.values()].count(title) > 1}
    assert not shared and {"search.title", "nav.search-index"} <= pages.keys()


def is_title(key: str) -> bool:
    return key.startswith("nav.") or key in ("search.title", "tags.title", "tags.index")


def test_keys_stand_once() -> None:
    with (ROOT / "docs/data/terms.csv").open(encoding="utf-8") as file:
        keys = [row["key"] for row in csv.DictReader(file)]
    assert len(keys) == len(set(keys))


def test_tibetan_words_are_tibetan() -> None:
    for key, term in TERMS.rows.items():
        if term.bo and not key.startswith(("theme.language", "theme.direction", "lang.zh")):
            assert re.search(r"[\u0f40-\u0fbc]", term.bo) or "{" in term.bo, key
            assert not re.search(r"[\u4e00-\u9fff\u0f20-\u0f33]", term.bo), key


def test_values_that_are_words_are_in_the_table() -> None:
    assert set(Status) <= _WORDS.keys()
    assert set(_WORDS.values()) <= TERMS.rows.keys()
    for facet in (*TABLES.facets, STORIES):
        assert f"facet.{facet.key}" in TERMS.rows
        assert f"lead.{facet.key}" in TERMS.rows or facet.shape is Shape.QUERY


TABLE = Terms(
    rows={
        "both": Term(key="both", zh="共 {n} 篇", bo="ཁྱོན་ {n}", en="x", status="exact"),
        "zh": Term(key="zh", zh="“{who}”之下", en="x", status="exact"),
        "reviewer": Term(key="reviewer", zh="审订", en="x", status="exact"),
    }
)


@pytest.mark.parametrize(
    ("language", "key", "values", "text"),
    [
        ("zh", "both", {"n": 3}, "共 3 篇"),
        ("bo", "both", {"n": 3}, "ཁྱོན་ 3"),
        ("zh", "zh", {"who": "<b>"}, "“&lt;b&gt;”之下"),
        ("bo", "zh", {"who": "<b>"}, '<span lang="zh-Hans">“&lt;b&gt;”之下</span>'),
    ],
)
def test_a_voice_says_what_it_can_and_marks_the_rest(
    language: str, key: str, values: dict[str, Any], text: str
) -> None:
    assert Translator(terms=TABLE, language=language)(key, **values) == text


def test_a_key_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError, match="nothing"):
        Translator(terms=TABLE)("nothing")


def test_the_interface_is_on_trial_until_someone_has_reviewed_it() -> None:
    assert TABLE.reviewer == ""
    named = Terms(
        rows={"reviewer": Term(key="reviewer", zh="审订", bo="བཀྲ་ཤིས", en="x", status="exact")}
    )
    assert named.reviewer == "བཀྲ་ཤིས"
    assert Translator(terms=named, language=TIBETAN).terms.reviewer
