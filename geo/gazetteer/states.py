"""Area and population of states, to say what a figure is as large as."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from geo.errors import N_, SourceError, Words
from geo.gazetteer.places import PLACES_FILE
from geo.tables import faulty_values, joined, read_table

STATES_FILE = PLACES_FILE.with_name("states.csv")
COLUMNS = ("state", "area_km2", "population")
CODE, WHOLE = "[A-Z]{2}", "[1-9][0-9]{0,9}"

WITHIN = 0.2
"""A state is comparable if it is larger or smaller by at most this share of the figure."""


MULTIPLES, OFF_MULTIPLE = (1 / 4, 1 / 3, 1 / 2, 2, 3), 0.05
"""Parts and multiples that are said if no region is comparable, and how far a figure may be off them."""


@dataclass(frozen=True)
class Comparable:
    """A state (ISO 3166-1 code) whose area or population is near a figure; `value` is the state's."""

    state: str
    value: float
    figure: float

    @property
    def ratio(self) -> float:
        """How many times the state's value the figure is."""
        return self.figure / self.value


def load_states(path: Path = STATES_FILE) -> pd.DataFrame:
    """Read the states.

    Returns
    -------
    DataFrame
        Index `state` (ISO 3166-1 code); columns `area_km2` and `population`. Members of the United Nations
        other than Ukraine and Russia.

    Raises
    ------
    SourceError
        If the file cannot be read, a code repeats, or a value is invalid.
    """
    table = read_table(path, COLUMNS, key="state")
    codes = table.index.to_series().rename("state")
    faults = faulty_values(codes, codes.str.fullmatch(CODE), Words(N_("no code of a state")))
    for name in COLUMNS[1:]:
        faults += faulty_values(table[name], table[name].str.fullmatch(WHOLE),
                                Words(N_("no whole number above zero")))
    if faults:
        raise SourceError(N_("{name}: {fault}"), name=path.name, fault=joined(faults))
    return table.astype({"area_km2": "int64", "population": "int64"})


def comparable(states: pd.DataFrame, figure: float, column: str) -> Comparable | None:
    """Return the state that is nearest to a figure by ratio, or None if none is within WITHIN.

    Parameters
    ----------
    states
        From `load_states`, or regions with the same columns. Those whose figure is not known (NaN) are left
        out.
    figure
        Square kilometres or people.
    column
        `area_km2` or `population`.
    """
    known = states[column].dropna()
    if not figure > 0 or known.empty:
        return None
    apart = np.abs(np.log(known / figure))
    state = str(apart.idxmin())
    found = Comparable(state, float(states.at[state, column]), float(figure))
    return found if abs(found.value - figure) <= WITHIN * figure else None


def multiple(regions: pd.DataFrame, figure: float, column: str) -> tuple[Comparable, float] | None:
    """Return the region of which a figure is nearest to one of MULTIPLES, and that multiple.

    Takes the same as `comparable`. None if the figure is off every multiple by more than OFF_MULTIPLE.
    """
    known = regions[column].dropna()
    if not figure > 0 or known.empty:
        return None
    apart = pd.DataFrame({times: np.abs(np.log(figure / known / times)) for times in MULTIPLES}).stack()
    state, times = apart.idxmin()
    found = Comparable(str(state), float(known[state]), float(figure))
    return (found, float(times)) if abs(found.ratio / times - 1) <= OFF_MULTIPLE else None
