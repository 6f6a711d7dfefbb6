"""Every switch of the page affects every picture, and switches off its own content only."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geo.outcomes.difference import Difference
from geo.plans.library import TODAY, Library
from geo.world import World
from geo.zones.ground import Ground
from layers.language import Language
from layers.one_file.page_context import Signs, reading
from layers.plate.comparison import compared_plans, difference_scene, difference_sheet
from layers.plate.scene import NOWHERE, Scene, scene_of
from layers.plate.text import sheet_of
from layers.request import ExportRequest
from layers.selection import LAYERS, LINE_LAYERS, REGION_LAYERS, shown_regions, switches
from layers.style.statuses import NotShown
from layers.text.difference import entries as differing_entries
from layers.text.legend import Entry, Fill, Line, entries
from layers.web.difference_state import difference_state
from layers.web.map_state import map_state
from layers.web.offline_map import map_data

ON = frozenset(LAYERS)
NAMES, AREAS = {"towns", "sites", "units"}, {"uncertain"}
"""Layers of names, which have no line and no entry in the legend, and of ground over the zones."""
LINES_OF_PLANS = {"withdrawal", "plan_line", "wall", "open"}
"""Lines that follow from a plan's effect on zones; they are hidden where a zone is hidden."""
PLANS = ("us-28-point", "kellogg-buffer", "20-point-zone", TODAY)
SMALL_KM2 = 1.0

MakeOrder = Callable[..., ExportRequest]
Drawn = dict[str, frozenset[object]]
Picture = Callable[[frozenset[str]], Drawn]


def regions_of(switch: str, world: World) -> frozenset[str]:
    """Return the regions controlled by a switch."""
    everything = world.regions.index
    return frozenset(everything) - shown_regions(everything, ON - {switch})


def lacks(before: Drawn, after: Drawn) -> dict[str, tuple[frozenset[object], frozenset[object]]]:
    """Return the differences between two maps by kind: removed and added."""
    return {kind: (before[kind] - after[kind], after[kind] - before[kind]) for kind in before
            if before[kind] != after[kind]}


def of_state(state: dict[str, object], ground: Ground, words: list[Entry]) -> Drawn:
    """Return what the browser's script draws for a state; see `paint` in atlas.js."""
    contact = frozenset((row.left, row.right) for row in ground.contact.itertuples())
    on = state["layers"]
    assert isinstance(on, dict)
    drawn = {"contact": contact, "second": frozenset(state.get("second") or ()),  # type: ignore[call-overload]
             "region": frozenset({"all"}),
             **{kind: frozenset(state[kind]) for kind in LINES_OF_PLANS}}  # type: ignore[call-overload]
    lines = {kind: ids if on.get(LINE_LAYERS.get(kind, ""), True) else frozenset()
             for kind, ids in drawn.items()}
    return {**lines, "zones": frozenset(state["zones"].items()),  # type: ignore[attr-defined]
            **{name: frozenset({"all"}) if on[name] else frozenset() for name in NAMES | AREAS},
            "legend": frozenset((entry.sign, entry.words) for entry in words)}


@pytest.fixture(scope="module")
def states(
    request_of: MakeOrder, names: dict[str, str], english: Language, contrast: Difference
) -> dict[str, Picture]:
    """The maps of the page and of the standalone file."""
    def plan(name: str) -> Picture:
        def drawn(layers: frozenset[str]) -> Drawn:
            export_request = request_of(name)
            state = map_state(export_request.plan(), names, english, layers, "vector", "g", "s", None, "")
            legend = entries(export_request.plan(), english, layers, shown_regions(names, layers))
            return of_state(state, export_request.ground, legend)
        return drawn

    def offline(name: str) -> Picture:
        def drawn(layers: frozenset[str]) -> Drawn:
            export_request = request_of(name)
            outcomes = {name: export_request.outcome}
            data = map_data(export_request.world, export_request.ground, outcomes, names, english, layers)
            legend = sheet_of(replace(export_request, layers=layers)).legend
            state = of_state(data["states"][name], export_request.ground, [
                replace(item, words="Not shown") if item.sign == Fill(NotShown.HIDDEN) else item
                for item in legend])
            assert [
                item["words"] for item in reading(replace(export_request, layers=layers), Signs())["legend"]
            ] == [item.words for item in legend]
            return state
        return drawn

    def compared(layers: frozenset[str]) -> Drawn:
        state = difference_state(contrast, names, english, layers, "vector", "g", None, "")
        legend = differing_entries(contrast, english, shown_regions(names, layers), layers)
        return of_state(state, contrast.ground, legend)

    pictures = {**{f"page {name}": plan(name) for name in PLANS if name != TODAY},
                **{f"standalone {name}": offline(name) for name in ("us-28-point", TODAY)},
                "page comparison": compared}
    return {name: cache(picture) for name, picture in pictures.items()}


STATES = ("page us-28-point", "page kellogg-buffer", "page 20-point-zone", "standalone us-28-point",
          f"standalone {TODAY}", "page comparison")


@pytest.mark.parametrize("picture", STATES)
@pytest.mark.parametrize("switch", [name for name in LAYERS if name not in REGION_LAYERS])
def test_switching_off_a_line_or_the_towns_changes_nothing_else_on_a_map(
    states: dict[str, Picture], picture: str, switch: str
) -> None:
    before, after = states[picture](ON), states[picture](ON - {switch})
    gone = lacks(before, after)
    kinds = {kind for kind in (*LINE_LAYERS, *NAMES, *AREAS) if LINE_LAYERS.get(kind, kind) == switch}
    assert {kind for kind in kinds if before.get(kind)} == set(gone) - {"legend"}
    assert all(not after[kind] for kind in kinds if kind in after)
    dropped, new = gone.get("legend", (frozenset(), frozenset()))
    assert not new
    assert all(isinstance(sign, Line) for sign, _words in dropped)
    if any(before.get(kind) for kind in kinds) and switch not in ("borders", *NAMES):
        assert dropped, "the legend names what is not there"


@pytest.mark.parametrize("picture", STATES)
@pytest.mark.parametrize("switch", REGION_LAYERS)
def test_switching_off_a_region_changes_nothing_else_on_a_map(
    states: dict[str, Picture], world: World, picture: str, switch: str
) -> None:
    before, after = states[picture](ON), states[picture](ON - {switch})
    gone, off = lacks(before, after), regions_of(switch, world)
    lost, new = gone.pop("zones")
    assert {look for _zone, look in new} == {"hidden"}
    assert {str(zone).split(".")[0] for zone, _look in new} == off
    assert {str(zone).split(".")[0] for zone, _look in lost} <= off
    kept = dict(after["zones"])  # type: ignore[call-overload]
    assert all(kept[zone] == "hidden" for zone, _look in lost)
    _dropped, named = gone.pop("legend")
    assert {words for _sign, words in named} == {"Not shown"}
    assert set(gone) <= LINES_OF_PLANS, "another line or the towns went with the region"
    for kind, (ids, more) in gone.items():
        for edge in ids | more:
            assert {zone.split(".")[0] for zone in str(edge).split("|")} & off, (kind, edge)
        if kind in ("plan_line", "wall"):
            assert not more


@pytest.mark.parametrize("plan", [plan for plan in PLANS if plan != TODAY])
def test_a_hover_says_that_a_region_is_not_shown(
    request_of: MakeOrder, names: dict[str, str], english: Language, plan: str
) -> None:
    layers = ON - {"donetsk"}
    export_request = request_of(plan)
    for shown in (ON, layers):
        state = map_state(export_request.plan(), names, english, shown, "vector", "g", None, None, "")
        for piece, words in state["tips"].items():
            told = words[1:] == ["Not shown"]
            assert told == (shown != ON and piece.startswith("UA-14")), (piece, words)
            assert words[0] == names[piece.split(".")[0]]


def test_switches_match_those_of_the_script() -> None:
    assert set(switches(ON)) | set(REGION_LAYERS) == set(LAYERS)
    assert set(LINE_LAYERS.values()) | NAMES | AREAS == set(switches(ON))


@pytest.fixture(scope="module")
def scenes(request_of: MakeOrder, contrast: Difference, world: World, library: Library,
           english: Language) -> Callable[[str, frozenset[str]], tuple[Scene, tuple[Entry, ...]]]:
    """The scene and the legend of a plate."""
    kept: dict[tuple[str, frozenset[str]], tuple[Scene, tuple[Entry, ...]]] = {}

    def drawn(plan: str, layers: frozenset[str]) -> tuple[Scene, tuple[Entry, ...]]:
        if (plan, layers) not in kept:
            if plan == "comparison":
                base = ExportRequest(world, library, contrast.ground, None, english, layers=layers)
                it = compared_plans(contrast, base)
                kept[plan, layers] = difference_scene(it), difference_sheet(it).legend
            else:
                export_request = request_of(plan, layers=layers)
                kept[plan, layers] = scene_of(export_request), sheet_of(export_request).legend
        return kept[plan, layers]

    return drawn


def same(one: BaseGeometry, other: BaseGeometry) -> bool:
    """Return whether two shapes are equal up to rounding."""
    if one.is_empty or other.is_empty:
        return bool(one.is_empty and other.is_empty)
    apart = shapely.symmetric_difference(one, other)
    return shapely.area(apart) < SMALL_KM2 * 1e6 and (one.area > 0 or shapely.length(apart) < 100)


PLATES = (*PLANS, "comparison")


@pytest.mark.parametrize("plan", PLATES)
@pytest.mark.parametrize("switch", [name for name in LAYERS if name not in REGION_LAYERS])
def test_switching_off_a_line_or_the_towns_changes_nothing_else_on_a_plate(
    scenes: Callable[..., tuple[Scene, tuple[Entry, ...]]], plan: str, switch: str
) -> None:
    (before, legend), (after, legend_after) = scenes(plan, ON), scenes(plan, ON - {switch})
    kinds = {kind for kind, hangs_on in LINE_LAYERS.items() if hangs_on == switch}
    assert set(after.lines) == set(before.lines) - kinds
    assert all(same(after.lines[kind], before.lines[kind]) for kind in after.lines)
    assert len(after.paints) == len(before.paints)
    assert all(same(one.shape, other.shape) for one, other in zip(after.paints, before.paints, strict=True))
    for name in NAMES:
        labels = getattr(before, name)
        assert labels
        assert getattr(after, name) == (() if switch == name else labels)
    assert after.regions == before.regions
    assert len(after.overlays) == len(before.overlays)
    assert set(legend_after) <= set(legend)
    gone = set(legend) - set(legend_after)
    assert bool(gone) == (switch in AREAS or any(
        not before.lines[kind].is_empty for kind in kinds & set(before.lines) if kind != "region"))
    assert not before.uncertain.is_empty
    assert same(after.uncertain, NOWHERE if switch == "uncertain" else before.uncertain)

@pytest.mark.parametrize("plan", PLATES)
@pytest.mark.parametrize("switch", REGION_LAYERS)
def test_switching_off_a_region_changes_nothing_else_on_a_plate(
    scenes: Callable[..., tuple[Scene, tuple[Entry, ...]]], world: World, plan: str, switch: str
) -> None:
    (before, legend), (after, legend_after) = scenes(plan, ON), scenes(plan, ON - {switch})
    assert not before.hidden
    cover = after.hidden[0].shape
    off = shapely.union_all(world.regions_m.geometry[sorted(regions_of(switch, world))].to_numpy())
    assert shapely.area(shapely.symmetric_difference(cover, off)) / shapely.area(off) < 0.02
    left = {(item.style, item.ink): item.shape for item in after.paints if item not in after.hidden}
    for item in before.paints:
        rest = shapely.difference(item.shape, cover)
        assert same(left.get((item.style, item.ink), shapely.MultiPolygon()), rest), item.style
    assert set(left) <= {(item.style, item.ink) for item in before.paints}
    edge = shapely.buffer(shapely.boundary(off), 3000)
    for kind, line in before.lines.items():
        if kind in LINES_OF_PLANS:
            assert same(after.lines[kind] - edge, line - cover - edge), kind
        else:
            assert same(after.lines[kind], line), kind
    assert [town.words for town in after.towns] == [town.words for town in before.towns]
    (named,) = (entry for entry in legend_after if entry.sign == Fill(NotShown.HIDDEN))
    assert named.words.startswith("Not shown: ")
    assert set(legend_after) - {named} <= set(legend)
