"""`--json`: texts are in the language that is asked for; keys, ids, codes and figures are the same in all."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.terminal.test_cli_language import ENGLISH, NAMES, Run, asked

TOLD = ("place", "place of a site", "readings", "corrections", "glossary", "edit")
"""Claims are in `tests/geo/test_published.py`, where they have been compared already."""
CODE = re.compile(r"[a-z0-9_.-]+|https?://\S+")
"""What is the same in every language: an id, a status, an address."""
QUOTED = re.compile(r"'[^']*'|`[^`]*`|«[a-z-]+»")


def texts(value: Any) -> Iterator[str]:
    """Return every text of an answer that is no code."""
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)
    elif isinstance(value, str) and not CODE.fullmatch(value):
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
    english, ukrainian = (json.loads(asked(run, what, "--json", *more))
                          for more in ((), ("--language", "uk")))
    told = " | ".join(QUOTED.sub("", text) for text in texts(ukrainian))
    left = set(ENGLISH.findall(told))
    assert left - NAMES.get(what, set()) == set()
    assert shape(english) == shape(ukrainian)
