"""Doubts about where aid came from, where it arrived, and by which scheme."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from aidstories.describe.cues import Part
from aidstories.describe.doubts.ground import Ground
from aidstories.describe.gazetteer import Form
from aidstories.describe.mentions import parents, within
from aidstories.describe.programmes import NEIGHBOURLY, NamedProgramme
from aidstories.describe.roles import Weighed
from aidstories.model import Description, FieldDoubt, Role
from aidstories.restore.lexicon.late import late

_COUNTY = 2
"""Signs between the parts of a county's path: province, prefecture, county."""
_AGAIN = 2
"""Passages that name places of one province, and of no other, chosen by hand."""
_IN_ENGLISH = late(r"\b[A-Z][a-z'’-]{2,}(?: [A-Z][a-z'’-]{2,})? (?:County|Prefecture)\b")
"""A county or a prefecture by the form of its English name: Highridge County."""
_COUNTY_BY_FORM = late(
    r"(?:^|(?<=[\0省州市区盟族到在赴往进入驻抵至向于与和是自对为，。、；：“（\s]))"
    r"((?:(?![某他她这那此由组织的全各我该本两几个每多少大小受管先次国锦级上下市县区省在到了是和与及对向让为把等着将一帮扶援贫阿])"
    r"[\u4e00-\u9fff]){1,3}?)(?:自治县|自治州|县|旗)(?![级域城乡医区委长里政管])"
)
"""A county by the form of its name, 到云岭县: no 全县, no 受援县. Of 540,000 characters of clean
news and 84 pages it finds three words that are none."""
_GOES = late(r"[\0省州市区盟族到在赴往进入驻抵至向于与和是自对为]")
_BODY = late(r"[\u4e00-\u9fff]{0,3}(?:医院|医疗|卫生|疾控)")
"""What stands before a county, and what stands behind one that nothing leads to."""
_HEAD = (Role.TITLE, Role.KICKER, Role.SUBTITLE)


def of_regions(ground: Ground) -> Iterator[FieldDoubt]:
    """Doubt that there is no region in a story of aid, and one in which a smaller place is named,
    that the title has a rival for, or beside which as much aid arrives elsewhere."""
    found = ground.found
    if not found.regions and (found.programs or found.donors):
        yield FieldDoubt("regions")
    yield from _of_no_region(ground)
    yield from _unlisted(ground)
    yield from _unread(ground)
    below = [w for w in _below(found.regions, ground.weighed) if w.part is not Part.GIVES]
    if len(_lowest(w.mention.path for w in below)) == 1:
        yield from (_named("regions", ground, w) for w in below if w.weight)
    aided = ground.lists.aided
    apart = not any(within(region, t) for region in found.regions for t in aided)
    for w in _elsewhere(ground):
        headed = ground.article.passages[w.mention.passage].role in _HEAD
        goes = apart and any(within(w.mention.path, t) for t in aided)  # where schemes go
        if goes or (headed and w.part is not Part.GIVES):
            yield _named("regions", ground, w)
    if found.regions:
        yield from _received(ground)
        yield from _rivalled(ground)


def _of_no_region(ground: Ground) -> Iterator[FieldDoubt]:
    """Doubt that a text has no region where one county is all the places that it names, or one
    province all those that it names again and again."""
    if ground.found.regions:
        return
    lowest = _lowest(w.mention.path for w in ground.weighed)
    if len(lowest) == 1 and lowest.pop().count("/") == _COUNTY:
        yield _named("regions", ground, max(ground.weighed, key=lambda w: len(w.mention.path)))
    yield from _short_names(ground)
    provinces = {w.mention.path.split("/")[0] for w in ground.weighed}
    told = {w.mention.passage for w in ground.weighed if w.weight}
    if len(provinces) == 1 and len(told) >= _AGAIN:
        yield _named("regions", ground, ground.weighed[0])


def _short_names(ground: Ground) -> Iterator[FieldDoubt]:
    """Yield the short names of places in the headline that the article says again: 囊谦."""
    texts = [p.text for p in ground.article.passages]
    for text in ground.article.texts(*_HEAD):
        for at, name in ground.lists.gazetteer.find(text):
            again = sum(other.count(name.text) for other in texts) >= _AGAIN
            if again and name.form is Form.SHORT and name.paths:
                yield FieldDoubt("regions", text[at : at + len(name.text)], name.paths[0])


def _lowest(paths: Iterable[str]) -> set[str]:
    """Return those of ``paths`` in which no other lies."""
    known = set(paths)
    return known.difference(*(parents(path)[1:] for path in known))


def _unlisted(ground: Ground) -> Iterator[FieldDoubt]:
    """Doubt regions beside a county that a text names and no list has, or that was not read."""
    for number, passage in enumerate(ground.article.passages):
        text = passage.text
        for w in ground.weighed:
            if w.mention.passage == number:
                text = _masked(text, w.mention.start, w.mention.end)
        for name in (*_IN_ENGLISH.finditer(text), *_counties(text)):
            if not (ground.found.regions and _is_listed(name[0], ground)):
                yield FieldDoubt("regions", name[0])


def _unread(ground: Ground) -> Iterator[FieldDoubt]:
    """Yield places where schemes help that are named, of which nothing was read: 再往前是改则."""
    aided = ground.lists.aided
    if any(within(region, t) for region in ground.found.regions for t in aided):
        return
    for passage in ground.article.passages:
        for at, name in ground.lists.gazetteer.find(passage.text):
            end = at + len(name.text)
            land = name.form is Form.SHORT and _LAND.match(passage.text, end)
            one = len(name.paths) == 1 and name.form is not Form.COMMON and not land
            if one and any(within(name.paths[0], t) for t in aided):
                yield FieldDoubt("regions", passage.text[at:end], name.paths[0])


_LAND = late(r"[山江河湖海岭路街镇乡村]")
"""What makes another name of a county's short one: 祁连山."""


def _counties(text: str) -> Iterator[re.Match[str]]:
    """Yield what has the form of a county's name: 到云岭县, 云岭自治县人民医院."""
    for name in _COUNTY_BY_FORM.finditer(text):
        if _GOES.match(text, max(0, name.start() - 1)) or _BODY.match(text, name.end()):
            yield name


def _masked(text: str, start: int, end: int) -> str:
    return text[:start] + "\0" * (end - start) + text[end:]


def _is_listed(name: str, ground: Ground) -> bool:
    known = ground.lists.gazetteer.find(f"{name}\n")
    return any(at + len(found.text) == len(name) for at, found in known)


def _apart_from(known: Collection[str], paths: Iterable[str]) -> set[str]:
    """Return those of ``paths`` that neither lie in a place that is ``known`` nor hold one."""
    above = {each for path in known for each in parents(path)}
    others, known = {path for path in paths if path} - above, frozenset(known)
    return {path for path in others if known.isdisjoint(parents(path))}


def _received(ground: Ground) -> Iterator[FieldDoubt]:
    """Doubt regions where as much aid arrives at a place outside them, or more."""
    arrives = defaultdict[str, float](float)
    for w in ground.weighed:
        if w.part is Part.RECEIVES:
            parts = w.mention.path.split("/")
            for end in range(1, len(parts) + 1):
                arrives["/".join(parts[:end])] += w.weight
    most = max(arrives[path] for path in ground.found.regions)
    for w in _elsewhere(ground):
        if w.part is Part.RECEIVES and arrives[w.mention.path] >= most:
            yield _named("regions", ground, w)


def _rivalled(ground: Ground) -> Iterator[FieldDoubt]:
    """Doubt regions where nothing is said to arrive beside a place that is named as often."""
    named = defaultdict[str, int](int)
    for w in ground.weighed:
        for path in parents(w.mention.path) if w.weight else ():
            named[path] += 1
    regions = ground.found.regions
    if any(
        w.part is Part.RECEIVES and not _apart_from(regions, [w.mention.path])
        for w in ground.weighed
    ):
        return
    most = max(named[path] for path in regions)
    for w in _elsewhere(ground):
        if w.weight and w.part is not Part.GIVES and named[w.mention.path] >= most:
            yield _named("regions", ground, w)


def of_donors(ground: Ground) -> Iterator[FieldDoubt]:
    """Doubt givers beside which another gives, and none where aid arrived."""
    found = ground.found
    expected = any(s.programme.tier < NEIGHBOURLY for s in ground.schemes if _is_named(s, found))
    for w in _elsewhere(ground):
        if w.part is Part.GIVES and w.weight:
            yield _named("donors", ground, w)
    if found.regions and not found.donors:
        yield from _houses(ground)
        home = {path.split("/")[0] for path in found.regions}
        for w in _elsewhere(ground):
            if w.mention.path.split("/")[0] not in home:
                yield _named("donors", ground, w)
        if expected or found.aid:
            yield FieldDoubt("donors")


_HOUSE = late(
    r"医院(?:的|来的|派来的)?[^，。；的]{0,6}?"
    r"(?:医[生师]|护士|专家|医疗队|团队|远程|会诊|接力|对口|帮扶|支援)"
)
"""What stands behind a county whose hospital comes, 太仓医院的医生; 瑞金医院 is of no county."""


def _houses(ground: Ground) -> Iterator[FieldDoubt]:
    """Doubt that nobody gave where a hospital that a county elsewhere may have comes."""
    home = {path.split("/")[0] for path in ground.found.regions}
    for passage in ground.article.passages:
        if passage.role not in (*_HEAD, Role.PARAGRAPH) or "医院" not in passage.text:
            continue
        for at, name in ground.lists.gazetteer.find(passage.text):
            short = name.form is Form.SHORT and name.guarded and len(name.paths) == 1
            apart = short and name.paths[0].split("/")[0] not in home
            if apart and (behind := _HOUSE.match(passage.text, at + len(name.text))):
                yield FieldDoubt("donors", passage.text[at : behind.end()], name.paths[0])
                return


def _is_named(scheme: NamedProgramme, found: Description) -> bool:
    return scheme.programme.zh in found.programs


def of_programmes(ground: Ground) -> Iterator[FieldDoubt]:
    """Doubt that there is no scheme where somebody gave or one for the region is named, and one
    that was read from the name of a body."""
    found, schemes = ground.found, ground.schemes
    gives = any(w.part is Part.GIVES and w.weight for w in ground.weighed)
    given = (found.donors and found.regions) or (schemes and (found.donors or gives))
    if not found.programs and (given or any(_is_for(s, found.regions) for s in schemes)):
        first = schemes[0] if schemes else None
        quote, name = (first.evidence.quote, first.programme.zh) if first else ("", "")
        yield FieldDoubt("programs", quote, name)
    for quoted in _of_bodies(ground):
        yield FieldDoubt("programs", quoted)


def _of_bodies(ground: Ground) -> Iterator[str]:
    """Yield the names of bodies whose words a scheme was read from: 援藏老干部协会."""
    for e in ground.found.evidence:
        if e.field == "programs" and e.passage is not None and e.end is not None:
            text = ground.article.passages[e.passage].text
            if body := _BODY_NAME.match(text, e.end):
                yield text[e.start : body.end()]


_BODY_NAME = late(r"[\u4e00-\u9fff]{0,4}(?:基金会|协会|促进会|研究会|学会)")


def _is_for(scheme: NamedProgramme, regions: Collection[str]) -> bool:
    """Return whether a scheme brings aid to where the regions are: 闽宁协作 to 固原市."""
    home = scheme.programme.region
    return bool(home) and any(within(path, home) for path in regions)


def _below(paths: Collection[str], weighed: Collection[Weighed]) -> Iterator[Weighed]:
    """Yield the mentions of places inside one of ``paths`` in which no other of these lies."""
    lowest = set(paths).difference(*(parents(path)[1:] for path in paths))
    yield from (w for w in weighed if not lowest.isdisjoint(parents(w.mention.path)[1:]))


def _elsewhere(ground: Ground) -> Iterator[Weighed]:
    """Yield the mentions of places that lie in no region or donor, nor hold one."""
    known = (*ground.found.regions, *ground.found.donors)
    apart = _apart_from(known, (w.mention.path for w in ground.weighed))
    yield from (w for w in ground.weighed if w.mention.path in apart)


def _named(field: str, ground: Ground, w: Weighed) -> FieldDoubt:
    return FieldDoubt(field, ground.words(w), w.mention.path)
