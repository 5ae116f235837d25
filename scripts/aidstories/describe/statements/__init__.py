"""Aid as an article states it: who helped whom, joined by its own words alone.

`ends` says which names in a sentence can give or receive, `links` holds the constructions that
join them, `joins` reads one sentence, `chains` follows a team or a place from one sentence to the
next, `choose` keeps one statement of each and quotes it.
"""

from aidstories.describe.statements.find import Stated, find_statements

__all__ = ["Stated", "find_statements"]
