"""Switches in texts, small maps and static maps."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from geo.outcomes.difference import Difference
from geo.outcomes.outcome import Outcome
from geo.world import World
from layers.captions.alt_text import alt_text
from layers.plate.comparison import compared_plans, description
from layers.plate.static_svg import still
from layers.plate.text import sheet_of
from layers.selection import LAYERS, REGION_LAYERS
from layers.style.statuses import STATUSES
from layers.style.styles import HIDDEN
from layers.svg.small_maps import small_ground, small_map
from tests.layers.style.test_switches import ON, PLANS, MakeOrder, regions_of


@pytest.mark.parametrize("hide", ["donetsk luhansk", "elsewhere", " ".join(REGION_LAYERS)])
def test_the_text_of_a_picture_names_what_is_left_out(
    request_of: MakeOrder, contrast: Difference, names: dict[str, str], hide: str
) -> None:
    layers = ON - set(hide.split())
    export_request = request_of("us-28-point", layers=layers)
    hidden = sorted(names[region] for region in export_request.hidden)
    notes, alt = sheet_of(export_request).notes[0], alt_text(export_request)
    assert notes.endswith("Figures count everything.")
    if len(hidden) == len(names):
        assert "No region is shown." in notes
        assert "No region is shown." in alt
    elif len(hidden) < 5:
        assert f"Not shown: {' and '.join(hidden)}." in notes
        assert f"Not shown: {' and '.join(hidden)}." in alt
    else:
        shown = sorted(names[region] for region in export_request.shown)
        assert re.search(rf"all regions but {', '.join(shown[:-1])} and {shown[-1]}\.", notes)
    compared = description(compared_plans(contrast, replace(export_request, ground=contrast.ground)))
    assert ("Not shown" in compared) == (len(hidden) < len(names))
    assert "Not shown" not in alt_text(request_of("us-28-point"))


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("switch", LAYERS)
def test_a_small_map_respects_regions_and_the_line_of_contact(
    request_of: MakeOrder, outcome_on: Callable[[str, date], Outcome], world: World, plan: str, switch: str
) -> None:
    """Its other lines and the towns would be too fine."""
    small, export_request = small_ground(request_of(plan).ground), request_of(plan)

    def paths(layers: frozenset[str]) -> list[tuple[str, ...]]:
        tree = ElementTree.fromstring(small_map(small, export_request.outcome, layers))  # noqa: S314 - trusted input
        return [tuple(f"{name}={value}" for name, value in sorted(item.attrib.items()))
                for item in tree.iter("{http://www.w3.org/2000/svg}path")
                if "fill" in item.attrib and "d" in item.attrib]

    before, after = paths(ON), paths(ON - {switch})
    if switch == "contact":
        assert [item for item in before if item not in after] == [
            item for item in before if f"d={small.contact}" in item]
        assert [item for item in after if item not in before] == []
    elif switch in REGION_LAYERS:
        off = regions_of(switch, world)
        outlines = {f"d={path}" for zone, path in small.zones.items() if small.regions[zone] in off}
        changed = {item for item in {*before} ^ {*after} if "d=" in " ".join(item)}
        drawn = {part for item in changed for part in item if part.startswith("d=")}
        assert drawn == outlines
        assert all("fill=url(#hidden)" in item for item in after if set(item) & outlines)
    else:
        assert before == after


@pytest.mark.parametrize("switch", ["donetsk", "towns", "contact", "plan_line"])
def test_a_static_map_respects_them_too(request_of: MakeOrder, switch: str) -> None:
    """It is drawn from the scene of a plate."""
    drawn, less = (still(request_of("us-28-point", layers=layers)) for layers in (ON, ON - {switch}))
    assert ("url(#still-hidden)" in less) == (switch == "donetsk")
    assert ("<text" in less) == (switch != "towns")
    assert "url(#still-hidden)" not in drawn
    assert (less.count("stroke-dasharray=\"7 5\"") < drawn.count("stroke-dasharray=\"7 5\"")) == (
        switch == "contact")


def test_hidden_ground_looks_different_from_every_status() -> None:
    """No status has the style that covers a hidden region."""
    assert HIDDEN[0].pattern not in {shown.style.pattern for shown in STATUSES.values()}
    assert HIDDEN[0].tint == 1.0, "it hides what lies below"
