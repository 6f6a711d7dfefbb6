"""What a card says of the place that an address names: what the plan of the view means for it."""

from dataclasses import replace

from geo.plans.library import Library
from geo.workspace import Workspace
from layers.choice import Choice
from layers.html.town_card import town_card
from layers.language import Language
from layers.places.site_card import site_card
from layers.text.headline import sentence


def place_sentence(choice: Choice, work: Workspace, language: Language) -> str:
    """Return what the plan means for the settlement or site whose card is open; '' if there is none.

    Raises
    ------
    GeoError
        If the view cannot be computed.
    """
    world, plan, case = work.world, work.plan(choice.case), choice.case
    if choice.place is None or plan is None:
        return ""
    names, only = language.regions(world.regions), Library({plan.id: plan})
    if choice.place in world.sites.index:
        ground = work.ground(replace(case.front, margin_km=0.0), plan)
        site = site_card(choice.place, ground, only, world, names, language)
        return sentence(f"{site.names[0]}: {site.under_plans[0].sentence}")
    if choice.place not in world.cities.index:
        return ""
    held = work.held_places(case.front, plan)
    town = town_card(choice.place, held, work.outcome(case), only, world, names, language, case.strip_km)
    return sentence(town.under_plans[0].sentence)
