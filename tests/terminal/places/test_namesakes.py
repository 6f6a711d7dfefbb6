"""The terminal on a village of a name that others have as well."""

from collections.abc import Callable

from tests.terminal.test_cli import answer

Run = Callable[..., tuple[int, str, str]]


def test_a_village_comes_with_those_of_its_name_that_have_no_figures(run: Run) -> None:
    assert answer(run, "place", "Bilohorivka")["namesakes"] == ["UA1402009004", "UA5604013003"]
    assert "Bilohorivka (Bakhmutskyi raion, Donetsk, at 48.7345° N" in run("place", "Bilohorivka")[1]
