"""Where a line stands: from the top, in its run, beside which lines, in which count."""

from __future__ import annotations

from collections.abc import Iterator

from aidstories.restore.lexicon.counts import Count
from aidstories.restore.zones.view import View, goes_on, said_behind

_ALIKE = 4
"""Lines alike that are counted: more say nothing else."""
_LIKE = 2
"""Characters by which lines of one form may differ, chosen by hand: those of a stanza."""
_ENDS = {"！": "cry", "？": "cry", "!": "cry", "?": "cry", "，": "pause", ",": "pause"}


def places(seen: View, i: int) -> list[str]:
    """Return where line ``i`` stands: from the top, from the text, between texts."""
    end = len(seen.lines)
    found = ["bias", f"from the top {min(i, 5)}", f"from the end {min(end - 1 - i, 3)}"]
    if seen.prose[i]:
        found.append("prose")
    found += _around_text(seen, i)
    for k, word in ((i - 1, "above"), (i + 1, "below")):
        if 0 <= k < end and not seen.prose[k]:
            found += _beside(seen.sizes[i], seen.sizes[k], word)
    if len(seen.bare[i]) > 3 and seen.said[seen.bare[i]] < i:
        found.append("said before")
    if i == seen.headline:
        found.append("is set as the headline")
    elif seen.headline >= 0:
        found.append(f"{'over' if i < seen.headline else 'under'} the headline")
    if counted := seen.counts[i]:
        found += _counting(seen, counted, i)
    if seen.runs[i]:
        found += _among(seen, seen.runs[i], i)
    return found


def _around_text(seen: View, i: int) -> Iterator[str]:
    if i < seen.first:
        yield f"before the text {min(seen.first - i, 5)}"
        if seen.sizes[i] == seen.largest:
            yield "longest of the head"
    elif i > seen.last:
        yield f"behind the text {min(i - seen.last, 5)}"
    else:
        yield "among the text"
    if i and seen.prose[i - 1]:
        yield "behind prose"
    if i + 1 < len(seen.lines) and seen.prose[i + 1]:
        yield "before prose"


def _beside(own: int, other: int, word: str) -> tuple[str, str]:
    """Return how the length of a line stands to that of the one beside it."""
    size = "longer" if own > 1.25 * other else "shorter"
    alike = f"{size} than {word}" if abs(own - other) > _LIKE else f"like {word}"
    return alike, f"{min(8, 4 * own // max(1, other))} quarters of {word}"


def _counting(seen: View, own: Count, i: int) -> Iterator[str]:
    """Yield whether the lines beside a counted one count on, as in a list, or others far away."""
    last, following = (own._replace(number=own.number + k * (own.number > 0)) for k in (-1, 1))
    counts = seen.counts
    listed = i > 0 and counts[i - 1] == last, counts[i + 1 : i + 2] == [following]
    yield from (name for name, is_so in zip(_LISTED, listed, strict=True) if is_so)
    if own.number and not any(listed):
        yield "is counted far apart" if {last, following} & seen.counted else "is counted alone"


_LISTED = ("counts on from above", "counts on below")


def _among(seen: View, run: range, i: int) -> Iterator[str]:
    """Yield where a line stands in its run, what opens the run, what the text behind it says."""
    yield f"in a run of {min(len(run), 6)}"
    yield f"in its run {min(i - run.start, 4)}"
    yield f"to its end {min(run.stop - 1 - i, 4)}"
    yield f"one of {_alike(seen, run, i)} alike"
    colon = seen.colons[i - 1] if i else -1
    if colon >= max(0, run.start - 1):
        yield f"behind a colon {min(i - colon, 5)}"
    yield from _pairing(seen, run, i)
    yield from _hearing(seen, run, i)


def _alike(seen: View, run: range, i: int) -> int:
    """Return how many lines of about one length stand together with a line, up to `_ALIKE`."""
    own, first, end = seen.sizes[i], i, i + 1
    while first > max(run.start, i + 1 - _ALIKE) and abs(seen.sizes[first - 1] - own) <= _LIKE:
        first -= 1
    while end < min(run.stop, i + _ALIKE) and abs(seen.sizes[end] - own) <= _LIKE:
        end += 1
    return min(_ALIKE, end - first)


def _pairing(seen: View, run: range, i: int) -> Iterator[str]:
    """Yield whether a line is half a title with the one beside it, and the text says both."""
    if i + 1 < run.stop and goes_on(seen.lines[i], seen.lines[i + 1]):
        yield "goes on below"
        yield f"goes on below, both told {int(min(seen.told[i : i + 2]) * 3.99)}"
    if i > run.start and goes_on(seen.lines[i - 1], seen.lines[i]):
        yield "goes on from above"
        yield f"goes on from above, both told {int(min(seen.told[i - 1 : i + 1]) * 3.99)}"


def _hearing(seen: View, run: range, i: int) -> Iterator[str]:
    """Yield how much of a line the text behind its run says, and whether of another more."""
    told = seen.told[i]
    if run.stop < len(seen.lines):
        yield f"ends {_ENDS.get(seen.lines[i][-1:], 'otherwise')}, told {int(told * 3.99)}"
        for k, word in ((i - 1, "above"), (i + 1, "below")):
            if k in run and abs(told - seen.told[k]) > 1 / 3:
                yield f"told {'more' if told > seen.told[k] else 'less'} than {word}"
    if told:
        yield f"told {int(told * 3.99)}"
        if seen.bare[i] in said_behind(seen, run):
            yield "told whole"
        if told == seen.loudest[run.start]:
            yield f"told most {int(told * 3.99)}"
