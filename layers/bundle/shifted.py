"""Pull-backs by depth, and shifts of the front that would move as much as a plan, in the briefing."""

from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import Any

from geo.cache import Itself
from geo.errors import GeoError
from geo.explore.depths import SIDES, Depths, Strip, depths_from
from geo.explore.presets import Preset, load_presets
from geo.explore.solver import AREA, Found, Goal, Shift, Whose, solve, solve_shift
from geo.outcomes.figures import MIN_SHOWN_KM2
from geo.plans.overlay import Baseline
from geo.status import Side
from layers.explore.pull_back import NOTE, depth_sentences, shift_note, shift_sentences, side_words
from layers.language import N_, Language
from layers.request import ExportRequest

MOVED: dict[Side, tuple[Whose, str]] = {
    Side.LEAVES: (Whose.UKRAINE, N_("As much as Ukraine would leave under the plan:")),
    Side.RETURNS: (Whose.RUSSIA, N_("As much as Russia would leave under the plan:")),
}
CONTACT = Baseline.LINE_OF_CONTACT
SOLVED_KEPT = 8
"""Of how many amounts a ground keeps the shift and the depth."""


def shifted(request: ExportRequest) -> dict[str, Any]:
    """Return the depths that somebody named, with what forces would leave, and shifts that equal the plan.

    Parameters
    ----------
    request
        A request with a plan. The line is as drawn, without its range.

    Returns
    -------
    dict
        `depths` (rows of text after a row of heads, or none), `lines`, `depths_note` and `lines_note`.
    """
    language, depths = request.language, cache(partial(depths_from, request.world, request.ground))
    lines = _lines(depths, request)
    none = language.text(N_("The plan has neither side leave ground, so there is no shift of the front that "
                            "would move as much."))
    return {**_depths(depths, request), "lines": lines or [none],
            "lines_note": shift_note(language) if lines else ""}


def _depths(depths: Callable[[], Depths], request: ExportRequest) -> dict[str, Any]:
    """Return the table of depths; plans on one ground share what it says, in all languages."""
    language, say = request.language, request.language.text
    by_depth: dict[float, list[Preset]] = {}
    for preset in sorted(load_presets().values(), key=lambda one: (one.depth_km, one.said_on)):
        by_depth.setdefault(preset.depth_km, []).append(preset)
    strips = request.ground.once(("strips", Itself(request.world), *by_depth), lambda: {
        km: depths().strips(km, km) for km in by_depth})
    if not any(strip.area_km2 for both in strips.values() for strip in both):
        return {"depths": [], "depths_note": say(N_("There is no line of contact to pull back from."))}
    heads = [say(N_("On each side")), say(N_("Named by"))]
    for side in SIDES:
        heads += [f"{side_words(side, CONTACT, language)}: {language.area_unit}", say(N_("people")),
                  say(N_("settlements"))]
    rows = [[say(N_("{km} km"), km=language.decimal(km)), _who(by_depth[km], language),
             *(cell for strip in both for cell in _figures(strip, language))] for km, both in strips.items()]
    return {"depths": [heads, *rows], "depths_note": say(NOTE)}


def _who(presets: Iterable[Preset], language: Language) -> str:
    return "; ".join(language.text(N_("{who}, {year} – {publisher}"), who=language.text(one.said_by),
                                   year=one.said_on.year, publisher=language.text(one.publisher))
                     for one in presets)


def _figures(strip: Strip, language: Language) -> tuple[str, str, str]:
    return (language.area_number(strip.area_km2, exact=True), language.number(strip.people),
            language.number(sum(strip.counts().values())))


def _solved(depths: Callable[[], Depths], request: ExportRequest, whose: Whose,
            goal: Goal) -> tuple[Shift, Found]:
    """Find the shift and the depth, once for all plans that have a side leave as much, and all languages."""
    world, ground = request.world, request.ground
    return ground.among("solved", SOLVED_KEPT, (Itself(world), whose, goal), lambda: (
        solve_shift(world, ground, whose, goal), solve(depths(), whose, goal)))


def _lines(depths: Callable[[], Depths], request: ExportRequest) -> list[str]:
    """Say which shift of the front, and which depth, has as much ground as the plan has each side leave."""
    language, names, lines = request.language, request.names, []
    for side, (whose, words) in MOVED.items():
        goal = Goal(AREA, float(request.plan().on_sides(side)["area_km2"].sum()))
        if goal.amount < MIN_SHOWN_KM2:
            continue
        try:
            shift, depth = _solved(depths, request, whose, goal)
            said = " ".join((shift_sentences(shift, names, language)[0],
                             depth_sentences(depth, goal, whose, CONTACT, names, language)[0]))
        except GeoError as fault:
            said = language.said(fault.words)
        lines.append(f"{language.text(words)} {said}")
    return lines
