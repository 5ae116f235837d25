"""The words of a page's controls: 分享, 打印, 举报."""

from __future__ import annotations

from aidstories.restore.data import data_file

CONTROLS = frozenset(
    word
    for line in data_file("controls.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
"""Words of which a line of nothing else is a page's controls; simplified, lower case."""
