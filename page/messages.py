"""Messages for errors: one table from error class to heading."""

import re
from collections.abc import Iterable

import streamlit as st

from geo.errors import (
    ArchiveError,
    CheckError,
    DateError,
    DraftError,
    GeoError,
    InterpretationError,
    LineError,
    MarginError,
    OtherRecordError,
    ScenarioError,
    SourceError,
    UnclearLineError,
    UnknownScenario,
    ZoneError,
)
from geo.gazetteer.search import UnknownPlace
from layers.language import N_, Language
from layers.parameter import ChoiceError

HEADINGS: dict[type[GeoError], str] = {
    UnknownScenario: N_("A different plan is shown."),
    DraftError: N_("The original plan is shown instead."),
    OtherRecordError: N_("This atlas's own record is shown."),
    DateError: N_("A different date is shown."),
    MarginError: N_("The default distance is used."),
    ChoiceError: N_("Part of the link could not be used."),
    UnknownPlace: N_("No settlement card is shown."),
    InterpretationError: N_("The original plan is shown."),
    CheckError: N_("Nothing is checked."),
    ZoneError: N_("No zone is measured."),
    UnclearLineError: N_("Choose below the file which features count; the bundled line of contact is shown "
                         "until then."),
    LineError: N_("The file cannot be used; the bundled line of contact is shown."),
    ArchiveError: N_("The bundled line of contact is shown."),
    ScenarioError: N_("A plan file cannot be read; the other plans are shown."),
    SourceError: N_("A data file cannot be read."),
    GeoError: N_("Something went wrong."),
}

JOINER = "\u2060"
MARK = re.compile(r"([:@])(?=\S)")
ADDRESS = re.compile(r"(www)(?=\.)", re.IGNORECASE)
ESCAPED = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]()<>#+-.!|~$:"})


def literal(text: str) -> str:
    """Escape text from a file or an address so that Markdown shows it literally.

    An invisible joiner breaks up addresses and icons, which Markdown finds even in escaped text.
    """
    text = MARK.sub(rf"\1{JOINER}", text)
    return ADDRESS.sub(rf"\1{JOINER}", text).translate(ESCAPED)


def show(faults: Iterable[GeoError], language: Language) -> None:
    """Show one message per error: what happened, and what is shown instead."""
    for fault in faults:
        heading = next(words for kind, words in HEADINGS.items() if isinstance(fault, kind))
        st.warning(f"**{literal(language.text(heading))}** {literal(language.said(fault.words))}")
