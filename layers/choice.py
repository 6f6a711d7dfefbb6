"""The reader's choices: one frozen record, each field declared with its parameter in the address."""

from dataclasses import dataclass
from datetime import date

from geo.case import RECORD, Case, LineChoice
from geo.control.dates import DEFAULT_DAY
from geo.control.margin import DEFAULT_KM, MAX_STRIP_KM
from geo.explore.front_shift import FrontShift
from geo.explore.pull_back import NO_PULL_BACK
from geo.explore.ranking import COLUMNS
from geo.plans.library import DEFAULT_PLAN, TODAY
from geo.plans.overlay import Band
from geo.sweep.survey import Survey
from layers import parameter as by
from layers.frame import AFFECTED
from layers.language import DEFAULT_LANGUAGE, N_, UNITS
from layers.parameter import parameter
from layers.selection import AT_FIRST, BASES
from layers.yardstick import STATES, YARDSTICKS

VIEWS: dict[str, str] = {
    "plan": N_("What a plan does"),
    "compare": N_("How two differ"),
    "all": N_("All plans at once"),
    "time": N_("How the line moved"),
    "zone": N_("What is in an area"),
    "write": N_("Write your own"),
}
"""The views of the page, named for the question that each answers."""

MAPS: dict[str, str] = {"one": N_("One map of what differs"), "two": N_("Two maps")}
"""What the comparison shows: what differs, or a map of each of the two beside the other."""

MODES: dict[str, str] = {"present": N_("Presenter"), "embed": N_("Embedded"),
                         "fit": N_("Embedded, with a height of its own")}
"""Modes that show the page without its panels; `embed` fills its frame, `fit` tells the frame its height."""


@dataclass(frozen=True)
class Choice:
    """A view of the page: what to show, on which line of contact, and how.

    The fields define what an address can hold, in the order in which it is read; `layers.address`
    reads and writes them. A field that no widget changes is passed through by the page unchanged.

    `strip_km` is the reader's own buffer depth in km; None means the plan's. `at` is the selected
    spot, `(lon, lat)` in degrees; `place` the P-code of the settlement, or the id of the site, whose card
    is open.
    `against` and `against_on` are the plan and day of the comparison (None: the same day), and
    `against_own` is the code of a reader's own plan used in place of `against`; `maps` says whether they are
    on one map or beside each other. `own` is the code
    of the reader's own plan on display, `reading` the chosen interpretations of disputed clauses,
    `zone` the corners of a drawn zone; all three are validated text. `frame` is the part of the map
    that is shown (`layers.frame`). `pull_back` and `shift` are what the reader lays over the map of a plan:
    a pull-back (not the plan's), and a parallel shift of the front; they change no figure of the plan.
    `alike` is what its figures are compared with; `rank` is the column by which all plans are ranked;
    `survey` says on which days and margins it is checked what holds in any case (None: nobody has asked).
    """

    plan: str = parameter(DEFAULT_PLAN, "plan", by.plan, always=True)
    on: date = parameter(DEFAULT_DAY, "on", by.day, date.isoformat, always=True)
    margin_km: float = parameter(DEFAULT_KM, "margin", by.kilometres(N_("margin")), by.write_km)
    strip_km: float | None = parameter(None, "strip", by.kilometres(N_("width"), most=MAX_STRIP_KM),
                                       by.write_km)
    units: str = parameter(UNITS[0], "units", by.one_of(UNITS, N_("unit")))
    language: str = parameter(DEFAULT_LANGUAGE, "language", by.language)
    base: str = parameter(next(iter(BASES)), "base", by.one_of(BASES, N_("base map")), page_only=True)
    layers: frozenset[str] = parameter(AT_FIRST, "layers", by.layers, by.write_layers)
    at: tuple[float, float] | None = parameter(None, "at", by.spot, by.write_spot,
                                              page_only=True)
    place: str | None = parameter(None, "place", by.settlement, page_only=True)
    view: str = parameter("plan", "view", by.one_of(VIEWS, N_("view")), page_only=True)
    against: str = parameter(TODAY, "against", by.plan_or_none)
    against_on: date | None = parameter(None, "against_on", by.day, date.isoformat)
    against_own: str = parameter("", "against_own", by.own_plan,
                                 brings=lambda code: {"against": by.edited(code)})
    maps: str = parameter("one", "maps", by.one_of(MAPS, N_("number of maps")), page_only=True)
    line: str = parameter(RECORD, "line", by.line)
    own: str = parameter("", "own", by.own_plan, brings=lambda code: {"plan": by.edited(code)})
    reading: str = parameter("", "reading", by.interpretation)
    zone: str = parameter("", "zone", by.corners, page_only=True)
    frame: str = parameter(AFFECTED, "frame", by.frame)
    pull_back: Band = parameter(NO_PULL_BACK, "pull", by.pull_back, by.write_pull_back)
    shift: FrontShift | None = parameter(None, "shift", by.front_shift, by.write_front_shift)
    alike: str = parameter(STATES, "alike", by.one_of(YARDSTICKS, N_("comparison")))
    survey: Survey | None = parameter(None, "survey", by.survey, by.write_survey, page_only=True)
    rank: str = parameter(COLUMNS[0], "rank", by.one_of(COLUMNS, N_("column")), page_only=True)
    mode: str = parameter("", "mode", by.one_of(MODES, N_("mode")), page_only=True)

    @property
    def front(self) -> LineChoice:
        """The chosen line of contact."""
        return LineChoice(self.on, self.margin_km, self.line)

    @property
    def case(self) -> Case:
        """The plan on its line, without the fields that only affect display."""
        return Case(self.front, self.plan, self.strip_km, self.own, self.reading)

    @property
    def cases(self) -> tuple[Case, Case]:
        """The two sides of a comparison: the chosen plan, then what it is compared with.

        A different day comes from the same record, or from the project's own if the plan is shown on the line
        of a single day.
        """
        front = self.front if self.against_on is None else self.front.on_day(self.against_on)
        if self.against_own:
            return self.case, Case(front, self.against, own=self.against_own)
        # On the same line, an edited or reinterpreted plan is compared with the plan as published.
        same = self.against == self.plan and front != self.front
        return self.case, Case(front, self.against, own=self.own if same else "",
                               reading=self.reading if same else "")
