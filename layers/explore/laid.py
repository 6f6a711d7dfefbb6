"""What a reader lays over the map of a plan as text: a pull-back, a shift of the front."""

from collections.abc import Mapping

import pandas as pd

from geo.control.margin import RIVER_KM
from geo.explore.front_shift import FrontShift, Shifted
from geo.explore.solver import Whose
from geo.outcomes.figures import MIN_SHOWN_KM2
from geo.plans.overlay import Band
from geo.world import World
from layers.explore.pull_back import NAMED, SHIFT_NOTE
from layers.language import N_, Language
from layers.text.overlays import where_words
from layers.text.towns import counted


def pull_back_words(band: Band, language: Language) -> str:
    """Say what a pull-back on the map is, and that it is not the plan's."""
    return language.text(N_("Pull-back set by a reader, not by the plan: {where}"),
                         where=where_words(band, language))


def shift_words(by: FrontShift, language: Language) -> str:
    """Say what a shift of the front on the map is, and that it is not the plan's."""
    words = N_("Front shifted by a reader, not by the plan: {km} km into Ukrainian-held ground") if (
        by.whose is Whose.UKRAINE) else N_(
        "Front shifted by a reader, not by the plan: {km} km into Russian-held ground")
    return language.text(words, km=language.decimal(by.km))


def moved_sentences(found: Shifted, names: Mapping[str, str], world: World, language: Language) -> list[str]:
    """Say what would change sides if the front shifted, in all and by region."""
    say, strip = language.text, found.strip
    words = N_("If the front shifted by {km} km, {area} that Ukraine holds, with {people} residents before "
               "2022, would come under Russian military control.") if found.by.whose is Whose.UKRAINE else N_(
        "If the front shifted by {km} km, {area} that Russia holds, with {people} residents before 2022, "
        "would come under Ukrainian control.")
    said = [say(words, km=language.decimal(found.by.km), area=language.area(strip.area_km2, exact=True),
                people=language.people(strip.people, exact=True))]
    shares = strip.regions["area_km2"].sort_values(ascending=False, kind="stable")
    by_region = [say(N_("{region} {area}"), region=names[str(region)], area=language.area(km2))
                 for region, km2 in shares.items() if km2 >= MIN_SHOWN_KM2]
    if by_region:
        said.append(say(N_("By region: {regions}."), regions=language.listed(by_region)))
    if len(strip.settlements):
        towns = world.cities[language.town_column]
        largest = [str(towns[code]) for code in strip.settlements["settlement"].head(NAMED)]
        said.append(say(N_("{counts} lie there wholly or partly, the largest {names}."),
                        counts=counted(pd.Series(strip.counts()), language), names=language.listed(largest)))
    if len(strip.sites):
        sites = [str(name) for name in strip.sites[language.name_column]]
        said.append(say(N_("Sites there: {names}."), names=", ".join(sites)))
    return [*said, say(SHIFT_NOTE, river=language.decimal(RIVER_KM))]
