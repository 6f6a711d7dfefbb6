"""Which shift of the front, or which depth of a pull-back, gives a figure: asked and answered on the page."""

from dataclasses import dataclass
from functools import partial

import streamlit as st

from geo.case import Case
from geo.errors import GeoError, SolveError
from geo.explore.front_shift import DECIMALS, FrontShift, Shifted
from geo.explore.own_plan import band_of
from geo.explore.pull_back import MAX_KM
from geo.explore.solver import AREA, PEOPLE, Found, Goal, Whose, goal_of_holding, goal_of_share
from geo.measure import KM2_PER_SQUARE_MILE
from geo.plans.overlay import Baseline
from layers.alphabet import alphabetical
from layers.choice import Choice
from layers.explore.laid import moved_sentences
from layers.explore.line_file import shift_geojson
from layers.explore.pull_back import depth_sentences, reached_words
from layers.html.render import render
from layers.language import N_, Language
from page import messages
from page.guard import guarded
from page.panel import panel
from page.parts.downloads import written
from page.parts.explore.pull_back import BAND, LINES
from page.parts.explore.pull_back import OPEN as PULL_BACK_OPEN
from page.parts.upload_line import SOLVED_LINE, show_record, take_solved_line
from page.state import cache
from page.state.explored import as_drawn, measured_case, shifted, solved_depth, solved_shift
from page.state.visit import visit

OPEN, WHAT, SIDE, LINE, FIGURE, UNIT, REGION = (
    "solver", "solver-what", "solver-side", "solver-line", "solver-figure", "solver-unit", "solver-region")
BY = "shift"
"""Session key of the shift on the map, which is also its name in the address."""
ANSWER, FAULT = "solver-answer", "solver-fault"

SHIFT, DEPTH = "shift", "depth"
WHATS: dict[str, str] = {
    SHIFT: N_("How far the front would have to shift"),
    DEPTH: N_("How far forces would have to pull back"),
}
SIDES: dict[str, dict[Whose, str]] = {
    SHIFT: {Whose.UKRAINE: N_("Ukrainian-held ground that would pass to Russian control"),
            Whose.RUSSIA: N_("Russian-held ground that would pass to Ukrainian control")},
    DEPTH: {Whose.UKRAINE: N_("Ukrainian-held ground that forces would leave"),
            Whose.RUSSIA: N_("Russian-held ground that forces would leave"),
            Whose.BOTH: N_("Ground on both sides together that forces would leave")},
}
KM2, SHARE, HELD = "area", "share", "held"
MAX_FIGURE = 50_000_000.0


@dataclass(frozen=True)
class Answer:
    """What was asked on which case, and the distance found."""

    case: Case
    line: Baseline
    whose: Whose
    goal: Goal
    found: Found


@guarded("solver")
def solver_section(choice: Choice, language: Language) -> None:
    """Draw question and answer; the map above has the answer, too. A closed panel asks nothing."""
    state, say = st.session_state, language.text
    with panel(say(N_("Find a line: which shift of the front, or which depth, gives a figure")), OPEN,
               is_open_at_first=choice.shift is not None) as is_open:
        if not is_open:
            return
        what = st.radio(say(N_("Find")), list(WHATS), key=WHAT, horizontal=True, persist_state="session",
                        format_func=lambda one: say(WHATS[one]))
        _question(what, choice, language)
        if FAULT in state:
            messages.show([SolveError(state[FAULT])], language)
        answer: Answer | None = state.get(ANSWER)
        if what == DEPTH:
            _depth_answer(answer, choice, language)
        elif choice.shift is not None:
            _shift_answer(choice.shift, answer, choice, language)
        elif state.get(SOLVED_LINE) == choice.line:
            _on_the_line(language)


def _question(what: str, choice: Choice, language: Language) -> None:
    """Draw the figure that is wanted, of which ground, and in which regions."""
    say, names = language.text, cache.region_names(language.code)
    units = {KM2: language.area_unit, SHARE: say(N_("% of the area")),
             PEOPLE: say(N_("residents before 2022"))}
    if what == SHIFT:
        units[HELD] = say(N_("% of the area under Ukrainian control after it"))
    with st.form("solver-form", border=False):
        st.radio(say(N_("Ground counted")), list(SIDES[what]), key=f"{SIDE}-{what}", persist_state="session",
                 format_func=lambda side: say(SIDES[what][side]))
        if what == DEPTH:
            st.radio(say(N_("Measured from")), list(LINES), key=LINE, horizontal=True,
                     persist_state="session", format_func=lambda one: say(LINES[one]))
        figure, unit, region = st.columns([2, 3, 3], gap="small", vertical_alignment="bottom")
        figure.number_input(say(N_("Figure")), 0.0, MAX_FIGURE, 1000.0, step=1.0, format="%.6g", key=FIGURE,
                            persist_state="session")
        unit.selectbox(say(N_("Unit")), list(units), key=f"{UNIT}-{what}", persist_state="session",
                       format_func=units.__getitem__)
        regions = sorted(names, key=lambda region: alphabetical(names[region]))
        region.selectbox(say(N_("In")), ["", *regions], key=REGION, persist_state="session",
                         format_func=lambda one: names[one] if one else say(N_("all of Ukraine")))
        st.form_submit_button(say(N_("Find")), key="solver-find", on_click=_find,
                              args=(what, choice.case, choice.units))


@guarded("finding a line")
def _find(what: str, case: Case, units: str) -> None:
    """Answer what was asked, and lay the answer over the map; a figure that cannot be met is a sentence."""
    state = st.session_state
    for key in (FAULT, ANSWER):
        state.pop(key, None)
    try:
        whose, line = Whose(state[f"{SIDE}-{what}"]), Baseline.LINE_OF_CONTACT
        whose, goal = _goal(whose, str(state[f"{UNIT}-{what}"]), case, units)
        if what == DEPTH:
            line = Baseline(state[LINE])
            found = solved_depth(measured_case(case, line), line, whose, goal, MAX_KM)
        else:
            found = solved_shift(as_drawn(case).front, whose, goal).found
    except GeoError as fault:
        state[FAULT] = fault.words
        return
    if what == DEPTH and found.km > 0:
        state[BAND], state[PULL_BACK_OPEN] = band_of(line, whose, found.km), True
    elif what == SHIFT:
        state[BY] = FrontShift(whose, round(found.km, DECIMALS)) if round(found.km, DECIMALS) > 0 else None
    state[ANSWER] = Answer(case, line, whose, goal, found)


def _goal(whose: Whose, unit: str, case: Case, units: str) -> tuple[Whose, Goal]:
    """Return whose ground is counted, and the figure in square kilometres or people."""
    state, world = st.session_state, cache.world()
    figure, regions = float(state[FIGURE] or 0), frozenset({state[REGION]}) if state[REGION] else None
    if unit == HELD:
        return goal_of_holding(world, cache.workspace().ground(as_drawn(case).front), figure, regions)
    if unit == SHARE:
        return whose, goal_of_share(world, figure, AREA, regions)
    if unit == PEOPLE:
        return whose, Goal(PEOPLE, figure, regions)
    return whose, Goal(AREA, figure if units == "km2" else figure * KM2_PER_SQUARE_MILE, regions)


def _depth_answer(answer: Answer | None, choice: Choice, language: Language) -> None:
    """Say which depth was found, if the pull-back on the map is still that one."""
    if answer is None or as_drawn(answer.case) != as_drawn(choice.case):
        return
    if choice.pull_back != band_of(answer.line, answer.whose, answer.found.km):
        return
    names = cache.region_names(language.code)
    sentences = depth_sentences(answer.found, answer.goal, answer.whose, answer.line, names, language)
    st.html(render("page/explored", quiet=False, items=[*sentences, language.text(
        N_("The map has this depth as a pull-back, and “Pull-back” above what it would mean."))]))


def _shift_answer(by: FrontShift, answer: Answer | None, choice: Choice, language: Language) -> None:
    """Say what the shift on the map would move, and offer its line as a file and as the line of contact."""
    say, front = language.text, as_drawn(choice.case).front
    found = shifted(front, by)
    names = cache.region_names(language.code)
    sentences = moved_sentences(found, names, cache.world(), language)
    if answer and answer.case.front.on == front.on and round(answer.found.km, DECIMALS) == by.km:
        sentences[1:1] = reached_words(answer.found, answer.goal, language)
    st.html(render("page/explored", items=sentences, quiet=False))
    with st.container(horizontal=True, gap="small", key="solver-buttons"):
        st.download_button(say(N_("Download the line (GeoJSON)")), key="solver-download", on_click="ignore",
                           data=partial(written, partial(_line, language=language), found),
                           mime="application/geo+json", file_name=_file_name(found))
        st.button(say(N_("Show the plan on this line")), key="solver-line-own", on_click=_as_own_line,
                  args=(choice, by))
        st.button(say(N_("No shift")), key="solver-none", on_click=_forget)
    st.html(render("page/explored", quiet=True, items=[say(N_(
        "The map, its pictures and the address have this shift. The figures of the plan do not, until the "
        "plan is shown on the shifted line."))]))


def _on_the_line(language: Language) -> None:
    """Say that the plan is shown on a line that was found, and offer the way back."""
    say = language.text
    st.html(render("page/explored", quiet=False, items=[
        say(N_("The plan is shown on the shifted line, as on a line from a file: all figures are those "
               "of that line. No address can carry it; the downloaded file can be opened again."))]))
    st.button(say(N_("Back to the recorded line")), key="solver-line-leave", on_click=_leave)


def _line(found: Shifted, language: Language) -> bytes:
    return shift_geojson(found.as_solved(), cache.world(), language)


def _file_name(found: Shifted) -> str:
    return f"front-of-{found.control.on}-shifted-{found.by.km:.2f}-km-from-{found.by.whose}.geojson"


@guarded("leaving a solved line")
def _leave() -> None:
    show_record()


@guarded("taking a solved line")
def _as_own_line(choice: Choice, by: FrontShift) -> None:
    """Make the shifted front the line of contact, as if the reader had brought its file."""
    language = cache.language(choice.language, choice.units)
    found = shifted(as_drawn(choice.case).front, by)
    take_solved_line(visit().bring(_line(found, language), _file_name(found), choice.on, cache.world()))
    _forget()


@guarded("taking a shift off the map")
def _forget() -> None:
    st.session_state[BY] = None
