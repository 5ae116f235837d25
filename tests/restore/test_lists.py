"""The lists of words that patterns are made of stand in order, each word once."""

import pytest

from aidstories.restore.data import table


@pytest.mark.parametrize("name", ["journals.toml", "names.toml", "persons.toml"])
def test_words_stand_in_order_and_once(name: str) -> None:
    """A longer word stands before the one that opens it: the first that fits is taken."""
    for key, words in table(name).items():
        if isinstance(words, list):
            assert words == sorted({*words}, key=lambda word: f"{word}\uffff"), key


@pytest.mark.parametrize(
    ("name", "keys"),
    [("names.toml", ("of_words", "of_houses")), ("persons.toml", ("function", "closed", "verbs"))],
)
def test_characters_stand_once(name: str, keys: tuple[str, ...]) -> None:
    for key in keys:
        signs = table(name)[key]
        assert len({*signs}) == len(signs), key
