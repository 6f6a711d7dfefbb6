"""The figures, plans and days as plain values, as terminal and addresses of data give them."""

import json
from collections.abc import Mapping
from typing import Any

from geo.control.dates import DEFAULT_DAY, days
from geo.errors import Name, Words
from geo.outcomes.outcome import Outcome, report
from geo.plans.interpretations import chosen_of
from geo.plans.library import Library
from geo.world import World
from layers.language import Language

Records = Mapping[str, Mapping[str, float]]
"""Russian-held area and people by record, as `Workspace.by_record` returns them."""


def json_bytes(value: Mapping[str, Any]) -> bytes:
    """Return one JSON object, as the terminal prints it with `--json`."""
    return (json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n").encode()


def told(value: Any, language: Language) -> Any:
    """Return plain values with all words and names in them said in a language; all else stays as it is."""
    if isinstance(value, Mapping):
        return {key: told(item, language) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [told(item, language) for item in value]
    return language.said(value) if isinstance(value, Words | Name) else value


def figures_value(outcome: Outcome, world: World, records: Records, language: Language) -> dict[str, Any]:
    """Return all figures of an outcome as plain values, with what either observer has as Russian-held.

    Keys, ids and codes are the same in every language; texts and names are in that of the reader.
    """
    value = report(outcome, world)
    value["title"] = language.text(outcome.scenario.title)
    value["records"] = dict(records)
    if chosen_of(outcome.scenario):
        value["readings"] = chosen_of(outcome.scenario)
    found: dict[str, Any] = told(value, language)
    return found


def plans_value(library: Library, language: Language) -> dict[str, Any]:
    """Return the list of all plans as plain values."""
    return {"scenarios": [
        {"id": plan.id, "title": language.text(plan.title), "published": plan.published.isoformat(),
         "status_of_text": plan.text_status.value, "group": plan.group.value}
        for plan in library.plans.values()]}


def dates_value(world: World) -> dict[str, Any]:
    """Return the known days as plain values."""
    known = [day.isoformat() for day in days(world.periods)]
    return {"default": DEFAULT_DAY.isoformat(), "first": known[0], "last": known[-1], "dates": known}
