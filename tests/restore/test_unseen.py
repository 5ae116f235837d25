"""What no reader sees goes: `check` refuses a story that has it, so no import may make one."""

import pytest

from aidstories.characters import UNSEEN, unseen
from aidstories.restore.run import restore

SEEN = "👩\u200d⚕️"
"""What joins two pictures into one is no such character."""


@pytest.mark.parametrize("seen", ["", SEEN])
def test_what_check_refuses_is_in_no_restored_text(seen: str) -> None:
    hidden = "".join(c for c in map(chr, range(0x110000)) if UNSEEN.match(c) and c not in "\x85")
    lines = [f"甲市的医生{c}来到了县医院{seen}，当地的病人都说好。" for c in hidden]
    articles = restore("\n\n".join(["医生来了", *lines]).encode()).articles
    text = "".join(passage.text for article in articles for passage in article.passages)
    assert unseen(text) is None
    assert seen in text
