"""Ground and settlements that changed hands between two days: sentences, tables and a CSV file."""

import csv
import io
from datetime import date

import pandas as pd

from geo.outcomes.figures import MIN_SHOWN_KM2
from geo.outcomes.handovers import COLUMNS, people_to
from geo.status import Holder
from layers.html.table import Cell, Row, Table, figures, heads, table_html
from layers.language import N_, Language
from layers.text.signed import signed
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

CSV_COLUMNS = (*(name for name in COLUMNS if name != "on" and not name.startswith("known_as")),
               "change_date", "from_date", "to_date")


GROUND_WORDS: dict[Holder, str] = {
    Holder.RUSSIA: N_("{area} ({people} residents before 2022) came under Russian military control"),
    Holder.UKRAINE: N_("{area} ({people} residents before 2022) came under Ukrainian control"),
}
TO_HEADS: dict[Holder, str] = {
    Holder.RUSSIA: N_("To Russian military control, {unit}"),
    Holder.UKRAINE: N_("To Ukrainian control, {unit}"),
}


def ground_words(rows: pd.DataFrame, first: date, second: date, language: Language) -> str:
    """Write a sentence on how much ground changed hands between two days, by new holder."""
    frame = {"first": language.day(first), "second": language.day(second)}
    sums = rows.groupby("held_by_after")[["area_km2", "people"]].sum()
    parts = [
        language.text(words, area=language.area(sums.at[holder.value, "area_km2"], exact=True),
                      people=language.people(sums.at[holder.value, "people"], exact=True))
        for holder, words in GROUND_WORDS.items()
        if holder.value in sums.index and sums.at[holder.value, "area_km2"] >= MIN_SHOWN_KM2]
    if not parts:
        return language.text(N_("On {first} and on {second} all ground had the same holder."), **frame)
    return language.text(N_("Between the ends of {first} and {second}, {parts}."),
                         parts=language.listed(parts), **frame)


def ground_table(rows: pd.DataFrame, regions: dict[str, str], language: Language) -> list[tuple[str, ...]]:
    """Return the ground that changed hands as text: headings, a row per region, and the whole.

    Parameters
    ----------
    rows
        From `geo.outcomes.handovers.ground_handed_over`.
    regions
        Names of the regions by id.
    language
        The reader's.

    Returns
    -------
    list of tuple of str
        For each new holder area and people; then the change of the area under Ukrainian control. Regions
        where less than MIN_SHOWN_KM2 changed hands and nobody lived are in the whole only.
    """
    say, people = language.text, language.text(N_("Residents before 2022"))
    titles = [say(N_("Region"))]
    for words in TO_HEADS.values():
        titles += [say(words, unit=language.area_unit), people]
    titles.append(say(N_("Change under Ukrainian control, {unit}"), unit=language.area_unit))
    table = rows.pivot_table(index="region", columns="held_by_after", values=["area_km2", "people"],
                             aggfunc="sum", fill_value=0)
    wanted = pd.MultiIndex.from_product([["area_km2", "people"], [holder.value for holder in TO_HEADS]])
    table = table.reindex(columns=wanted, fill_value=0)
    table = table.loc[table["area_km2"].sum(axis=1).sort_values(ascending=False, kind="stable").index]
    there = (table["area_km2"].max(axis=1) >= MIN_SHOWN_KM2) | (table["people"].sum(axis=1) > 0)
    lines = [_ground_line(regions[str(region)], row, language) for region, row in table[there].iterrows()]
    return [tuple(titles), *lines, _ground_line(say(N_("Total")), table.sum(), language)]


def _ground_line(name: str, row: pd.Series, language: Language) -> tuple[str, ...]:
    cells = [name]
    for holder in TO_HEADS:
        cells += [language.area_number(row["area_km2", holder.value], exact=True),
                  language.people(row["people", holder.value], exact=True)]
    change = row["area_km2", Holder.UKRAINE.value] - row["area_km2", Holder.RUSSIA.value]
    return (*cells, signed(change, language.area_number(abs(change), exact=True)))


def ground_html(rows: pd.DataFrame, regions: dict[str, str], first: date, second: date,
                language: Language) -> str:
    """Return the table of the ground that changed hands as HTML."""
    titles, *body = ground_table(rows, regions, language)
    caption = language.text(N_("Ground that changed hands between the ends of {first} and {second}"),
                            first=language.day(first), second=language.day(second))
    lines = tuple(Row(Cell(label), figures(cells), total=number == len(body))
                  for number, (label, *cells) in enumerate(body, start=1))
    return table_html(Table(heads(titles, range(1, len(titles))), lines, caption))


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
        writer.writerow({**row, "share": round(row["share"], 4), "change_date": row["on"] or "",
                         "from_date": first.isoformat(), "to_date": second.isoformat()})
    return text.getvalue().encode("utf-8")
