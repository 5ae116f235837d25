"""The bill of materials (CycloneDX 1.6) of what is installed and bundled, made from the locks.

``python scripts/make_sbom.py FILE``. Versions and hashes are the locks' own; licences are what the
installed packages and the lock of npm say. What only tests need is marked ``excluded``. The same
locks give the same file.
"""

from __future__ import annotations

import base64
import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOME = Path(__file__).parents[1]
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.M)
_CLASSIFIED = "License :: OSI Approved :: "

_ALLOWED = re.compile(
    r"(?:0BSD|Apache[- ]2\.0|Apache(?: Software)? License(?: 2\.0)?|BlueOak-1\.0\.0|CC0-1\.0|ISC"
    r"|BSD(?:-[23]-Clause| License)|MIT(?:-CMU| License)?|MPL-2\.0|PSF-2\.0|Zlib"
    r"|Mozilla Public License 2\.0 \(MPL 2\.0\)|Python Software Foundation License)"
)
"""Licences that a program under MIT may use what is under: permissive, or of single files."""


class Part(NamedTuple):
    """A locked package; ``sums`` are hashes as (algorithm, hexadecimal)."""

    kind: str
    name: str
    version: str
    licence: str
    needed: bool
    sums: tuple[tuple[str, str], ...] = ()

    @property
    def url(self) -> str:
        """Its package URL (purl)."""
        return f"pkg:{self.kind}/{self.name.replace('@', '%40')}@{self.version}"


def python_parts(home: Path = HOME) -> Iterator[Part]:
    """Yield what ``requirements.lock`` pins."""
    text = (home / "requirements.lock").read_text("utf-8")
    needed = product(home)
    found = list(_PINNED.finditer(text))
    for at, match in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        sums = re.findall(r"--hash=sha256:([0-9a-f]{64})", text[match.start() : end])
        name = canonicalize_name(match[1])
        hashes = tuple(("SHA-256", each) for each in sums)
        yield Part("pypi", name, match[2], licence_of(name), name in needed, hashes)


def npm_parts(home: Path = HOME) -> Iterator[Part]:
    """Yield what ``admin/package-lock.json`` pins."""
    lock = json.loads((home / "admin" / "package-lock.json").read_text("utf-8"))
    for path, told in lock["packages"].items():
        if not path:
            continue
        algorithm, _, coded = told.get("integrity", "").partition("-")
        sums = ((algorithm.upper().replace("SHA", "SHA-"), base64.b64decode(coded).hex()),)
        name = path.rpartition("node_modules/")[2]
        needed = not told.get("dev")
        yield Part("npm", name, told["version"], told.get("license", ""), needed, sums)


def product(home: Path = HOME) -> frozenset[str]:
    """Return the packages that the program needs when it runs, by their canonical names."""
    project = tomllib.loads((home / "pyproject.toml").read_text("utf-8"))["project"]
    waiting, found = [Requirement(each) for each in project["dependencies"]], set[str]()
    while waiting:
        asked = waiting.pop()
        name = canonicalize_name(asked.name)
        if name in found or (asked.marker and not asked.marker.evaluate({"extra": ""})):
            continue
        found.add(name)
        installed = _installed(name)
        waiting += [Requirement(each) for each in (installed.requires or [])] if installed else []
    return frozenset(found)


def licence_of(name: str) -> str:
    """Return what an installed package says that it is under; empty where it says nothing."""
    installed = _installed(name)
    if installed is None:
        return ""
    told = installed.metadata
    if expression := told.get_all("License-Expression"):
        return str(expression[0])
    classified = [c for c in told.get_all("Classifier") or [] if c.startswith("License ::")]
    if classified:
        return " OR ".join(
            c.removeprefix(_CLASSIFIED).removeprefix("License :: ") for c in classified
        )
    return " ".join("".join(map(str, told.get_all("License") or ())).split())[:80]


def is_compatible(licence: str) -> bool:
    """Return whether what is under ``licence`` may be part of the product.

    Of several with OR one is enough, of several with AND all are needed. What is not known is not
    allowed.
    """
    ways = re.split(r" OR ", licence)
    return any(all(map(_ALLOWED.fullmatch, re.split(r" AND |, ", way))) for way in ways)


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:  # of another system (colorama)
        return None


def bill(home: Path = HOME) -> dict[str, Any]:
    """Return the bill of materials."""
    project = tomllib.loads((home / "pyproject.toml").read_text("utf-8"))["project"]
    parts = sorted({part.url: part for part in (*python_parts(home), *npm_parts(home))}.values())
    components = list(map(_component, parts))
    own = f"pkg:pypi/{project['name']}@{project['version']}"
    serial = uuid.uuid5(uuid.NAMESPACE_URL, own + json.dumps(components))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": project["name"],
                "version": project["version"],
                "purl": own,
                "licenses": [{"license": {"id": project["license"]}}],
            }
        },
        "components": components,
    }


def _component(part: Part) -> dict[str, Any]:
    """Return a part; of many hashes, one for each file of a release, CycloneDX takes references."""
    single = part.sums[:1] if len(part.sums) == 1 else ()
    return {
        "type": "library",
        "bom-ref": part.url,
        "name": part.name,
        "version": part.version,
        "scope": "required" if part.needed else "excluded",
        **({"licenses": [{"license": {"name": part.licence}}]} if part.licence else {}),
        **({"hashes": [_hash(*each) for each in single]} if single else {}),
        "purl": part.url,
        **(
            {
                "externalReferences": [
                    {"type": "distribution", "url": part.url, "hashes": [_hash(*each)]}
                    for each in part.sums
                ]
            }
            if len(part.sums) > 1
            else {}
        ),
    }


def _hash(algorithm: str, told: str) -> dict[str, str]:
    return {"alg": algorithm, "content": told}


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(bill(), indent=1) + "\n", "utf-8")
