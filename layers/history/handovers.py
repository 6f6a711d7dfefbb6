"""Settlements that changed hands between two days: a sentence, a table and a CSV file."""

import csv
import io
from datetime import date

import pandas as pd

from geo.outcomes.handovers import COLUMNS, people_to
from geo.status import Holder
from layers.language import N_, Language
from layers.text.towns import KIND_WORDS
from layers.text.wording import HOLDER_WORDS

TO_WORDS: dict[Holder, tuple[str, str]] = {
    Holder.RUSSIA: (
        N_("1 settlement or part of one ({people} residents before 2022) came under Russian military "
           "control"),
        N_("{count} settlements or parts of them ({people} residents before 2022) came under Russian "
           "military control"),
    ),
    Holder.UKRAINE: (
        N_("1 settlement or part of one ({people} residents before 2022) came under Ukrainian control"),
        N_("{count} settlements or parts of them ({people} residents before 2022) came under Ukrainian "
           "control"),
    ),
}
"""Sentences for one settlement and for several, by new holder."""

CSV_COLUMNS = (*(name for name in COLUMNS if not name.startswith("known_as")), "from", "to")


def handovers_words(rows: pd.DataFrame, first: date, second: date, language: Language) -> str:
    """Write a sentence on how many settlements changed hands between two days, by new holder."""
    frame = {"first": language.day(first), "second": language.day(second)}
    if rows.empty:
        return language.text(N_("On {first} and on {second} every settlement had the same holder."), **frame)
    people = people_to(rows)
    parts = [
        language.text(TO_WORDS[holder][int(count != 1)], count=language.number(count),
                      people=language.people(people[holder], exact=True))
        for holder in reversed(Holder)
        if (count := int((rows["held_by_after"] == holder).sum()))
    ]
    return language.text(N_("Between the ends of {first} and {second}, {parts}."),
                         parts=language.listed(parts), **frame)


def handovers_table(rows: pd.DataFrame, regions: dict[str, str], language: Language) -> pd.DataFrame:
    """Return the list as text, one row per settlement and new holder.

    Parameters
    ----------
    rows
        From `handovers`.
    regions
        Names of the regions by id.
    language
        The reader's.
    """
    say = language.text
    return pd.DataFrame({
        say(N_("Name")): [_name(row, language) for row in rows.to_dict("records")],
        say(N_("Kind")): [say(KIND_WORDS[kind]) for kind in rows["kind"]],
        say(N_("Region")): rows["region"].map(regions),
        say(N_("Residents before 2022")): rows["population"],
        say(N_("Previous holder")): [say(HOLDER_WORDS[Holder(name)]) for name in rows["held_by_before"]],
        say(N_("New holder")): [say(HOLDER_WORDS[Holder(name)]) for name in rows["held_by_after"]],
        say(N_("Changed on")): [day.isoformat() if day else say(N_("not recorded")) for day in rows["on"]],
    })


def _name(row: dict, language: Language) -> str:
    """Return the name; a city of which only parts changed hands is marked."""
    name = str(row[language.town_column])
    if row["share"] >= 1:
        return name
    if row["whole"] == 0:
        return language.text(N_("{town} (part)"), town=name)
    return language.text(N_("{town} (part, {share} of its people)"), town=name,
                         share=language.share(row["population"], row["whole"]))


def handovers_csv(rows: pd.DataFrame, first: date, second: date) -> bytes:
    """Return the list as CSV (UTF-8, RFC 4180): people in the reference year, days as YYYY-MM-DD."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, CSV_COLUMNS, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    for row in rows.to_dict("records"):
        writer.writerow({**row, "share": round(row["share"], 4), "on": row["on"] or "",
                         "from": first.isoformat(), "to": second.isoformat()})
    return text.getvalue().encode("utf-8")
