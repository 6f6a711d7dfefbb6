"""A reader's own plan is marked as such everywhere, and no file can pass for a shipped plan."""

from datetime import date
from pathlib import Path

import pytest

from geo.errors import ScenarioError, UnknownScenario
from geo.gazetteer.regions import load_regions
from geo.plans.custom import CAVEAT, OWN, SOURCE, clean_name, marked
from geo.plans.decision_table import Condition, Disposition, conditions_of
from geo.plans.edit.draft import Draft, linked, opened, ordered, scenario_of
from geo.plans.edit.overlays import bands_of
from geo.plans.library import load_library
from geo.plans.named import scenario_named
from geo.plans.overlay import Band, Baseline
from geo.plans.scenario import Group, Scenario, TextStatus
from geo.plans.toml_file import write_plan
from geo.status import Holder, Status
from tests.support.files.export_requests import HOSTILE, PLANS

EARLIER = date(2022, 2, 23)
REGIONS = frozenset(load_regions().index)
LIBRARY = load_library(REGIONS)
DONETSK, LUHANSK = Condition("UA-14", Holder.UKRAINE), Condition("UA-09", Holder.UKRAINE)


def changed(base: str, *changes: tuple[Condition, Disposition], **more: object) -> Draft:
    return Draft(base, ordered(dict(changes)), **more)


def own(draft: Draft) -> Scenario:
    return scenario_of(draft, LIBRARY[draft.base], REGIONS)


@pytest.mark.parametrize("base", PLANS)
@pytest.mark.parametrize("name", ["", "My plan", clean_name(HOSTILE), "Щ" * 60])
def test_every_text_marks_a_readers_own_plan(base: str, name: str) -> None:
    made = own(Draft(base, name=name))
    plan = LIBRARY[base]
    assert (made.id, made.group, made.text_status) == (OWN, Group.OWN, TextStatus.OWN)
    assert made.title.startswith("Own plan")
    assert f"(edited from {plan.title})" in made.title
    assert made.short_title.startswith("Own plan: ")
    assert made.sentence_title.startswith("a reader's own plan")
    assert f"edited from “{plan.short_title}”" in made.sentence_title
    assert name in made.title
    assert (made.caveat or "").startswith(CAVEAT)
    assert made.sources == (SOURCE, *plan.sources)
    assert (made.terms, made.points, made.history, made.readings) == ((), (), (), ())
    assert made.walls == ()


def test_a_file_that_imitates_a_shipped_plan_is_marked() -> None:
    """With the same names but another rule it is a reader's own; the shipped plan itself is not marked."""
    plan = LIBRARY["us-28-point"]
    assert opened(plan, LIBRARY.plans, REGIONS) == (plan, Draft(plan.id))
    forged = plan.model_copy(update={"rules": LIBRARY["freeze"].rules})
    base, draft = opened(forged, LIBRARY.plans, REGIONS)
    assert (base.id, draft) == (OWN, Draft(OWN))
    assert base.title == f"Own plan: {plan.title}"
    assert (base.text_status, base.group) == (TextStatus.OWN, Group.OWN)
    assert (base.caveat or "").startswith(CAVEAT)
    assert base.points == plan.points, "what the file says beyond ground is kept"
    assert scenario_of(draft, base, REGIONS) == base == marked(base)


def test_an_edit_of_a_file_can_be_linked_as_an_edit_of_a_shipped_plan() -> None:
    """The link has the ground, strip and name of the file, but not its texts."""
    forged = LIBRARY["us-28-point"].model_copy(update={"rules": LIBRARY["istanbul-2022"].rules,
                                                       "reference_date": EARLIER, "title": "From elsewhere"})
    base, _ = opened(forged, LIBRARY.plans, REGIONS)
    bands = (Band(Baseline.PLAN_LINE, 3.0, 2.0),)
    mine = changed(OWN, (DONETSK, Disposition(Status.HANDED_OVER)), bands=bands)
    link = linked(mine, base, LIBRARY.plans, "freeze", REGIONS)
    assert (link.base, link.name) == ("freeze", "Own plan: From elsewhere")
    assert bands_of(own(link)) == bands
    assert conditions_of(own(link), REGIONS) == conditions_of(scenario_of(mine, base, REGIONS), REGIONS)
    same = changed("freeze", (LUHANSK, Disposition(Status.OPEN)))
    assert linked(same, LIBRARY["freeze"], LIBRARY.plans, "us-28-point", REGIONS) == same


def test_a_file_can_be_named_where_a_plan_can(tmp_path: Path) -> None:
    """By id or path; a plan from a file is marked, unless it is identical to a shipped plan."""
    plan = LIBRARY["freeze"]
    assert scenario_named("freeze", LIBRARY, REGIONS) is plan
    (tmp_path / "freeze.toml").write_bytes(write_plan(plan))
    assert scenario_named(str(tmp_path / "freeze.toml"), LIBRARY, REGIONS) == plan
    (tmp_path / "mine.toml").write_bytes(write_plan(plan.model_copy(update={"id": "mine"})))
    assert scenario_named(str(tmp_path / "mine.toml"), LIBRARY, REGIONS).title == f"Own plan: {plan.title}"
    with pytest.raises(ScenarioError, match=r"none\.toml: there is no such file"):
        scenario_named(str(tmp_path / "none.toml"), LIBRARY, REGIONS)
    with pytest.raises(UnknownScenario, match="There is no plan 'none'"):
        scenario_named("none", LIBRARY, REGIONS)


def test_the_folder_of_shipped_plans_takes_no_plan_of_a_reader(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_bytes(write_plan(own(Draft("freeze"))))
    library = load_library(REGIONS, tmp_path)
    assert not library.plans
    assert "group 'own' is for plans of readers" in library.faults[0]


def test_a_broken_plan_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    (tmp_path / "freeze.toml").write_bytes(write_plan(LIBRARY["freeze"]))
    (tmp_path / "mine.toml").write_text("title = 1", encoding="utf-8")
    library = load_library(REGIONS, tmp_path)
    with pytest.raises(UnknownScenario, match=r"The plan 'mine' cannot be used: mine\.toml: .*title: "):
        library["mine"]
    with pytest.raises(UnknownScenario, match="There is no plan 'yours'"):
        library["yours"]
    both = library.with_plan(own(Draft("freeze")))
    assert list(both.plans) == ["freeze", OWN]
    assert list(library.plans) == ["freeze"]


@pytest.mark.parametrize("name, kept", [
    ("  My \n plan ", "My plan"), ("a\u202eb\x00c\u2028d", "abc d"), ("n" * 80, "n" * 60), ("\u200b", ""),
    ("Мій план", "Мій план"), (HOSTILE, clean_name(clean_name(HOSTILE))),
])
def test_names_are_cleaned(name: str, kept: str) -> None:
    assert clean_name(name) == kept
