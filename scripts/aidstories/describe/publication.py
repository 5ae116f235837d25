"""When an article was published: stated, inferred from what it says of time, or unknown.

Inference follows a chain of printed anchors and never starts from nothing. Each rule is one that
a reader would use: 2022年5月 and 两年多来 give 2024-05 to 2025-05; a text that writes 今年 for its
own year writes out earlier ones (2024年8月至今 beside 今年4月: 2025).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from aidstories.describe.authority import Authorities
from aidstories.describe.dates import Printed, find_dates, first_day, number, parse_stamp
from aidstories.describe.dates_abroad import abroad
from aidstories.describe.evidence import in_capture, in_text, on_page
from aidstories.describe.masthead import masthead
from aidstories.model import Article, Evidence, Role, YearBasis
from aidstories.restore.lexicon.chars import IS_BO
from aidstories.restore.lexicon.dateline import dateline_end
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.tibetan_heads import fields

_PLAN = late(
    r"(?:到|至|力争|预计|计划|规划|目标|(?:^|(?<![—–-]))[—\-–~～]|[\d年月日][—–-]{2}|将于|截止)\s*+$"
)
_PLANNED = late(r"^(?:年底前|底前|前[，。、]|左右|远景|目标|度)")
_LIFE = late(r"(?:出生|生于|毕业|参加工作|入党|入伍|从医)")
_ORIGIN = late(
    r"(?:建于|建成于|成立于|创[建办立设]于|诞生于|设立于|开业于|摄于|拍摄于|印于|约|大约|大概)\s*+$"
)
"""What makes a date that of how something began, or of a picture, and one that nobody knows."""
_SEASON = late(
    r"^(?:的)?(?:[初早仲暮晚盛深]?[春夏秋冬](?=[天季日节，。、的]|$)|年[初底末中]|岁末|上半年|下半年|第?[一二三四]季度|[暑寒]假|元旦|除夕"
    r"|元宵|清明|端午|中秋|重阳|国庆|五一|[正腊冬]月|(?:农历)?[闰]?[二三四五六七八九十]月初)"
)
"""What tells when in a year, as a month does: 2016年春节, 二〇一八年腊月初八."""
_SINCE = late(r"^[^，。；]{0,14}(?:以来|起[，、]|开始|至今|以后|启动|印发|颁布|出台)")
_UNTIL = late(r"^(?:至|到|[—–~～-]{1,2})[12]\d{3}年")
"""What makes a date the first of two: 2017年8月至2020年7月."""
_FROM = late(r"(?:自|从|早在|自从)$")
_NEAR = 20
"""Characters beside a date that `_SINCE`, `_UNTIL` and `_FROM` look at; they take 17 at most."""
_BATCH = late(r"第([一二三四五六七八九十]{1,3}|\d{1,2})批")
_SPAN = late(r"([一两二三四五六七八九十]|\d{1,2})年(多)?(?:来|的时间|时间)")
_HEADLINE = (Role.KICKER, Role.SUBTITLE, Role.TITLE)
_BODY = (Role.PARAGRAPH, Role.NOTE, Role.SIGNATURE, *_HEADLINE)
_SHOWING = (*_BODY, Role.CAPTION)
_LABELLED = late(
    r"\s*+(?:发布|发表|刊发|更新|上传|录入|添加)?(?:日\s*+期|时\s*+间)\s*+[:：]\s*+"
    r"(?P<date>[\d年月日号./-]{8,})[\d:：\s]*"
)
"""A line of its own that dates its page: 日期：2001-08-04 08:33:39."""
_TODAY = late(
    r"\W*+(?:今[天日]是\W*+)?\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?\W*(?:星期|周)[一二三四五六日天][^，。:：]{0,16}"
)
"""What a page prints of the day that it is shown: 今天是2024年5月6日 星期一."""
_UPDATED = late(r"(?:更新|修改|编辑|(?<!by )modified)(?:时间|日期|于|on)?\s*+[:：]?\s*+$", re.I)
_SHOWN = late(r"(?<![\d年/.-])(\d{1,2})\s?[-/月.]\s?(\d{1,2})(?=日|\d\d:\d\d|[^\d/.:-]|$)")
"""A day without its year: 发布时间：09-30 22:46."""
_ON_A_DAY = late(
    r"^(?:\d{1,2}月)?\d{1,2}(?:日?[至到—~-](?:\d{1,2}月)?\d{1,2})?日(?:[上下]午)?[，,]\s?$"
)
"""The day that a paragraph opens with, up to the name of what happened."""
_THIS_EVENT = late(r"(?:此次|本次|这次|這次|是次)的?[“「《]?\s?$")
"""What makes a name that opens with its year that of what a story tells: 此次“2012年百童赴京”."""
_LEAD_DAY = late(r"^[“\s]*(?:\d{1,2}月\d{1,2}日|(?:19|20)\d{2}年\d{1,2}月\d{1,2}日)")


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """``published`` in EDTF, the year, how it is known, and what shows it."""

    published: str | None = None
    year: int | None = None
    basis: YearBasis = YearBasis.UNKNOWN
    evidence: tuple[Evidence, ...] = ()


_Shown = tuple[int, int, int]
"""A passage with the start and end of the words in it that show something."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A date in an article."""

    article: Article
    passage: int
    printed: Printed

    @property
    def text(self) -> str:
        return self.article.passages[self.passage].text

    @property
    def span(self) -> _Shown:
        return self.passage, self.printed.start, self.printed.end

    def evidence(self, field: str, value: str) -> Evidence:
        span = (self.printed.start, self.printed.end)
        return in_text(self.article, field, value, self.passage, span)


class _Dates:
    """The dates of an article, each passage read once, when it is asked for."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._read: dict[int, tuple[_Seen, ...]] = {}

    def seen(self, roles: Sequence[Role]) -> Iterator[_Seen]:
        """Yield the dates in the passages that have one of ``roles``, in order."""
        for index, passage in enumerate(self.article.passages):
            if passage.role in roles:
                if index not in self._read:
                    printed = (*find_dates(passage.text), *abroad(passage))
                    self._read[index] = tuple(_Seen(self.article, index, p) for p in printed)
                yield from self._read[index]


def find_when(
    articles: Sequence[Article], meta: Mapping[str, str], lists: Authorities
) -> tuple[When, ...]:
    """Return when each article was published.

    Articles of one capture share the day of their page's masthead, else their page's year.
    """
    own = [_own(article, meta, lists) for article in articles]
    if over := masthead(articles):
        printed = _own(over, {}, lists)
        day = replace(printed, evidence=tuple(map(on_page, printed.evidence)))
        own = [w if w.basis is YearBasis.STATED else day for w in own]
    latest = max((w for w in own if w.year), key=lambda w: w.year or 0, default=None)
    return tuple(
        _shared(w, latest) if latest and w.basis is not YearBasis.STATED else w for w in own
    )


def _shared(when: When, latest: When) -> When:
    """Return ``when`` with the year of the page: that of its latest date."""
    if when.year == latest.year:
        return when
    others = tuple(e for e in when.evidence if e.field != "year")
    evidence = tuple(on_page(e) for e in latest.evidence if e.field == "year")
    return replace(when, year=latest.year, basis=YearBasis.INFERRED, evidence=(*others, *evidence))


def _own(article: Article, meta: Mapping[str, str], lists: Authorities) -> When:
    """Return what the article and the capture's own date say, the surest first."""
    stamp, dates = parse_stamp(meta.get("date", "")), _Dates(article)
    days = (s for s in dates.seen((Role.SOURCE, Role.BYLINE)) if s.printed.year and s.printed.day)
    if printed := sorted((s for s in days if not _is_update(s)), key=_is_of_page):
        return _stated(printed[0].printed.edtf(), printed[0])
    for seen in dates.seen((Role.PARAGRAPH,)):
        if seen.printed.year and seen.printed.day and _LABELLED.fullmatch(seen.text):
            return _stated(seen.printed.edtf(), seen)
    if stamp and len(stamp) == 10:
        return _stated(stamp, None)
    for seen in dates.seen((Role.SOURCE, Role.BYLINE)):
        if seen.printed.year and not seen.printed.day and _dates_line(seen):
            return _stated(seen.printed.edtf(), seen)
    changed = parse_stamp(meta.get("updated", ""))
    if changed and len(changed) == 10 and _is_shown(article, changed):
        return _stated(changed, None, "updated")
    day = _publication_day(dates)
    if day and day.printed.year:
        return _stated(day.printed.edtf(), day)
    if not day and (signed := _signed_on(dates)):
        return _stated(signed.printed.edtf(), signed)
    if addressed := _addressed(article, day):
        return addressed
    year, shown = _infer_year(dates, day, lists)
    if year is None and (sent := parse_stamp(meta.get("sent", ""))):
        return _sent(sent, day)
    if day:
        return _dated(day, year, shown)
    if year is None:
        return When()
    evidence = _chain(article, year, shown)
    return When(year=year, basis=YearBasis.INFERRED, evidence=evidence)


def _sent(sent: str, day: _Seen | None) -> When:
    """Return the year in which a letter with the article was sent; ``day`` lies before that."""
    year = int(sent[:4])
    if day and day.printed._replace(year=year).edtf() > sent:
        year -= 1
    found = _dated(day, None, ()) if day else When()
    published = day.printed._replace(year=year).edtf() if day else None
    evidence = tuple(replace(e, value=published or "") for e in found.evidence)
    evidence = (*evidence, in_capture("year", str(year), "sent"))
    return When(published=published, year=year, basis=YearBasis.INFERRED, evidence=evidence)


def _chain(article: Article, year: int, shown: Iterable[_Shown]) -> tuple[Evidence, ...]:
    """Return evidence that the printed words ``shown`` give ``year`` together, in their order."""
    return tuple(
        in_text(article, "year", str(year), passage, (start, end))
        for passage, start, end in sorted(set(shown))
    )


def _is_shown(article: Article, day: str) -> bool:
    """Return whether a line of the head has a whole day without its year."""
    own = [int(part) for part in day.split("-")[1:]]
    heads = (Role.SOURCE, Role.BYLINE, Role.DATELINE)
    lines = (p.text for p in article.passages if p.role in heads)
    return any(own == list(map(int, hit.groups())) for t in lines for hit in _SHOWN.finditer(t))


def _stated(published: str, seen: _Seen | None, key: str = "date") -> When:
    year = published[:4]
    if seen:
        evidence = (seen.evidence("published", published), seen.evidence("year", year))
    else:
        evidence = (in_capture("published", published, key), in_capture("year", year, key))
    return When(published=published, year=int(year), basis=YearBasis.STATED, evidence=evidence)


def _dated(day: _Seen, year: int | None, shown: tuple[_Shown, ...]) -> When:
    """Return a day of the year with an inferred year, or with none (EDTF XXXX-03-16)."""
    published = day.printed._replace(year=year).edtf()
    evidence = [day.evidence("published", published)]
    if year is None:
        return When(published=published, evidence=tuple(evidence))
    evidence += _chain(day.article, year, (*shown, day.span))
    return When(published=published, year=year, basis=YearBasis.INFERRED, evidence=tuple(evidence))


def _is_of_page(seen: _Seen) -> bool:
    """Return whether a line may give the day that the page was shown: one of a day and its weekday,
    in Tibetan of a day and no more. It dates the text where no other line does."""
    if IS_BO.search(seen.text):
        return not any(fields(seen.text))
    return bool(_TODAY.fullmatch(seen.text))


def _is_update(seen: _Seen) -> bool:
    """Return whether a date says when a page was changed: 更新时间：2024-05-06."""
    return bool(_UPDATED.search(seen.text[: seen.printed.start]))


def _dates_line(seen: _Seen) -> bool:
    """Return whether a year or a month says when a page was published, in the line of its source or
    apart at the end of that of its writers: 撰稿：段敏 2017年9月, not 段敏 摄于2017年9月."""
    if seen.article.passages[seen.passage].role is Role.SOURCE:
        return not _is_update(seen)
    before, after = seen.text[: seen.printed.start], seen.text[seen.printed.end :]
    return bool(seen.printed.month) and before[-1:] in " （(" and not after.strip("）) ")


def _publication_day(dates: _Dates) -> _Seen | None:
    """Return the day of the dateline, of the editor's note or of a dispatch's first words."""
    article = dates.article
    for seen in dates.seen((Role.DATELINE,)):
        if seen.printed.day:
            return seen
    for seen in dates.seen((Role.NOTE,)):
        after = seen.text[seen.printed.end : seen.printed.end + 60]
        if seen.printed.day and re.match(r"[，,]?[^。]{0,40}(?:刊发|刊登|刊载|发表|报道)", after):
            return seen
    lead = article.first(Role.PARAGRAPH) or ""
    opening = dateline_end(lead)
    if article.first(Role.DATELINE) or opening:
        for seen in dates.seen((Role.PARAGRAPH,)):
            if lead == seen.text and seen.printed.day and _LEAD_DAY.match(lead[opening:]):
                return seen
            break
    return None


def _signed_on(dates: _Dates) -> _Seen | None:
    """Return the day that a text closes with, on a line of its own: （2018-10-08）.

    What says who may read an official letter stands below its day: （此件公开发布）.
    """
    passages = dates.article.passages
    last = len(passages) - 1
    last -= bool(last > 0 and _MAY_BE_READ.fullmatch(passages[last].text.strip()))
    closing = passages[last : last + 1]
    if not any(p.role is Role.PARAGRAPH and len(p.text) <= _DAY_ALONE for p in closing):
        return None
    for seen in dates.seen((Role.PARAGRAPH,)):
        printed = seen.printed
        around = _TIME.sub("", seen.text[: printed.start] + seen.text[printed.end :])
        if seen.passage == last and printed.year and printed.day and not around.strip("（）() "):
            return seen
    return None


_TIME = late(r"(?>(?:(?<!\s)\s++)?)\d{1,2}\s*+[时点:：]\s*+\d{1,2}\s*+分?(?:\s*+[:：]?\d{1,2}秒?)?")
_MAY_BE_READ = late(r"[（(]此件[\u4e00-\u9fff]{2,12}[)）]")
_DAY_ALONE = 24
"""Characters of the longest line that is a day alone: （二〇二三年十二月三十一日）, with blanks."""
_ADDRESS = late(
    r"://\S{0,160}?[/_a-z](?P<y>(?:19|20)\d{2})[-/_]?(?P<m>0[1-9]|1[0-2])[-/_]?(?P<d>[0-3]\d)(?!\d)"
)
"""The day in the address of a page: http://www.example.com/yw/202405/t20240506_1.htm."""
_SOON = 3
"""Days from what a page tells to the day in its address, chosen by hand: a weekend between them."""


def _addressed(article: Article, day: _Seen | None) -> When | None:
    """Return the day in an address in the lines of source: the dateline's ``day``, or soon after.

    Where the article tells no day, the address alone says when its page went up.
    """
    for index, passage in enumerate(article.passages):
        for hit in _ADDRESS.finditer(passage.text) if passage.role is Role.SOURCE else ():
            year, span = int(hit["y"]), (hit.start("y"), hit.end("d"))
            late = _days_after(day, year, int(hit["m"]), int(hit["d"]))
            if day and late == 0:
                return _dated(day, year, ((index, *hit.span("y")),))
            if 0 <= late <= _SOON:
                published = f"{year}-{hit['m']}-{hit['d']}"
                shown = in_text(article, "published", published, index, span)
                evidence = (shown, in_text(article, "year", hit["y"], index, hit.span("y")))
                basis = YearBasis.INFERRED
                return When(published=published, year=year, basis=basis, evidence=evidence)
    return None


def _days_after(told: _Seen | None, year: int, month: int, number: int) -> int:
    """Return the days from ``told`` to a day of ``year``, 0 from nothing; -1: no such day."""
    try:
        day = date(year, month, number)
        before = told.printed._replace(year=year) if told else None
        return (day - first_day(before)).days if before else 0
    except ValueError:
        return -1


def _infer_year(
    dates: _Dates, day: _Seen | None, lists: Authorities
) -> tuple[int | None, tuple[_Shown, ...]]:
    """Return the year of publication and the words that show it together."""
    article = dates.article
    past = _past(dates, _BODY if article.first(Role.PARAGRAPH) else _SHOWING)
    past = past or _past(dates, _SHOWING)
    latest = max(past, key=lambda s: first_day(s.printed), default=None)
    if latest is None:
        return None, ()
    spans, told = _spans(article, past)
    if spans and day and (year := _year_within(day.printed, spans)):
        return year, told
    batch = _batch(article, lists)
    year = latest.printed.year or 0
    this = _this_year(article)
    if this and (today := _today(article, latest)):
        return year, (latest.span, today)
    if this and article.passages[latest.passage].role in _HEADLINE and _fits(year, batch):
        return year, (latest.span, this)  # it names an event by its year: 2015年医师大赛
    if this:
        # A writer of 2024 writes 今年, not 2024年: the year after is this one.
        sure = year + 1 in batch if _starts(latest) else True
        fits = sure and _fits(year + 1, batch)
        return (year + 1, (latest.span, this)) if fits else (None, ())
    lasting = _lasting(article, past)
    if lasting and lasting[0] >= year:
        return lasting if _fits(lasting[0], batch) else (None, ())
    same = [s for s in past if s.printed.year == year and _is_then(s) and not _starts(s)]
    if not same or not _fits(year, batch):
        return None, ()
    shown = max(same, key=lambda s: first_day(s.printed))
    return (year, (shown.span,)) if not day or _follows(day, year, shown) else (None, ())


def _past(dates: _Dates, roles: Sequence[Role]) -> list[_Seen]:
    return [s for s in dates.seen(roles) if s.printed.year and _is_past(s)]


def _this_year(article: Article) -> _Shown | None:
    """Return where the article writes 今年 for its own year."""
    for index, passage in enumerate(article.passages):
        at = passage.text.find("今年") if passage.role in _BODY else -1
        if at >= 0:
            return index, at, at + 2
    return None


_IS_TODAY = late(r"今[天日]是\s?(\d{1,2})月(\d{1,2})[日号]")


def _today(article: Article, latest: _Seen) -> _Shown | None:
    """Return where the article says that the day of its latest date is today: a diary writes out
    its own year."""
    for index, passage in enumerate(article.passages):
        found = _IS_TODAY.search(passage.text) if passage.role in _BODY else None
        if found and (latest.printed.month, latest.printed.day) == tuple(map(int, found.groups())):
            return index, *found.span()
    return None


def _follows(day: _Seen, year: int, told: _Seen) -> bool:
    """Return whether ``day`` of ``year`` lies behind what the article tells as past."""
    return first_day(day.printed._replace(year=year)) >= first_day(told.printed)


def _lasting(article: Article, past: Sequence[_Seen]) -> tuple[int, tuple[_Shown, ...]] | None:
    """Return the latest year that a date and 七年来 behind it in one paragraph give, and both."""
    found = []
    for index, passage in enumerate(article.passages):
        for hit in _SPAN.finditer(passage.text):
            before = [s for s in past if s.passage == index and s.printed.end <= hit.start()]
            if before and not hit[2]:
                anchor = before[-1]
                year = (anchor.printed.year or 0) + (number(hit[1]) or 0)
                found.append((year, (anchor.span, (index, *hit.span()))))
    return max(found, key=lambda f: f[0], default=None)


def _batch(article: Article, lists: Authorities) -> range:
    """Return the years of the latest batch that the text counts (第十批…援藏); empty: none."""
    years = range(0)
    for passage in article.passages:
        for hit in _BATCH.finditer(passage.text):
            words = passage.text[hit.start() : hit.end() + 16]
            named = (p for p in lists.programmes if p.batches and p.pattern.search(words))
            scheme = next(named, None)
            first, last = scheme.batches.get(number(hit[1]) or 0, (0, 0)) if scheme else (0, 0)
            if first > years.start:
                years = range(first, last + 1)
    return years


def _fits(year: int, batch: range) -> bool:
    """Return whether a story of ``year`` can speak of ``batch``: in its years or soon after."""
    return not batch or batch.start <= year <= batch.stop


def _is_then(seen: _Seen) -> bool:
    """Return whether the date has a month or season, or names what happened on a day, or what is
    told.

    9月11日，2023年“光明行”活动启动; 此次“2012年百童赴京”活动.
    """
    part = seen.printed.month or _SEASON.match(seen.text[seen.printed.end : seen.printed.end + 8])
    start = seen.printed.start
    told = _THIS_EVENT.search(seen.text[max(0, start - 6) : start])
    return bool(part or told or _ON_A_DAY.search(seen.text[:start]))


def _starts(seen: _Seen) -> bool:
    """Return whether the date is where something began: 2015年以来 says nothing of today."""
    first, last = seen.printed.start, seen.printed.end
    before, after = seen.text[max(0, first - _NEAR) : first], seen.text[last : last + _NEAR]
    return bool(_SINCE.match(after) or _UNTIL.match(after) or _FROM.search(before))


def _is_past(seen: _Seen) -> bool:
    """Return whether the date lies behind the writer: no plan, no birth, no 2025年度, no origin."""
    before = seen.text[max(0, seen.printed.start - 6) : seen.printed.start]
    after = seen.text[seen.printed.end : seen.printed.end + 12]
    unsure = _PLAN.search(before) or _ORIGIN.search(before) or _PLANNED.match(after)
    return not (unsure or _LIFE.search(before + after))


def _spans(
    article: Article, past: Sequence[_Seen]
) -> tuple[list[tuple[date, date]], tuple[_Shown, ...]]:
    """Return when the article can have been written by each 两年多来 with a date before it.

    The words that say so follow: the dates and the spans of time behind them.
    """
    found, shown = [], []
    for index, passage in enumerate(article.passages):
        dates = [s for s in past if s.passage == index and s.printed.month]
        for hit in _SPAN.finditer(passage.text) if dates else ():
            before = [s for s in dates if s.printed.end <= hit.start()]
            if not before:
                continue
            years = number(hit[1]) or 0
            start = first_day(before[-1].printed).replace(day=1)
            first = start.replace(year=start.year + years)
            found.append((first, first.replace(year=first.year + 1)))
            shown += [before[-1].span, (index, *hit.span())]
    return found, tuple(shown)


def _year_within(day: Printed, spans: Sequence[tuple[date, date]]) -> int | None:
    """Return the only year that puts ``day`` inside all spans."""
    lo, hi = max(s[0] for s in spans), min(s[1] for s in spans)
    fit = []
    for year in range(lo.year, hi.year + 1):
        try:
            moment = date(year, day.month or 1, day.day or 1)
        except ValueError:
            continue
        if lo <= moment < hi:
            fit.append(year)
    return fit[0] if len(fit) == 1 else None
