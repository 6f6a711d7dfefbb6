"""The address of a view: the query string (after `?`) that restores everything the reader chose.

All front ends use this module; no other code reads or writes addresses.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from geo.errors import N_, GeoError
from layers.choice import Choice
from layers.parameter import KEY, ChoiceError, Offered, Parameter

MAX_LENGTH = 8_000
"""The longest query written, in characters: what servers and mail programs accept."""
MAX_VALUE_LENGTH = 20_000
"""The longest parameter value read, in characters."""
DATA = "data"
"""The parameter with the version of the data for which an address was written."""


@dataclass(frozen=True)
class Field:
    """One field of `Choice`: its attribute, its default and its parameter in the address."""

    attribute: str
    default: Any
    parameter: Parameter


FIELDS: tuple[Field, ...] = tuple(
    Field(item.name, item.default, item.metadata[KEY]) for item in dataclasses.fields(Choice))
"""Every field an address can hold, in the order in which fields are read and written."""


def query_of(choice: Choice, version: str) -> dict[str, str]:
    """Return every value that differs from its default, and always plan, date and data version.

    Raises
    ------
    ChoiceError
        If the address would exceed MAX_LENGTH characters.
    """
    values = [(field, getattr(choice, field.attribute)) for field in FIELDS]
    query = {field.parameter.name: field.parameter.write(value) for field, value in values
             if field.parameter.always or value != field.default}
    query[DATA] = version
    length = len(urlencode(query))
    if length > MAX_LENGTH:
        raise ChoiceError(N_("The address of this view would be {length:,} characters long, and {most:,} "
                             "is the most; a zone with fewer corners makes it shorter."), length=length,
                          most=MAX_LENGTH)
    return query


def pictured(choice: Choice) -> Choice:
    """Reset the fields that concern only the page and not what a picture shows."""
    return dataclasses.replace(choice, **{field.attribute: field.default for field in FIELDS
                                          if field.parameter.page_only})


def query_text(choice: Choice, version: str, **changes: Any) -> str:
    """Return the query of a choice as text, with `changes` applied first."""
    return "?" + urlencode(query_of(dataclasses.replace(choice, **changes), version))


def read_query(query: Mapping[str, str], offered: Offered, version: str) -> tuple[Choice, list[GeoError]]:
    """Read an address; a value that cannot be used keeps its default and is reported as one fault.

    Parameters
    ----------
    query
        The parameters of the address; unknown ones are ignored.
    offered
        The plans, days, languages and lines that the address may name.
    version
        The version of the data in use.

    Returns
    -------
    tuple
        The choice, and a fault for every value that was not used. An address written for another
        version of the data is used and also reported.
    """
    values: dict[str, Any] = {"plan": offered.library.default}
    faults: list[GeoError] = []
    for field in FIELDS:
        name = field.parameter.name
        if name not in query:
            continue
        try:
            if len(query[name]) > MAX_VALUE_LENGTH:
                raise ChoiceError(N_("'{name}' in the address is longer than {most:,} characters."),
                                  name=name, most=MAX_VALUE_LENGTH)
            value = field.parameter.parse(query[name], offered, values["plan"])
            values |= {field.attribute: value, **field.parameter.brings(value)}
        except GeoError as fault:
            faults.append(fault)
    if query.get(DATA, version) != version:
        faults.append(ChoiceError(N_("This address was made with data version '{there}'; the page now "
                                     "shows {version}, so figures may differ."), there=query[DATA][:8],
                                  version=version))
    return Choice(**values), [_printable(fault) for fault in faults]


def _printable(fault: GeoError) -> GeoError:
    """Replace what an address may have in a value that is quoted: control characters and direction marks."""
    fault.words = fault.words.printable()
    fault.args = (fault.words,)
    return fault
