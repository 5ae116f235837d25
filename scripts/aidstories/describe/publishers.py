"""What a name of a publisher means, by the lists or by its form."""

from __future__ import annotations

import re

from aidstories.describe.authority import Authorities
from aidstories.restore.lexicon import english_heads
from aidstories.restore.lexicon.houses import PRESS
from aidstories.restore.lexicon.late import late
from aidstories.tables import Publisher

_PRINT = ("newspaper", "agency", "broadcaster", "magazine")
"""The kinds of publishers that write what they publish."""
_TAIL = late(r"(?:记者|客户端|微信公众号|公众号|视觉中心|融媒体中心|全媒体|编辑部|社)$")
_PAPER = late(r"^([\u4e00-\u9fff]{2,8}?)([市州区县]?)(?:[日晚晨早商]报|都市报|新闻网|融媒体中心)$")


def publisher(name: str, lists: Authorities) -> Publisher | None:
    """Return the publisher that ``name`` means, also by its pattern: 长治晚报 is of 长治市."""
    name = lists.fold(name).strip('《》“”"།༎་ ')
    for form in (name, _TAIL.sub("", name), re.split(r"[-－—·_(（]", name)[0]):
        if form in lists.publishers:
            return lists.publishers[form]
    paper = _PAPER.match(name)
    if not paper:
        return None
    forms = {paper[1], paper[1] + paper[2]}
    found = [n for form in forms for at, n in lists.gazetteer.find(form + " ") if at == 0]
    places = {n.paths[0] for n in found if not n.guarded and n.text in forms and n.paths}
    return Publisher(name=name, kind="newspaper", place=places.pop()) if len(places) == 1 else None


def prints(name: str, lists: Authorities) -> bool:
    """Return whether a name is a newspaper's, an agency's or a station's, by the list or itself."""
    entry = publisher(name, lists)
    return entry.kind in _PRINT if entry else bool(PRESS.fullmatch(name))


def agency_of(name: str, lists: Authorities) -> str:
    """Return the publisher ``name``, or an agency by the form of its English name; else nothing."""
    entry = publisher(name, lists)
    return entry.name if entry else name if english_heads.is_paper(name) else ""


def same_publisher(one: str, other: str, lists: Authorities) -> bool:
    """Return whether two names mean one publisher: 人民网 and 人民网-健康频道."""
    a, b = publisher(one, lists), publisher(other, lists)
    return one == other or (a is not None and b is not None and a.name == b.name)


def place_of(name: str, lists: Authorities) -> str | None:
    """Return the place of the publisher that ``name`` means, None where none is known."""
    entry = publisher(name, lists)
    return entry.place or None if entry else None
