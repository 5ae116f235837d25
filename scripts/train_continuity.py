"""Train ``language.bin``: ``python scripts/train_continuity.py``.

What it holds, :mod:`aidstories.restore.lexicon.language` says.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from zlib import crc32

from aidstories.restore.lexicon.continuity import FLAG, JOIN, features, fold, score, seam, sparse
from aidstories.restore.lexicon.language import (
    CLASSES,
    END,
    FORMAT,
    START,
    STEP,
    WORD_STEP,
    Language,
    parse,
    sparse_key,
)
from train_corpus import (
    DICTIONARY,
    MEMBER,
    NATURAL,
    SDIST,
    SDIST_SHA256,
    SENTENCE,
    Doc,
    Sample,
    articles,
    fetch,
    paragraphs,
    samples,
    words,
)
from train_fit import auc, fit_dense, fit_sparse

VERSION = "4"
OUT = Path(__file__).parent / "aidstories/restore/data/language.bin"
SPARSE_SIZE = 1 << 18
SCALE = 1 / 32
FOLDS = 4
NO_WEIGHTS = array("b", bytes(SPARSE_SIZE))

Words = Mapping[str, tuple[float, str]]


def count(docs: Iterable[Doc]) -> Counter[str]:
    """Count the n-grams, one to three characters, of folded paragraphs."""
    grams: Counter[str] = Counter()
    for doc in docs:
        for text in doc:
            marked = START + fold(text) + END
            for n in (1, 2, 3):
                grams.update(marked[i : i + n] for i in range(len(marked) - n + 1))
    return grams


def table(entries: Iterable[tuple[str, int]]) -> tuple[bytes, bytes, bytes]:
    """Return bucket sizes, keys and values of a :class:`.lexicon.language.Table`."""
    buckets: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for key, value in entries:
        code = crc32(key.encode())
        bucket = buckets[code >> 16]
        bucket[code & 0xFFFF] = max(value, bucket.get(code & 0xFFFF, 0))
    sizes = array("H", (len(buckets.get(i, ())) for i in range(1 << 16)))
    rows = [row for i in sorted(buckets) for row in sorted(buckets[i].items())]
    keys = array("H", (key for key, _ in rows))
    return _little(sizes), _little(keys), bytes(value for _, value in rows)


def build(
    grams: Counter[str], known: Words, hashed: array[int], weights: Mapping[str, float]
) -> bytes:
    """Return the bytes of a data file."""
    counted = ((g, _level(n, STEP, 255)) for g, n in grams.items() if n > 1 or len(g) < 3)
    listed = [
        (w, CLASSES.index(kind) << 5 | _level(n, WORD_STEP, 31)) for w, (n, kind) in known.items()
    ]
    listed += [(w[:n], 0) for w in known for n in range(1, len(w)) if w[:n] not in known]
    parts: list[tuple[str, bytes]] = [("hashed", _little(hashed))]
    for name, entries in (("grams", counted), ("words", listed)):
        names = (f"{name}.sizes", f"{name}.keys", f"{name}.values")
        parts += zip(names, table(entries), strict=True)
    header = {
        "format": FORMAT,
        "version": VERSION,
        "sources": [
            {"name": SDIST, "file": MEMBER, "licence": "MIT", "sha256": SDIST_SHA256},
            {
                "name": "jieba-0.42.1",
                "file": "jieba/dict.txt",
                "licence": "MIT",
                "sha256": hashlib.sha256(DICTIONARY.read_bytes()).hexdigest(),
            },
        ],
        "scale": SCALE,
        "weights": {"continuity": weights},
        "total": math.log(sum(n for g, n in grams.items() if len(g) == 1)),
        "word_total": math.log(sum(n for n, _ in known.values())),
        "sections": [[name, len(data)] for name, data in parts],
    }
    line = json.dumps(header, ensure_ascii=False).encode() + b"\n"
    return line + b"".join(data for _, data in parts)


def _level(number: float, step: float, top: int) -> int:
    return min(top, 1 + round(math.log(max(1.0, number)) / step))


def _little(numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def train(docs: Sequence[Doc], known: Words, seed: int) -> bytes:
    """Return a data file: counts of all of ``docs``, weights fitted on folds left out of them."""
    parts = [count(docs[k::FOLDS]) for k in range(FOLDS)]
    grams = sum(parts, Counter())
    model = parse(build(grams, known, NO_WEIGHTS, {}))
    rows: list[dict[str, float]] = []
    held: list[Sample] = []
    for k in range(FOLDS):
        rest = [d for j in range(FOLDS) if j != k for d in docs[j::FOLDS]]
        hashed = train_sparse(rest, model, seed)
        without = parse(build(grams - parts[k], known, hashed, {}))
        fold_samples = list(samples(docs[k::FOLDS], random.Random(seed + 1), 1))
        rows += (features(s.left, s.right, s.document, without) for s in fold_samples)
        held += fold_samples
    weights = fit_dense(rows, [s.goes_on for s in held], [s.weight for s in held])
    return build(grams, known, train_sparse(docs, model, seed), weights)


def train_sparse(docs: Sequence[Doc], model: Language, seed: int) -> array[int]:
    """Fit the weights of the sparse features on breaks made in ``docs``."""
    rows = []
    for s in samples(docs, random.Random(seed), 4):
        if s.weight == NATURAL:
            continue
        names = sparse(s.left, s.right, seam(s.left, s.right, model), model)
        places = [sparse_key(n) & (SPARSE_SIZE - 1) for n in names]
        rows.append((places, s.goes_on, 1.0))
    return fit_sparse(rows, SPARSE_SIZE, SCALE, random.Random(seed))


def report(name: str, rows: Sequence[Sample], model: Language) -> str:
    """Return one line: AUC, and recall with false joins at both thresholds."""
    weights = model.weights["continuity"]
    scores = [score(features(s.left, s.right, s.document, model), weights) for s in rows]
    goal = [s.goes_on for s in rows]
    line = f"{name}: n {len(rows)} AUC {auc(scores, goal):.4f}"
    for limit in (JOIN, FLAG):
        above = [y for p, y in zip(scores, goal, strict=True) if p > limit]
        right, wrong = sum(above), len(above) - sum(above)
        rate = wrong / max(1, len(goal) - sum(goal))
        line += f"  > {limit}: recall {right / max(1, sum(goal)):.3f} false {rate:.3f}"
    return line


def main() -> None:
    """Train, print the figures on held-out text, write the data file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sdist", type=Path, help=f"{SDIST}.tar.gz, where it is at hand")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    docs = articles(paragraphs(fetch(args.sdist)))
    cut = len(docs) * 9 // 10
    data = train(docs[:cut], words(), args.seed)
    model = parse(data)
    held = list(samples(docs[cut:], random.Random(5), 2))
    print(report("before the next line", [s for s in held if s.weight in (3.0, 1.0)], model))
    print(report("before any sentence", [s for s in held if s.weight in (3.0, SENTENCE)], model))
    print(report("headings and the like", [s for s in held if s.weight in (3.0, NATURAL)], model))
    print(json.dumps(model.weights, ensure_ascii=False))
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_bytes(data)
    print(f"{OUT.name}: {len(data):,} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
