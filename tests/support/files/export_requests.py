"""Export requests for tests of files: the things that can be exported, and a malicious one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from geo.control.origin import upload_origin
from geo.outcomes.outcome import outcome_of
from geo.plans.library import SCENARIOS, TODAY, Library
from geo.plans.scenario import Scenario
from geo.world import World
from geo.zones.ground import Ground
from layers.language import Language
from layers.request import PARTS, ExportRequest
from tests.support.worlds import toy

PLANS = sorted(path.stem for path in SCENARIOS.glob("*.toml"))
THINGS = [*PLANS, TODAY]
DAY = date(2025, 11, 21)
ALL_PARTS = frozenset(PARTS)
PLAN, STRIP_PLAN, LINELESS = "us-28-point", "kellogg-buffer", "peace-formula"

HOSTILE = ('=HYPERLINK("https://example.org","a")</script><img src=x onerror=alert(1)>\u2028,"\n{x}&&A'
           "\x01\ufffe]]> -- ' $[name] %")

RequestOf = Callable[..., ExportRequest]


def hostile_request(toy_world: World, toy_ground: Ground, language: Language,
                  words: str = HOSTILE) -> ExportRequest:
    """The toy world under a plan, with malicious text in every name of plan, source and region."""
    scenario = toy.plan(
        {"holder": "russia", "status": "frozen", "clause": words, "note": words},
        {"status": "ukrainian", "clause": "+1", "note": "@x"},
        buffer={"width_km": 2, "clause": words, "confidence": "text", "note": words},
        wall={"text": words, "confidence": "report", "source": "toy"},
        sources=[{"id": "toy", "publisher": words, "note": words,
                  "url": "https://example.org/?a=<b>&c='\""}],
    ).model_copy(update={"title": words, "short_title": words, "sentence_title": words,
                         "caveat": words, "summary": words})
    regions = toy_world.regions.assign(name_en=words, name_uk=words)
    places = toy_world.places.assign(name_en=words, name_uk=words)
    world = replace(toy_world, regions=regions, places=places)
    ground = replace(toy_ground, control=replace(toy_ground.control, origin=upload_origin(words)))
    outcome = outcome_of(world, scenario, ground)
    return ExportRequest(world, Library({scenario.id: scenario}), ground, outcome, language, parts=ALL_PARTS,
                 address="https://example.org/?a=1&b=<2>")


def toy_plan_named(words: str) -> Scenario:
    """A plan in the toy world with this text in place of every name."""
    frozen = {"holder": "russia", "status": "frozen", "clause": words}
    plan = toy.plan(frozen, {"status": "ukrainian", "clause": "+1"})
    return plan.model_copy(update={"title": words, "short_title": words, "sentence_title": words})
