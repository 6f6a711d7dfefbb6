"""In Ukrainian the terminal says nothing in English, and in every language the same figures."""

import argparse
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from geo.case import RECORDS
from geo.checks import Check
from geo.errors import N_, Words
from geo.explore.ranking import COLUMNS
from geo.plans.library import SCENARIOS
from layers.bundle.registry import COMPARISON_EXPORTS, EVERY, EXPORTS, STACKED
from layers.frame import FRAMES
from layers.language import Language, load_language
from layers.plate.sizes import SIZES
from layers.request import PARTS
from layers.selection import LAYERS
from terminal.parser import parser
from terminal.usage import faults

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
    "scenarios": (), "dates": (), "validate": (str(SCENARIOS / "freeze.toml"),), "check": (),
    "figures of a noted day": (PLAN, "--on", "2024-01-01"), "claims": (),
    "check-plate": ("2026-11-28",), "edit": (PLAN, "--change", "frozen.14r", "--name", "Мій"),
}
NAMES = {"scenarios": {"leaked", "published", "reported", "unpublished", "none", "freeze"},
         "rank": {"swap"}, "place of a site": {"nuclear", "power", "plant"},
         "claims": {"finedayradio", "newszop", "pazalasnaciones", "pmnews", "stuffunknown", "thequickflash",
                    "wikizero"}}
"""Identifiers that a command prints beside the words, names given in both languages, and publishers."""

WRITING = {"zone", "sweep", "holds", "export", "series", "publish", "update"}
"""Commands that read or write files, each of which has a test of its own, `update` in `test_update`."""

OTHER_NAMES = {"interpretations"}


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


def test_every_command_is_asked() -> None:
    asked_for = {what.split(maxsplit=1)[0] for what in ASKED}
    assert asked_for | WRITING | OTHER_NAMES == set(parsers()) - {""}


@pytest.mark.parametrize("what", ["figures", "compare", "history", "observers"])
def test_the_figures_are_the_same_in_both_languages(what: str, run: Run) -> None:
    found = [sorted(re.sub(r"\D", "", number) for number in NUMBER.findall(asked(run, what, *more)))
             for more in ((), ("--language", "uk"))]
    assert found[0] == found[1] != []


def test_a_zone_is_told_in_the_language(run: Run, tmp_path: Path) -> None:
    zone = tmp_path / "zone.txt"
    zone.write_text("37 48.2\n37.6 48.2\n37.6 48.7\n", encoding="utf-8")
    code, out, _ = run("zone", str(zone), "--language", "uk")
    assert code == 0
    assert "Донецька область" in out
    assert set(ENGLISH.findall(out)) <= NAMES["scenarios"]


def test_a_file_is_announced_in_the_language(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("export", PLAN, "--format", "csv", "--out", str(tmp_path / "a.csv"),
                       "--language", "uk")
    assert code == 0
    assert re.search(r"a\.csv \([\d\u00a0\u202f]+ байт", out)


def test_a_sweep_and_what_holds_in_it_are_told_in_the_language(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "1"
    code, out, _ = run("sweep", "--plans", PLAN, "--from", "2025-11-21", "--to", "2026-05-21",
                       "--step", "181", "--out", str(folder), "--workers", "1", "--language", "uk")
    assert code == 0
    assert out.endswith("2 дні (від 21 листопада 2025\u00a0р. до 21 травня 2026\u00a0р.), із них нових: 2\n")
    code, out, err = run("holds", str(folder), "--language", "uk")
    assert (code, err) == (0, "")
    assert "Донецька область" in out
    assert out.count("у всі дні (2)") > 5
    assert set(ENGLISH.findall(out)) == set()


def parsers(language: Language | None = None) -> dict[str, argparse.ArgumentParser]:
    """Return the parser of every command by its name, and that of the program by ''."""
    top = parser(language)
    (commands,) = (action for action in top._actions if isinstance(action, argparse._SubParsersAction))
    return {"": top, **commands.choices}


COMMANDS = tuple(parsers())
UKRAINIAN = ("--language", "uk")
PROPER = {"GeoJSON", "GeoPackage", "KML", "KMZ", "FlatGeobuf", "GeoParquet", "Shapefile", "JSON", "WKT",
          "Parquet", "Dask", "URL", "ID", "toml", "zip", "python", "cli.py", "data/control", "UA-14", "UA-09",
          "deepstatemap_data", "geojson", "ukraine-5", "russia-5", "plan", "gif", "webp", "mp4", "folder",
          "shift", "depth", "ukraine", COLUMNS[0]}
"""Proper names, formats, examples of files, and values to be typed, such as `.plan` of --pull-back."""

OFFERED = [", ".join(ids) for ids in (COLUMNS, FRAMES, PARTS, LAYERS, [*LAYERS][-3:], STACKED)] + [
    f" {word} ".join(ids) for ids in ([*EXPORTS, EVERY], COMPARISON_EXPORTS, SIZES) for word in ("or", "або")]
"""The ids that a help text lists."""

TYPED = re.compile(r"(?<![\w-])--?[a-z][\w-]*|\{[^}]*\}|«[^»]*»|'[^'\n]*'"
                   r"|^ {4}[a-z-]+(?: \(\w+\))?|cli\.py [a-z-]+", re.MULTILINE)
"""An option, its choices, a value in quotation marks, and a command in the list or after the program."""

WORD = re.compile(r"(?<![\w-])[A-Za-z][A-Za-z0-9_./-]*[A-Za-z0-9]")


def left_in_english(said: str) -> set[str]:
    """Return the words in Latin letters that are no name and nothing to be typed."""
    for ids in OFFERED:
        said = said.replace(ids, "")
    return set(WORD.findall(TYPED.sub("", said.replace(",".join(RECORDS), "")))) - PROPER


@pytest.fixture
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal in which no name is broken at its hyphen."""
    monkeypatch.setenv("COLUMNS", "400")


def helped(run: Run, *argv: str) -> str:
    code, out, err = run(*argv)
    assert (code, err) == (0, "")
    return out


@pytest.mark.usefixtures("_wide")
@pytest.mark.parametrize("command", COMMANDS)
def test_no_english_word_is_left_in_the_help(command: str, run: Run) -> None:
    asked_for = (*filter(None, [command]), "--help")
    assert left_in_english(helped(run, *asked_for)) > {"usage", "options", "show", "help", "message"}
    assert left_in_english(helped(run, *asked_for, *UKRAINIAN)) == set()


@pytest.mark.usefixtures("_wide")
@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_offers_the_same_in_both_languages(command: str) -> None:
    """Options, choices and defaults are typed as they are, whatever the language."""
    english, ukrainian = (re.findall(r"--[a-z0-9-]+|\{[^}]+\}|\d+", parsers(language)[command].format_help())
                          for language in (None, load_language("uk")))
    assert sorted(english) == sorted(ukrainian) != []


@pytest.mark.parametrize("argv", [
    ("--help", *UKRAINIAN), (*UKRAINIAN, "--help"), (*UKRAINIAN, "figures", "--help"),
    ("figures", "--help", "--language=uk"), ("figures", *UKRAINIAN, "-h"), ("figures", "-h", "--lang", "uk"),
    ("export", PLAN, *UKRAINIAN, "--help"), (*UKRAINIAN, "--version"), ("--version", *UKRAINIAN),
    (*UKRAINIAN, "dates"), ("dates", *UKRAINIAN), ("--language", "en", "dates", *UKRAINIAN),
], ids=" ".join)
def test_the_language_is_obeyed_wherever_it_stands(argv: tuple[str, ...], run: Run) -> None:
    assert re.search("[а-яіїєґ]", helped(run, *argv))


@pytest.mark.parametrize("argv", [
    (*UKRAINIAN, "dates", "--language", "en"), ("--help",), ("figures", "--help", "--", *UKRAINIAN),
    ("--help", "--language", "tlh"), ("--help", "--language"),
], ids=" ".join)
def test_without_a_language_or_with_english_the_help_is_english(argv: tuple[str, ...], run: Run) -> None:
    assert not re.search("[а-яіїєґ]", helped(run, *argv))


WRONG = [
    (), ("draw",), ("figures",), ("validate",), ("figures", PLAN, "--colour"), ("figures", PLAN, "--on"),
    ("figures", PLAN, "--json=3"), ("figures", PLAN, "--record", "third"), ("solve", "turn"),
    ("solve", "shift"), ("figures", PLAN, "--record", "liveuamap", "--control", "a"),
    ("export", PLAN, "--la", "a"), ("solve", "depth", "--km2", "1", "--people", "1"), ("export", PLAN),
    ("sweep", "--out", "a", "--workers", "many"), ("validate", "cli.py"), ("figures", "--language", "tlh"),
    ("",), ("dates", "2025-11-21"), ("dates", ""), ("dates", "", " "), ("figures", PLAN, "--", ""),
    ("figures", PLAN, "\n"), ("dates", "--json="),
]


@pytest.mark.parametrize("argv", WRONG, ids=" ".join)
def test_no_english_word_is_left_in_an_error(argv: tuple[str, ...], run: Run) -> None:
    """What was typed is repeated as it was."""
    code, _, err = run(*UKRAINIAN, *argv)
    assert code == 2
    assert re.search("[а-яіїєґ]", err)
    assert left_in_english(err) - {PLAN} == set()


def sentences_of_argparse() -> Iterator[str]:
    """Yield the texts that argparse marks for translation, with {} for what it fills in."""
    source = Path(argparse.__file__).read_text(encoding="utf-8")
    for _, text in re.findall(r"""\b_\((['"])(.*?)\1\)""", source):
        yield re.sub(r"%(\(\w+\))?[sr]", "{}", text)


def test_every_sentence_that_is_understood_is_one_of_argparse() -> None:
    """A release of argparse that says something else is found here."""
    known = {re.sub(r"\{\w+\}", "{}", template) for template in faults.FAULTS}
    assert known <= set(sentences_of_argparse())


@pytest.mark.parametrize("message", ["it is 5 % {off}", "argument --on: it is 5 % {off}"])
def test_a_sentence_that_is_not_known_stays_as_it_is(message: str) -> None:
    assert str(faults.understood(message)) == message
    assert load_language("uk").said(faults.understood(message)).endswith("it is 5 % {off}")


def test_an_error_that_nobody_foresaw_is_said_in_the_language(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ATLAS_LOG", str(tmp_path / "atlas.log"))
    monkeypatch.setattr("terminal.answers.library_of", lambda _: {}["plans"])
    code, out, err = run("scenarios", *UKRAINIAN)
    assert (code, out) == (2, "")
    reference = (tmp_path / "atlas.log").read_text(encoding="utf-8").split()[1]
    assert reference in err
    said = err.replace(str(tmp_path / "atlas.log"), "").replace(reference, "")
    assert left_in_english(said) == {"KeyError"}


def test_faults_of_the_data_are_said_in_the_language(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """In JSON the names of the checks stay as they are, as others look them up."""
    fault = Words(N_("{place} lacks a name"), place="UA1")
    monkeypatch.setattr("terminal.files.gate", lambda *_: [Check("no name has a stray blank", (fault,))])
    code, out, err = run("check", *UKRAINIAN)
    assert code == 2
    assert left_in_english(out) == left_in_english(err) - {"UA1"} == set()
    assert "no name has a stray blank" in run("check", "--json", *UKRAINIAN)[1]
