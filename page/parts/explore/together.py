"""What hangs together under the plan shown: parts, necks, borders, ports and power, towns cut off."""

from functools import partial

import streamlit as st

from geo.case import Case
from geo.explore.part_necks import necks_report
from geo.plans.library import TODAY
from layers.choice import Choice
from layers.explore.answer import answer_of
from layers.explore.tables import together_html
from layers.language import N_, Language
from page.guard import guarded
from page.panel import panel
from page.state import cache
from page.state.explored import as_drawn
from page.state.kept import kept

OPEN = "together"


@guarded("what hangs together")
def together_section(choice: Choice, language: Language) -> None:
    """Draw what each side would hold in connected parts; nothing is worked out while the panel is closed."""
    with panel(language.text(N_("What hangs together: connected parts, borders, ports and power")),
               OPEN) as is_open:
        if is_open:
            st.html(hanging_together(as_drawn(choice.case), choice.language, choice.units))


@kept()
def hanging_together(case: Case, code: str, units: str) -> str:
    """Return what hangs together under a plan, compared with the line without one."""
    work, language = cache.workspace(), cache.language(code, units)
    plan = work.plan(case)
    before = None if case.plan == TODAY else work.together(case.front, None)
    found = work.together(case.front, plan)
    necks = necks_report(found, work.world, partial(work.necks, case.front, found))
    return together_html(answer_of(found, before, necks, work.world, cache.region_names(code), language))
