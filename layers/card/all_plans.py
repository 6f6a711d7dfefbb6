"""The card of all plans as text: the most that either side would leave, and under which plan."""

from collections.abc import Mapping

from geo.case import Case
from geo.explore.ranking import SWAP, ranked, ranking
from geo.outcomes.figures import MIN_SHOWN_KM2
from geo.outcomes.outcome import Outcome
from geo.status import Holder, Side
from geo.workspace import Workspace
from layers.captions.link import Link
from layers.choice import Choice
from layers.language import N_, Language
from layers.plate.text import Sheet, set_sheet
from layers.request import ExportRequest
from layers.style.styles import RUSSIAN_HELD, STROKES, UKRAINIAN_HELD
from layers.text.credit import credited_lines
from layers.text.headline import dateline
from layers.text.legend import Entry, Flat, Line, hidden_entries
from layers.text.outcome import Headline
from layers.text.wording import SIDE_WORDS

TITLE = N_("What each plan would do, on the line of contact of {day}")
COUNT = N_("{count} plans on the same line of contact.")
SIDES = (Side.LEAVES, Side.RETURNS)
FLAT = 0.5
"""The opacity of the hues in the legend, where there is no pattern."""


def outcomes_of(choice: Choice, work: Workspace) -> dict[str, Outcome]:
    """Return every plan of the library on the line of a view, as published.

    Raises
    ------
    GeoError
        If the view cannot be computed.
    """
    return {plan: work.outcome(Case(choice.front, plan)) for plan in work.library.plans}


def figures(outcomes: Mapping[str, Outcome], rank: str, language: Language) -> list[Headline]:
    """Return for two sides the most ground that any plan puts there, and under which plan.

    The first is the side by which the plans are ranked. That no plan puts ground there is said as 0.
    """
    table = ranking(outcomes)
    first = [] if rank == SWAP else [Side(rank.rsplit("_", 1)[0])]
    result = []
    for side in list(dict.fromkeys([*first, *SIDES]))[:2]:
        column = ranked(table, f"{side.value}_km2")[f"{side.value}_km2"]
        plan, most = str(column.index[0]), float(column.iloc[0])
        label = language.text(SIDE_WORDS[side])
        if most < MIN_SHOWN_KM2:
            result.append(Headline(label, language.area(0), "", "", ""))
            continue
        name = language.text(outcomes[plan].scenario.short_title)
        result.append(Headline(label, language.text(N_("up to {area}"), area=language.area(most)), "",
                               language.text(N_("most under: {plan}"), plan=name), ""))
    return result


def title(on: str, language: Language) -> str:
    """Say that all plans are on one line, with its day as text."""
    return language.text(TITLE, day=on)


def counted(outcomes: Mapping[str, Outcome], language: Language) -> str:
    """Say how many plans there are."""
    return language.text(COUNT, count=language.number(len(outcomes)))


def sheet_of_all(outcomes: Mapping[str, Outcome], rank: str, request: ExportRequest, link: Link) -> Sheet:
    """Return the text of the picture."""
    language, ground = request.language, request.ground
    held = {Holder.UKRAINE: (UKRAINIAN_HELD, N_("Ukrainian-held ground that a plan changes or leaves open")),
            Holder.RUSSIA: (RUSSIAN_HELD, N_("Russian-held ground"))}
    entries = [*(Entry(Flat(colour, FLAT), language.text(words)) for colour, words in held.values()),
               *hidden_entries(ground.table, language, request.shown)]
    if "contact" in request.layers:
        entries.append(Entry(Line(STROKES["contact"]), language.text(N_("Line of contact"))))
    above = f"{counted(outcomes, language).rstrip('.')} · {dateline(ground.control, language)}"
    plans = [outcome.scenario for outcome in outcomes.values()]
    return set_sheet(request, above, title(language.day(request.on), language), "",
                     figures(outcomes, rank, language), entries, link, language.day(request.on),
                     credited_lines(request, plans))
