"""Files with several plans or days, one below the other: their ids, tables and metadata."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import geopandas as gpd

from layers.export.metadata import metadata
from layers.export.shape_tables import parts_of, shape_tables
from layers.language import N_, Language
from layers.request import PARTS, ExportRequest

OF_PLANS = N_("Several plans on one day, one below the other: every plan covers the same ground, so choose "
              "one by the column scenario before you add up.")
OF_DAYS = N_("One plan on several days, one below the other: every day covers the same ground, so choose "
             "one by its date before you add up.")


@dataclass(frozen=True)
class Stack:
    """What stands in one file, one below the other.

    `requests` are made as they are asked for, as the ground of many days does not fit into memory. They
    differ in their plan or, if `by_day`, in their day.
    """

    requests: Iterable[ExportRequest]
    by_day: bool = False

    def name(self, request: ExportRequest) -> str:
        """Return what stands before the ids of a request and makes them unique in the file."""
        return f"{request.id}.{request.on.isoformat()}" if self.by_day else request.id

    def words(self, language: Language) -> str:
        """Say that rows lie on the same ground."""
        return language.text(OF_DAYS if self.by_day else OF_PLANS)

    def tables(self) -> Iterator[tuple[ExportRequest, dict[str, gpd.GeoDataFrame]]]:
        """Yield each request with its tables, whose ids are unique in the file.

        Yields
        ------
        tuple
            A request, and its tables as `layers.export.shape_tables` returns them. A plan that has none of
            the parts asked for is passed over.

        Raises
        ------
        FormatError
            If a part is unknown, or no plan has any of those asked for.
        """
        last: ExportRequest | None = None
        written = False
        for request in self.requests:
            last = request
            if request.parts <= PARTS.keys() and not parts_of(request):
                continue
            written = True
            name = self.name(request)
            yield request, {part: table.set_axis((name + "." + table.index).rename(table.index.name))
                            for part, table in shape_tables(request).items()}
        if last is not None and not written:
            shape_tables(last)  # raises the error that names the parts


class StackMetadata:
    """The metadata of a stack: what all of it shares once, and what differs for each plan or day."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._first: dict[str, Any] = {}
        self._others: list[dict[str, Any]] = []
        self._words = ""

    def add(self, request: ExportRequest) -> None:
        """Add a plan on a day."""
        if not self._others:
            self._words = self._stack.words(request.language)
        self.note({"ids": f"{self._stack.name(request)}.", **metadata(request)})

    def note(self, facts: dict[str, Any]) -> None:
        """Add what is said of a plan on a day; its `ids` are those of no other."""
        self._first = self._first or facts
        # Only what differs is kept, as there may be thousands of days.
        names = dict.fromkeys([*facts, *self._first])
        self._others.append({name: facts.get(name) for name in names
                             if facts.get(name) != self._first.get(name)})

    def value(self) -> dict[str, Any]:
        """Return the metadata as plain values for JSON.

        Returns
        -------
        dict
            The members of `layers.export.metadata.metadata` that are the same in all, `stack` (how to read
            such a file), and `stacked`: for each plan or day `ids`, with which its ids begin, and the other
            members.
        """
        names = dict.fromkeys([*self._first, *(name for other in self._others for name in other)])
        differing = {name for other in self._others for name in other} | {"ids"}
        shared = {name: self._first[name] for name in names if name not in differing}
        own = [name for name in names if name in differing]
        return {**shared, "stack": self._words,
                "stacked": [{name: other.get(name, self._first.get(name)) for name in own}
                            for other in self._others]}

