"""Puts what a new archive is made from into the wheel, and makes source distributions alike."""

import gzip
import os
import shutil
import tarfile
import tomllib
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

HOME = Path(__file__).parent
KEPT = "aidstories/founding/kept"
TEMPLATES = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["tool"]["aidstories"][
    "templates"
]


class BuildWithTemplates(build_py):
    """As setuptools builds, and the templates beside the module that reads them."""

    def run(self) -> None:
        """Copy the package, then the templates; an installation for development reads them here."""
        super().run()
        if self.editable_mode:
            return
        for name in TEMPLATES:
            target = Path(self.build_lib, KEPT, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            if (HOME / name).is_dir():
                shutil.copytree(HOME / name, target, dirs_exist_ok=True)
            else:
                shutil.copy2(HOME / name, target)

    def get_source_files(self) -> list[str]:
        """Name the templates too: a source distribution has them."""
        files = (p for name in TEMPLATES for p in [HOME / name, *(HOME / name).rglob("*")])
        own = [str(p.relative_to(HOME)) for p in files if p.is_file()]
        return [*super().get_source_files(), *own]


class SourceAlike(sdist):
    """As setuptools makes it; with ``SOURCE_DATE_EPOCH`` the same files give the same bytes."""

    def make_archive(self, *args, **given) -> str:
        """Make the archive, then again without the times, the owners and the order of this disk."""
        made = super().make_archive(*args, **given)
        when = os.environ.get("SOURCE_DATE_EPOCH", "")
        if when.isdecimal() and made.endswith(".tar.gz"):
            _make_alike(Path(made), int(when))
        return made


def _make_alike(path: Path, when: int) -> None:
    beside = path.with_suffix(".alike")
    with (
        tarfile.open(path) as old,
        beside.open("wb") as raw,
        gzip.GzipFile("", "wb", mtime=when, fileobj=raw) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as new,
    ):
        for member in sorted(old.getmembers(), key=lambda member: member.name):
            member.mtime, member.pax_headers = when, {}
            member.uid = member.gid = 0
            member.uname = member.gname = ""
            member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
            new.addfile(member, old.extractfile(member) if member.isfile() else None)
    beside.replace(path)


setup(cmdclass={"build_py": BuildWithTemplates, "sdist": SourceAlike})
