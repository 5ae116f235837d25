"""Puts what a new archive is made from into the wheel; all else stands in pyproject.toml."""

import shutil
import tomllib
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

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


setup(cmdclass={"build_py": BuildWithTemplates})
