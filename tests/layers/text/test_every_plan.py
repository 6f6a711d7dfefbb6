"""Random valid plans pass through all code that uses a plan, without errors.

The plans have rules of all kinds, with or without a reference date, overlays of all kinds along all
lines, and a clause with two interpretations. Only the project's own errors may be raised, and none is
expected.
"""

import json
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.control.record import Control
from geo.outcomes.difference import difference, gap, net
from geo.outcomes.drawn_zone import drawn_zone, overlay_zone, under_all
from geo.outcomes.history import history
from geo.outcomes.outcome import Outcome, outcome_of, report
from geo.outcomes.sensitivity import sensitivity_of
from geo.outcomes.settlements import held_places, settlements_of
from geo.plans.assign import rule_errors
from geo.plans.custom import marked
from geo.plans.decision_table import fitting
from geo.plans.edit.code import draft_code, parse_draft
from geo.plans.edit.draft import Draft, scenario_of
from geo.plans.interpretations import choices, interpreted
from geo.plans.library import Library
from geo.plans.scenario import Scenario
from geo.plans.toml_file import read_plan, write_plan
from geo.schema import OVERLAY, STATUSES, check
from geo.sources import load_sources
from geo.status import Holder
from geo.zones.ground import Ground
from geo.zones.survey import survey
from layers.captions.alt_text import alt_text
from layers.export.csv import table_csv
from layers.export.geojson import geojson
from layers.export.geopackage import geopackage
from layers.export.kml import kml
from layers.export.workbook import workbook
from layers.html.drawn_zone import card_html as zone_html
from layers.html.ledger import ledger_html
from layers.html.matrix import matrix_html
from layers.html.town_card import card_html as town_html
from layers.html.town_card import town_card
from layers.language import load_language
from layers.plate.scene import scene_of
from layers.plate.static_svg import still
from layers.request import PARTS, ExportRequest
from layers.selection import LAYERS
from layers.svg.small_maps import small_ground, small_map
from layers.text import difference as difference_text
from layers.text.affected import affected
from layers.text.clauses import clauses
from layers.text.headline import kicker, summary, title
from layers.text.interpretations import effects
from layers.text.legend import entries
from layers.text.outcome import headlines
from layers.web.offline_map import map_data
from tests.support.worlds import toy
from tests.support.worlds.overlays import bands, entry

pytestmark = pytest.mark.slow

FEW = settings(max_examples=6, deadline=None, derandomize=True, database=None)
WORLD, ENGLISH = replace(toy.make_world(), sources=load_sources()), load_language("en")
REGIONS = frozenset(WORLD.regions.index)
NAMES = WORLD.regions["name_en"].to_dict()
EARLIER = toy.DAY_BEFORE
SAID = {"clause": "clause 1", "confidence": "text"}


@cache
def ground(*, dated: bool) -> Ground:
    """The toy world cut along an earlier day, on which Russia did or did not hold the lower half of SE."""
    earlier: dict[date, Control] = {EARLIER: toy.held(toy.box_km(0, -10, 10, -5), EARLIER)} if dated else {}
    return survey(WORLD, toy.right_half(), 1.0, earlier)


@st.composite
def plans(draw: st.DrawFn) -> Scenario:
    """A valid plan with some rules for some regions, then one for each holder."""
    dated = draw(st.booleans())
    holders_before = st.sampled_from([None, *Holder]) if dated else st.none()
    rules: list[dict[str, Any]] = []
    for regions in [*draw(st.lists(st.sets(st.sampled_from(sorted(REGIONS)), min_size=1, max_size=2),
                                   max_size=3)), None]:
        for holder in Holder:
            done = draw(st.sampled_from(fitting(holder)))
            before = draw(holders_before) if regions else None
            rules.append({**SAID, "holder": holder, "status": done.status, "level": done.level,
                          "regions": regions, "before": before})
    rules[-1] |= {"holder": None} if rules[-1]["status"] == "open" else {}
    if rules[-1]["holder"]:
        rules.append({**SAID, "status": "open"})
    more: dict[str, Any] = {"reference_date": EARLIER} if dated else {}
    laid_over = [entry(band) for band in draw(bands(st.sampled_from([0.5, 3.0, 12.0])))]
    if draw(st.booleans()):
        line = draw(st.sampled_from(["plan_line", "line_of_contact"]))
        laid_over.append({"kind": "wall", "line": line, "text": "W", "source": "toy", "confidence": "report"})
    if draw(st.booleans()):
        more["buffer"] = {**SAID, "width_km": draw(st.sampled_from([1.0, 2.0]))}
    if draw(st.booleans()):
        done = draw(st.sampled_from(fitting(Holder.UKRAINE)))
        other = {**SAID, "regions": [toy.NE], "holder": "ukraine", "status": done.status, "level": done.level}
        more["readings"] = [{"id": "north", "question": "Which?", "options": [
            {"id": "given", "label": "As given", "default": True, "source": "toy", "note": "N"},
            {"id": "other", "label": "Otherwise", "source": "toy", "note": "N", "rules": [other]}]}]
    rules = reached(rules)
    plan = toy.plan(*rules, overlays=laid_over, **more)
    if rule_errors(plan, REGIONS):
        plan = plan.model_copy(update={"readings": ()})
    return plan


def reached(rules: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Drop the rules that earlier ones shadow."""
    kept: list[dict[str, Any]] = []
    for rule in rules:
        candidate = toy.plan(*kept, rule, *([] if rule is rules[-1] else [{"status": "open"}]),
                             reference_date=EARLIER)
        if not any(f"rules.{len(kept) + 1}:" in fault for fault in rule_errors(candidate, REGIONS)):
            kept.append(rule)
    if kept[-1].get("regions") or kept[-1].get("holder"):
        every = {"regions": None, "holder": None, "before": None}
        kept[-1] = {**kept[-1], **every, "status": "open", "level": None}
    return kept


def outcomes(plan: Scenario) -> list[Outcome]:
    """Yield the plan as it is, with a reader's own depth, and with every other interpretation."""
    here = ground(dated=plan.reference_date is not None)
    found = [outcome_of(WORLD, plan, here), outcome_of(WORLD, plan, here, 2.0)]
    for reading, options in choices(plan):
        found.append(outcome_of(WORLD, interpreted(plan, {reading.id: options[-1].id}), here))
    return found


@FEW
@given(plan=plans())
def test_figures_tables_and_sensitivity(plan: Scenario) -> None:
    for outcome in outcomes(plan):
        check(outcome.table, STATUSES)
        for item in outcome.overlays:
            check(item.table, OVERLAY)
        said = report(outcome, WORLD)
        assert json.loads(json.dumps(said, allow_nan=False)) == said
        table = sensitivity_of(WORLD, outcome)
        assert len(effects(table, outcome, ENGLISH)) == len(table)
        for first, second in ((plan, toy.identity()), (None, outcome.scenario), (plan, outcome.scenario)):
            found = difference(outcome.ground, first, second)
            assert gap(found)["area_km2"].notna().all()
            assert net(found)
            assert difference_text.sentence(found, NAMES, ENGLISH)
    assert history(WORLD, plan)["area_km2"].notna().all()


@FEW
@given(plan=plans())
def test_words_cards_and_settlements(plan: Scenario) -> None:
    for outcome in outcomes(plan):
        library = Library({plan.id: outcome.scenario})
        held = held_places(WORLD, outcome.ground.control, outcome.ground.earlier)
        assert settlements_of(outcome, WORLD)["population"].sum() == 500
        for place in WORLD.cities.index:
            assert town_html(town_card(place, held, outcome, library, WORLD, NAMES, ENGLISH), "now", ENGLISH)
        drawn = overlay_zone(WORLD, drawn_zone(WORLD, corners()), outcome.ground)
        assert under_all(drawn, library)["area_km2"].sum() == pytest.approx(drawn.drawn.area_km2)
        assert zone_html(drawn, outcome, library, NAMES, ENGLISH)
        for said in (kicker(outcome, ENGLISH), title(outcome, NAMES, ENGLISH),
                     ledger_html(outcome, WORLD, NAMES, ENGLISH)):
            assert said
        summary(outcome, NAMES, ENGLISH)
        affected(outcome, WORLD, NAMES, ENGLISH)
        assert len(headlines(outcome, WORLD, ENGLISH)) > len(outcome.bands)
        assert len(clauses(plan, NAMES, ENGLISH)) == len(plan.rules) + len(plan.all_overlays)
        words = [item.words for item in entries(outcome, ENGLISH, frozenset(LAYERS), REGIONS)]
        assert len(words) == len(set(words))


def corners() -> tuple[tuple[float, float], ...]:
    """A square inside the toy world that touches all four regions."""
    west, south, east, north = WORLD.regions.total_bounds
    lon, lat = (east - west) / 4, (north - south) / 4
    return ((west + lon, south + lat), (east - lon, south + lat), (east - lon, north - lat),
            (west + lon, north - lat))


@settings(FEW, max_examples=3)
@given(plan=plans())
def test_files_maps_and_pictures(plan: Scenario) -> None:
    for outcome in outcomes(plan)[:2]:
        export_request = ExportRequest(WORLD, Library({plan.id: plan}), outcome.ground, outcome, ENGLISH,
                              parts=frozenset(PARTS))
        for write in (geojson, kml, geopackage, table_csv, workbook):
            assert write(export_request)
        assert alt_text(export_request)
        assert len(scene_of(export_request).overlays) == len(outcome.bands)
        assert still(export_request)
        states = map_data(WORLD, outcome.ground, {plan.id: outcome}, NAMES, ENGLISH)["states"]
        assert bool(states[plan.id]["overlays"]) == bool(outcome.bands)
        assert small_map(small_ground(outcome.ground), outcome).count('class="overlay"') == len(outcome.bands)
        assert matrix_html({plan.id: outcome}, NAMES, ENGLISH, {plan.id: "#"})


@FEW
@given(plan=plans())
def test_a_plan_is_written_read_edited_and_linked(plan: Scenario) -> None:
    assert read_plan(write_plan(plan), f"{plan.id}.toml", REGIONS) == plan
    own = scenario_of(Draft(plan.id, name="Mine"), plan, REGIONS)
    assert own.bands == plan.bands
    assert read_plan(write_plan(marked(plan)), "own.toml", REGIONS) == marked(plan)
    draft = Draft(plan.id, bands=tuple(item.band for item in plan.bands))
    assert parse_draft(draft_code(draft)) == draft
