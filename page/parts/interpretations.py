"""Interpretations on the page: a switch for each ambiguous clause, and the effect of each option."""

from dataclasses import replace

import streamlit as st

from geo.case import Case
from geo.outcomes.outcome import Outcome
from geo.outcomes.sensitivity import sensitivity_of
from geo.plans.interpretation import Interpretation, Option
from geo.plans.interpretations import (
    choices,
    chosen_of,
    interpretations_text,
    parse_interpretations,
    plain_of,
)
from geo.plans.scenario import Scenario
from layers.choice import Choice
from layers.html.assumptions import sensitivity_html
from layers.language import N_, Language
from layers.text.interpretations import Effect, effects
from page.binding import showing
from page.guard import guarded
from page.messages import literal
from page.panel import panel
from page.state import cache
from page.state.kept import kept

CHOSEN = "reading"
"""Session key of the chosen interpretations, as text (`interpretations_text`)."""

KEY, OPEN = "reading-{}", "readings"


@guarded("interpretations")
def readings_section(outcome: Outcome, choice: Choice, language: Language) -> dict[str, str]:
    """Draw the switches and the table of assumptions.

    Returns
    -------
    dict
        Ids of non-default options by interpretation id. The session has the same as text under CHOSEN.
    """
    say, plan = language.text, plain_of(outcome.scenario)
    case = replace(choice.case, reading="")
    chosen = chosen_of(outcome.scenario)
    with panel(say(N_("Interpretations of disputed clauses")), OPEN) as is_open:
        if not is_open:
            return chosen
        items = {(item.reading, item.option): item
                 for item in assumptions(case, choice.language, choice.units)[0]}
        offered = choices(plan)
        if not offered:
            st.caption(say(N_("Our sources do not dispute any clause of this plan in a way that would "
                              "move ground.")))
        for reading, options in offered:
            _switch(reading, options, chosen, items, plan, language)
        st.html(assumptions(case, choice.language, choice.units)[1])
    return chosen


@kept()
def assumptions(case: Case, code: str, units: str) -> tuple[list[Effect], str]:
    """Return the effects of all assumptions of a plan with default interpretations, and their table."""
    outcome, language = cache.workspace().outcome(case), cache.language(code, units)
    items = effects(sensitivity_of(cache.world(), outcome), outcome, language)
    return items, sensitivity_html(items, outcome, language)


def _switch(reading: Interpretation, options: tuple[Option, ...], chosen: dict[str, str],
            items: dict[tuple[str, str], Effect], plan: Scenario, language: Language) -> None:
    """Draw the options of one clause, each with its effect on the figures."""
    say, key = language.text, KEY.format(reading.id)
    labels = {option.id: say(option.label) for option in options}
    captions = [literal(say(N_("As shown on the map.")) if option.default
                        else items[reading.id, option.id].sentence) for option in options]

    def choose(option: str) -> None:
        others = parse_interpretations(st.session_state.get(CHOSEN, ""), plan)
        st.session_state[CHOSEN] = interpretations_text(_not_default({**others, reading.id: option}, plan))

    st.radio(
        literal(say(reading.question)), list(labels), captions=captions,
        format_func=lambda name: literal(labels[name]),
        **showing(key, chosen.get(reading.id, reading.default.id), choose, "choosing an interpretation"),
    )


def _not_default(chosen: dict[str, str], plan: Scenario) -> dict[str, str]:
    defaults = {reading.id: reading.default.id for reading in plan.readings}
    return {name: option for name, option in chosen.items() if option != defaults[name]}
