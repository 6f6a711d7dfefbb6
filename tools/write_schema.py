"""Write the JSON Schema of plan files to `data/scenarios/plan.schema.json`; `make schema` runs this tool.

The format is defined and described by the models in `geo/plans/scenario.py` alone.
"""

import json
import sys
from typing import Any

from geo.plans.json_schema import SCHEMA_FILE
from geo.plans.scenario import Confidence, Group, Level, Scenario, TextStatus
from geo.status import Holder, Status
from layers.style.statuses import LEVELS, STATUSES
from layers.text.wording import (
    CONFIDENCE_WORDS,
    GROUP_WORDS,
    HOLDER_LONG,
    TEXT_STATUS_WORDS,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ABOUT = (
    "A plan of the Ukraine plan atlas, as TOML: where it comes from, what it says, and rules that give "
    "ground a status. Beyond this schema, statuses must fit who holds the ground, every rule must be "
    "reached, the last one matches everything, and days must be recorded ones; `cli.py validate` checks "
    "all of it."
)
MEANINGS: dict[str, dict[Any, str]] = {
    Confidence.__name__: CONFIDENCE_WORDS, Group.__name__: GROUP_WORDS, Holder.__name__: HOLDER_LONG,
    Level.__name__: {level: shown.words for level, shown in LEVELS.items()},
    TextStatus.__name__: TEXT_STATUS_WORDS,
    Status.__name__: {status: shown.phrase for status, shown in STATUSES.items()},
}
LEFT_OUT = {"title", "uniqueItems"}
"""Keys left out: titles repeat names, and checking for unique regions, which does no good, can be slow."""


def schema() -> bytes:
    """Return the schema as committed: UTF-8 with a final newline."""
    drawn = Scenario.model_json_schema()
    definitions = {name: _plain(value) for name, value in drawn.pop("$defs").items()}
    for name, words in MEANINGS.items():
        members = "; ".join(f"`{member}`: {text}" for member, text in words.items())
        definitions[name]["description"] += f" {members}."
    body = _plain(drawn)
    result = {"$schema": DIALECT, "title": "Plan file", **body, "description": ABOUT, "$defs": definitions}
    return (json.dumps(result, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def _plain(value: Any, *, names: bool = False) -> Any:
    """Drop what TOML cannot express or readers do not need; if `names`, the keys are names and are kept."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    if names:
        return {name: _plain(item) for name, item in value.items()}
    result = {}
    for name, item in value.items():
        if name in LEFT_OUT or (name == "default" and item in (None, [])):
            continue
        if name == "anyOf":
            (kept,) = [branch for branch in item if branch != {"type": "null"}]
            result |= _plain(kept)
        else:
            result[name] = _plain(item, names=name == "properties")
    return result


if __name__ == "__main__":
    SCHEMA_FILE.write_bytes(schema())
    sys.stdout.write(f"{SCHEMA_FILE.name} written\n")
