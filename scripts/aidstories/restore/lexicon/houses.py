"""Names of houses that run sites: 某县人民医院, 海角日报."""

from __future__ import annotations

from aidstories.restore.lexicon.chars import bare
from aidstories.restore.lexicon.late import late

_HOUSE = late(r"(?:网|网站|门户|日报|晚报|人民政府|医院|委员会|在线|公众平台)$")
_LONGEST = 20
"""Characters of the longest name of a site, as in `reading.headline`."""
_VISIT = late("走[进近]|探访|来到|致敬|点赞|对话|情系|记")
"""How a headline opens that ends with a house's name: 走进某县人民医院."""


def names_house(text: str) -> bool:
    """Return whether a short line is a house's name: 某县人民医院, but not 走进某县人民医院."""
    name = bare(text)
    return len(name) <= _LONGEST and bool(_HOUSE.search(name)) and not _VISIT.match(name)
