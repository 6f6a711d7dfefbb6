"""The editor of what a reader's own plan decides on sites: plants, dams, ports, bridges and spits."""

import streamlit as st

from geo.plans.edit.draft import Draft
from geo.plans.edit.sites import TEXTS, SiteDecision
from geo.plans.scenario import Scenario
from geo.plans.site_clause import SiteControl
from layers.alphabet import alphabetical
from layers.language import N_, Language
from page.binding import begin, bound, bound_first
from page.editor.plan_edit import PREFIX
from page.state import cache

MORE, FIELD = f"{PREFIX}more-sites", f"{PREFIX}site-{{}}"
PART = "site editor"
AS_IN_PLAN, SILENT = "plan", "silent"
"""What can be chosen for a site beside the values of SiteControl."""


def site_editor(base: Scenario, draft: Draft, language: Language) -> tuple[SiteDecision, ...]:
    """Draw a choice for every site that the plan or the reader speaks of; return the reader's decisions."""
    say, names = language.text, cache.world().sites[language.name_column]
    begin(MORE, [])
    said = {clause.site: say(clause.text) for clause in base.sites}
    decided = dict(draft.sites)
    shown = [site for site in names.index
             if site in {*said, *decided} and site not in st.session_state[MORE]]
    others = sorted(set(names.index) - set(shown), key=lambda site: alphabetical(str(names[site])))
    found = [_site(site, str(names[site]), said, decided, language) for site in shown]
    more = st.multiselect(say(N_("Plants, ports and other sites that the plan decides on")), others,
                          format_func=lambda site: str(names[site]), **bound(MORE, PART))
    found += [_site(site, str(names[site]), said, decided, language) for site in more]
    return tuple(item for item in found if item is not None)


def _site(site: str, name: str, said: dict[str, str], decided: dict[str, SiteControl | None],
          language: Language) -> SiteDecision | None:
    """Draw the choice for a site; return it, or None if it is as in the plan."""
    say, silent = language.text, language.text(N_("The plan says nothing of it"))
    words = {AS_IN_PLAN: say(N_("As in the plan: {what}"), what=said[site]) if site in said else silent,
             **{control.value: say(text) for control, text in TEXTS.items()},
             **({SILENT: silent} if site in said else {})}
    first = AS_IN_PLAN
    if site in decided:
        control = decided[site]
        first = SILENT if control is None else control.value
    chosen = st.selectbox(name, list(words), format_func=words.__getitem__,
                          **bound_first(FIELD.format(site), first, PART))
    if chosen == AS_IN_PLAN:
        return None
    return site, None if chosen == SILENT else SiteControl(chosen)
