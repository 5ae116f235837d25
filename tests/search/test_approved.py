"""What an index holds and what queries find, as it was read and approved (tests/approved)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest

from aidstories.model import AidStatement, Article, Description, Passage, Person, Role, Story
from aidstories.search import Hit, Index, build_index, search
from aidstories.search.build import published
from aidstories.search.documents import Document, document
from aidstories.search.index import read_manifest
from aidstories.search.name_files import NameTable, Row
from aidstories.search.opensearch import bulk_lines, index_body
from aidstories.search.passages import chosen, excerpt, passages_of
from aidstories.search.pieces import apart, pieces_of, settled
from aidstories.search.query import parse
from aidstories.search.raw import RawRun
from aidstories.search.reading import read
from aidstories.stories.store.files import write_story
from tests.approved import approve, approved, cut, shown
from tests.archive import TABLES, make_archive
from tests.restore.reading.stories import story as told

TIBET = "西藏自治区"
REGIONS = ("那曲市", "那曲市/聂荣县", "拉萨市/城关区", "日喀则市", "阿里地区/改则县", "山南市")
DONORS = ("浙江省/杭州市", "湖北省", "山东省/青岛市", "辽宁省/大连市", "北京市")
PROGRAMS = ("组团式援藏", "对口援藏", "医联体")
PEOPLE = ("次仁", "央金", "王小青", "扎西顿珠", "欧阳敏", "单增卓玛")
PAPERS = ("西藏日报", "新华社", "人民日报", None)
SAID = (
    "“组团式”援藏的医生做了首例CT检查，5G远程会诊接通了。",
    "2024年5月，接诊3,000人次，高原病病人占三成；Covid-19 vaccine送到了。",
    "醫療隊在縣醫院開展手術，帶出了徒弟。",
    "医院与学校、乡镇卫生院一起，开展\n义诊活动。",
)
TIBETAN = (
    "ནག་ཆུའི་སྨན་ཁང་ལ་སྨན་པ་འབྱོར་བ་རེད།",
    "མཁའ་ལས་འོང་བའི་སྨན་པས་ནད་པ་བལྟས་སོ།",
    "ལྷ་སའི་སྨན་ཁང་གསར་པ་༢༠༢༤ལོར་བཞེངས།",
)
QUERIES = (
    *(
        "手术",
        "医院",
        "援藏",
        "癌",
        "门",
        "CT",
        "ct检查",
        "5G",
        "covid",
        "vaccine",
        "3000",
        "3,000",
    ),
    *("組團式", "醫院", "手術 徒弟", "带出了徒弟", "儿科门诊", "儿科 -骨科", "-手术", "-手术 门诊"),
    *(
        '"首例CT检查"',
        "“组团式”援藏",
        "组团式·援藏",
        "“组团式援藏”",
        "那曲、手术",
        "《义诊》《活动》",
    ),
    *("那曲", "那曲市", "naqu", "nq", "nagchu", "Nag chu", "聂荣", "聂荣县", "那曲聂荣", "西藏"),
    *(
        "拉萨",
        "城关区",
        "lhasa",
        "日喀则",
        "shigatse",
        "阿里",
        "山南",
        "杭州",
        "青岛医生",
        "北京的",
    ),
    *("杭州援藏", "大连援助那曲", "湖北援助了哪些地方", "哪些医生去过那曲", "谁援助了日喀则？"),
    *("次仁", "ciren", "tsering", "央金", "王小青", "wangxiaoqing", "扎西顿珠", "欧阳敏", "段琴"),
    *("西藏日报", "xinhuashe", "人民日报 2023", "2023年", "2024", "year:2024", "年份:2023"),
    *("地区:那曲", "region:那曲 手术", "-region:那曲", "援助方:杭州", "donor:湖北", "来源:新华社"),
    *("人物:央金", "项目:组团式", "status:未校对", "regions:拉萨", "region:", "无此:词"),
    *("སྨན་ཁང་", "སྨན་ཁང", "སྨན་པ", "སྨན", "མཁའ", "ལྷ་ས", "ནག་ཆུ", "sman khang", "lha sa", "༢༠༢༤"),
    *(
        "于木",
        "末来",
        "丽人医院",
        "家门口有了好医生",
        "无此一词",
        "",
        "  ",
        '"',
        "-",
        "，。",
        "a",
        "𠮷",
    ),
)

QUESTIONS = (
    *(
        "传帮带那曲",
        "李那曲",
        "那曲李",
        "李某那曲的",
        "那曲和拉萨",
        "那曲在拉萨的医生",
        "的",
        "的的",
        "谁",
        "谁的",
    ),
    *(
        "谁在2024年去过那曲",
        "12024",
        "2024",
        "12024年",
        "20245",
        "2024年2023年",
        "第2024号",
        "2024那曲2023",
    ),
    *("次仁央金", "谁是次仁", "谁见过次仁央金", "谁见过次仁和央金", "王小青次仁医生", "那曲次仁"),
    *(
        "那曲市杭州市湖北",
        "杭州援助那曲2024",
        "杭州某那曲",
        "城关区怎么样",
        "谁去过城关区",
        "西藏日报那曲",
    ),
    *(
        "医联体在哪些县有",
        "哪些县有医联体手术",
        "组团式援藏那曲手术",
        "那曲naqu",
        "nagchu手术",
        "lha sa 手术",
    ),
    *(
        "谁" * 101,
        "那曲" + "医" * 99,
        "那曲" + "医" * 98,
        "“谁帮助那曲”",
        "“那曲”拉萨",
        "谁 -那曲",
        "那 曲",
        "lha",
    ),
    *("མཁའ་འགྲོ་ལྷ་ས", "ལྷ་སར", "ལྷ་སའི་སྨན་པ་སུ་རེད", "ལྷ་ས སྨན", "གནས་ཁམས", "ནག་ཆུས", "ས་ར"),
)


def _article(number: int) -> tuple[Passage, ...]:
    place = REGIONS[number % len(REGIONS)].rpartition("/")[2]
    made, more = told(number, place), SAID[number % len(SAID)]
    if number % 7 == 6:
        title, text = TIBETAN[number % 3], TIBETAN[(number + 1) % 3]
        return _passage(Role.TITLE, title), _passage(Role.PARAGRAPH, text)
    roles = (Role.TITLE, Role.BYLINE, Role.PARAGRAPH, Role.HEADING, Role.PARAGRAPH, Role.CAPTION)
    texts = (made.title, made.byline, made.paragraphs[0], made.heading, more, made.caption)
    return tuple(map(_passage, roles, texts))


def _passage(role: Role, text: str) -> Passage:
    return Passage(role=role, text=text)


def _story(number: int) -> Story:
    region = f"{TIBET}/{REGIONS[number % len(REGIONS)]}"
    donor, program = DONORS[number % len(DONORS)], PROGRAMS[number % len(PROGRAMS)]
    aid = AidStatement(donor=donor, recipient=region, program=program, act="进驻")
    year = 2021 + number % 4
    return Story(
        id=f"story-{number:02}",
        article=Article(passages=_article(number)),
        description=Description(
            byline=(Person(name=told(number).name, role="记者"),),
            source=PAPERS[number % len(PAPERS)],
            published=(f"{year}-0{1 + number % 9}", f"{year}-05-0{1 + number % 9}", None)[
                number % 3
            ],
            year=year,
            regions=(region,),
            donors=(donor,) if number % 4 else (),
            programs=(program,),
            people=(Person(name=PEOPLE[number % len(PEOPLE)], role="医生"),),
            institutions=(f"{donor.rpartition('/')[2]}第一医院",),
            aid=(aid,) if number % 3 == 0 else (),
        ),
    )


def _documents() -> list[Document]:
    runs = (
        RawRun(before="做了首例", text="于木", after="，末来"),
        RawRun(before="", text="丽人", after=""),
    )
    made = [document(_story(n), TABLES.facets, runs if n % 5 == 0 else ()) for n in range(36)]
    return sorted(made, key=lambda document: (document.date, document.id))


def _address(facet: str, value: str) -> str:
    return f"{facet}/{value}/" if facet in ("region", "donor") else ""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("index")
    build_index(_documents(), folder, TABLES, address=_address)
    return Index(folder)


def _names(index: Index) -> Iterator[str]:
    """Yield the files by kind, the names with what they mean, the values of the facets."""
    kinds = [Path(path).suffix for path in published(index.folder)]
    yield f"files: {', '.join(f'{kinds.count(kind)} {kind}' for kind in sorted({*kinds}))}"
    manifest = read_manifest(index.folder)
    yield f"manifest: {', '.join(manifest)}; {manifest['numbers']} numbers"
    yield f"words: {manifest['words']}"
    yield f"ranks: {index.ranks()}"
    for facet in TABLES.facets:
        for value, numbers in sorted(index.facet(facet.key).items()):
            yield f"{facet.key} {value}: {' '.join(map(str, sorted(numbers)))}"
    names = index.table(manifest["names"])
    told = {key: said for key, said in names.items() if key not in ("files", "keys")}
    yield json.dumps(told, ensure_ascii=False)
    rows = [Row(*row) for file in names["files"] for row in index.table(file)]

    def value_of(row: Row) -> tuple[str, str, int, str, str]:
        listed = row.numbers if isinstance(row.numbers, list) else "apart"
        return row.facet, row.value, row.total, row.url, f"{listed}"

    for said, keys in groupby(sorted(rows, key=value_of), value_of):
        yield f"{' '.join(map(str, said))}: " + ", ".join(
            f"{row.key} {row.inside:d} {row.name}".rstrip() for row in keys
        )


def _postings(index: Index) -> Iterator[str]:
    """Yield every fifteenth token with its documents and places, and a record of each kind."""
    for _, name, length in index.directory:
        tokens = index.shard(name).tokens
        yield f"shard of {len(tokens)} tokens, {length > 0}"
        for place in range(0, len(tokens), 15):
            text, title, raw = (list(each) for each in index.documents(name, place))
            at = {n: list(each) for n, each in index.positions(name, place).items()}
            yield f"{shown(' '.join(tokens[place]))}: {text} {title} {raw} {at}"
    for number in (0, 5, 6, 33):
        yield json.dumps(index.record(number), ensure_ascii=False, indent=1)


def _queries(index: Index) -> Iterator[str]:
    """Yield what each query is read as, and its hits; of the first two what is shown."""
    for query in QUERIES:
        found = search(index, query)
        parts = ", ".join(f"{p.phrase.name}{'*' * bool(p.rows)}" for p in found.parts)
        asked = parse(query, index.words)
        filters = "".join(f" {'-' * f.exclude}{f.facet}:{f.value}" for f in asked.filters)
        left = "".join(f" -{p.name}" for p in asked.phrases if p.exclude)
        yield f"== {query} → {parts}{left}{filters}{' (loose)' * found.loose}"
        yield " ".join(_hit(hit) for hit in found.hits)
        for hit in found.hits[:2]:
            passages = passages_of(index.record(hit.number))
            windows = chosen(passages, [p.name or p.phrase for p in found.parts])
            yield from (f"  {shown(excerpt(passages[w.passage][0], w))}" for w in windows)
        assert not index.lost


def _pieces(index: Index) -> Iterator[str]:
    """Yield the pieces of each word, those that count in a question and outside, the reading."""
    table = NameTable(index)
    for text in (*QUERIES, *QUESTIONS):
        asked = parse(text, index.words)
        yield f"== {cut(text)}"
        for phrase in asked.wanted:
            found = pieces_of(phrase, table)
            for where, free in (("asked", True), ("said", False)):
                kept = [*settled(found, free=free)]
                cuts = (f"{p.kind} {''.join(phrase.units[p.start : p.end])}" for p in kept)
                yield f"{where}: {cut(', '.join(cuts), 40)}{' apart' * apart(kept)}"
        for loose in (False, True):
            yield f"{'loose' if loose else 'read'}: " + ", ".join(
                f"{cut(p.phrase.key)} {p.phrase.places[:4]} {len(p.rows)} {p.name and p.name.key}"
                for p in read(asked, table, loose=loose)
            )


def _hit(hit: Hit) -> str:
    marks = "t" * hit.titles + "n" * hit.named + "r" * hit.raw + "~" * hit.read
    return f"{hit.number}{marks}"


def _changes(folder: Path) -> Iterator[str]:
    """Yield what a build does anew after each change of an archive."""
    documents = _documents()
    steps: Mapping[str, list[Document]] = {
        "all": documents,
        "nothing": documents,
        "a text": [replace(documents[0], texts=("另一段，说手术。",)), *documents[1:]],
        "a story more": [*documents, replace(documents[3], id="later")],
        "two less": documents[2:],
        "half of them": documents[:15],
    }
    for name, found in steps.items():
        built = build_index(found, folder, TABLES)
        ranks = Index(folder).ranks()
        yield f"{name}: {built.documents} {built.changed} changed, kept {built.kept > 0}, {ranks}"
        hits = search(Index(folder), "手术").hits
        yield " ".join(_hit(hit) for hit in hits)


def _exported(folder: Path) -> Iterator[str]:
    """Yield the index that OpenSearch is asked for, and stories as it gets them."""
    archive = make_archive(folder / "archive")
    for number in (0, 2, 6):
        write_story(archive.paths, _story(number))
    fields = tuple(TABLES.fields.values())
    yield json.dumps(index_body(fields), ensure_ascii=False, indent=1)
    for passages in (False, True):
        for line in b"".join(bulk_lines(archive.paths, fields, passages=passages)).splitlines():
            yield cut(line.decode(), 200) if passages else line.decode()


OUTCOMES: Mapping[str, Callable[[Index, Path], Iterator[str]]] = {
    "search/names": lambda index, _: _names(index),
    "search/postings": lambda index, _: _postings(index),
    "search/queries": lambda index, _: _queries(index),
    "search/pieces": lambda index, _: _pieces(index),
    "search/changes": lambda _, folder: _changes(folder),
    "search/exported": lambda _, folder: _exported(folder),
}


@pytest.mark.parametrize("name", OUTCOMES)
def test_what_is_found_is_what_was_approved(name: str, index: Index, tmp_path: Path) -> None:
    approve(name, OUTCOMES[name](index, tmp_path))


def test_nothing_else_is_approved() -> None:
    assert approved("search") == {*OUTCOMES}
