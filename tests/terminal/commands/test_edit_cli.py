"""`edit` in the terminal: the address and the file are those of the page's editor."""

import json
from pathlib import Path

import pytest

from tests.terminal.language.test_cli_language import Run

CODE = "1~us-28-point~frozen.14r~buffer.10-5~site.ukraine.kherson-port~name.Mine"
CHANGES = ("--change", "frozen.14r", "--change", "buffer.10-5", "--change", "site.ukraine.kherson-port",
           "--name", "Mine")


def answer(run: Run, *arguments: str) -> dict[str, object]:
    code, out, err = run(*arguments, "--json")
    assert (code, err) == (0, ""), err
    return dict(json.loads(out))


def test_changes_are_an_address_and_a_file_that_every_command_takes(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    made = answer(run, "edit", "us-28-point", *CHANGES, "--out", str(file))
    assert (made["plan"], made["name"], made["code"]) == ("us-28-point", "Mine", CODE)
    figures = [answer(run, "figures", plan) for plan in (
        str(file), CODE, str(made["query"]), f"https://example.org/atlas/{made['query']}")]
    assert figures[0]["title"] == made["title"]
    assert all(figures[0] == other for other in figures)


def test_a_plan_is_handed_back_and_forth(run: Run) -> None:
    """What one reader sends, the other changes and sends back; later changes win over earlier ones."""
    first = answer(run, "edit", "freeze", "--change", "returned.14r", "--change", "buffer.10",
                   "--name", "First")
    second = answer(run, "edit", str(first["query"]), "--change", "deferred.14r", "--change", "buffer.5")
    assert second["code"] == "1~freeze~deferred.14r~buffer.5~name.First"
    third = answer(run, "edit", str(second["code"]), "--name", "Third")
    assert third["code"] == "1~freeze~deferred.14r~buffer.5~name.Third"


def test_nothing_changed_is_the_plan_itself(run: Run) -> None:
    made = answer(run, "edit", "us-28-point")
    assert made["code"] == ""
    assert "own" not in str(made["query"])


@pytest.mark.parametrize(("arguments", "said"), [
    (("us-28-point", "--change", "site.ukraine.nowhere"),
     "The changes 'site.ukraine.nowhere' cannot be read: there is no site 'nowhere'"),
    (("us-28-point", "--change", "buffer.5", "--change", "frozen"),
     "The change 'frozen' cannot be read: 'frozen' is nothing that can happen to ground"),
    (("us-28-point", "--change", "frozen.14u"), "cannot happen to ground"),
    (("us-28-point", "--change", "frozen.14r", "--change", "frozen.14r"),
     "The changes 'frozen.14r~frozen.14r' cannot be read: it says twice"),
    (("us-28-point", "--change", "a b"),
     "The change 'a b' cannot be read: it has characters that no own plan is written with."),
    (("us-28-point", "--change", "frozen.99r"), "UA-99"),
    (("1~freeze~bogus",), "The own plan '1~freeze~bogus' cannot be read"),
    (("https://example.org/?own=1~freeze~bogus",), "The own plan in the address cannot be read"),
    (("us-28-point", "--name", "x" * 61), "its name is too long"),
    (("https://example.org/?own=2~x",), "not of version"),
    (("https://example.org/?plan=nowhere",), "There is no plan 'nowhere'"),
])
def test_what_cannot_be_is_one_sentence(run: Run, tmp_path: Path, arguments: tuple[str, ...],
                                        said: str) -> None:
    file = tmp_path / "x.toml"
    code, out, err = run("edit", *arguments, "--out", str(file))
    assert (code, out) == (2, "")
    assert said in err
    assert not file.exists()
