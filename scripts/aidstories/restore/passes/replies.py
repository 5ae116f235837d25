"""A thread of a forum, or the comments below a page: what others answer is no part of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from aidstories.model import Kind, Role
from aidstories.restore.draft import Block, Draft, Drop, Label, Proposal, Rewrite
from aidstories.restore.lexicon.chars import is_prose
from aidstories.restore.lexicon.late import late

_SAYS = ("发表于", "回复于", "评论于")
_HEAD = late(
    r"(?P<floor>\s*+(?:楼主|沙发|板凳|地板|地下室|第?\s*+\d{1,4}\s*+[楼#]|#\d{1,4})\s*+[:：]?\s*+)?"
    r"(?P<who>[^\s:：。，！？]{1,20})?\s*+(?:发表|回复|评论)于\s*+[:：]?\s*+"
    r"(?:19|20)\d{2}\s*+[-/.年]\s*+\d{1,2}\s*+[-/.月]\s*+\d{1,2}日?.{0,40}"
)
"""What stands over a post: 沙发 青稞酒 发表于 2020-8-3 22:01."""
_LEAST = 2
"""Posts that make a thread: one such line may be how a page says when a text was put there."""


def drop_replies(draft: Draft) -> Iterator[Proposal]:
    """Drop the posts by others than the writer of the first; take its head for the line of source.

    Where running text stands before all posts, it is the text, and all of them are comments on it.
    Where the longest post is not one that stays, nothing is dropped: that is no thread.
    """
    heads = _heads(draft.blocks)
    if len(heads) < _LEAST:
        return
    posts = [range(*ends) for ends in pairwise([*heads, len(draft.blocks)])]
    top = range(posts[0].start)
    above = any(is_prose(draft.blocks[i].text) for i in top)
    writer = heads[posts[0].start]["who"]
    goes_on = (post for post in posts[1:] if writer and heads[post.start]["who"] == writer)
    own = [] if above else [posts[0], *goes_on]
    if _longest([top, *posts], draft.blocks) not in (own or [top]):
        return
    if not above:
        yield from _opening(posts[0].start, heads[posts[0].start])
    for post in posts:
        if post not in own:
            yield from (Drop(block=i, reason="boilerplate") for i in post)
        elif post != posts[0]:
            yield Drop(block=post.start, reason="boilerplate")


def _longest(posts: Sequence[range], blocks: Sequence[Block]) -> range:
    return max(posts, key=lambda post: sum(len(blocks[i].text) for i in post))


def _heads(blocks: Sequence[Block]) -> Mapping[int, re.Match[str]]:
    said = (i for i, b in enumerate(blocks) if b.role is None and any(s in b.text for s in _SAYS))
    found = ((i, _HEAD.fullmatch(blocks[i].text)) for i in said)
    return {i: head for i, head in found if head and (head["floor"] or head["who"])}


def _opening(i: int, head: re.Match[str]) -> Iterator[Proposal]:
    """Yield what the head of the first post says: who wrote it and when."""
    if head["floor"]:
        yield Rewrite(
            block=i, start=0, end=head.end("floor"), new="", kind=Kind.STRIP, reason="controls"
        )
    yield Label(block=i, role=Role.SOURCE)
