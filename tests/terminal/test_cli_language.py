"""In Ukrainian the terminal says nothing in English, and in every language the same figures."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]

PLAN = "us-28-point"
ENGLISH = re.compile(r"(?<![-_=./'])\b[a-z]{4,}\b(?![-_=./'])")
"""A word in small Latin letters that is no part of an identifier, an option, an address or a file."""

NUMBER = re.compile(r"\d{1,3}(?:[\u00a0\u202f,]\d{3})+")
ASKED: dict[str, tuple[str, ...]] = {
    "figures": (PLAN,), "figures explained": (PLAN, "--explain"), "place": ("Kramatorsk",),
    "place of a site": ("ZNPP",), "compare": (PLAN, "e3-counter"), "readings": (PLAN,),
    "history": (PLAN, "--from", "2025-01-01", "--step", "300"),
    "history of the line": ("today", "--from", "2025-01-01", "--step", "300"),
    "observers": ("--on", "2025-11-21"), "rank": (), "alike": (PLAN,), "together": (PLAN,),
    "together of all": (), "pullback": ("--ukraine", "5", "--russia", "5"),
    "pullback presets": ("--presets",), "solve shift": ("--km2", "1000"), "corrections": (), "glossary": (),
    "scenarios": (),
}
NAMES = {"scenarios": {"leaked", "published", "reported", "unpublished", "none", "freeze"},
         "rank": {"swap"}, "place of a site": {"nuclear", "power", "plant"}}
"""Identifiers that a command prints beside the words, and names given in both languages."""


def asked(run: Run, what: str, *more: str) -> str:
    command = what.split(maxsplit=1)[0]
    words = ("solve", "shift") if command == "solve" else (command,)
    code, out, err = run(*words, *ASKED[what], *more)
    assert (code, err) == (0, "")
    return out


@pytest.mark.parametrize("what", ASKED)
def test_no_english_word_is_left(what: str, run: Run) -> None:
    out = re.sub(r"https?://\S+|'[^']*'|`[^`]*`|«[a-z-]+»", "", asked(run, what, "--language", "uk"))
    assert re.search("[а-яіїєґ]", out)
    assert set(ENGLISH.findall(out)) - NAMES.get(what, set()) == set()


@pytest.mark.parametrize("what", ["figures", "compare", "history", "observers"])
def test_the_figures_are_the_same_in_both_languages(what: str, run: Run) -> None:
    found = [sorted(re.sub(r"\D", "", number) for number in NUMBER.findall(asked(run, what, *more)))
             for more in ((), ("--language", "uk"))]
    assert found[0] == found[1] != []


def test_a_file_is_announced_in_the_language(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("export", PLAN, "--format", "csv", "--out", str(tmp_path / "a.csv"),
                       "--language", "uk")
    assert code == 0
    assert re.search(r"a\.csv \([\d\u00a0\u202f]+ байт", out)
