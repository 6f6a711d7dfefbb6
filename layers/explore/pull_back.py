"""Pull-backs as text: what each side's forces would leave, by depth, and who named a depth."""

from collections.abc import Iterable, Mapping

import pandas as pd

from geo.control.margin import RIVER_KM
from geo.explore.depths import SIDES, Strip
from geo.explore.presets import Given, Preset
from geo.explore.pull_back import PullBack
from geo.explore.solver import AREA, PEOPLE, Found, Goal, Shift, Whose
from geo.gazetteer.cities import KINDS
from geo.plans.overlay import Band, Baseline
from geo.world import World
from layers.language import N_, Language
from layers.text.overlays import line_words, pull_words
from layers.text.towns import counted

CONTACT_SIDES: dict[str, str] = {"ukraine": N_("Ukrainian-held"), "russia": N_("Russian-held")}
PLAN_SIDES: dict[str, str] = {
    "ukraine": N_("on the side that would be under Ukrainian control"),
    "russia": N_("on the side that would not be under Ukrainian control"),
}
"""Sides of the line of contact, and of the line that a plan would leave."""

NAMED = 5

NOTE = N_(
    "Forces would leave this ground; who holds or governs it does not change by that. Figures by depth are "
    "those of the line as drawn."
)
SHIFT_NOTE = N_(
    "The whole front shifts, each point of it as far; the coast and the borders stay, and the line along the "
    "Dnipro moves by at most {river} km."
)


def side_words(side: str, line: Baseline, language: Language) -> str:
    """Name a side of a line (of SIDES)."""
    return language.text((PLAN_SIDES if line is Baseline.PLAN_LINE else CONTACT_SIDES)[side])


def pull_back_sentences(found: PullBack, world: World, language: Language) -> list[str]:
    """Say who would pull back how far, and what each side's forces would leave."""
    if found.band.is_empty:
        return [language.text(N_("Nobody would pull back."))]
    pull = pull_words(found.band, language)
    first = f"{pull[:1].upper()}{pull[1:]}."
    return [first, *(_strip_sentence(strip, found.line, world, language)
                     for strip in found.strips if strip.km > 0)]


def _strip_sentence(strip: Strip, line: Baseline, world: World, language: Language) -> str:
    towns = world.cities[language.town_column]
    values = {"area": language.area(strip.area_km2), "people": language.people(strip.people),
              "side": side_words(strip.side, line, language)}
    ukrainian = N_("{area} of Ukrainian-held ground, with {people} residents before 2022")
    russian = N_("{area} of Russian-held ground, with {people} residents before 2022")
    words = ukrainian if strip.side == SIDES[0] else russian
    if line is Baseline.PLAN_LINE:
        words = N_("{area} {side}, with {people} residents before 2022")
    said = language.text(words, **values)
    if len(strip.settlements):
        counts = counted(pd.Series(strip.counts()), language)
        largest = [str(towns[code]) for code in strip.settlements["settlement"].head(NAMED)]
        said = language.text(N_("{ground}, in {counts}, the largest {names}"), ground=said, counts=counts,
                             names=language.listed(largest))
    if len(strip.sites):
        sites = [str(name) for name in strip.sites[language.name_column]]
        said = language.text(N_("{ground}; sites: {names}"), ground=said, names=", ".join(sites))
    return f"{said}."


def no_line_words(table: pd.DataFrame, line: Baseline, language: Language) -> str:
    """Say that a plan would leave no line, if its curve is that of none; otherwise empty."""
    if line is not Baseline.PLAN_LINE or table["area_km2"].any():
        return ""
    return language.text(N_("Under this plan there is no line between the two sides to measure from."))


def curve_table(table: pd.DataFrame, line: Baseline, language: Language) -> list[tuple[str, ...]]:
    """Return a curve (`geo.explore.pull_back.curve`) as rows of text, with a row of heads."""
    say, rows = language.text, []
    by_side = {side: table[table["side"] == side].set_index("km") for side in SIDES}
    heads = [say(N_("Depth"))]
    for side in SIDES:
        name = side_words(side, line, language)
        heads += [f"{name}: {language.area_unit}", say(N_("people")), say(N_("settlements")),
                  say(N_("sites"))]
    rows.append(tuple(heads))
    for km in by_side[SIDES[0]].index:
        cells = [say(N_("{km} km"), km=language.decimal(km))]
        for side in SIDES:
            row = by_side[side].loc[km]
            cells += [language.area_number(row["area_km2"], exact=True), language.number(row["people"]),
                      language.number(row[list(KINDS)].sum()), language.number(row["sites"])]
        rows.append(tuple(cells))
    return rows


def preset_words(preset: Preset, language: Language) -> str:
    """Say which depth somebody named, who and when, and how it was given."""
    words = N_("{km} km on each side: {who}, {day}. {statement}.") if preset.given is Given.EACH else N_(
        "{km} km on each side, half of {all} km: {who}, {day}. {statement}.")
    return language.text(
        words, km=language.decimal(preset.depth_km), all=language.decimal(2 * preset.depth_km),
        who=language.text(preset.said_by), day=language.day(preset.said_on),
        statement=language.text(preset.statement))


def presets_table(presets: Iterable[Preset], language: Language) -> list[tuple[str, str, str]]:
    """Return the named depths as rows: id, words, source."""
    return [(preset.id, preset_words(preset, language), f"{language.text(preset.publisher)}: {preset.url}")
            for preset in presets]


def goal_words(goal: Goal, names: Mapping[str, str], language: Language) -> str:
    """State a goal: an area or a number of people, and the regions it counts."""
    amount = (language.area(goal.amount, exact=True) if goal.measure == AREA else
              language.text(N_("{people} people"), people=language.people(goal.amount, exact=True)))
    if goal.regions is None:
        return amount
    where = language.listed([names[region] for region in sorted(goal.regions)])
    return language.text(N_("{amount} in {where}"), amount=amount, where=where)


def shift_sentences(shift: Shift, names: Mapping[str, str], language: Language) -> list[str]:
    """Say how far the front would have to shift for what was asked, and what would change sides."""
    words = N_("If the front shifted by {km} km, {goal} that Ukraine holds would come under Russian military "
               "control.") if shift.whose is Whose.UKRAINE else N_(
        "If the front shifted by {km} km, {goal} that Russia holds would come under Ukrainian control.")
    return [language.text(words, km=language.decimal(shift.found.km),
                          goal=goal_words(shift.goal, names, language)),
            *reached_words(shift.found, shift.goal, language), shift_note(language)]


def shift_note(language: Language) -> str:
    """Say what stays where it is when the front shifts."""
    return language.text(SHIFT_NOTE, river=language.decimal(RIVER_KM))


def depth_sentences(found: Found, goal: Goal, whose: Whose, line: Baseline, names: Mapping[str, str],
                    language: Language) -> list[str]:
    """Say within which depth of a line there is what was asked for."""
    where = language.text(N_("on both sides together")) if whose is Whose.BOTH else side_words(
        whose.value, line, language)
    return [language.text(N_("{goal} lie within {km} km of {line} ({where})."),
                          goal=goal_words(goal, names, language), km=language.decimal(found.km), where=where,
                          line=line_name(line, language)),
            *reached_words(found, goal, language), language.text(NOTE)]


def reached_words(found: Found, goal: Goal, language: Language) -> list[str]:
    """Say that people come in settlements, where the figure could not be met."""
    if goal.measure != PEOPLE or found.amount == goal.amount:
        return []
    return [language.text(N_("People come in settlements: it is {people} there, and {short} a few metres "
                             "before."), people=language.people(found.amount, exact=True),
                          short=language.people(found.short, exact=True))]


def line_name(line: Baseline, language: Language) -> str:
    """Name a line that depths are measured from, for use after a preposition."""
    return line_words(Band(line, 1.0, 1.0), language)
