"""What the reader has chosen: one frozen value, and how an address holds all of it."""

from dataclasses import dataclass
from datetime import date

from geo.control.dates import DEFAULT_DAY
from geo.control.margin import DEFAULT_KM
from geo.plans.library import DEFAULT_PLAN, TODAY
from layers.language import DEFAULT_LANGUAGE, N_, UNITS
from layers.selection import BASES, LAYERS

SPOT_DECIMALS = 4  # of a degree: about ten metres

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

RECORD, ARCHIVE = "record", "archive"
"""Where the line of contact comes from: our record, or the public archive; else a reader's own file."""


@dataclass(frozen=True)
class LineChoice:
    """What decides the ground: the day, by how much the line may be off, and whose line it is."""

    on: date
    margin_km: float
    line: str = RECORD


@dataclass(frozen=True)
class Case:
    """What decides an outcome: a front, and a plan as it is read, with a strip of some width."""

    front: LineChoice
    plan: str
    strip_km: float | None = None
    own: str = ""
    reading: str = ""


@dataclass(frozen=True)
class Choice:
    """A view of the page: what to show, on which line of contact, and how.

    `strip_km` is the reader's own width of a plan's buffer; None means the plan's. `at` is the
    spot asked about, `(lon, lat)`; `place` the settlement whose card is open, by its P-code.
    `against` and `against_on` are what the plan is compared with (None: on the same day). `own` is
    the code of a reader's own plan, `reading` which readings of disputed clauses are chosen, `zone`
    the corners of a drawn zone, each as text that has been read once.
    """

    plan: str = DEFAULT_PLAN
    on: date = DEFAULT_DAY
    margin_km: float = DEFAULT_KM
    strip_km: float | None = None
    units: str = UNITS[0]
    language: str = DEFAULT_LANGUAGE
    base: str = next(iter(BASES))
    layers: frozenset[str] = frozenset(LAYERS)
    at: tuple[float, float] | None = None
    place: str | None = None
    view: str = "plan"
    against: str = TODAY
    against_on: date | None = None
    line: str = RECORD
    own: str = ""
    reading: str = ""
    zone: str = ""
    mode: str = ""

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
        # On one line a plan that a reader edited or reads otherwise is set against the plan as it stands.
        same = self.against == self.plan and front != self.front
        return self.case, Case(front, self.against, own=self.own if same else "",
                               reading=self.reading if same else "")

    def to_query(self, version: str) -> dict[str, str]:
        """Everything that differs from the default, and always plan, date and data version."""
        query = {"plan": self.plan, "on": self.on.isoformat()}
        plain = Choice()
        if self.margin_km != plain.margin_km:
            query["margin"] = _short(self.margin_km)
        if self.strip_km is not None:
            query["strip"] = _short(self.strip_km)
        for name in ("units", "language", "base", "view", "against", "line", "own", "reading", "zone",
                     "mode"):
            if getattr(self, name) != getattr(plain, name):
                query[name] = getattr(self, name)
        if self.against_on is not None:
            query["against_on"] = self.against_on.isoformat()
        if self.layers != plain.layers:
            query["layers"] = " ".join(name for name in LAYERS if name in self.layers)
        if self.at is not None:
            query["at"] = " ".join(f"{degrees:.{SPOT_DECIMALS}f}" for degrees in self.at)
        if self.place is not None:
            query["place"] = self.place
        return {**query, "data": version}


def _short(number: float) -> str:
    """A number as short as it can be written without losing any of it."""
    short = f"{number:g}"
    return short if float(short) == number else repr(number)
