"""The one-file page sets figures of any day beside what the reader chose, as the atlas does."""

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from geo.case import RECORD, LineChoice
from geo.control.dates import days
from geo.outcomes.outcome import apply
from geo.plans.library import Library
from geo.workspace import Workspace
from geo.world import World
from layers.captions.comparable import moved_beside
from layers.language import load_language
from layers.one_file.standalone import standalone
from layers.yardstick import STATES
from tests.support.browsing.one_file import OpenMap
from tests.support.files.export_requests import PLAN, RequestOf

pytest_plugins = ["tests.support.browsing.browser", "tests.support.browsing.one_file"]
pytestmark = pytest.mark.browser

SOME_DAYS = 3
NUMBER = re.compile(r"\d+(?:[ ,.\u202f\u00a0]\d+)*")
SAID = """([plan, on]) => {
  const days = window.kept ??= window.atlasDays(JSON.parse(document.getElementById("data").textContent), {});
  return window.atlasBeside(days.beside, days, days.rows(plan, "deepstate", on).rows);
}"""


def value(written: str) -> float:
    return float(re.sub(r"[^0-9]", "", written))


@pytest.mark.parametrize(("which", "code"), [(STATES, "en"), ("DE", "en"), ("FR", "uk")])
def test_a_plan_is_set_beside_the_same_on_any_day(
    which: str, code: str, request_of: RequestOf, open_map: OpenMap, world: World, library: Library,
    tmp_path: Path,
) -> None:
    language = load_language(code)
    request = replace(request_of(PLAN), language=language)
    request = replace(request, choice=replace(request.choice, alike=which))
    path = tmp_path / "map.html"
    path.write_bytes(standalone(request))
    page, work = open_map(at=path), Workspace(world, library)
    assert page.locator(f"#{PLAN} .beside").text_content() == moved_beside(
        request.plan(), which, world, language)
    rng = random.Random(f"{which} 2026")  # noqa: S311 - the same days every time, nothing secret
    for day in rng.sample(days(world.record.periods), SOME_DAYS):
        ground = work.ground(LineChoice(day, 0.0, RECORD), *library.plans.values())
        for plan in library.plans.values():
            said = page.evaluate(SAID, [plan.id, day.isoformat()])
            wanted = moved_beside(apply(plan, ground), which, world, language)
            assert NUMBER.sub("#", said) == NUMBER.sub("#", wanted), (plan.id, day)
            # A figure half-way between two is rounded up or down by the hundredth that the file keeps.
            for one, other in zip(NUMBER.findall(said), NUMBER.findall(wanted), strict=True):
                assert value(one) == pytest.approx(value(other), rel=6e-3), (plan.id, day, said)
