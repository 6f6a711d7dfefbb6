"""All plans in one table: what hangs together under each."""

from collections.abc import Mapping

from geo.explore.report import changes_of, shown_parts
from geo.explore.sides import Under
from geo.explore.together import PartKind, Together
from geo.plans.scenario import Scenario
from layers.explore.necks import width_words
from layers.explore.together import Rows
from layers.language import N_, Language


def overview_rows(found: Mapping[str, tuple[Scenario | None, Together]],
                  narrowest_km: Mapping[str, float | None], language: Language) -> Rows:
    """Return a table of all plans, with a row of heads: what Ukraine would have under each.

    Parameters
    ----------
    found
        What hangs together by plan id, with the plan; None stands for the line of contact without a plan.
    narrowest_km
        The width of the narrowest neck of the ground under Ukrainian control by plan id; None without one.
    language
        The reader's.
    """
    say, number = language.text, language.number
    today = next((item for plan, item in found.values() if plan is None), None)
    rows: Rows = [(say(N_("Plan")), say(N_("Parts apart")), say(N_("Narrowest neck")), say(N_("Border")),
                   say(N_("Coast")), say(N_("Line between both sides")), say(N_("Ports")),
                   say(N_("Power, as built")), say(N_("People parted from their centre")),
                   say(N_("People joined to it")))]
    for name, (plan, item) in found.items():
        width = narrowest_km[name]
        ours = item.sides.loc[Under.UKRAINE.value]
        changes = None if plan is None or today is None else changes_of(item, today)
        shown = shown_parts(item)
        apart = shown[(shown["side"] == Under.UKRAINE.value) & (shown["kind"] != PartKind.MAIN.value)
                      & (shown["kind"] != PartKind.ISLAND.value)]
        rows.append((
            say(N_("Line of contact, without a plan")) if plan is None else say(plan.short_title),
            number(len(apart)), "" if width is None else width_words(width, language),
            language.length(ours["border_km"]), language.length(ours["coast_km"]),
            language.length(item.front_km), number(ours["ports"]),
            say(N_("{count} MW"), count=number(ours["capacity_mw"])),
            *(("", "") if changes is None else
              (number(changes["cut_off"]["people"]), number(changes["connected"]["people"])))))
    return rows
