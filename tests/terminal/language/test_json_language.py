"""`--json`: texts are in the language that is asked for; keys, ids, codes and figures are the same in all."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.terminal.language.test_cli_language import ENGLISH, NAMES, Run, asked

TOLD = ("place", "place of a site", "figures explained", "compare", "readings", "history", "observers",
        "rank", "together", "pullback presets", "corrections", "glossary", "scenarios", "edit")
"""What is quickly asked and together says all; claims are in `tests/geo/claims/test_published.py`."""
CODES = NAMES | {"figures explained": {"text", "report", "inferred"}, "corrections": {"python", "place"}}
"""Ids among the words; `--explain` has the confidence of a clause behind it, corrections name commands."""
LABELS = re.compile(r"(?:area_km2|people) of UA-.*|line of contact")
"""What `--explain` calls a figure by its codes."""
CODE = re.compile(r"[a-z0-9_.-]+|https?://\S+")
"""What is the same in every language: an id, a status, an address."""
QUOTED = re.compile(r"'[^']*'|`[^`]*`|«[a-z-]+»")


def texts(value: Any) -> Iterator[str]:
    """Return every text of an answer that is no code."""
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)
    elif isinstance(value, str) and not CODE.fullmatch(value) and not LABELS.fullmatch(value):
        yield value


def shape(value: Any) -> Any:
    """Return an answer with its keys, codes and figures, but without texts."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    if isinstance(value, list):
        return [shape(item) for item in value]
    return "text" if isinstance(value, str) and not CODE.fullmatch(value) else value


@pytest.mark.parametrize("what", TOLD)
def test_the_texts_of_an_answer_are_in_the_language(what: str, run: Run) -> None:
    answer = json.loads(asked(run, what, "--json", "--language", "uk"))
    left = set(ENGLISH.findall(" | ".join(QUOTED.sub("", text) for text in texts(answer))))
    assert left - CODES.get(what, set()) == set()


@pytest.mark.parametrize("what", ["place", "place of a site", "readings"])
def test_an_answer_is_the_same_in_both_languages_but_for_its_texts(what: str, run: Run) -> None:
    english, ukrainian = (json.loads(asked(run, what, "--json", *more))
                          for more in ((), ("--language", "uk")))
    assert shape(english) == shape(ukrainian)
