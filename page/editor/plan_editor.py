"""The editor of a reader's own plan: the status of each part of a region, overlays, and earlier day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

import streamlit as st

from geo.control.dates import known_day
from geo.errors import DateError, ScenarioError
from geo.outcomes.figures import MIN_KM2
from geo.plans.custom import OWN, clean_name
from geo.plans.decision_table import Condition, Disposition, fitting, pairs, treated
from geo.plans.edit.draft import Draft, ordered, scenario_of, shortest
from geo.plans.scenario import MAX_NAME_LENGTH, Group, Scenario
from geo.plans.toml_file import write_plan
from geo.status import Holder
from geo.zones.ground import Ground
from layers.alphabet import alphabetical
from layers.language import N_, Language
from layers.text.wording import BEFORE_WORDS, HOLDER_WORDS, status_words
from page import messages
from page.binding import begin, bound, bound_first
from page.component import component
from page.editor.overlay_editor import overlay_editor
from page.editor.plan_edit import FAULT, NAME, PREFIX, UPLOAD, fresh, load_plan_file, start_again
from page.editor.site_editor import site_editor
from page.guard import guarded, on_change
from page.state import cache

DATED, DAY, MORE = "draft-dated", "draft-day", "draft-more"
OF = "draft-of"
PART = "plan editor"


@dataclass(frozen=True)
class _Sheet:
    """The state of the editor: a plan, its status for every part, and the reader's changes."""

    base: Scenario
    draft: Draft
    plain: Mapping[Condition, Disposition]
    wanted: Mapping[Condition, Disposition]
    names: Mapping[str, str]
    there: frozenset[tuple[str, str]]
    language: Language
    day: date | None

    def earlier_holders(self, region: str, holder: Holder) -> list[Holder | None]:
        """Return the earlier holders to distinguish for a part, or only None."""
        conditions = [Condition(region, holder, before) for before in Holder]
        split = any(
            len({side[condition] for condition in conditions}) > 1 for side in (self.plain, self.wanted)
        )
        apart = self.day is not None and (split or holder is Holder.RUSSIA)
        return [*Holder] if apart else [None]

    def shown(self) -> list[str]:
        """Regions to show: divided by the line, with special treatment in the plan, or changed."""
        changed = {condition.region for condition, _done in self.draft.changes}
        cut = {region for region in self.names if (region, Holder.RUSSIA) in self.there}
        regions = changed | self._apart() | (cut if len(cut) < len(self.names) else set())
        return sorted(regions & set(self.names), key=lambda region: alphabetical(self.names[region]))

    def _apart(self) -> set[str]:
        """Regions with a part distinguished by earlier holder, or with an uncommon treatment."""
        found = set()
        for holder in Holder:
            done = {region: tuple(self.plain[Condition(region, holder, before)] for before in Holder)
                    for region in self.names}
            usual = max(done.values(), key=list(done.values()).count)
            found |= {region for region, what in done.items() if what != usual or what[0] != what[1]}
        return found


def draft_editor(
    base: Scenario, draft: Draft | None, language: Language, ground: Ground | None = None
) -> Draft | None:
    """Draw the editor; return the reader's changes, or None if there are none.

    Parameters
    ----------
    base, draft
        From `draft_start`.
    language
        The reader's.
    ground
        The ground on display, so that only existing parts are offered; None offers all.
    """
    state, say = st.session_state, language.text
    regions = frozenset(cache.world().regions.index)
    draft = draft if draft is not None and draft.base == base.id else Draft(base.id)
    if state.get(OF) != (base.id, base.title):
        fresh()
        state[OF] = (base.id, base.title)
    wanted = treated(scenario_of(draft, base, regions), regions)
    st.caption(messages.literal(say(
        N_("You start from: {plan}. What you change is marked as a reader's own choice."),
        plan=say(base.title))))
    name = st.text_input(say(N_("Name of your plan")), max_chars=MAX_NAME_LENGTH,
                         **bound_first(NAME, draft.name, PART))
    day = _day(base, draft, language)
    bands, walls = overlay_editor(base, draft, language)
    changes = _parts(_Sheet(base, draft, treated(base, regions), wanted, cache.region_names(language.code),
                            _there(ground, regions), language, day))
    sites = site_editor(base, draft, language)
    result = Draft(base.id, ordered(changes), bands, None if day == base.reference_date else day,
                   clean_name(name or ""), walls, sites)
    result = shortest(result, base, regions)
    _files(result, base, regions, language)
    component("chosen")(key="chosen")
    return None if result.is_empty and base.group is not Group.OWN else result


def _day(base: Scenario, draft: Draft, language: Language) -> date | None:
    """Draw the choice of the earlier day by which holders are distinguished; return it, if any."""
    say, periods = language.text, cache.world().periods
    first = draft.reference_date or base.reference_date
    if not st.checkbox(say(N_("Treat land differently by who held it on an earlier date")),
                       **bound_first(DATED, first is not None, PART)):
        return None
    day = st.date_input(say(N_("Earlier day")), format="YYYY-MM-DD",
                        min_value=periods[0].first, max_value=periods[-1].last,
                        **bound_first(DAY, first or periods[0].first, PART))
    try:
        return known_day(day, periods) if isinstance(day, date) else first
    except DateError as fault:
        messages.show([fault], language)
        return first


def _there(ground: Ground | None, regions: frozenset[str]) -> frozenset[tuple[str, str]]:
    """Return the existing parts on the day of the line, as pairs of region and holder."""
    if ground is None:
        return frozenset(pairs(regions))
    areas = ground.table.groupby(["region", "holder"])["area_km2"].sum()
    return frozenset(areas.index[areas >= MIN_KM2])


def _parts(sheet: _Sheet) -> dict[Condition, Disposition]:
    """Draw a choice for every part of the regions shown; return the differences from the plan."""
    say = sheet.language.text
    begin(MORE, [])
    added = st.session_state[MORE]
    shown = [region for region in sheet.shown() if region not in added]
    changes: dict[Condition, Disposition] = {}
    for region in shown:
        changes |= _region(region, sheet)
    others = sorted(set(sheet.names) - set(shown), key=lambda region: alphabetical(sheet.names[region]))
    more = st.multiselect(say(N_("More regions")), others, format_func=sheet.names.__getitem__,
                          **bound(MORE, PART))
    for region in more:
        changes |= _region(region, sheet)
    return changes


def _region(region: str, sheet: _Sheet) -> dict[Condition, Disposition]:
    st.markdown(f"**{messages.literal(sheet.names[region])}**")
    changes: dict[Condition, Disposition] = {}
    changed = any(condition.region == region for condition, _done in sheet.draft.changes)
    for holder in Holder:
        for before in sheet.earlier_holders(region, holder):
            if changed or (region, holder) in sheet.there:
                changes |= _part(Condition(region, holder, before), sheet)
    return changes


def _part(condition: Condition, sheet: _Sheet) -> dict[Condition, Disposition]:
    """Draw the choice for one part; return it if it differs from the plan."""
    say = sheet.language.text
    both = (
        [condition]
        if condition.before
        else [Condition(condition.region, condition.holder, before) for before in Holder]
    )
    alike = Condition(condition.region, condition.holder, condition.before or condition.holder)
    plain = sheet.plain[alike]
    key = f"{PREFIX}{condition.region}.{condition.holder}" + (
        f".{condition.before}" if condition.before else ""
    )
    held = say(HOLDER_WORDS[condition.holder])
    if condition.before is not None and sheet.day is not None:
        held = say(BEFORE_WORDS[condition.holder, condition.before], day=sheet.language.day(sheet.day))
    words = partial(_words, plain=plain, language=sheet.language)
    chosen = st.selectbox(held, fitting(condition.holder), format_func=words,
                          **bound_first(key, sheet.wanted[alike], PART))
    return {} if all(sheet.plain[part] == chosen for part in both) else {condition: chosen}


def _words(disposition: Disposition, plain: Disposition, language: Language) -> str:
    """Return a short label for a treatment; the plan's own is marked."""
    words = status_words(language, disposition.status, disposition.level, short=True)
    return language.text(N_("{what} – as in the plan"), what=words) if disposition == plain else words


def _files(draft: Draft, base: Scenario, regions: frozenset[str], language: Language) -> None:
    """Draw the controls to reset, download or upload the plan."""
    say = language.text
    made: Callable[[], bytes] = (lambda: write_plan(base)) if draft.is_empty else (
        lambda: write_plan(scenario_of(draft, base, regions)))
    with st.container(horizontal=True, gap="small"):
        st.button(say(N_("Reset to the original plan")), key=f"{PREFIX}again",
                  on_click=guarded("starting again")(start_again))
        st.download_button(
            say(N_("Download the plan file (TOML)")), data=made, mime="application/toml", on_click="ignore",
            file_name=f"{base.id if draft.is_empty else OWN}.toml", key=f"{PREFIX}download")
    st.file_uploader(say(N_("Open a plan file")), type=["toml"], key=UPLOAD,
                     on_change=on_change("opening a plan file")(load_plan_file))
    if FAULT in st.session_state:
        messages.show([ScenarioError(st.session_state[FAULT])], language)
