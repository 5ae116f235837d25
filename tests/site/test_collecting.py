"""How often a build looks for cycles."""

import gc

import pytest

from aidstories.site.incremental.collecting import seldom_collecting, uncollected


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
