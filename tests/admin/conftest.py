"""The editor, bundled once, in a page of its own; and a clone of the archive in the browser."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from aidstories.site.editor import SINGLE
from tests.admin.clone import Editor
from tests.admin.made import ADMIN, editor_alone, install, make_bundle
from tests.archive import TABLES
from tests.browser import served

FIELDS = [
    {"name": field.name, "type": field.type, "single": field.name in SINGLE}
    for field in TABLES.fields.values()
]
Node = Callable[..., Any]


@pytest.fixture(scope="session")
def packages() -> Path:
    try:
        return install()
    except FileNotFoundError as error:
        pytest.fail(str(error))


@pytest.fixture(scope="session")
def bundle(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_bundle(tmp_path_factory.mktemp("bundle"))


@pytest.fixture(scope="session")
def alone(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site that is the editor alone; its docs lie beside it."""
    return editor_alone(tmp_path_factory.mktemp("alone"), bundle)


@pytest.fixture(scope="session")
def clone(browser: Browser, alone: Path) -> Iterator[Editor]:
    with served(alone / "site") as address:
        editor = Editor(browser, address, alone / "docs")
        try:
            editor.open_clone()
            yield editor
        finally:
            editor.close()


@pytest.fixture
def editor(clone: Editor) -> Editor:
    """The editor with the clone opened, at the list of stories."""
    clone.to_list()
    return clone


@pytest.fixture(scope="session")
def node(packages: Path) -> Node:
    """Return a function that runs a script of the editor's modules with ``given``.

    The script finds ``given`` and ``format`` and leaves what is wanted in ``answer``.
    """

    def run(script: str, **given: Any) -> Any:
        imports = (
            'import { readFileSync } from "node:fs"\nimport { storyFormat } from "./format.js"'
        )
        begin = "const { fields, ...given } = JSON.parse(readFileSync(0, 'utf8'))"
        source = f"{imports}\n{begin}\nconst format = storyFormat(fields)\n{script}"
        done = subprocess.run(
            [
                "node",
                "--input-type=module",
                "--eval",
                f"{source}\nconsole.log(JSON.stringify(answer))",
            ],
            cwd=ADMIN,
            input=json.dumps({"fields": FIELDS, **given}),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run
