"""Which lines go over the running text: the site, its posts, the title said again."""

from __future__ import annotations

from aidstories.restore.lexicon.chars import bare, ends_sentence
from aidstories.restore.lexicon.houses import names_house
from aidstories.restore.lexicon.imprint import is_day
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import are_names
from aidstories.restore.passes.zoned.page import (
    HEADING,
    Page,
    is_sentence,
    may_head,
    says_title,
)
from aidstories.restore.zones.labels import REASONS, Zone
from aidstories.restore.zones.view import PHRASE

_STEP = late(r"\S\s*+[-–>＞»/]\s|[>＞»]")


def drop_over(page: Page, gone: list[str | None]) -> None:
    """Say in ``gone`` what says the title again, and what goes over the running text by it."""
    for i in range(page.top, len(gone)):
        gone[i] = gone[i] or ("repeat" if says_title(page, i) else None)
    for i in range(page.top + 1 if page.top < len(gone) else page.top):
        gone[i] = gone[i] or _repeats(page, i) or _leads_to_title(page, i) or _names_site(page, i)
        gone[i] = gone[i] or _is_site(page, i) or _posts(page, i)
    for i in range(1, len(gone)):
        gone[i] = gone[i] or _counts(page, i)
        if is_sentence(page.blocks[i].text):
            break


_POSTED = late(
    r"(?![\u4e00-\u9fff]{0,6}(?:[报网社台]|在线|发布|融媒|新闻|医院|委|局)$)[\u4e00-\u9fff]{2,8}"
)
_COUNT = late(r"\d{1,6}(?:\.\d)?万?|(?:评论|阅读|浏览|点赞)?\s*+\d{1,6}(?:\.\d)?万?(?:评论|阅读)?")


def _posts(page: Page, i: int) -> str | None:
    """Return why a phrase goes between the headline and a bare day over a bare count: 小编推荐.

    A platform sets there the account or the section that posted the page, without a blank line.
    """
    blocks = page.blocks[i : i + 3]
    if i == 0 or len(blocks) < 3 or blocks[0].role is not None or blocks[1].lead or blocks[2].lead:
        return None
    told = _POSTED.fullmatch(blocks[0].text.strip()) and not are_names(blocks[0].text)
    counted = is_day(blocks[1].text) and _COUNT.fullmatch(blocks[2].text.strip())
    return REASONS[Zone.BANNER] if told and counted and i < page.top else None


def _counts(page: Page, i: int) -> str | None:
    """Return why a bare count goes right under a bare day of the head: 1.2万, who read it."""
    over, block = page.blocks[i - 1 : i + 1]
    counted = not block.lead and _COUNT.fullmatch(block.text.strip())
    return REASONS[Zone.CONTROL] if counted and is_day(over.text) else None


def _repeats(page: Page, i: int) -> str | None:
    """Return why a line is dropped that says again what stands in the head before the first text.

    So does one that says the title, and all of what a menu says again and again: China.
    """
    title, block = page.title, page.blocks[i]
    own = page.bare[i] if block.role is None and len(block.text) <= HEADING else ""
    if not own or i == title or ends_sentence(block.text):
        return None
    if len(own) <= PHRASE and page.said[own] > 2:
        return REASONS[Zone.BANNER]
    if i < title or len(own) <= PHRASE:
        beside = i > title or i + 1 == title  # the page says it, then the article
        return "repeat" if beside and title < page.top and own == page.bare[title] else None
    return "repeat" if title <= page.first[own] < i else None


_SITE = late(r"(?>(?:(?<!\s)\s++)?)(?:[_|｜丨]|(?<=\s)[-–—]{1,2}\s)\s*+")
"""What parts a page's title from the name of its site: 山里的医生_某某快讯."""
_AGAIN = 3
"""Lines below among which the title stands without its site, chosen by hand."""


def _names_site(page: Page, i: int) -> str | None:
    """Return why a line of the head is dropped that is the next title with the site's name."""
    block = page.blocks[i]
    parts = _SITE.split(block.text) if block.role is None else []
    if len(parts) < 2 or i > page.title or len(title := bare(parts[0])) <= PHRASE:
        return None
    return "repeat" if title in page.bare[i + 1 : min(i + 1 + _AGAIN, page.top)] else None


_DOES = late("[进驻到来赴访援送助建签入携与和对向给在为把让获称]")
"""What a headline has that ends with a house's name, and no name of a house: 医疗队进驻乙县医院."""


def _is_site(page: Page, i: int) -> str | None:
    """Return why a line of the head is dropped that is the name of a site over another's headline.

    The page's own title sets it behind the headline (山里的医生|某县人民医院), or it is a house's
    name, and nothing but the first line of a page.
    """
    if i >= page.top or not names_house(page.blocks[i].text):
        return None
    title, *sites = map(bare, _SITE.split(page.draft.meta.get("title", "")))
    told = page.bare[i] in sites and title in page.bare[: page.top]
    alone = i == 0 and page.blocks[i].level == 0 and not _DOES.search(page.blocks[i].text)
    first = alone and may_head(page, i + 1)
    return REASONS[Zone.BANNER] if told or first else None


def _leads_to_title(page: Page, i: int) -> str | None:
    """Return why a line of the head is dropped that leads to the next: 新闻 - 要闻 - 山里的医生."""
    block = page.blocks[i]
    if i + 1 >= page.top or block.role is not None or not _STEP.search(block.text):
        return None
    own, following = bare(block.text), bare(page.blocks[i + 1].text)
    leads = len(following) > PHRASE and own != following and own.endswith(following)
    return REASONS[Zone.CRUMB] if leads else None
