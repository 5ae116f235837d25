"""How often a build looks for cycles."""

import gc
import weakref

import pytest

from aidstories.site.incremental.collecting import (
    seldom_collecting,
    uncollected,
    young_collected,
)


def test_it_is_seldom_meanwhile_and_as_before_then() -> None:
    before = gc.get_threshold()
    with seldom_collecting():
        assert gc.isenabled() and gc.get_threshold() > before
    assert gc.get_threshold() == before


def test_it_is_as_before_where_the_build_fails() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="fault"), seldom_collecting():
        raise ValueError("fault")
    assert gc.get_threshold() == before


def test_nothing_is_looked_for_meanwhile_and_then_as_before() -> None:
    with pytest.raises(ValueError, match="fault"), uncollected(), uncollected():
        assert not gc.isenabled()
        raise ValueError("fault")
    assert gc.isenabled()


class _Circle:
    """What holds itself, as the macros of a template do."""

    def __init__(self) -> None:
        self.own = self


def test_what_is_made_anew_is_let_go_of_where_nothing_else_is_looked_for() -> None:
    with uncollected():
        read = weakref.ref(_Circle())
        with young_collected():
            made = weakref.ref(_Circle())
            gc.collect(0)
            assert made() is None
            assert read() is not None, "what was there before is old"
        assert not gc.isenabled()
