"""What a search must find, decided without the index: by looking into every text."""

import re
from collections.abc import Callable, Iterable

from aidstories.search.documents import Document
from aidstories.search.fold import fold

SYLLABLE = "\u0f00\u0f40-\u0fbc\u0f18\u0f19\u0f35\u0f37\u0f39\u0f3e\u0f3f"


class Truth:
    """The folded texts of ``documents``, looked through from end to end for every question."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.texts = {d.id: fold("\n".join((*d.titles, *d.texts))) for d in documents}

    def matching(self, words: list[str]) -> set[str]:
        """Return the ids of the documents that hold every one of ``words`` somewhere."""
        tests = [_holds(fold(word)) for word in words]
        return {id_ for id_, text in self.texts.items() if all(test(text) for test in tests)}


def _holds(phrase: str) -> Callable[[str], object]:
    """Whether a folded text holds the folded ``phrase``, Tibetan by whole syllables."""
    if not re.search(f"[{SYLLABLE}]", phrase):
        return lambda text: phrase in text
    body = re.escape(phrase.strip("་"))
    left = f"(?<![{SYLLABLE}])" if re.match(f"[{SYLLABLE}]", phrase) else ""
    right = f"(?![{SYLLABLE}])" if re.search(f"[{SYLLABLE}]་?$", phrase) else ""
    return re.compile(left + body + right).search


def matching(documents: list[Document], words: list[str]) -> set[str]:
    """Return the ids of the ``documents`` that hold every one of ``words``."""
    return Truth(documents).matching(words)
