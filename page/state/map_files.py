"""The files that the browser fetches for the map.

Those that depend on the language only are published once and never released; shapes are kept like other
results.
"""

from dataclasses import replace
from datetime import date

import streamlit as st

from geo.case import Case, LineChoice
from layers.language import Language
from layers.web.map_files import (
    publish_base,
    publish_code,
    publish_ground,
    publish_overlays,
    publish_uncertain,
)
from layers.web.publish import Published
from layers.web.settlements import publish_settlements, publish_units
from page.state import cache
from page.state.files import shelf
from page.state.kept import MAX_SURVEYS, is_private, kept


@st.cache_resource(show_spinner=False)
def base_file(code: str) -> str:
    """Publish the vector base map, which is never released."""
    language: Language = cache.language(code, "km2")
    return publish_base(cache.world().regions, cache.world().cities, cache.world().sites, language,
                        shelf()).name


@st.cache_resource(show_spinner=False)
def fetched_files(code: str) -> dict[str, str]:
    """Publish what the browser fetches only when it needs it, by the name the map's script has for it."""
    world, language = cache.world(), cache.language(code, "km2")
    return {"settlements": publish_settlements(world, language, shelf()).name,
            "units": publish_units(world, language, shelf()).name}


@st.cache_resource(show_spinner=False)
def code_files() -> tuple[str, str]:
    script, sheet = publish_code(shelf())
    return script.name, sheet.name


def ground_file(first: Case, second: Case | None = None) -> Published:
    """Publish the zones of a case, or of two compared; they depend on the lines, not on margin or plan."""
    work, cases = cache.workspace(), [first] if second is None else [first, second]
    other = second.front if second is not None and second.front != first.front else None
    return _ground_file(replace(first.front, margin_km=0.0), other and replace(other, margin_km=0.0),
                        work.reference_days(*map(work.plan, cases)))


@kept(MAX_SURVEYS)
def _ground_file(front: LineChoice, second: LineChoice | None, days: tuple[date, ...]) -> Published:
    return publish_ground(cache.workspace().drawn(front, days, second), shelf(),
                          is_private=is_private(front) or is_private(second))


@kept(MAX_SURVEYS)
def overlays_file(case: Case) -> Published | None:
    return publish_overlays(cache.workspace().outcome(case), shelf(), is_private=is_private(case))


@kept(MAX_SURVEYS)
def uncertain_file(case: Case, second: Case | None) -> Published | None:
    """Publish the ground whose holder is in doubt on a case's line, or on either line of two compared."""
    work = cache.workspace()
    ground = work.outcome(case).ground if second is None else work.difference(case, second).ground
    return publish_uncertain(ground, shelf(), is_private=is_private(case) or is_private(second))
