"""The address of a view: the text after `?` that restores everything a reader chose.

The only code that reads or writes addresses; page, plates, files, site and terminal all use it.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from geo.errors import GeoError
from layers.choice import Choice
from layers.parameter import KEY, ChoiceError, Offered, Parameter

MAX_LENGTH = 8_000
"""The longest query that is written, in characters: what servers and mail programs let through."""
MAX_VALUE_LENGTH = 20_000
"""The longest value that is looked at."""
DATA = "data"
"""The parameter that names the version of the data an address was made with."""


@dataclass(frozen=True)
class Field:
    """A value of a choice: its attribute there, its default, and its parameter in the address."""

    attribute: str
    default: Any
    parameter: Parameter


FIELDS: tuple[Field, ...] = tuple(
    Field(item.name, item.default, item.metadata[KEY]) for item in dataclasses.fields(Choice))
"""All that an address can hold, in the order in which it is read and written."""


def query_of(choice: Choice, version: str) -> dict[str, str]:
    """Everything that differs from the default, and always plan, date and data version.

    Raises
    ------
    ChoiceError
        If the address would be longer than MAX_LENGTH.
    """
    values = [(field, getattr(choice, field.attribute)) for field in FIELDS]
    query = {field.parameter.name: field.parameter.write(value) for field, value in values
             if field.parameter.always or value != field.default}
    query[DATA] = version
    length = len(urlencode(query))
    if length > MAX_LENGTH:
        raise ChoiceError(f"The address of this view would be {length:,} characters long, and "
                          f"{MAX_LENGTH:,} is the most; a zone with fewer corners makes it shorter.")
    return query


def pictured(choice: Choice) -> Choice:
    """A choice without what is only about the page: what a picture of it shows."""
    return dataclasses.replace(choice, **{field.attribute: field.default for field in FIELDS
                                          if field.parameter.page_only})


def query_text(choice: Choice, version: str, **changes: Any) -> str:
    """The same as text, of a choice or of one that differs from it in some values."""
    return "?" + urlencode(query_of(dataclasses.replace(choice, **changes), version))


def read_query(query: Mapping[str, str], offered: Offered, version: str) -> tuple[Choice, list[GeoError]]:
    """Read an address; what cannot be used keeps its default and becomes one fault.

    Parameters
    ----------
    query
        The parameters of the address; unknown ones are passed over.
    offered
        What it may name.
    version
        The version of our data.

    Returns
    -------
    tuple
        The choice, and a fault for every part that was not used. An address made with other data
        is used, and said so.
    """
    values: dict[str, Any] = {"plan": offered.library.default}
    faults: list[GeoError] = []
    for field in FIELDS:
        name = field.parameter.name
        if name not in query:
            continue
        try:
            if len(query[name]) > MAX_VALUE_LENGTH:
                raise ChoiceError(f"'{name}' in the address is longer than {MAX_VALUE_LENGTH:,} characters.")
            value = field.parameter.parse(query[name], offered, values["plan"])
            values |= {field.attribute: value, **field.parameter.brings(value)}
        except GeoError as fault:
            faults.append(fault)
    if query.get(DATA, version) != version:
        faults.append(ChoiceError(
            f"This address was made with data version '{query[DATA][:8]}'; the page now shows "
            f"{version}, so figures may differ."
        ))
    return Choice(**values), faults
