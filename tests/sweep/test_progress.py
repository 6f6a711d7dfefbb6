"""The bar of long work: on a terminal only, and what was there before does not count."""

import pytest

from layers.progress import counted, progress


def test_a_bar_says_how_many_are_done(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("day", shown=True) as report:
        for done in range(2, 5):
            report(done, 4)
    said = capsys.readouterr()
    assert said.out == ""
    assert "2/4" in said.err
    assert "4/4" in said.err


def test_without_a_terminal_there_is_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("day") as report:
        report(0, 1)
        report(1, 1)
    assert capsys.readouterr() == ("", "")
    with progress("day", shown=True):
        pass
    assert capsys.readouterr() == ("", "")


def test_things_are_counted_as_they_are_used() -> None:
    told: list[tuple[int, int]] = []
    things = counted("ab", lambda done, everything: told.append((done, everything)))
    assert next(things) == "a"
    assert told == [(0, 2)]
    assert list(things) == ["b"]
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert list(counted((), lambda *_: told.clear())) == []
