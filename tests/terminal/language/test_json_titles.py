"""Titles of plans in JSON are in the language that was asked for; keys and ids are those of English."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from geo.plans.library import Library
from layers.language import load_language

PLAN = "us-28-point"
LINES = {"scenarios": (), "rank": (), "figures": (PLAN,), "place": ("Kramatorsk",),
         "compare": (PLAN, "freeze"), "readings": (PLAN,), "together": (PLAN,), "alike": (PLAN,),
         "history": (PLAN, "--from", "2025-11-20", "--to", "2025-11-21")}

Run = Callable[..., tuple[int, str, str]]


def values(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text with its key, and each key by itself."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from values(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from values(item, key)
    else:
        yield key, str(value)


@pytest.mark.parametrize("name, more", LINES.items(), ids=LINES)
def test_a_title_is_in_the_language_asked_for(
    name: str, more: tuple[str, ...], run: Run, library: Library
) -> None:
    ukrainian = load_language("uk")
    english = {getattr(plan, field): ukrainian.text(getattr(plan, field)) for plan in library.plans.values()
               for field in ("title", "short_title", "sentence_title")}
    read = {code: list(values(json.loads(run(name, *more, "--json", "--language", code)[1])))
            for code in ("en", "uk")}
    assert [key for key, _ in read["uk"]] == [key for key, _ in read["en"]]
    for (key, said), (_, meant) in zip(read["uk"], read["en"], strict=True):
        if meant in english:
            assert said == english[meant], key
        if key in {"scenario", "id", "plan", "region", "status"}:
            assert said == meant
