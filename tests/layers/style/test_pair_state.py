"""Two maps beside each other: each half is what its own plan does on its own line of contact."""

from datetime import date

import pandas as pd
import pytest

from geo.case import Case, LineChoice
from geo.control.nobodys import DRAINED
from geo.outcomes.difference import halves
from geo.outcomes.outcome import Outcome
from geo.plans.library import TODAY
from geo.status import Holder
from geo.workspace import Workspace
from layers.language import Language
from layers.selection import AT_FIRST
from layers.style.looks import looks
from layers.style.simplify import edge_id
from layers.web.difference_state import difference_state
from layers.web.pair_state import pair_state

PAIRS = [("us-28-point", "e3-counter", None), ("us-28-point", "us-28-point", date(2024, 7, 8)),
         ("istanbul-2022", "freeze", date(2022, 4, 10)), ("20-point-zone", TODAY, date(2025, 3, 1)),
         ("geneva-19-point", TODAY, None)]
ON = date(2025, 11, 21)


def cases(first: str, second: str, against_on: date | None) -> tuple[Case, Case]:
    return Case(LineChoice(ON, 0.0), first), Case(LineChoice(against_on or ON, 0.0), second)


def state_of(work: Workspace, first: Case, second: Case, language: Language,
             layers: frozenset[str] = AT_FIRST) -> dict:
    found = work.difference(first, second)
    names = language.regions(work.world.regions)
    one = difference_state(found, names, language, layers, "vector", "ground", None, "")
    return pair_state(one, found, names, language, layers, ("first", None))


def by_look(looks_of: dict[str, str], table: pd.DataFrame) -> dict[str, float]:
    """Sum the ground (km2) by what it is filled with; ground that Ukraine keeps has no fill."""
    return table["area_km2"].groupby(table.index.map(looks_of).fillna("none")).sum().to_dict()


@pytest.mark.parametrize(("first", "second", "against_on"), PAIRS)
def test_each_half_is_filled_as_on_the_map_of_its_own_plan(
        work: Workspace, english: Language, first: str, second: str, against_on: date | None) -> None:
    """The zones differ, since those of two are cut along the lines of both; the ground by fill does not."""
    both = cases(first, second, against_on)
    pair = state_of(work, *both, english)["pair"]
    for half, case in zip(pair, both, strict=True):
        table = work.difference(*both).ground.table
        if case.plan == TODAY:
            ground = work.ground(case.front).table
            alone = by_look(dict.fromkeys(ground.index[ground["holder"] == Holder.RUSSIA], "held"), ground)
        else:
            outcome = work.outcome(case)
            kept = outcome.table.index[outcome.table["side"] == "keeps"]
            alone = by_look({zone: look.value for zone, look in looks(outcome).items() if zone not in kept},
                            outcome.table)
        there = {look: km2 for look, km2 in by_look(half["zones"], table).items() if km2 > 0}
        wanted = {look: km2 for look, km2 in alone.items() if km2 > 0}
        assert there == pytest.approx(wanted, abs=0.01)


@pytest.mark.parametrize(("first", "second", "against_on"), PAIRS)
def test_each_half_has_the_line_of_contact_of_its_own_day(
        work: Workspace, english: Language, first: str, second: str, against_on: date | None) -> None:
    both = cases(first, second, against_on)
    found = work.difference(*both)
    for half, case in zip(halves(found), both, strict=True):
        ground = half.ground if isinstance(half, Outcome) else half
        assert ground.control.on == case.front.on
        assert ground.contact["length_km"].sum() == pytest.approx(work.ground(case.front).contact_km, abs=0.5)
    for half in state_of(work, *both, english)["pair"]:
        edges = {edge_id(row.left, row.right) for row in found.ground.edges.itertuples()}
        assert set(half["contact"]) <= edges
        assert half["second"] == []


def test_only_what_belongs_to_a_half_differs(work: Workspace, english: Language) -> None:
    whole = state_of(work, *cases("us-28-point", "e3-counter", None), english)
    first, second = whole["pair"]
    assert (first["name"], second["name"]) == ("US 28-point plan", "European (E3) counter-proposal")
    assert (first["overlays"], second["overlays"]) == ("first", None)
    assert first.keys() == second.keys()
    assert first["drained"]
    assert ON >= DRAINED


def test_a_hidden_region_is_hidden_on_both(work: Workspace, english: Language) -> None:
    whole = state_of(work, *cases("us-28-point", TODAY, None), english, AT_FIRST - {"crimea"})
    for half in whole["pair"]:
        hidden = {zone.split(".")[0] for zone, look in half["zones"].items() if look == "hidden"}
        assert hidden == {"UA-43", "UA-40"}
