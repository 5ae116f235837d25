"""The table of the interface's words: complete, sourced, and used as it says."""

import csv
import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from aidstories.model import Status
from aidstories.site.facets import DIMENSIONS, INDEXES, SOURCES, STATUSES, STORIES
from aidstories.site.shell import _WORDS
from aidstories.site.terms import TIBETAN, Term, Terms, Voice, read_terms
from aidstories.site.words import script_keys

ROOT = Path(__file__).parents[2]
TERMS = read_terms(ROOT / "docs/data")
SAYS = {"t", "say"}
"""What templates and Python call the voice; ``t.plain`` and ``voice.plain`` are its methods."""
METHODS = {"plain", "known", "mark"}


def keys_in_template(source):
    """Yield the keys of ``t("…")`` and ``t.plain("…")``; a key put together is a pattern."""
    for call in Environment().parse(source).find_all(nodes.Call):
        called = call.node
        direct = isinstance(called, nodes.Name) and called.name in SAYS
        method = (
            isinstance(called, nodes.Getattr)
            and called.attr in METHODS
            and getattr(called.node, "name", "") in {*SAYS, "voice"}
        )
        if (direct or method) and call.args:
            yield from patterns(call.args[0])


def patterns(node):
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


def keys_in_python(source):
    """Yield the keys that code asks a voice for."""
    for found in re.finditer(r"""\b(?:voice|say|t)(?:\.plain)?\(\s*f?"([a-z][^"]*)\"""", source):
        yield re.sub(r"\\\{[^}]*\\\}", ".+", re.escape(found.group(1)))


def missing(patterns):
    return sorted({p for p in patterns if not any(re.fullmatch(p, key) for key in TERMS.rows)})


def sources():
    for path in sorted((ROOT / "overrides").rglob("*.html")):
        if "languages" not in path.parts and path.name != "language.html":
            yield path, keys_in_template
    for path in sorted((ROOT / "scripts/aidstories/site").glob("*.py")):
        yield path, keys_in_python
    for path in sorted((ROOT / "overrides/assets/javascripts").rglob("*.js")):
        yield path, script_keys


@pytest.mark.parametrize(
    ("path", "keys"), list(sources()), ids=lambda value: getattr(value, "name", "")
)
def test_every_key_in_use_is_in_the_table(path, keys):
    assert missing(keys(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("keys", "source", "absent"),
    [
        (keys_in_template, "{{ t('home') }}{{ t.plain('no.such') }}", [r"no\.such"]),
        (
            keys_in_template,
            "{{ t('dimension.' ~ key) }}{{ t('nothing.' ~ key) }}",
            [r"nothing\..+"],
        ),
        (keys_in_template, "{{ t('home' if a else 'away') }}", ["away"]),
        (keys_in_template, "{{ lang.t('no.such') }} t('no.such')", []),
        (keys_in_python, 'self.voice("no.such")', [r"no\.such"]),
        (keys_in_python, 'voice.plain(f"month.{n}"); say("absent", x=1)', ["absent"]),
        (script_keys, 't("home") + t("absent", { n: 1 })', ["absent"]),
        (script_keys, "plain(`month.${n}`) + plain(`no.such.${n}`)", [r"no\.such\..+"]),
        (script_keys, 'at("absent"); this.t("absent"); split("absent")', []),
    ],
)
def test_a_key_that_is_not_in_the_table_is_found(keys, source, absent):
    assert missing(keys(source)) == absent


def test_no_template_holds_words_of_its_own():
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


def test_every_word_has_a_source_or_is_listed_as_missing():
    for key, term in TERMS.rows.items():
        assert term.zh, key
        if key == "reviewer":
            continue
        assert bool(term.bo) == bool(term.source), key
        assert (term.status == "unattested") == (not term.bo), key
        assert term.status in {"exact", "near", "composed", "unattested"}, key
        assert (key in TERMS.missing) == (not term.bo)


def test_both_languages_put_in_the_same_values():
    for key, term in TERMS.rows.items():
        if term.bo:
            assert set(re.findall(r"\{\w+\}", term.bo)) == set(re.findall(r"\{\w+\}", term.zh)), key


def test_keys_stand_once():
    with (ROOT / "docs/data/terms.csv").open(encoding="utf-8") as file:
        keys = [row["key"] for row in csv.DictReader(file)]
    assert len(keys) == len(set(keys))


def test_tibetan_words_are_tibetan():
    for key, term in TERMS.rows.items():
        if term.bo and not key.startswith(("theme.language", "theme.direction", "lang.zh")):
            assert re.search(r"[\u0f40-\u0fbc]", term.bo) or "{" in term.bo, key
            assert not re.search(r"[\u4e00-\u9fff\u0f20-\u0f33]", term.bo), key


def test_values_that_are_words_are_in_the_table():
    assert set(Status) <= _WORDS.keys()
    assert set(_WORDS.values()) <= TERMS.rows.keys()
    for dimension in (*DIMENSIONS, *INDEXES, SOURCES, STATUSES, STORIES):
        for key in (f"dimension.{dimension.key}", f"dimension.{dimension.key}.lead"):
            assert key in TERMS.rows


TABLE = Terms(
    rows={
        "both": Term(key="both", zh="共 {n} 篇", bo="ཁྱོན་ {n}"),
        "zh": Term(key="zh", zh="“{who}”之下"),
        "reviewer": Term(key="reviewer", zh="审订"),
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
def test_a_voice_says_what_it_can_and_marks_the_rest(language, key, values, text):
    assert Voice(terms=TABLE, language=language)(key, **values) == text


def test_a_key_that_is_not_there_is_an_error():
    with pytest.raises(KeyError, match="nothing"):
        Voice(terms=TABLE)("nothing")


def test_the_interface_is_on_trial_until_someone_has_reviewed_it():
    assert TABLE.reviewer == ""
    named = Terms(rows={"reviewer": Term(key="reviewer", zh="审订", bo="བཀྲ་ཤིས")})
    assert named.reviewer == "བཀྲ་ཤིས"
    assert Voice(terms=named, language=TIBETAN).terms.reviewer
