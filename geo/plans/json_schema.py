"""Validating the content of a plan file against the published JSON Schema."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from geo.errors import N_, Words
from geo.paths import DATA

SCHEMA_FILE = DATA / "scenarios" / "plan.schema.json"
"""The schema file, next to the plans; `tools/write_schema.py` generates it from the models."""

MAX_VALUES = 5_000
MAX_DEPTH = 10
MAX_BITS = 64
"""Generous limits: a real plan has a few hundred values, five levels and small numbers."""

Place = tuple[str | int, ...]

KINDS = {"string": N_("text"), "object": N_("a table"), "array": N_("a list"), "number": N_("a number"),
         "integer": N_("a whole number"), "boolean": N_("true or false")}
LIMITS = {
    "minLength": N_("must not be empty"),
    "maxLength": N_("must have at most {limit} characters"),
    "minItems": N_("must have at least {limit} entries"),
    "maxItems": N_("must have at most {limit} entries"),
    "minimum": N_("must be at least {limit}"),
    "maximum": N_("must be at most {limit}"),
    "exclusiveMinimum": N_("must be more than {limit}"),
    "pattern": N_("must match {limit}"),
}
MODEL: dict[str, tuple[str, ...]] = {
    "missing": (N_("Field required"),),
    "extra_forbidden": (N_("Extra inputs are not permitted"),),
    "enum": (N_("Input should be {expected}"),),
    "literal_error": (N_("Input should be {expected}"),),
    "string_type": (N_("Input should be a valid string"),),
    "int_type": (N_("Input should be a valid integer"),),
    "int_from_float": (N_("Input should be a valid integer, got a number with a fractional part"),),
    "float_type": (N_("Input should be a valid number"),),
    "bool_type": (N_("Input should be a valid boolean"),),
    "date_type": (N_("Input should be a valid date"),),
    "date_from_datetime_inexact": (
        N_("Datetimes provided to dates should have zero time - e.g. be exact dates"),),
    "url_type": (N_("URL input should be a string or URL"),),
    "url_parsing": (N_("Input should be a valid URL, {error}"),),
    "url_scheme": (N_("URL scheme should be {expected_schemes}"),),
    "tuple_type": (N_("Input should be a valid tuple"),),
    "list_type": (N_("Input should be a valid list"),),
    "dict_type": (N_("Input should be a valid dictionary"),),
    "model_type": (N_("Input should be a valid dictionary or instance of {class_name}"),),
    "frozen_set_type": (N_("Input should be a valid frozenset"),),
    "string_too_short": (N_("String should have at least {min_length} character"),
                         N_("String should have at least {min_length} characters")),
    "string_too_long": (N_("String should have at most {max_length} characters"),),
    "string_pattern_mismatch": (N_("String should match pattern '{pattern}'"),),
    "too_short": (N_("{field_type} should have at least {min_length} item after validation, not "
                     "{actual_length}"),
                  N_("{field_type} should have at least {min_length} items after validation, not "
                     "{actual_length}")),
    "too_long": (N_("{field_type} should have at most {max_length} items after validation, not "
                    "{actual_length}"),),
    "greater_than": (N_("Input should be greater than {gt}"),),
    "greater_than_equal": (N_("Input should be greater than or equal to {ge}"),),
    "less_than_equal": (N_("Input should be less than or equal to {le}"),),
    "finite_number": (N_("Input should be a finite number"),),
}
"""What Pydantic says of a value, by the kind of fault; what is not among it stays in English."""


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
            return Words(N_("holds more than {most:,} values"), most=MAX_VALUES)
        if depth > MAX_DEPTH:
            return Words(N_("nests tables or lists more than {most} deep"), most=MAX_DEPTH)
        if isinstance(value, int) and value.bit_length() > MAX_BITS:
            return Words(N_("holds a number that is too large"))
        if isinstance(value, dict):
            waiting += [(item, depth + 1) for item in value.values()]
        elif isinstance(value, list):
            if len(value) > MAX_VALUES:
                return Words(N_("holds more than {most:,} values"), most=MAX_VALUES)
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


def model_fault(item: Mapping[str, Any]) -> str:
    """Return what a model found wrong, as words where it is known how to say it.

    Parameters
    ----------
    item
        One of `pydantic.ValidationError.errors()`, with its context.
    """
    context = item.get("ctx", {})
    own = context.get("error")
    if isinstance(own, ValueError) and isinstance(own.args[0], Words):
        return own.args[0]
    said = str(item["msg"]).removeprefix("Value error, ")
    head, _, last = str(context.get("expected", "")).rpartition(" or ")
    if head:
        context = {**context, "expected": Words(N_("{head} or {last}"), head=head, last=last)}
    every = (Words(template, **context) for template in MODEL.get(item["type"], ()))
    return next((words for words in every if words == said), said)


def _located(error: ValidationError) -> Iterator[tuple[Place, str]]:
    path: Place = tuple(error.absolute_path)
    rule, wanted, value, schema = (cast(Any, part) for part in (
        error.validator, error.validator_value, error.instance, error.schema))
    if rule == "required":
        yield from (((*path, name), Words(*MODEL["missing"])) for name in wanted if name not in value)
    elif rule == "additionalProperties":
        known = schema["properties"]
        yield from (((*path, name), Words(*MODEL["extra_forbidden"]))
                    for name in value if name not in known)
    elif rule in {"type", "format"}:
        dated = schema.get("format") == "date"
        yield path, (Words(N_("must be a date, such as 2025-11-20")) if dated
                     else Words(N_("must be {kind}"), kind=Words(KINDS[wanted])))
    elif rule == "enum":
        yield path, Words(N_("must be one of {choices}"), choices=", ".join(wanted))
    else:
        yield path, (Words(LIMITS[rule], limit=wanted) if rule in LIMITS
                     else Words(N_("does not fit the schema")))


def _as_json(value: Any) -> Any:
    """Convert dates to ISO text for JSON; a date with a time is left alone, and so fails the schema."""
    if isinstance(value, dict):
        return {name: _as_json(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_as_json(item) for item in value]
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return value
