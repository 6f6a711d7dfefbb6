"""How to read the page: what the figures mean, and what they leave out."""

from datetime import date

import streamlit as st

from geo.outcomes.figures import FIGURES_CHANGED
from geo.zones.ground import Ground
from layers.choice import Choice
from layers.html.render import render
from layers.html.statements import remaining_html
from layers.language import N_, Language
from layers.reading.methods import methods
from layers.text.credit import Lines, credits_of, held_note
from layers.text.wording import DISCLAIMER, PEOPLE_NOTE, range_note
from page.guard import guarded
from page.notes.sections import corrections_section, glossary_section
from page.panel import panel
from page.state import cache, rendered

NOTES = (
    N_("Areas are measured on the ellipsoid from full-detail shapes; the map is drawn from simplified "
       "ones. Figures in sentences are rounded to three significant digits; tables go to the square "
       "kilometre so that they add up."),
    N_("A plan's zones follow its text clause by clause. “In the text” means that the wording says "
       "so, “as reported” that press accounts do, and “our inference” that neither names this "
       "ground. Where a text is silent the ground is left open; nothing is guessed."),
    N_("The new dividing line runs between ground that Ukraine would keep or regain and ground that it "
       "would leave or that would stay outside its control. It is our interpretation, not a surveyed "
       "line."),
)


@st.fragment  # so that the rest of the page does not wait for it
@guarded("published figures")
def claims_section(choice: Choice, language: Language) -> None:
    """Draw the comparison with published figures, which takes a while the first time."""
    with panel(language.text(N_("Published figures beside ours")), "published-figures") as is_open:
        if is_open:
            with st.spinner(language.text(N_("Calculating our figure for each published one …"))):
                table = rendered.claims(choice.language, choice.units)
            st.html(table)


@guarded("people who are there today")
def remaining_section(language: Language) -> None:
    """Draw quoted statements about people still living there."""
    with panel(language.text(N_("People there today: what others have said")), "people-today") as is_open:
        if is_open:
            st.html(remaining_html(cache.remaining(), language))


def notes(ground: Ground, lines: Lines, language: Language) -> None:
    """Draw the expandable notes, then the credits of the lines and the disclaimer, always visible."""
    _explanations(ground, lines, language)
    _foot(ground, lines, language)


@guarded("notes")
def _explanations(ground: Ground, lines: Lines, language: Language) -> None:
    say = language.text
    with panel(say(N_("How to read these figures")), "how-to-read") as is_open:
        if is_open:
            with_range = range_note(ground, language)
            sentences = [with_range, say(PEOPLE_NOTE), held_note(lines, language), *map(say, NOTES)]
            st.html(render("page/notes", items=sentences))
    glossary_section(language)
    corrections_section(language)
    with panel(say(N_("How reliable are these figures? Methods and limits")), "methods") as is_open:
        if is_open:
            st.markdown(methods(language).partition("\n")[2])  # the panel has the heading
    with panel(say(N_("Official and measured areas of the regions")), "region-areas") as is_open:
        if is_open:
            st.html(rendered.areas(language.code))


@guarded("credits")
def _foot(ground: Ground, lines: Lines, language: Language) -> None:
    say = language.text
    version = say(N_("Data version {version}; figures last changed {day}."),
                  version=cache.world().version, day=language.day(date.fromisoformat(FIGURES_CHANGED)))
    with_range = range_note(ground, language)
    st.html(render("page/foot", disclaimer=say(DISCLAIMER), paragraphs=(
        f"{say(PEOPLE_NOTE)} {with_range}", f"{credits_of(lines, language)} {version}")))
