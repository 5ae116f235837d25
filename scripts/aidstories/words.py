"""How Chinese text is divided into words: by jieba, whose dictionary is kept as it was read."""

from __future__ import annotations

import hashlib
import logging
import marshal
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from aidstories.errors import BadInput
from aidstories.stories.store.files import write_atomically

Dictionary = tuple[dict[str, int], int]
"""How often each word and each beginning of a word is met, and how often all are."""


@lru_cache(maxsize=1)
def word_divider() -> Callable[[str], list[str]]:
    """Return what divides Chinese text into words; it loads in .2 s, the first time in .5 s."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    jieba.dt.FREQ, jieba.dt.total = _dictionary(jieba.dt)
    jieba.dt.initialized = True
    divide: Callable[[str], list[str]] = jieba.lcut
    return divide


def forget_words() -> None:
    """Let go of the words that `word_divider` knows, 80 MB; it reads them again if asked to."""
    if word_divider.cache_info().currsize:
        import jieba

        word_divider.cache_clear()
        jieba.dt.FREQ, jieba.dt.initialized = {}, False


def _dictionary(tokenizer: Any) -> Dictionary:
    """Return the dictionary from the user's own cache, or read it and keep it there.

    jieba keeps it in the folder of temporary files, where whoever else uses the machine can put
    another in its place, and believes what it finds there.
    """
    try:
        kept = user_cache_path("aidstories", appauthor=False, ensure_exists=True)
    except (OSError, RuntimeError):  # nobody's home, or one that cannot be written
        return _read(tokenizer)
    file = kept / "jieba-0.42.1.words"
    known = _kept(file)
    if known is None:
        known = _read(tokenizer)
        _keep(file, known)
    return known


def _read(tokenizer: Any) -> Dictionary:
    read: Dictionary = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    return read


def _kept(file: Path) -> Dictionary | None:
    """Return what `_keep` wrote, None where a byte of it is another."""
    try:
        written = file.read_bytes()
    except OSError:
        return None
    digest, content = written[:32], written[32:]
    if hashlib.sha256(content).digest() != digest:
        return None
    known: Dictionary = marshal.loads(content)
    return known


def _keep(file: Path, dictionary: Dictionary) -> None:
    content = marshal.dumps(dictionary)
    with suppress(OSError, BadInput):  # without it the next process takes .3 s longer
        write_atomically(file, hashlib.sha256(content).digest() + content)
