"""PDF → pages, read in a process of its own.

PDFium is C++, parses what anybody sends, and may not be called from two threads at once. A form
that prints itself twice takes all memory (2 to the power of its depth); so a process with limits
reads each file, and what becomes of that process says what is wrong with the file.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from aidstories.restore.reading.extraction import Box, Line, Page
from aidstories.restore.reading.pages.pdfium import damaged, pages_of, too_large
from aidstories.restore.reading.refusal import Refusal, Unrecognised

MAX_BYTES = 300 << 20
"""Bytes of a PDF: an issue of a newspaper of 48 pages with its pictures has 20 to 100 MB."""
MAX_MEMORY = 768 << 20
"""Bytes that reading may take beside twice the file: a page of a newspaper takes 90 MB in all."""
MAX_SECONDS = 240
"""Seconds: 2 million characters, the most that is read, take 80 on a free core."""


def read_pdf(data: bytes) -> tuple[Page, ...]:
    """Return the pages of a PDF with a text layer, as `pdfium.pages_of` does.

    Raises `Unrecognised` where the pages are pictures, or the characters have no meaning, and
    `Refusal` where the PDF is damaged, locked, blank or past a limit.
    """
    if len(data) > MAX_BYTES:
        raise too_large(f"大于 {MAX_BYTES >> 20} MB", f"is larger than {MAX_BYTES >> 20} MB")
    if not data.rstrip(b"\0").strip():
        raise damaged()
    try:
        done = subprocess.run(
            [sys.executable, "-c", f"from {__name__} import main; main()"],
            input=data,
            capture_output=True,
            timeout=MAX_SECONDS,
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    except subprocess.TimeoutExpired:
        raise _overrun() from None
    try:
        said = json.loads(done.stdout)
    except ValueError:  # PDFium ended the process
        raise _overrun() from None
    if "zh" in said:
        kind = Unrecognised if said["unrecognised"] else Refusal
        raise kind(said["zh"], said["en"])
    return tuple(map(_page, said["pages"]))


def _overrun() -> Refusal:
    return Refusal(
        f"PDF 读不出来：所需内存超过 {MAX_MEMORY >> 20} MB，或时间超过 {MAX_SECONDS} 秒，"
        "或文件已损坏。请用阅读器打开后“打印为 PDF”，再保存。",
        f"The PDF cannot be read: it needs over {MAX_MEMORY >> 20} MB, over {MAX_SECONDS} "
        "seconds, or is damaged. Open it in a reader, print it as a PDF, and save that.",
    )


def main() -> None:
    """Read the PDF on the standard input, write what it holds as JSON to the standard output."""
    data = sys.stdin.buffer.read()
    _limit(MAX_MEMORY + 2 * len(data))
    try:
        said: Mapping[str, Any] = {"pages": [_plain(page) for page in pages_of(data)]}
    except Refusal as refusal:
        unrecognised = isinstance(refusal, Unrecognised)
        said = {"zh": refusal.zh, "en": refusal.en, "unrecognised": unrecognised}
    json.dump(said, sys.stdout)


def _limit(memory: int) -> None:
    """Bound the memory of this process, where the system can (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _plain(page: Page) -> dict[str, Any]:
    return {
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "lines": page.lines,
        "rules": page.rules,
        "pictures": page.pictures,
    }


def _page(plain: Mapping[str, Any]) -> Page:
    return Page(
        number=plain["number"],
        width=plain["width"],
        height=plain["height"],
        lines=tuple(
            Line(text, Box(*box), size, bold, score, tuple(edges))
            for text, box, size, bold, score, edges in plain["lines"]
        ),
        rules=tuple(Box(*r) for r in plain["rules"]),
        pictures=tuple(Box(*p) for p in plain["pictures"]),
    )
