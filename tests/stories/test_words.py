"""Words are divided alike whatever lies where they are kept."""

import marshal
from collections.abc import Iterator
from pathlib import Path

import jieba
import pytest

from aidstories.words import forget_words, word_divider

TITLE = "医疗队支援甲市人民医院"


@pytest.fixture(scope="module")
def divided() -> list[str]:
    words = word_divider()(TITLE)
    assert len(words) > 2
    return words


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, divided: list[str]) -> Iterator[Path]:
    """A user's cache of this test alone, and nothing read yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    forget_words()
    yield tmp_path / "aidstories"
    forget_words()


def test_what_was_kept_is_read_again(
    cache: Path, divided: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert word_divider()(TITLE) == divided
    assert [file.suffix for file in cache.iterdir()] == [".words"]
    forget_words()
    monkeypatch.setattr(jieba.dt, "gen_pfdict", None)
    assert word_divider()(TITLE) == divided


@pytest.mark.parametrize("damage", ["emptied", "cut", "one bit", "another's"])
def test_damage_is_seen_and_mended(damage: str, cache: Path, divided: list[str]) -> None:
    word_divider()
    forget_words()
    file = next(cache.iterdir())
    whole = file.read_bytes()
    at = whole.index("医疗队".encode())
    file.write_bytes({
        "emptied": b"",
        "cut": whole[:-100],
        "one bit": whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :],
        "another's": marshal.dumps(({"医": 1}, 1)),
    }[damage])  # fmt: skip
    assert word_divider()(TITLE) == divided
    assert file.read_bytes() == whole


def test_a_dictionary_in_the_folder_of_all_users_is_not_believed(
    cache: Path, divided: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "jieba.cache").write_bytes(marshal.dumps(({"医": 1}, 1)))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert word_divider()(TITLE) == divided


def test_where_nothing_can_be_kept_words_are_divided_too(cache: Path, divided: list[str]) -> None:
    cache.write_text("a file where the folder would be")
    assert word_divider()(TITLE) == divided


def test_words_that_were_let_go_of_are_there_when_they_are_asked_for(divided: list[str]) -> None:
    divide = word_divider()
    forget_words()
    assert not jieba.dt.FREQ
    assert word_divider()(TITLE) == divide(TITLE) == divided
