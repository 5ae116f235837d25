"""Whose a text is, as its page's notice of rights says."""

from __future__ import annotations

from collections.abc import Sequence

from aidstories.describe.authority import Authorities
from aidstories.model import Evidence, Origin
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.source_line import PAPER

_RIGHTS = late(
    r"(?:本文|本稿|文章|稿件)版权(?:均)?[归属为](?P<text>[\u4e00-\u9fff]{2,12})所有"
    r"|(?<![\u4e00-\u9fff])(?P<site>[\u4e00-\u9fff]{2,10})版权所有"
)
"""Whose a text is, or its site."""


def of_rights(lines: Sequence[str], lists: Authorities, *, own: bool) -> Evidence | None:
    """Return whose the text is that has ``lines`` around it: 本文版权归海角电视台所有.

    Whose the site is (海角日报版权所有) tells where the text calls its paper its ``own`` (本报讯).
    """
    for hit in filter(None, (_RIGHTS.search(lists.fold(line)) for line in lines)):
        name = hit["text"] or (hit["site"] if own else "")
        if name and PAPER.fullmatch(name):
            return Evidence(field="source", value=name, by=Origin.PAGE, quote=name)
    return None
