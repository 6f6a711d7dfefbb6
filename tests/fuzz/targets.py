"""What an input is given to: each gives an answer or raises a `GeoError`, whatever it is given."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qs

from geo.errors import GeoError, SourceError
from geo.gazetteer.names import load_names
from geo.gazetteer.search import find, search
from geo.line_sources.reader import offer_in, parse_control
from geo.outcomes.drawn_vertices import read_corners
from geo.plans.library import load_library
from geo.plans.toml_file import read_plan
from geo.world import World
from layers.address import query_of, read_query
from layers.parameter import Offered
from tests.fuzz import seeds

DAY = date(2025, 11, 21)


@dataclass(frozen=True)
class Target:
    """Something that takes input, with inputs to begin from; `share` of all runs go to it."""

    name: str
    share: float
    seeds: dict[str, bytes]
    take: Callable[[bytes], object]


def targets(world: World, *, foreign: bool = True) -> list[Target]:
    """Return all targets; without `foreign`, those that start no process."""
    library = load_library(world.regions.index, periods=world.periods, sites=frozenset(world.sites.index))
    offered = Offered(library, world.periods, ("en",), world.regions.index, frozenset())

    def line(data: bytes) -> None:
        name = data[-30:].decode("latin-1") if data[-1:] < b"\x20" else "line.x"
        try:
            parsed = parse_control(data, name, DAY, world.regions_m)
            assert all(str(value).isprintable() for note in parsed.notes for _, value in note.values)
        finally:
            for column in offer_in(data, name):
                where = tuple((column.name, value.text) for value in column.values[:2])
                try:
                    parse_control(data, name, DAY, world.regions_m, where=where[-1:])
                except SourceError as fault:
                    told(fault)
                offer_in(data, name, where)

    def plan(data: bytes) -> None:
        read_plan(data, "plan.toml", frozenset(world.regions.index), world.periods)

    def address(data: bytes) -> None:
        query = {key: values[-1] for key, values in parse_qs(data.decode("utf-8", "replace")).items()}
        choice, faults = read_query(query, offered, world.version)
        for fault in faults:
            told(fault)
        query_of(choice, world.version)

    def place(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        search(names, text)
        find(names, text)

    names = load_names(world.places, regions=world.regions)
    found = [
        Target("line", 0.6, seeds.lines(), line), Target("plan", 0.12, seeds.plans(), plan),
        Target("address", 0.12, seeds.ADDRESSES, address),
        Target("zone", 0.1, seeds.ZONES, lambda data: read_corners(data.decode("utf-8", "replace"))),
        Target("place", 0.06, seeds.PLACES, place),
    ]
    return [*found, Target("foreign", 0.02, seeds.foreign(), line)] if foreign else found


def told(fault: GeoError) -> None:
    """Check that a fault is one printable sentence."""
    assert str(fault).isprintable(), repr(str(fault))
    assert 0 < len(str(fault)) < 2_000, len(str(fault))
