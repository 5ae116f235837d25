"""The browser editor at ``/admin/``: its page and its configuration, made from ``fields.csv``.

The program itself is Sveltia CMS, bundled by ``make admin``; see ``admin/build.mjs``. Source of the
configuration's form: the JSON Schema that the package ``@sveltia/cms`` holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from aidstories.errors import speaks_chinese
from aidstories.fields import Field
from aidstories.model import Origin, Status, YearBasis
from aidstories.stories.format.layout import AID_KEYS, FIELDS, PERSON_KEYS
from aidstories.stories.store.record import json_text
from aidstories.tables import Tables

FOLDER = "admin/"
PACKAGED = Path(__file__).with_name("cms")
"""Where ``make admin`` puts the bundle, and a wheel made after it brings it."""
_LEFT_OUT = (
    "没有浏览器里的编辑器（/admin/）：程序没有带它；在程序的源文件夹里 make admin（要 Node 20）",
    "without the browser editor (/admin/): run make admin in the program's sources (Node 20)",
)
_FILES = "cms/"
_PROGRAM = "editor.js"
_STORIES = "docs/stories"
_YEAR = "{{fields.year | default('undated')}}"
_BESIDE = "{{dirname}}/{{slug}}"
"""The folder of a story's pictures: beside its file, under its id."""
_WIDTH = 1600
"""Pixels: wider pictures are scaled down, to what a screen of double density shows."""
_LARGEST = 20_000_000
"""Bytes of a picture before it is scaled down."""
SINGLE = ("kicker", "subtitle", "statement", "source_line")
"""Fields that a file holds as one text where there is but one; see `stories.format.serialize`."""
_HIDDEN = ("seed", "seed_sha256", "seed_part")
_AID_LABELS = ("援助方", "派出的机构或队伍", "受援地", "受援机构", "项目", "做了什么", "何时")
_PRINTED = ("id", "title", "kicker", "subtitle", "statement")
"""What stands before the text, as in print; what is known about the text comes behind it."""
_BODY = {
    "name": "body",
    "label": "正文",
    "widget": "text",
    "required": True,
    "hint": (
        "段落之间空一行；小标题前加 ## ；[图1] 单独成段，是第一幅图的位置；"
        "列表用 - 或 1. ，表格用 | ，引文用 > ，诗行末加 \\；"
        "问答、书信在段末写 {.问} {.答} {.称呼} {.落款}"
    ),
}
_PLACES = {
    "name": "_places",
    "label": "图的位置",
    "widget": "place_figures",
    "required": False,
}
_NOTES = {"name": "_notes", "label": "机器所记", "widget": "notes", "required": False}
"""Neither has a value; `admin/fields.js`."""
_NO_HOST = {"name": "gitea", "repo": "local/aidstories", "auth_methods": ["token"]}
"""Sveltia wants a Git host named even where a local clone is all it works on."""
_API = {
    "github": "https://api.github.com",
    "gitlab": "https://gitlab.com",
    "gitea": "https://gitea.com",
}
_WORDS = re.compile(
    r"gap\.(?:mark|title)|facet\.source|story\.(?:note|via|via\.only)|figure\.blank"
    r"|date\.(?:day|month|year|unknown|inferred)|month\.\d+"
)
"""Terms that the preview says; `admin/story_html.js`."""

Form = dict[str, Any]


def configuration(tables: Tables, options: Mapping[str, Any], name: str, url: str | None) -> Form:
    """Return the editor's configuration: fields and values from the tables.

    ``options`` is ``extra.admin`` of mkdocs.yml: ``backend`` as Sveltia has it, or nothing.
    """
    fields = tables.fields
    backend = options.get("backend") or _NO_HOST
    reviewed = backend["name"] in ("github", "gitlab") and backend is not _NO_HOST
    return {
        "app_title": f"{name} · 编辑",
        "logo": {"src": "../assets/images/seal.svg"},
        "backend": backend,
        "publish_mode": "editorial_workflow" if reviewed else "simple",
        **({"site_url": url, "display_url": url} if url else {}),
        "show_preview_links": bool(url),
        "media_folder": _STORIES,
        "public_folder": f"/{_STORIES.removeprefix('docs/')}",
        "media_libraries": _pictures(),
        "output": {"omit_empty_optional_fields": True},
        "slug": {"encoding": "ascii", "timezone": "local"},
        "collections": [_stories(tables)],
        "fields": [
            {"name": field.name, "type": field.type, "single": field.name in SINGLE}
            for field in sorted(fields.values(), key=_place)
        ],
        "words": {key: term.zh for key, term in tables.terms.items() if _WORDS.fullmatch(key)},
    }


def _place(field: Field) -> int:
    """Return where a field stands in a file: those that the table adds come behind."""
    return FIELDS.index(field.name) if field.name in FIELDS else len(FIELDS)


def hosts(options: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the origins that the editor's page may ask: those of its Git host, if it has one."""
    backend = options.get("backend")
    if not backend:
        return ()
    named = [backend.get(key) for key in ("api_root", "graphql_api_root")]
    found = [*filter(None, named)] or [backend.get("base_url") or _API[backend["name"]]]
    return tuple(dict.fromkeys("/".join(address.split("/")[:3]) for address in found))


def bundle_folder(options: Mapping[str, Any] | bool | None) -> Path | None:
    """Return where the bundle lies, or None for a site that wants no editor.

    ``options`` is ``extra.admin``; its ``bundle`` is true by default, for `PACKAGED`, or a folder.
    """
    wanted = True if options is None else options
    if isinstance(wanted, Mapping):
        wanted = wanted.get("bundle", True)
    return PACKAGED if wanted is True else Path(wanted) if wanted else None


def left_out(options: Mapping[str, Any] | bool | None) -> str | None:
    """Return what is to be said where a site wants the editor, and there is none to put in."""
    bundle = bundle_folder(options)
    if bundle is None or (bundle / _PROGRAM).is_file():
        return None
    return _LEFT_OUT[0] if speaks_chinese() else _LEFT_OUT[1]


def editor_files(
    tables: Tables, options: Mapping[str, Any], page: str, *, name: str, url: str | None
) -> Iterator[tuple[str, str | Path]]:
    """Yield every file of the editor with its address: its text, or where it is to be copied from.

    Nothing is yielded where there is no bundle. ``page`` is the HTML of the page.
    """
    bundle = bundle_folder(options)
    if bundle is None or not (bundle / _PROGRAM).is_file():
        return
    yield f"{FOLDER}index.html", page
    yield f"{FOLDER}config.json", json_text(configuration(tables, options, name, url)) + "\n"
    for path in sorted(p for p in bundle.rglob("*") if p.is_file()):
        yield f"{FOLDER}{_FILES}{path.relative_to(bundle).as_posix()}", path


def _pictures() -> Form:
    shrunk = {"raster_image": {"format": "webp", "quality": 82, "width": _WIDTH}}
    config = {"max_file_size": _LARGEST, "slugify_filename": True, "transformations": shrunk}
    return {"default": {"config": config}, "stock_assets": False}


def _stories(tables: Tables) -> Form:
    fields = tables.fields
    shown = [field for field in fields.values() if field.name not in _HIDDEN]
    forms = {f.name: _FORMS[f.type](f, tables) | _common(f) for f in shown}
    head = [name for name in _PRINTED if name in forms]
    rest = [name for name in forms if name not in _PRINTED]
    return {
        "name": "stories",
        "label": "报道",
        "label_singular": "报道",
        "folder": _STORIES,
        "path": f"{_YEAR}/{{{{slug}}}}",
        "slug": {"template": "{{fields.id}}", "editable": False},
        "format": "story",
        # Translations have none, which a pattern sees as "null".
        "filter": {"field": "year_basis", "value": list(fields["year_basis"].values)},
        "summary": "{{title}}",
        "delete": False,  # `aidstories remove` does, and keeps what belongs together
        "preview_path": "stories/{{slug}}/",
        "sortable_fields": {"fields": ["title", "year", "published"]},
        "view_filters": [
            {"label": status.value, "field": "status", "pattern": f"^{status.value}$"}
            for status in Status
        ],
        "view_groups": [
            {"label": fields[name].zh, "field": name} for name in ("year", "status", "year_basis")
        ],
        "thumbnail": False,
        "fields": [
            *(forms[name] for name in head),
            _BODY,
            _PLACES,
            *(forms[name] for name in sorted(rest, key="figures".__ne__) if name != "evidence"),
            _NOTES,
            forms["evidence"],
        ],
    }


def _common(field: Field) -> Form:
    """Return what every form has. What a note says of YAML (``{name: 姓名}``) is of no use here."""
    parts = [part for part in field.note.split("；") if "{" not in part]
    own = {"name": field.name, "label": field.zh, "required": field.required}
    return own | ({"hint": "；".join(parts)} if parts and not _meanings(field) else {})


# One form for each type of field


def _id(field: Field, tables: Tables) -> Form:
    pattern = ["^[a-z0-9]+(-[a-z0-9]+)*$", "只用小写字母、数字，用 - 连接"]
    return {"widget": "string", "pattern": pattern}


def _text(field: Field, tables: Tables) -> Form:
    return {"widget": "string"} | _suggested(field, tables)


def _suggested(field: Field, tables: Tables) -> Form:
    """Return a hint with the values that a table offers where others are right too."""
    if field.authority is None:
        return {}
    named = tables.authority(field.authority)
    return {"comment": f"常见的写法：{'、'.join(named[:12])}……（data/{field.authority}.csv）"}


def _texts(field: Field, tables: Tables) -> Form:
    item = {"name": "text", "label": field.zh, "widget": "text", "required": True}
    return _list(field, field=item)


def _statement(field: Field, tables: Tables) -> Form:
    choices = [{"label": "署名行", "value": "byline"}, {"label": "电头", "value": "dateline"}]
    parts = [
        {"name": "as", "label": "哪一种", "widget": "select", "options": choices}
        | {"default": "byline"},
        {"name": "text", "label": "原文", "widget": "string"},
    ]
    return _list(field, fields=parts, summary="{{fields.text}}")


def _people(field: Field, tables: Tables) -> Form:
    labels = dict(zip(PERSON_KEYS, ("姓名", "身份"), strict=True))
    parts = [
        {"name": key, "label": label, "widget": "string", "required": key == "name"}
        for key, label in labels.items()
    ]
    return _list(field, fields=parts, summary="{{fields.name}}　{{fields.role}}")


def _edtf(field: Field, tables: Tables) -> Form:
    pattern = [r"^[0-9XYSEZTU:./?~%\-\[\]{}, +]+$", "写成 2021-12-20、2021-12、2021、XXXX-03-16"]
    return {"widget": "string", "pattern": pattern}


def _year(field: Field, tables: Tables) -> Form:
    return {"widget": "number", "value_type": "int"} | dict(
        zip(("min", "max"), field.limits or (), strict=False)
    )


def _choice(field: Field, tables: Tables) -> Form:
    meanings = _meanings(field)
    options = [{"label": meanings.get(value, value), "value": value} for value in field.values]
    default = YearBasis.UNKNOWN.value if field.name == "year_basis" else field.values[0]
    return {"widget": "select", "options": options, "default": default}


def _meanings(field: Field) -> dict[str, str]:
    """Return what the note says of each value: ``stated 文中写明；inferred 由文中推得``."""
    parts = (part.partition(" ") for part in field.note.split("；"))
    return {value: meaning for value, _, meaning in parts if value in field.values}


def _chosen(field: Field, tables: Tables) -> Form:
    options = list(tables.authority(field.authority or ""))
    return {"widget": "select", "multiple": True, "options": options}


def _aid(field: Field, tables: Tables) -> Form:
    listed = {"donor": "places", "recipient": "places", "program": "programmes"}
    parts = [
        {"name": name, "label": label, "required": False}
        | (_chosen_from(tables, listed[name]) if name in listed else {"widget": "string"})
        for name, label in zip(AID_KEYS, _AID_LABELS, strict=True)
    ]
    return _list(field, fields=parts, summary="{{fields.donor}} → {{fields.recipient}}")


def _chosen_from(tables: Tables, authority: str) -> Form:
    return {"widget": "select", "options": list(tables.authority(authority))}


def _figures(field: Field, tables: Tables) -> Form:
    credit = {"name": "credit", "label": "摄影者", "widget": "text", "hint": "几位各写一行"}
    caption = {"name": "caption", "label": "图说", "widget": "text"}
    beside = {
        "media_folder": f"/{_STORIES}/{_BESIDE}",
        "public_folder": f"/{_STORIES.removeprefix('docs/')}/{_BESIDE}",
    }
    picture = {"name": "src", "label": "图片", "widget": "image", "choose_url": False} | beside
    address = {"name": "src", "label": "原地址", "widget": "string", "required": False}
    printed = [caption | {"required": False}, credit | {"required": False}, address]
    kinds = [
        {"name": "image", "label": "有图片文件", "fields": [picture, caption, credit]},
        {"name": "printed", "label": "只有图说（原报所印）", "fields": printed},
    ]
    return _list(field, types=kinds) | {"typeKey": "type"}


def _evidence(field: Field, tables: Tables) -> Form:
    named = [{"label": f.zh, "value": f.name} for f in tables.fields.values()]
    origins = {Origin.EDITOR: "编者所定", Origin.TEXT: "文中原话"}
    by = [{"label": label, "value": value.value} for value, label in origins.items()]
    parts = [
        {"name": "field", "label": "字段", "widget": "select", "options": named},
        {"name": "value", "label": "值", "widget": "string", "required": False},
        {"name": "by", "label": "由谁给出", "widget": "select", "options": by, "default": "editor"},
        {"name": "quote", "label": "原话", "widget": "text", "required": False},
    ]
    summary = "{{fields.field}}　{{fields.value}}　{{fields.quote}}"
    return _list(field, fields=parts, summary=summary) | {"minimize_collapsed": True}


def _list(owner: Field, **items: Any) -> Form:
    return {"widget": "list", "label_singular": owner.zh, "collapsed": "auto"} | items


_FORMS: Mapping[str, Callable[[Field, Tables], Form]] = {
    "id": _id,
    "text": _text,
    "texts": _texts,
    "statement": _statement,
    "people": _people,
    "edtf": _edtf,
    "year": _year,
    "choice": _choice,
    "places": _chosen,
    "programs": _chosen,
    "stories": _texts,
    "aid": _aid,
    "figures": _figures,
    "evidence": _evidence,
}


def unknown_types(types: Iterable[str]) -> tuple[str, ...]:
    """Return the types of fields that have no form."""
    return tuple(name for name in types if name not in _FORMS)
