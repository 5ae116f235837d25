"""What a function of texts returned, carried to another process."""

from aidstories.carried import Carried


def test_what_was_told_before_is_not_asked_again() -> None:
    asked: list[str] = []

    def read(name: str) -> str:
        asked.append(name)
        return name.upper()

    first, second = Carried(read), Carried(read)
    assert first("a") == first("a") == "A" and asked == ["a"]
    assert first.told() == {("a",): "A"}
    second.take({**first.told(), ("gone",): "GONE"})
    assert (second("a"), second("b")) == ("A", "B") and asked == ["a", "b"]
    assert second.told() == {("a",): "A", ("b",): "B"}, "nothing that nobody asks for is kept"
    assert first.name == second.name
