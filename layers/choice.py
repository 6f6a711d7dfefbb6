"""What the reader has chosen: one frozen value, each part declared with its parameter in the address."""

from dataclasses import dataclass
from datetime import date

from geo.case import RECORD, Case, LineChoice
from geo.control.dates import DEFAULT_DAY
from geo.control.margin import DEFAULT_KM, MAX_STRIP_KM
from geo.plans.library import DEFAULT_PLAN, TODAY
from layers import parameter as by
from layers.language import DEFAULT_LANGUAGE, N_, UNITS
from layers.parameter import parameter
from layers.selection import BASES, LAYERS

VIEWS: dict[str, str] = {
    "plan": N_("One plan"),
    "compare": N_("Compare"),
    "all": N_("All plans"),
    "time": N_("Over time"),
    "zone": N_("Draw a zone"),
    "write": N_("Write a plan"),
}
"""The views of the page, one thing per view."""

MODES: dict[str, str] = {"present": N_("Presenter"), "embed": N_("Embedded")}
"""How a page may be shown instead of with all its panels."""


@dataclass(frozen=True)
class Choice:
    """A view of the page: what to show, on which line of contact, and how.

    This is the table of what an address can hold, in the order in which it is read; `layers.address`
    reads and writes it. A value that no widget changes needs nothing else: the page carries it.

    `strip_km` is the reader's own width of a plan's buffer; None means the plan's. `at` is the
    spot asked about, `(lon, lat)`; `place` the settlement whose card is open, by its P-code.
    `against` and `against_on` are what the plan is compared with (None: on the same day), and
    `against_own` is the code of a reader's own plan that stands for it. `own` is the code of the
    reader's own plan that is shown, `reading` which interpretations of disputed clauses are chosen,
    `zone` the corners of a drawn zone, each as text that has been read once.
    """

    plan: str = parameter(DEFAULT_PLAN, "plan", by.plan, always=True)
    on: date = parameter(DEFAULT_DAY, "on", by.day, date.isoformat, always=True)
    margin_km: float = parameter(DEFAULT_KM, "margin", by.kilometres("margin"), by.write_km)
    strip_km: float | None = parameter(None, "strip", by.kilometres("width", most=MAX_STRIP_KM), by.write_km)
    units: str = parameter(UNITS[0], "units", by.one_of(UNITS, "unit"))
    language: str = parameter(DEFAULT_LANGUAGE, "language", by.language)
    base: str = parameter(next(iter(BASES)), "base", by.one_of(BASES, "base map"), page_only=True)
    layers: frozenset[str] = parameter(frozenset(LAYERS), "layers", by.layers, by.write_layers)
    at: tuple[float, float] | None = parameter(None, "at", by.spot, by.write_spot,
                                              page_only=True)
    place: str | None = parameter(None, "place", by.settlement, page_only=True)
    view: str = parameter("plan", "view", by.one_of(VIEWS, "view"), page_only=True)
    against: str = parameter(TODAY, "against", by.plan_or_none)
    against_on: date | None = parameter(None, "against_on", by.day, date.isoformat)
    against_own: str = parameter("", "against_own", by.own_plan,
                                 brings=lambda code: {"against": by.edited(code)})
    line: str = parameter(RECORD, "line", by.line)
    own: str = parameter("", "own", by.own_plan, brings=lambda code: {"plan": by.edited(code)})
    reading: str = parameter("", "reading", by.interpretation)
    zone: str = parameter("", "zone", by.corners, page_only=True)
    mode: str = parameter("", "mode", by.one_of(MODES, "mode"), page_only=True)

    @property
    def front(self) -> LineChoice:
        """The line of contact that is asked for."""
        return LineChoice(self.on, self.margin_km, self.line)

    @property
    def case(self) -> Case:
        """The plan on its line, without anything that only says how to show it."""
        return Case(self.front, self.plan, self.strip_km, self.own, self.reading)

    @property
    def cases(self) -> tuple[Case, Case]:
        """What is compared: first the plan, as it was chosen first, then what it is set against.

        Another day is always one of the record, also where the plan is shown on another line.
        """
        front = self.front if self.against_on is None else LineChoice(self.against_on, self.margin_km)
        if self.against_own:
            return self.case, Case(front, self.against, own=self.against_own)
        # On one line a plan that a reader edited or reads otherwise is set against the plan as it stands.
        same = self.against == self.plan and front != self.front
        return self.case, Case(front, self.against, own=self.own if same else "",
                               reading=self.reading if same else "")
