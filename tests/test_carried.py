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
    second.take({**first.told(), ("c",): "C"})
    assert (second("a"), second("b")) == ("A", "B") and asked == ["a", "b"]
    third = Carried(read)
    third.take(second.told())
    assert third("c") == "C" and asked == ["a", "b"], "the second did not ask for it"
    third.take({})
    assert third.told() == {("c",): "C"}, "who takes over nothing keeps what it asked for"
    assert first.name == second.name
