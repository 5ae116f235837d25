"""What a search must find, decided without the index: by looking into every text.

A story has a word where a passage holds it, or where it is a name of something that its catalogue
says. Marks and blanks count for nothing, in texts and in words, but between two letters or two
figures: “组团式”援藏 holds 组团式援藏, CT 检查 holds CT检查, and 20、25 does not hold 2025.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from aidstories.search.documents import Document
from aidstories.search.fold import fold
from tests.archive import TABLES

SYLLABLE = "\u0f00\u0f40-\u0fbc\u0f18\u0f19\u0f35\u0f37\u0f39\u0f3e\u0f3f"
THOUSANDS = re.compile(
    r"(?<![0-9][, ])(?<![0-9])[0-9]{1,3}([, ])[0-9]{3}(?:\1[0-9]{3})*(?!\1?[0-9])"
)

SURE = "འི|འོ|འམ|འང"
OPEN = "[ཀ-ཬ]|.*[\u0f71-\u0f7d\u0f80\u0f81\u0f90-\u0fbc]"
SHORT = {place.zh: place.shorts for place in TABLES.places}


class Truth:
    """The bare texts of ``documents``, looked through from end to end for every question.

    Where two places have one name, theirs are taken to have the same short names."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.texts: dict[str, list[str]] = {}
        self.names: dict[str, set[str]] = {}
        for d in documents:
            self.texts[d.id] = [bare(text) for text in (*d.titles, *d.texts)]
            self.names[d.id] = {bare(name) for name in _names(d)}

    def matching(self, words: list[str]) -> set[str]:
        """Return the ids of the documents that have every one of ``words``."""
        wanted = [(bare(word), _holds(bare(word))) for word in words]
        return {
            id_
            for id_, texts in self.texts.items()
            if all(word in self.names[id_] or any(map(test, texts)) for word, test in wanted)
        }


def _names(document: Document) -> Iterator[str]:
    """Yield the names of all that the catalogue says of ``document``, but for its status."""
    said = [value for key, values in document.facets.items() if key != "status" for value in values]
    for part in {part for value in said for part in value.split("/")}:
        yield from (part, *SHORT.get(part, ()))


def bare(text: str) -> str:
    """Return a folded text without its marks: a blank where one counts, ་ between syllables."""
    folded = THOUSANDS.sub(lambda number: re.sub("[, ]", "", number[0]), fold(text))
    said = ""
    for word in "".join(c if _said(c) else " " for c in folded).split():
        said += _between(said[-1:], word[0]) + word
    return said


def _said(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"


def _between(last: str, first: str) -> str:
    if last and all(re.match(f"[{SYLLABLE}]", c) for c in (last, first)):
        return "་"
    counts = (last.isdecimal() and first.isdecimal()) or (_cased(last) and _cased(first))
    return " " if counts else ""


def _cased(character: str) -> bool:
    return character.islower() or character.isupper()


def _holds(phrase: str) -> Callable[[str], object]:
    """Whether a bare text holds the bare ``phrase``, Tibetan by whole syllables with a particle."""
    if not re.search(f"[{SYLLABLE}]", phrase):
        return lambda text: phrase in text
    parts = re.split(f"([{SYLLABLE}]+)", phrase)
    last = len(parts) - 1 if parts[-1] else len(parts) - 2
    pattern = ""
    for n, part in enumerate(parts):
        if n % 2 == 0:
            pattern += re.escape(part)
        else:
            asked = _without(part, loosely=n == last and any(parts[:n]))
            pattern += f"(?<![{SYLLABLE}])(?:{'|'.join(_written(asked))})(?![{SYLLABLE}])"
    return re.compile(pattern).search


def _written(syllable: str) -> Iterator[str]:
    """Yield patterns of all that a syllable is written as, alone and with a particle in it."""
    yield syllable
    if re.fullmatch(OPEN, syllable):
        yield f"{syllable}(?:[སར]|(?:{SURE}){{1,2}})"
    elif re.fullmatch("[ཀ-ཬ]{2,}འ", syllable):
        yield f"{syllable[:-1]}(?:{SURE}){{1,2}}"
    elif not re.fullmatch("[ཀ-ཬ]{2,}", syllable):
        yield f"{syllable}(?:{SURE}){{1,2}}"


def _without(syllable: str, *, loosely: bool) -> str:
    """Return a syllable that is asked for without a particle; ``loosely`` without ས and ར too."""
    if loosely and syllable[-1] in "སར" and re.fullmatch(OPEN, syllable[:-1]):
        return syllable[:-1]
    if found := re.fullmatch(f"(.+?)(?:{SURE}){{1,2}}", syllable):
        return found[1] + "འ" * bool(re.fullmatch("[ཀ-ཬ]{2,}", found[1]))
    return syllable


def matching(documents: list[Document], words: list[str]) -> set[str]:
    """Return the ids of the ``documents`` that hold every one of ``words``."""
    return Truth(documents).matching(words)
