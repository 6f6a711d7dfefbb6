"""Random valid choices of a reader, for laws about addresses."""

from datetime import date

from hypothesis import strategies as st

from geo.case import ARCHIVE, RECORDS
from geo.control.margin import MAX_KM, MAX_STRIP_KM
from geo.explore.front_shift import FrontShift
from geo.explore.ranking import COLUMNS
from geo.explore.solver import Whose
from geo.gazetteer.regions import load_regions
from geo.outcomes.drawn_vertices import corners_text
from geo.plans.custom import clean_name
from geo.plans.decision_table import Condition, fitting
from geo.plans.edit.code import draft_code
from geo.plans.edit.draft import Draft, ordered
from geo.plans.interpretations import choices as readings_of
from geo.plans.interpretations import interpretations_text
from geo.plans.library import TODAY, load_library
from geo.plans.overlay import Band, Baseline
from geo.status import Holder
from geo.sweep.survey import MAX_MARGIN_KM, STEPS, Survey
from layers.choice import MAPS, MODES, VIEWS, Choice
from layers.frame import FRAMES
from layers.language import UNITS
from layers.selection import BASES, LAYERS
from layers.yardstick import YARDSTICKS
from tests.support.worlds.overlays import bands

REGIONS = frozenset(load_regions().index)
LIBRARY = load_library(REGIONS)
PLANS = sorted(LIBRARY.plans)
LANGUAGES = ("en", "uk")
EARLIER = date(2022, 2, 23)
"""The first day that is known."""
KNOWN = st.dates(EARLIER, date(2026, 8, 22))
SINGLE_DAYS = (EARLIER, date(2026, 9, 22), date(2026, 10, 10))


def tenths(most: float) -> st.SearchStrategy[float]:
    """Kilometres to a tenth, as they are parsed."""
    return st.integers(0, int(most * 10)).map(lambda n: n / 10)


cells = st.builds(Condition, st.sampled_from(sorted(REGIONS)), st.sampled_from(Holder),
                  st.none() | st.sampled_from(Holder))


@st.composite
def drafts(draw: st.DrawFn, base: str, most: int = 30,
           days: tuple[date | None, ...] = (None, EARLIER, date(2025, 1, 1))) -> Draft:
    """A reader's changes to a plan."""
    day = draw(st.sampled_from(days))
    dated = day or LIBRARY[base].reference_date
    changes = {cell: draw(st.sampled_from(fitting(cell.holder)))
               for cell in draw(st.lists(cells, max_size=most)) if dated or cell.before is None}
    chosen_bands = draw(st.none() | bands(tenths(40).filter(bool)))
    walls = draw(st.lists(st.sampled_from([Baseline.LINE_OF_CONTACT, Baseline.PLAN_LINE]), unique=True))
    return Draft(base, ordered(changes), chosen_bands, day, draw(st.text(max_size=80).map(clean_name)),
                 tuple(walls) or None)


@st.composite
def boxes(draw: st.DrawFn) -> str:
    """The corners of a rectangle in Ukraine, as text."""
    west, south = draw(st.integers(2_200, 3_900)) / 100, draw(st.integers(4_450, 5_100)) / 100
    wide, tall = draw(st.integers(1, 100)) / 100, draw(st.integers(1, 100)) / 100
    east, north = round(west + wide, 2), round(south + tall, 2)
    return corners_text([(west, south), (east, south), (east, north), (west, north)])


@st.composite
def frames(draw: st.DrawFn) -> str:
    """A frame: one with a name, a region, or a box in thousandths of a degree."""
    west, south = draw(st.integers(12_500, 53_000)) / 1000, draw(st.integers(40_500, 57_000)) / 1000
    wide, tall = draw(st.integers(51, 500)) / 1000, draw(st.integers(51, 500)) / 1000
    box = f"{west:g},{south:g},{round(west + wide, 3):g},{round(south + tall, 3):g}"
    return draw(st.sampled_from([*FRAMES, *sorted(REGIONS - {"UA-14"}), box]))


@st.composite
def readings(draw: st.DrawFn, plan: str) -> str:
    """Interpretations of some of a plan's clauses, as text; often empty."""
    chosen = {reading.id: draw(st.sampled_from(options)) for reading, options in readings_of(LIBRARY[plan])}
    return interpretations_text({name: option.id for name, option in chosen.items() if not option.default})


HUNDREDTHS = st.integers(0, 4000).map(lambda n: n / 100)
pull_backs = st.builds(Band, st.sampled_from([Baseline.LINE_OF_CONTACT, Baseline.PLAN_LINE]), HUNDREDTHS,
                       HUNDREDTHS)
"""Pull-backs of one side, both, or none, to ten metres."""
shifts = st.none() | st.builds(FrontShift, st.sampled_from([Whose.UKRAINE, Whose.RUSSIA]),
                               st.integers(1, 10_000_000).map(lambda n: n / 100_000))
"""Shifts of the front, to a centimetre."""

surveys = st.none() | st.builds(Survey, KNOWN, KNOWN, st.sampled_from(STEPS), st.integers(0, MAX_MARGIN_KM))
"""Days on which a plan is checked, in any order."""


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    """All parts of a choice at once: own plans, interpretations, zones, layers, other days."""
    plan, against = draw(st.sampled_from(PLANS)), draw(st.sampled_from([TODAY, *PLANS]))
    own = draw(st.just("") | drafts(plan).map(draft_code))
    against_own = "" if against == TODAY else draw(st.just("") | drafts(against).map(draft_code))
    return Choice(
        plan=plan, on=draw(KNOWN | st.sampled_from(SINGLE_DAYS)), margin_km=draw(tenths(MAX_KM)),
        strip_km=draw(st.none() | tenths(MAX_STRIP_KM)), units=draw(st.sampled_from(UNITS)),
        language=draw(st.sampled_from(LANGUAGES)), base=draw(st.sampled_from(list(BASES))),
        layers=draw(st.frozensets(st.sampled_from(LAYERS))),
        at=draw(st.none() | st.tuples(st.integers(-1_800_000, 1_800_000).map(lambda n: n / 10_000),
                                      st.integers(-900_000, 900_000).map(lambda n: n / 10_000))),
        place=draw(st.none() | st.integers(0, 10**10 - 1).map("UA{:010}".format)),
        view=draw(st.sampled_from(list(VIEWS))), against=against, against_on=draw(st.none() | KNOWN),
        against_own=against_own, line=draw(st.sampled_from([*RECORDS, ARCHIVE])), own=own,
        reading=draw(readings(plan)), zone=draw(st.just("") | boxes()), frame=draw(frames()),
        mode=draw(st.sampled_from(["", *MODES])), pull_back=draw(pull_backs), shift=draw(shifts),
        rank=draw(st.sampled_from(COLUMNS)), maps=draw(st.sampled_from(list(MAPS))),
        alike=draw(st.sampled_from(list(YARDSTICKS))), survey=draw(surveys),
    )
