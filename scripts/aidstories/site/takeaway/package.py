"""The data package: every table with its columns (Frictionless Data Package 1)."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import deflate

from aidstories.fields import Field
from aidstories.site.takeaway.export_context import ExportContext
from aidstories.site.takeaway.flows import COLUMNS
from aidstories.site.takeaway.parts import in_parts, length_of, part_names
from aidstories.site.takeaway.stamps import stamps
from aidstories.site.takeaway.tables import (
    BOM,
    columns,
    flows_rows,
    json_line,
    record,
    stories_rows,
    table,
    table_csv,
)

T = TypeVar("T")

FOLDER = "data/"
DESCRIPTOR = f"{FOLDER}datapackage.json"
_GZ = ".gz"
_LEVEL = 7
"""Of libdeflate: 2 MB of stories take 18 ms and 406 KB; of zlib's level 9, 55 ms and 408 KB."""
STORIES_INDEX = f"{FOLDER}stories.json"
"""Held the records of all stories as one array; says now in which files they stand."""
_FLOW_TITLES = {
    "story": ("报道", "报道的编号"),
    "donor": ("援助方", "援助来自的地方；文中没写的空着"),
    "donor_body": ("派出机构", "派出的机构或队伍，照印"),
    "region": ("受援地", "援助到达的地方；文中没写的空着"),
    "recipient_body": ("受援机构", "受援的机构，照印"),
    "programme": ("项目", "援助的项目"),
    "act": ("事项", "做了什么，照印"),
    "when": ("援助时间", "援助的时间，EDTF 格式"),
    "year": ("报道年份", "报道的年份，不是援助的年份"),
    "evidence": ("依据", "文中原话，几处以 | 分开；编者所加的没有"),
    "url": ("网址", "原话所在的段落"),
}
_OWN_TITLES = {"characters": "字数", "url": "网址"}
_AUTHORITIES = {
    "countries": ("国家", "其他国家的汉文名，用来认出不在国内发生的事"),
    "fields": ("资料字段", "每个字段的名称、类型和对应的 Dublin Core、schema.org 术语"),
    "institutions": ("机构", "医院等机构的名称、所在地和别名"),
    "names_bo": ("藏文名", "人物、机构、来源、项目的藏文名及其威利转写、出处和把握"),
    "not_places": ("非地名", "字面像地名而不是地名的词语"),
    "parts_bo": ("藏文名的组成", "没有现成藏文名的，按读音和类别用词拼写所依的规则和出处"),
    "place_names": ("地名译名", "行政区划的英文名和藏文名，以及出处"),
    "places": ("地名", "行政区划：代码、路径、拼音、简称、曾用名、藏文名"),
    "programmes": ("项目", "援助项目的名称、定义和辨认规则"),
    "publishers": ("来源", "报刊、通讯社和网站的名称与别名"),
    "reasons": ("校勘理由", "每种改动的理由"),
    "remaining_bo": ("藏文页上的汉文", "藏文页面上仍是汉文的，和理由"),
    "terms": ("界面用语", "汉文、藏文、英文界面用语和藏文用语的出处"),
}

_DIALECT = {
    "csvddfVersion": 1.2,
    "delimiter": ",",
    "lineTerminator": "\r\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
    "commentChar": "",
}
"""How the tables are written, as the CSV Dialect of the Data Package says it (RFC 4180)."""
_HARMLESS = "。值以 =、+、-、@ 开头而不是数的，前面加了 '，免得电子表格当作公式"
_FORMATS = {
    "csv": ("table", "text/csv"),
    "json": ("json", "application/json"),
    "jsonl": ("text", "application/jsonl"),
}


class ResourceFile(NamedTuple):
    """A file of the package, or a part of one: its path in the folder, its bytes.

    ``size`` is its length in bytes and ``digest`` its SHA-256 in hexadecimal digits.
    """

    path: str
    size: int
    digest: str
    data: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A table or a text of the package, in one file or in parts.

    ``schema`` is None where it is no table; each part of a table begins with its header.
    ``rows`` counts records; of stories, ``sizes`` are what each takes of a part, newest first.
    """

    name: str
    title: str
    description: str
    files: tuple[ResourceFile, ...]
    rows: int
    schema: Mapping[str, Any] | None = None
    sizes: tuple[int, ...] = ()

    @property
    def size(self) -> int:
        """The length of all files in bytes."""
        return sum(file.size for file in self.files)


def resources(context: ExportContext) -> tuple[Resource, ...]:
    """Return every file of the package, the tables as readers download them."""
    return (*_stories(context), _flows(context), *_authorities(context.data))


def without_data(resource: Resource) -> Resource:
    """Return what is known of a resource without the bytes of its files."""
    return replace(resource, files=tuple(file._replace(data=b"") for file in resource.files))


def descriptor(context: ExportContext, files: tuple[Resource, ...]) -> str:
    """Return ``datapackage.json``."""
    days = stamps(context.archive, context.date).values()
    package = {
        "profile": "data-package",
        "name": "aidstories",
        "title": context.name,
        "description": context.description,
        **({"homepage": context.url} if context.url else {}),
        "created": f"{max(days, default=context.date)}T00:00:00Z",
        "resources": [_described(file) for file in files],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def stories_index(files: tuple[Resource, ...]) -> str:
    """Return what stands at `STORIES_INDEX`: where the records of all stories are."""
    held = (resource.files for resource in files if resource.name == "stories-jsonl")
    parts = [file.path for files in held for file in files]
    return json.dumps({"descriptor": "datapackage.json", "parts": parts}, indent=1) + "\n"


def _described(file: Resource) -> dict[str, Any]:
    paths = [part.path for part in file.files]
    packed = paths[0].endswith(_GZ)
    end = paths[0].removesuffix(_GZ).rpartition(".")[2]
    digest = file.files[0].digest
    kind, media = _FORMATS[end]
    values = {
        "name": file.name,
        "path": paths[0] if len(paths) == 1 else paths,
        "title": file.title,
        "description": file.description + (_HARMLESS if file.schema else ""),
        "profile": "tabular-data-resource" if file.schema else "data-resource",
        "type": kind,
        "format": end,
        "mediatype": media,
        "compression": "gz" if packed else None,
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{digest}" if len(paths) == 1 else None,  # no rule says of which part
        "dialect": _DIALECT if file.schema else None,
        "schema": file.schema,
    }
    return {key: value for key, value in values.items() if value is not None}


def _stories(context: ExportContext) -> Iterator[Resource]:
    fields = context.tables.fields
    records = [record(view, fields, context.url) for view in context.archive.stories]
    names = columns(fields.values())
    rows = stories_rows(records, names)
    yield Resource(
        name="stories",
        title="全部报道的著录",
        description="每篇报道一行。几个值以 | 分开，人名与身份以 / 分开",
        files=_files("stories", "csv", rows, partial(table, names), length_of_row),
        rows=len(records),
        sizes=tuple(map(length_of_row, rows)),
        schema={
            "fields": [_column(name, fields.get(name)) for name in names],
            "primaryKey": ["id"],
        },
    )
    lines = [json_line(one) for one in records]
    yield Resource(
        name="stories-jsonl",
        title="全部报道的著录、依据与正文",
        description="每篇报道一行 JSON，便于逐行处理；用 gzip 压缩，五分之一大",
        files=_files("stories", f"jsonl{_GZ}", lines, "".join, length_of),
        rows=len(records),
        sizes=tuple(map(length_of, lines)),
    )


def _files(
    stem: str,
    end: str,
    items: Sequence[T],
    write: Callable[[Sequence[T]], str],
    size: Callable[[T], int],
) -> tuple[ResourceFile, ...]:
    """Return the files of ``items``, newest first; where they are long, in parts."""
    parts = in_parts(items, size)
    names = part_names(stem, end, len(parts))
    return tuple(_file(name, write(part)) for name, part in zip(names, parts, strict=True))


def _file(path: str, text: str) -> ResourceFile:
    plain = text.encode("utf-8")
    data = gzipped(plain) if path.endswith(_GZ) else plain
    return ResourceFile(path, len(data), hashlib.sha256(data).hexdigest(), data)


def gzipped(data: bytes) -> bytes:
    """Return ``data`` compressed, the same bytes whenever it is done."""
    return bytes(deflate.gzip_compress(data, _LEVEL))


def length_of_row(row: Sequence[str]) -> int:
    """Return what a row of a table takes of a part."""
    return sum(map(length_of, row))


def _column(name: str, field: Field | None) -> dict[str, Any]:
    if field is None:
        kind = "integer" if name == "characters" else "string"
        return {"name": name, "title": _OWN_TITLES[name], "type": kind}
    limits: dict[str, Any] = {"required": True} if field.required else {}
    if field.type == "id":
        limits["unique"] = True
    if field.values:
        limits["enum"] = list(field.values)
    column = {
        "name": name,
        "title": field.zh,
        "type": "integer" if field.type == "year" else "string",
        "description": field.note,
        "rdfType": _term(field),
        "constraints": limits,
    }
    return {key: value for key, value in column.items() if value}


def _term(field: Field) -> str:
    """Return the address of the term that says what a field is, Dublin Core before schema.org."""
    if field.dc:
        return field.dc.replace("dcterms:", "http://purl.org/dc/terms/")
    return f"https://schema.org/{field.schema.partition('/')[0]}" if field.schema else ""


def _flows(context: ExportContext) -> Resource:
    rows = flows_rows(context)
    return Resource(
        name="flows",
        title="谁帮助谁",
        description="报道写明的援助，每条一行，附文中原话；没有一句话写明的不列",
        files=_files("flows", "csv", rows, partial(table, COLUMNS), length_of_row),
        rows=len(rows),
        schema={
            "fields": [
                {
                    "name": n,
                    "title": _FLOW_TITLES[n][0],
                    "type": "integer" if n == "year" else "string",
                    "description": _FLOW_TITLES[n][1],
                }
                for n in COLUMNS
            ],
            "foreignKeys": [
                {"fields": ["story"], "reference": {"resource": "stories", "fields": ["id"]}}
            ],
        },
    )


def _authorities(data: Path) -> Iterator[Resource]:
    for path in sorted(data.glob("*.csv")):
        text = table_csv(path.read_text("utf-8"))
        title, description = _AUTHORITIES.get(path.stem, (path.stem, ""))
        header = next(csv.reader(io.StringIO(text.removeprefix(BOM))), [])
        yield Resource(
            name=path.stem,
            title=title,
            description=description,
            files=(_file(path.name, text),),
            rows=_count(text),
            schema={"fields": [{"name": name, "type": "string"} for name in header]},
        )


def _count(table: str) -> int:
    return sum(1 for _ in csv.reader(io.StringIO(table))) - 1
