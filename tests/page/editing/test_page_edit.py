"""The editor of a reader's own plan, on a page without other sections."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from geo.plans.custom import OWN
from geo.plans.decision_table import Condition, Disposition
from geo.plans.edit.code import draft_code, parse_draft
from geo.plans.edit.draft import Draft, draft_of, scenario_of
from geo.plans.library import Library
from geo.plans.overlay import Band, Baseline, Neighbour
from geo.plans.rule import Level
from geo.plans.scenario import MAX_OVERLAYS
from geo.plans.toml_file import MAX_BYTES, write_plan
from geo.status import Holder, Status
from geo.world import World
from tests.geo.plans.test_scenarios import GOOD

PATIENCE = 120
DONETSK = Condition("UA-14", Holder.UKRAINE)
AS_IN_THE_PLAN = Disposition(Status.DEMILITARISED, Level.INTERNATIONAL)


def page() -> None:
    """A page with the editor alone; its input and output are in the session state."""
    from datetime import date as day

    import streamlit as st

    from geo.plans.edit.code import draft_code, parse_draft
    from geo.world import control_for
    from geo.zones.survey import ground_for
    from page.editor.plan_edit import draft_start
    from page.editor.plan_editor import draft_editor
    from page.state import cache

    held = st.session_state.get("in")
    plan = st.session_state.get("plan", "us-28-point")
    base, draft = draft_start(plan, parse_draft(held) if held else None)
    if st.session_state.get("grounded") and "ground" not in st.session_state:
        control = control_for(cache.world(), day(2025, 11, 21))
        st.session_state["ground"] = ground_for(cache.world(), control, [], 0.0)
    result = draft_editor(base, draft, cache.language("en", "km2"), st.session_state.get("ground"))
    st.session_state["in"] = None if result is None or result.base == "own" else draft_code(result)
    st.session_state["out"], st.session_state["base"] = result, base


def shown(**state: object) -> AppTest:
    app = AppTest.from_function(page, default_timeout=PATIENCE)
    for name, value in state.items():
        app.session_state[name] = value
    app.run()
    assert not app.exception
    return app


def draft(app: AppTest) -> Draft | None:
    assert not app.exception
    return app.session_state["out"]


def test_an_untouched_plan_is_unchanged() -> None:
    app = shown()
    assert draft(app) is None
    box = app.selectbox(key="draft-UA-14.ukraine-widget")
    assert (box.label, box.value) == ("Ukrainian-held", AS_IN_THE_PLAN)
    assert "Demilitarised zone (internationally recognised as Russian) – as in the plan" in box.options
    assert "Demilitarised zone" in box.options
    assert len(box.options) == len(set(box.options)) == 6


def test_a_change_makes_a_draft_and_undoing_it_none() -> None:
    app = shown()
    app.selectbox(key="draft-UA-14.ukraine-widget").set_value(Disposition(Status.UKRAINIAN)).run()
    assert draft(app) == Draft("us-28-point", ((DONETSK, Disposition(Status.UKRAINIAN)),))
    app.selectbox(key="draft-UA-14.ukraine-widget").set_value(AS_IN_THE_PLAN).run()
    assert draft(app) is None


def test_strip_name_and_more_regions() -> None:
    app = shown()
    app.button(key="draft-add-buffer").click().run()
    app.number_input(key="draft-overlay-0-ukraine-widget").set_value(7.5).run()
    app.number_input(key="draft-overlay-0-russia-widget").set_value(0.0).run()
    app.selectbox(key="draft-overlay-0-line-widget").set_value(Baseline.PLAN_LINE).run()
    app.text_input(key="draft-name-widget").set_value("  Mine\u202e ").run()
    app.multiselect(key="draft-more-widget").set_value(["UA-30"]).run()
    app.selectbox(key="draft-UA-30.ukraine-widget").set_value(Disposition(Status.OPEN)).run()
    kyiv = Condition("UA-30", Holder.UKRAINE), Disposition(Status.OPEN)
    assert draft(app) == Draft("us-28-point", (kyiv,), (Band(Baseline.PLAN_LINE, 7.5, 0.0),), None, "Mine")
    assert app.selectbox(key="draft-UA-30.ukraine-widget").value == Disposition(Status.OPEN)
    app.multiselect(key="draft-more-widget").set_value([]).run()
    assert draft(app).changes == (kyiv,), "a change does not vanish with its choice; it stands above now"
    assert app.selectbox(key="draft-UA-30.ukraine-widget").value == Disposition(Status.OPEN)


def test_a_reference_date_splits_ground_by_earlier_holder() -> None:
    app = shown(plan="freeze", grounded=True)
    app.checkbox(key="draft-dated-widget").check().run()
    app.date_input(key="draft-day-widget").set_value(date(2024, 7, 8)).run()
    app.selectbox(key="draft-UA-14.russia.ukraine-widget").set_value(Disposition(Status.RETURNED)).run()
    made = draft(app)
    since = Condition("UA-14", Holder.RUSSIA, Holder.UKRAINE), Disposition(Status.RETURNED)
    assert made == Draft("freeze", (since,), None, date(2024, 7, 8))
    app.date_input(key="draft-day-widget").set_value(date(2026, 9, 2)).run()
    assert "is not known" in app.warning[0].value
    assert draft(app) == made, "an unknown day changes nothing"


def test_only_existing_ground_is_in_the_editor() -> None:
    """There is no Ukrainian-held part of Crimea and no region far from the line; own choices never vanish."""
    app = shown(grounded=True, **{"in": "1~freeze~deferred.65r", "plan": "freeze"})
    keys = {box.key for box in app.selectbox}
    assert {f"draft-UA-{part}-widget" for part in ("14.ukraine", "14.russia", "43.russia")} <= keys
    assert not keys & {f"draft-UA-{part}-widget" for part in ("43.ukraine", "30.ukraine", "30.russia")}
    assert app.selectbox(key="draft-UA-65.russia-widget").value == Disposition(Status.DEFERRED)


@pytest.mark.parametrize("target", ["istanbul-2022", "russia-june-2024", "kellogg-buffer", "geneva-19-point"])
def test_a_draft_from_an_address_is_shown_completely(target: str, library: Library, world: World) -> None:
    """Input and output are equal, whatever the draft changes."""
    regions = frozenset(world.regions.index)
    code = draft_code(draft_of(library[target], library["us-28-point"], regions))
    assert draft(shown(**{"in": code})) == parse_draft(code)


def test_starting_again_discards_every_change() -> None:
    app = shown(**{"in": "1~us-28-point~open.14u~buffer.9~name.Mine"})
    assert draft(app) is not None
    app.button(key="draft-again").click().run()
    assert draft(app) is None
    assert app.text_input(key="draft-name-widget").value == ""
    assert not app.number_input


def test_every_overlay_is_shown_edited_added_and_removed() -> None:
    code = "1~us-28-point~buffer.10-5.plan~border.10-0.by.ru~wall"
    app = shown(**{"in": code})
    assert draft(app) == parse_draft(code), "input and output are equal"
    assert [box.value for box in app.number_input] == [10, 5, 10, 0]
    app.number_input(key="draft-overlay-1-russia-widget").set_value(3.0).run()
    app.multiselect(key="draft-overlay-1-border-widget").set_value([Neighbour.RUSSIA]).run()
    app.selectbox(key="draft-overlay-2-line-widget").set_value(Baseline.PLAN_LINE).run()
    assert draft_code(draft(app)) == "1~us-28-point~buffer.10-5.plan~border.10-3.ru~wall.plan"
    app.button(key="draft-remove-0").click().run()
    app.button(key="draft-add-buffer").click().run()
    app.button(key="draft-add-wall").click().run()
    assert draft_code(draft(app)) == "1~us-28-point~border.10-3.ru~buffer.10~wall.plan~wall"
    for number in (1, 2, 3, 4):
        app.button(key=f"draft-remove-{number}").click().run()
    assert draft(app) is None, "as in the plan"


def test_no_overlay_is_added_beyond_what_a_plan_may_have() -> None:
    app = shown()
    for km in range(MAX_OVERLAYS):
        assert not app.button(key="draft-add-buffer").disabled
        app.button(key="draft-add-buffer").click().run()
        app.number_input(key=f"draft-overlay-{km}-ukraine-widget").set_value(km + 1.0).run()
    assert app.button(key="draft-add-buffer").disabled
    assert len(draft(app).bands) == MAX_OVERLAYS


def opened(content: bytes, name: str = "plan.toml", **state: object) -> AppTest:
    app = shown(**state)
    app.file_uploader(key="draft-upload").set_value((name, content, "application/toml")).run()
    assert not app.exception
    return app


def test_a_file_of_an_own_plan_is_opened_for_editing(library: Library, world: World) -> None:
    """Whatever was open before: the same draft, on the plan that it was edited from."""
    regions = frozenset(world.regions.index)
    wanted = Draft("istanbul-2022", ((DONETSK, Disposition(Status.OPEN)),),
                   (Band(Baseline.LINE_OF_CONTACT, 4.0, 4.0),), None, "Mine")
    content = write_plan(scenario_of(wanted, library["istanbul-2022"], regions))
    app = opened(content, "own (1).toml", **{"in": "1~freeze~open.65u"})
    assert draft(app) == wanted
    assert app.session_state["base"] == library["istanbul-2022"]
    assert app.text_input(key="draft-name-widget").value == "Mine"


def test_another_file_is_a_readers_own_and_can_be_edited(library: Library, world: World) -> None:
    plan = library["us-28-point"].model_copy(update={"rules": library["freeze"].rules})
    app = opened(write_plan(plan), "us-28-point.toml", grounded=True)
    assert draft(app) == Draft(OWN)
    assert app.session_state["base"].title == f"Own plan: {plan.title}"
    app.selectbox(key="draft-UA-14.ukraine-widget").set_value(Disposition(Status.OPEN)).run()
    made = draft(app)
    assert made == Draft(OWN, ((DONETSK, Disposition(Status.OPEN)),))
    assert scenario_of(made, app.session_state["base"], frozenset(world.regions.index)).edit.of == OWN


@pytest.mark.parametrize("content, said", [
    (b"", "Field required"), (b"\xff\xfe", "is no text in UTF-8; save it"),
    (b"#" * (MAX_BYTES + 1), "larger than 200 kB"),
    (b'"<img src=x onerror=alert(1)>" = 1\n' + GOOD.encode(), "<img src=x onerror=alert(1)>: Extra inputs"),
])
def test_a_file_that_is_no_plan_changes_nothing(content: bytes, said: str) -> None:
    """There is one message, in which nothing from the file becomes markup."""
    code = "1~freeze~open.65u"
    app = opened(content, "<b>*x*.toml", **{"in": code})
    assert draft(app) == parse_draft(code)
    (message,) = [box.value for box in app.warning]
    assert said in message.replace("\\", "").replace("\u2060", "")
    assert "<img" not in message.replace("\\<", "")
    assert "<b>" not in message.replace("\\<", "")
