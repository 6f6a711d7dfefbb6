"""Write your own plan: an editor of what happens to each part of a region, of strip and earlier day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

import streamlit as st

from geo.control.dates import known_day
from geo.control.margin import MOST_STRIP_KM
from geo.errors import DateError, ScenarioError
from geo.plans.custom import OWN, clean_name
from geo.plans.decision_table import Cell, Treatment, fitting, pairs, treated
from geo.plans.edit import Draft, ordered, scenario_of, shortest
from geo.plans.scenario import NAME_MOST, Group, Scenario
from geo.plans.toml_file import write_plan
from geo.status import Holder
from geo.zones.ground import Ground
from layers.language import N_, Language
from layers.text.wording import HOLDER_WORDS, LEVEL_WORDS, STATUS_SHORT
from page import messages
from page.state import cache
from page.state.plan_edit import FAULT, PREFIX, UPLOAD, fresh, seed, start_again, take_file

NAME, BUFFER, DATED, DAY, MORE = "draft-name", "draft-buffer", "draft-dated", "draft-day", "draft-more"
OF = "draft-of"
LEAST_KM2 = 0.01

BEFORE_WORDS: dict[tuple[Holder, Holder], str] = {
    (Holder.RUSSIA, Holder.RUSSIA): N_("Russian-held, and on {day}, too"),
    (Holder.RUSSIA, Holder.UKRAINE): N_("Russian-held, Ukrainian-held on {day}"),
    (Holder.UKRAINE, Holder.UKRAINE): N_("Ukrainian-held, and on {day}, too"),
    (Holder.UKRAINE, Holder.RUSSIA): N_("Ukrainian-held, Russian-held on {day}"),
}


@dataclass(frozen=True)
class _Sheet:
    """What the editor works on: a plan, what it does to every part, and what a reader wants instead."""

    base: Scenario
    draft: Draft
    plain: Mapping[Cell, Treatment]
    wanted: Mapping[Cell, Treatment]
    names: Mapping[str, str]
    there: frozenset[tuple[str, str]]
    language: Language
    day: date | None

    def befores(self, region: str, holder: Holder) -> list[Holder | None]:
        """Who held a part before, if that is told apart; otherwise just None."""
        cells = [Cell(region, holder, before) for before in Holder]
        split = any(len({side[cell] for cell in cells}) > 1 for side in (self.plain, self.wanted))
        apart = self.day is not None and (split or holder is Holder.RUSSIA)
        return [*Holder] if apart else [None]

    def shown(self) -> list[str]:
        """Regions that the plan is about: cut by the line, treated apart from most, or changed."""
        changed = {cell.region for cell, _done in self.draft.changes}
        cut = {region for region in self.names if (region, Holder.RUSSIA) in self.there}
        regions = changed | self._apart() | (cut if len(cut) < len(self.names) else set())
        return sorted(regions & set(self.names), key=self.names.__getitem__)

    def _apart(self) -> set[str]:
        """Regions with a part that the plan tells apart by who held it, or treats unlike most."""
        found = set()
        for holder in Holder:
            done = {region: tuple(self.plain[Cell(region, holder, before)] for before in Holder)
                    for region in self.names}
            usual = max(done.values(), key=list(done.values()).count)
            found |= {region for region, what in done.items() if what != usual or what[0] != what[1]}
        return found


def draft_editor(
    base: Scenario, draft: Draft | None, language: Language, ground: Ground | None = None
) -> Draft | None:
    """Draw the editor; return what the reader has changed, or None if the plan stands as it is.

    Parameters
    ----------
    base, draft
        From `draft_start`.
    language
        The reader's.
    ground
        The ground as it is shown, to offer only parts that there are; without it all are offered.
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
    seed(NAME, draft.name)
    name = st.text_input(say(N_("Name of your plan")), key=NAME, max_chars=NAME_MOST)
    day = _day(base, draft, language)
    changes = _parts(_Sheet(base, draft, treated(base, regions), wanted, cache.region_names(language.code),
                            _there(ground, regions), language, day))
    width = 0.0 if base.buffer is None else base.buffer.width_km
    seed(BUFFER, width if draft.buffer_km is None else draft.buffer_km)
    km = st.number_input(say(N_("Strip on each side of the line (km; 0: none)")), min_value=0.0,
                         max_value=MOST_STRIP_KM, step=1.0, key=BUFFER)
    km = round(float(km or 0), 2)
    result = Draft(base.id, ordered(changes), None if km == width else km,
                   None if day == base.reference_date else day, clean_name(name or ""))
    result = shortest(result, base, regions)
    _files(result, base, regions, language)
    return None if result.is_empty and base.group is not Group.OWN else result


def _day(base: Scenario, draft: Draft, language: Language) -> date | None:
    """The earlier day on which it is told apart who held ground, if any."""
    say, periods = language.text, cache.world().periods
    first = draft.reference_date or base.reference_date
    seed(DATED, first is not None)
    seed(DAY, first or periods[0].first)
    if not st.checkbox(say(N_("Tell apart who held the ground on an earlier day")), key=DATED):
        return None
    day = st.date_input(say(N_("Earlier day")), key=DAY, format="YYYY-MM-DD",
                        min_value=periods[0].first, max_value=periods[-1].last)
    try:
        return known_day(day, periods) if isinstance(day, date) else first
    except DateError as fault:
        messages.show([fault], language)
        return first


def _there(ground: Ground | None, regions: frozenset[str]) -> frozenset[tuple[str, str]]:
    """Which parts there are on the day of the line, as regions and holders."""
    if ground is None:
        return frozenset(pairs(regions))
    areas = ground.table.groupby(["region", "holder"])["area_km2"].sum()
    return frozenset(areas.index[areas >= LEAST_KM2])


def _parts(sheet: _Sheet) -> dict[Cell, Treatment]:
    """A choice for every part of the regions shown; what differs from the plan."""
    say = sheet.language.text
    added = st.session_state.get(MORE, [])
    shown = [region for region in sheet.shown() if region not in added]
    changes: dict[Cell, Treatment] = {}
    for region in shown:
        changes |= _region(region, sheet)
    others = sorted(set(sheet.names) - set(shown), key=sheet.names.__getitem__)
    st.session_state[MORE] = added
    more = st.multiselect(say(N_("More regions")), others, key=MORE, format_func=sheet.names.__getitem__)
    for region in more:
        changes |= _region(region, sheet)
    return changes


def _region(region: str, sheet: _Sheet) -> dict[Cell, Treatment]:
    st.markdown(f"**{messages.literal(sheet.names[region])}**")
    changes: dict[Cell, Treatment] = {}
    changed = any(cell.region == region for cell, _done in sheet.draft.changes)
    for holder in Holder:
        for before in sheet.befores(region, holder):
            if changed or (region, holder) in sheet.there:
                changes |= _part(Cell(region, holder, before), sheet)
    return changes


def _part(cell: Cell, sheet: _Sheet) -> dict[Cell, Treatment]:
    """What the reader wants for one part, if the plan has something else."""
    say = sheet.language.text
    both = [cell] if cell.before else [Cell(cell.region, cell.holder, before) for before in Holder]
    alike = Cell(cell.region, cell.holder, cell.before or cell.holder)
    plain = sheet.plain[alike]
    key = f"{PREFIX}{cell.region}.{cell.holder}" + (f".{cell.before}" if cell.before else "")
    seed(key, sheet.wanted[alike])
    held = say(HOLDER_WORDS[cell.holder])
    if cell.before is not None and sheet.day is not None:
        held = say(BEFORE_WORDS[cell.holder, cell.before], day=sheet.language.day(sheet.day))
    words = partial(_words, plain=plain, language=sheet.language)
    chosen = st.selectbox(held, fitting(cell.holder), key=key, format_func=words)
    return {} if all(sheet.plain[part] == chosen for part in both) else {cell: chosen}


def _words(treatment: Treatment, plain: Treatment, language: Language) -> str:
    """A treatment in a few words; the plan's own says so."""
    words = language.text(STATUS_SHORT[treatment.status])
    if treatment.level is not None:
        words += f" ({language.text(LEVEL_WORDS[treatment.level])})"
    return language.text(N_("{what} – as in the plan"), what=words) if treatment == plain else words


def _files(draft: Draft, base: Scenario, regions: frozenset[str], language: Language) -> None:
    """Start again, take the plan away as a file, bring one."""
    say = language.text
    made: Callable[[], bytes] = (lambda: write_plan(base)) if draft.is_empty else (
        lambda: write_plan(scenario_of(draft, base, regions)))
    with st.container(horizontal=True, gap="small"):
        st.button(say(N_("Start again from the plan")), key=f"{PREFIX}again", on_click=start_again)
        st.download_button(
            say(N_("Download the plan file (TOML)")), data=made, mime="application/toml", on_click="ignore",
            file_name=f"{base.id if draft.is_empty else OWN}.toml", key=f"{PREFIX}download")
    st.file_uploader(say(N_("Open a plan file")), type=["toml"], key=UPLOAD, on_change=take_file)
    if FAULT in st.session_state:
        messages.show([ScenarioError(st.session_state[FAULT])], language)
