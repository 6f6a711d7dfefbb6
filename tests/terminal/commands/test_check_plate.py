"""The commands `glossary`, `corrections` and `check-plate`."""

import json

import pytest

from cli import main


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> dict:
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_an_old_address_is_told_its_corrections(capsys: pytest.CaptureFixture[str]) -> None:
    value = answer(capsys, "check-plate", "https://atlas.example/?plan=us-28-point&data=6d78a083")
    assert not value["current"]
    assert {row["plan"] for row in value["areas"]} == {"us-28-point"}
    shown = answer(capsys, "check-plate", "6d78a083", "--plan", "us-28-point")
    assert shown == value


def test_nonsense_is_refused_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-plate", "my picture"]) != 0
    said = capsys.readouterr().err
    assert "Give the address printed on the picture" in said
    assert "Traceback" not in said


def test_an_unknown_plan_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-plate", "6d78a083", "--plan", "no-such"]) != 0
    assert "no plan 'no-such'" in capsys.readouterr().err


def test_the_log_and_the_glossary_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, "corrections")["corrections"][0]["id"]
    assert answer(capsys, "glossary")["terms"]
    assert main(["corrections"]) == 0
    assert "2026-11-28  areas" in capsys.readouterr().out
