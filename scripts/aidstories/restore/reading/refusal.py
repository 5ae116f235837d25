"""What cannot be read is refused with a sentence that says what to do instead."""

from __future__ import annotations


class Refusal(ValueError):
    """A capture is of a kind that is not read, damaged, locked or past a limit.

    ``zh`` and ``en`` say why and what to save instead, for an editor.
    """

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en
        super().__init__(en)


class Unrecognised(Refusal):
    """The capture is a picture whose text nobody has recognised yet."""
