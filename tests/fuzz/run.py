"""Fuzz one target with atheris, which follows what its input reaches.

    make fuzz [SECONDS=300] [TARGETS="capture story"]
    .venv-fuzz/bin/python -m tests.fuzz.run TARGET CORPUS -max_total_time=300

The corpus begins with the seeds and what was found before. What falls is written beside as
``crash-…``: put it into ``tests/fuzz/findings/TARGET/`` under a name that says what it is.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris  # type: ignore[import-untyped]

with atheris.instrument_imports(include=["aidstories"]):
    from tests.fuzz.seeds import SEEDS
    from tests.fuzz.targets import TARGETS

FINDINGS = Path(__file__).parent / "findings"


def main(target: str, corpus: Path, *options: str) -> None:
    """Run until something falls, or as long as ``options``, which are libFuzzer's, say."""
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS[target]()):
        (corpus / f"seed-{number}").write_bytes(seed)
    for found in (FINDINGS / target).glob("*"):
        (corpus / found.name).write_bytes(found.read_bytes())
    atheris.Setup([sys.argv[0], str(corpus), *options], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in TARGETS:
        sys.exit(f"{__doc__}\nTargets: {' '.join(TARGETS)}")
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
