"""Validating the content of a plan file against the published JSON Schema."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any, cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from geo.paths import DATA

SCHEMA_FILE = DATA / "scenarios" / "plan.schema.json"
"""The schema file, next to the plans; `tools/write_schema.py` generates it from the models."""

MAX_VALUES = 5_000
MAX_DEPTH = 10
MAX_BITS = 64
"""Generous limits: a real plan has a few hundred values, five levels and small numbers."""

Place = tuple[str | int, ...]

KINDS = {"string": "text", "object": "a table", "array": "a list", "number": "a number",
         "integer": "a whole number", "boolean": "true or false"}
LIMITS = {
    "minLength": "must not be empty",
    "maxLength": "must have at most {} characters",
    "minItems": "must have at least {} entries",
    "maxItems": "must have at most {} entries",
    "minimum": "must be at least {}",
    "maximum": "must be at most {}",
    "exclusiveMinimum": "must be more than {}",
    "pattern": "must match {}",
}


@cache
def validator() -> Draft202012Validator:
    """Return a validator for the committed schema."""
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def unreasonable(content: dict[str, Any]) -> str | None:
    """Return why content exceeds the limits on size, nesting or numbers; None if it does not.

    Without this check a malicious file could occupy the validator for minutes. The check is iterative,
    so deep nesting cannot overflow the stack.
    """
    waiting: list[tuple[Any, int]] = [(content, 0)]
    seen = 0
    while waiting:
        value, depth = waiting.pop()
        seen += 1
        if seen > MAX_VALUES:
            return f"holds more than {MAX_VALUES:,} values"
        if depth > MAX_DEPTH:
            return f"nests tables or lists more than {MAX_DEPTH} deep"
        if isinstance(value, int) and value.bit_length() > MAX_BITS:
            return "holds a number that is too large"
        if isinstance(value, dict):
            waiting += [(item, depth + 1) for item in value.values()]
        elif isinstance(value, list):
            if len(value) > MAX_VALUES:
                return f"holds more than {MAX_VALUES:,} values"
            waiting += [(item, depth + 1) for item in value]
    return None


def schema_faults(content: dict[str, Any]) -> dict[Place, str]:
    """Return the schema violations by path; empty if the content is valid.

    Parameters
    ----------
    content
        A TOML file as parsed by `tomllib` that has passed `unreasonable`.
    """
    found: dict[Place, str] = {}
    for error in validator().iter_errors(_as_json(content)):
        for path, words in _located(error):
            found.setdefault(path, words)
    return found


def _located(error: ValidationError) -> Iterator[tuple[Place, str]]:
    path: Place = tuple(error.absolute_path)
    rule, wanted, value, schema = (cast(Any, part) for part in (
        error.validator, error.validator_value, error.instance, error.schema))
    if rule == "required":
        yield from (((*path, name), "Field required") for name in wanted if name not in value)
    elif rule == "additionalProperties":
        known = schema["properties"]
        yield from (((*path, name), "Extra inputs are not permitted") for name in value if name not in known)
    elif rule in {"type", "format"}:
        dated = schema.get("format") == "date"
        yield path, "must be a date, such as 2025-11-20" if dated else f"must be {KINDS[wanted]}"
    elif rule == "enum":
        yield path, f"must be one of {', '.join(wanted)}"
    else:
        yield path, LIMITS.get(rule, "does not fit the schema").format(wanted)


def _as_json(value: Any) -> Any:
    """Convert dates to ISO text for JSON; a date with a time is left alone, and so fails the schema."""
    if isinstance(value, dict):
        return {name: _as_json(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_as_json(item) for item in value]
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return value
