"""What `export --opensearch` writes, read back and sent by OpenSearch's own client."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from opensearchpy import OpenSearch, helpers

from aidstories.errors import BadInput
from aidstories.model import (
    AidStatement,
    Article,
    Description,
    Passage,
    Person,
    Role,
    Story,
    YearBasis,
)
from aidstories.search.opensearch import bulk_lines, index_body
from aidstories.stories.store.files import write_story
from tests.archive import HOME, TABLES, Archive

FIELDS = tuple(TABLES.fields.values())
NAQU = "西藏自治区/那曲市"
TIBETAN = "ནག་ཆུའི་སྨན་ཁང་།"
TRANSLATION = f"""---
id: naqu
title: {TIBETAN}
---

[原文 医生到了]

སྨན་པ་འབྱོར།
"""


def story(id_: str, *texts: str, **described: Any) -> Story:
    passages = (Passage(role=Role.PARAGRAPH, text=text) for text in texts)
    title = Passage(role=Role.TITLE, text=f"{id_} 的標題")
    return Story(
        id=id_, article=Article(passages=(title, *passages)), description=Description(**described)
    )


NAMED = story(
    "naqu",
    "醫療隊到了那曲。\u2028第二行",
    TIBETAN,
    year=2024,
    year_basis=YearBasis.STATED,
    published="2024-05?",
    regions=(NAQU,),
    people=(Person(name="央金", role="医生"),),
    aid=(AidStatement(donor="浙江省/杭州市", recipient=NAQU, act="义诊"),),
)
STORIES = (NAMED, story("ali", "去阿里。"), story("bangor", "班戈。", published="XXXX-03-16"))


@dataclass
class Node:
    """As much of a node as answers `_bulk`: it takes what its mappings name, and nothing else."""

    properties: dict[str, Any]
    url: str = ""
    bodies: list[bytes] = field(default_factory=list)
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    created: dict[str, Any] = field(default_factory=dict)

    def bulk(self, body: bytes) -> dict[str, Any]:
        self.bodies.append(body)
        *lines, last = body.split(b"\n")
        assert last == b""
        pairs = zip(lines[::2], lines[1::2], strict=True)
        items = [self._index(json.loads(action), json.loads(source)) for action, source in pairs]
        return {"took": 1, "errors": any("error" in i["index"] for i in items), "items": items}

    def _index(self, action: dict[str, Any], source: dict[str, Any]) -> dict[str, Any]:
        (id_,) = (one["_id"] for one in action.values())
        if unknown := source.keys() - self.properties:
            return {"index": {"_id": id_, "status": 400, "error": {"type": f"{unknown}"}}}
        self.documents[id_] = source
        return {"index": {"_id": id_, "status": 201, "result": "created"}}


@pytest.fixture
def node() -> Iterator[Node]:
    made = Node(index_body(FIELDS)["mappings"]["properties"])

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path.split("?")[0] == "/archive/_bulk"
            self._answer(made.bulk(self._body()))

        def do_PUT(self) -> None:
            assert self.path == "/archive"
            made.created = json.loads(self._body())
            self._answer({"acknowledged": True, "index": "archive"})

        def _body(self) -> bytes:
            return self.rfile.read(int(self.headers["Content-Length"]))

        def _answer(self, value: object) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(value).encode())

        def log_message(self, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        made.url = f"http://127.0.0.1:{server.server_port}"
        yield made
        server.shutdown()


@pytest.fixture
def stocked(archive: Archive) -> Archive:
    for one in STORIES:
        path = write_story(archive.paths, one)
        if one is NAMED:
            path.with_name("naqu.bo.md").write_text(TRANSLATION, "utf-8")
    return archive


def exported(archive: Archive, file: Path, *options: str) -> bytes:
    done = archive.run("export", file, "--opensearch", *options)
    assert done.exit_code == 0, done.output
    return file.read_bytes()


def actions(data: bytes) -> Iterator[dict[str, Any]]:
    """Yield what a program that reads the file gives to the client's helpers."""
    lines = data.removesuffix(b"\n").split(b"\n")
    for action, source in zip(lines[::2], lines[1::2], strict=True):
        (kind, meta), *_ = json.loads(action).items()
        yield {"_op_type": kind, **meta, "_source": json.loads(source)}


def test_the_client_sends_it_as_it_was_written(
    stocked: Archive, tmp_path: Path, node: Node
) -> None:
    data = exported(stocked, tmp_path / "a.ndjson")
    client = OpenSearch(node.url)
    assert helpers.bulk(client, actions(data), index="archive", chunk_size=2) == (4, [])
    assert b"".join(node.bodies) == data and len(node.bodies) == 2
    assert [*node.documents] == ["ali", "bangor", "naqu", "naqu.bo"]


def test_the_file_is_a_body_of_a_request(stocked: Archive, tmp_path: Path, node: Node) -> None:
    data = exported(stocked, tmp_path / "a.ndjson", "--passages")
    answer = OpenSearch(node.url).bulk(body=data.decode(), index="archive")
    assert not answer["errors"] and len(answer["items"]) == len(node.documents) == 9
    parts = [doc for id_, doc in node.documents.items() if id_.startswith("naqu#")]
    assert [(doc["passage"], doc["role"]) for doc in parts] == [
        (1, "title"),
        (2, "paragraph"),
        (3, "paragraph"),
    ]
    assert all(doc["regions"] == [NAQU] for doc in parts)


def test_the_node_refuses_what_no_mapping_names(node: Node) -> None:
    odd = [{"_id": "a", "_source": {"id": "a", "nowhere": 1}}]
    sent, refused = helpers.bulk(OpenSearch(node.url), odd, index="archive", raise_on_error=False)
    assert sent == 0 and len(refused) == 1


def test_what_a_document_holds(stocked: Archive, tmp_path: Path) -> None:
    found = {one["_id"]: one["_source"] for one in actions(exported(stocked, tmp_path / "a"))}
    naqu = found["naqu"]
    assert naqu["text"] == ["naqu 的標題", "醫療隊到了那曲。\u2028第二行"]
    assert naqu["text_bo"] == [TIBETAN]
    assert "医疗队 到 了 那曲" in naqu["words"][1] and "。" not in naqu["words"][1]
    assert naqu["regions"] == [NAQU] and naqu["year"] == 2024 and naqu["published"] == "2024-05?"
    assert naqu["people"] == [{"name": "央金", "role": "医生"}]
    assert naqu["aid"] == [{"donor": "浙江省/杭州市", "recipient": NAQU, "act": "义诊"}]
    assert (naqu["language"], naqu["url"]) == ("zh", "stories/naqu/")
    translated = found["naqu.bo"]
    assert (translated["language"], translated["story"]) == ("bo", "naqu")
    assert translated["url"] == "bo/stories/naqu/" and translated["title"] == TIBETAN
    assert "text" not in translated and "text_bo" not in found["ali"]
    settings = json.loads((tmp_path / "a.index.json").read_text("utf-8"))
    assert settings == index_body(FIELDS)


def test_every_analyzer_that_a_mapping_names_is_there() -> None:
    body = index_body(FIELDS)
    named = {v for k, v in pairs(body["mappings"]) if k in ("analyzer", "search_analyzer")}
    assert named <= {*body["settings"]["analysis"]["analyzer"], "keyword"}


def pairs(value: Any) -> Iterator[tuple[str, Any]]:
    for key, inner in value.items() if isinstance(value, dict) else ():
        yield key, inner
        yield from pairs(inner)


def test_stories_are_read_one_by_one(stocked: Archive) -> None:
    """The first is written before the last is read: an archive of any size fits the memory."""
    lines = bulk_lines(stocked.paths, FIELDS)
    assert b'"ali"' in next(lines)
    last = next(path for path in stocked.paths.story_files() if path.stem == "naqu")
    last.write_text("---\nid: [\n---\n", "utf-8")
    assert b'"bangor"' in next(lines)
    with pytest.raises(BadInput, match="naqu"):
        next(lines)


def test_a_story_with_a_fault_leaves_the_old_file(stocked: Archive, tmp_path: Path) -> None:
    file = tmp_path / "a.ndjson"
    before = exported(stocked, file)
    path = next(path for path in stocked.paths.story_files() if path.stem == "bangor")
    path.write_text("---\nid: [\n---\n", "utf-8")
    done = stocked.run("export", file, "--opensearch", "--replace")
    assert done.exit_code == 1 and "bangor.md" in done.stderr
    assert file.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == ["a.index.json", "a.ndjson"]


def test_a_file_is_not_replaced_unasked(stocked: Archive, tmp_path: Path) -> None:
    (tmp_path / "a.index.json").write_text("mine", "utf-8")
    done = stocked.run("export", tmp_path / "a.ndjson", "--opensearch")
    assert done.exit_code == 1 and "a.index.json" in done.stderr
    assert not (tmp_path / "a.ndjson").exists()
    exported(stocked, tmp_path / "a.ndjson", "--replace")


def test_passages_go_with_opensearch_alone(stocked: Archive, tmp_path: Path) -> None:
    done = stocked.run("export", tmp_path / "a.csv", "--passages")
    assert done.exit_code == 2 and "--opensearch" in done.stderr


def test_the_program_in_the_guide_sends_it(
    stocked: Archive, tmp_path: Path, node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = (HOME / "docs/guide/scale.md").read_text("utf-8")
    program = guide.split("```python\n")[1].split("```")[0]
    assert "档案.ndjson" in guide.split("export --opensearch ")[1].split("\n")[0]
    exported(stocked, tmp_path / "档案.ndjson")
    monkeypatch.chdir(tmp_path)
    exec(program.replace("http://127.0.0.1:9200", node.url), {})
    assert len(node.documents) == 4 and node.created == index_body(FIELDS)
