"""What hangs together as text: tables of both sides, of the parts apart, and of towns cut off."""

from collections.abc import Mapping
from typing import Any

from geo.explore.report import changes_of, cut_off_rows, part_rows, shown_parts
from geo.explore.sides import GENERATING, PORT, Under
from geo.explore.together import PartKind, Together
from geo.outcomes.figures import MIN_SHOWN_KM2
from geo.plans.overlay import Neighbour
from geo.status import Holder
from geo.world import World
from geo.zones.sites import AT_THE_LINE_KM
from layers.language import N_, Language
from layers.text.overlays import NEIGHBOUR_WORDS
from layers.text.wording import HOLDER_LONG

Rows = list[tuple[str, ...]]
"""A table as text: a row of heads, then rows of as many cells."""

PLAN_SIDES: dict[str, str] = {
    Under.UKRAINE: N_("Under Ukrainian control"),
    Under.OTHER: N_("Not under Ukrainian control"),
    Under.OPEN: N_("Left open by the text"),
}
LINE_SIDES: dict[str, str] = {
    Under.UKRAINE: HOLDER_LONG[Holder.UKRAINE],
    Under.OTHER: HOLDER_LONG[Holder.RUSSIA],
}
"""The sides under a plan, and on the line of contact without one."""

KIND_WORDS: dict[str, str] = {
    PartKind.MAIN: N_("largest part"),
    PartKind.ENCLAVE: N_("enclave, without coast or international border"),
    PartKind.ISLAND: N_("surrounded by water"),
    PartKind.APART: N_("apart from the largest part"),
}

NOTES = (
    N_("Figures are those of the line as drawn. Ground that touches in a point only is not connected, and a "
       "bridge connects nothing."),
    N_("Lengths are those of this atlas's outlines: a border is within 3% of the official one (with "
       "Slovakia, in the mountains, 14% shorter), a coast longer or shorter with the detail it is drawn in. "
       "Lagoons count as coast."),
    N_("Power is the capacity of the plants and dams in this atlas, as built and before any damage."),
    N_("A settlement is cut off if the centre of its oblast is on another side, or on the same side without "
       "a way over ground of that side. Nothing is said where the text leaves either open."),
)


def side_words(side: str, found: Together, language: Language) -> str:
    """Name a side (of Under) under a plan, or on the line of contact without one."""
    return language.text(PLAN_SIDES[side] if found.under_plan or side not in LINE_SIDES else LINE_SIDES[side])


def side_table(found: Together, language: Language) -> Rows:
    """Return a table of the sides: a row of heads, then one row per figure.

    The side that is left open has a column only if there is any ground or site on it.
    """
    say, number = language.text, language.number
    there = [side for side in Under if side is not Under.OPEN
             or found.sides.loc[side.value, ["parts", "ports", "stations"]].any()]
    rows: Rows = [("", *(side_words(side, found, language) for side in there))]
    column: dict[str, list[str]] = {
        say(N_("Area")): [], say(N_("People (reference year)")): [], say(N_("Connected parts")): [],
        say(N_("International border")): [], say(N_("Coast")): [], say(N_("Line between both sides")): [],
        say(N_("Ports")): [], say(N_("Power, as built")): [],
    }
    for side in there:
        row = found.sides.loc[side.value]
        others = [other for other in Under if other not in (side, Under.OPEN)]
        line_km = row[others[0].value] if side is not Under.OPEN else row[[o.value for o in others]].sum()
        values = (
            language.area(row["area_km2"], exact=True), number(row["people"]), _parts_words(row, language),
            language.length(row["border_km"]), language.length(row["coast_km"]), language.length(line_km),
            number(row["ports"]), say(N_("{count} MW"), count=number(row["capacity_mw"])),
        )
        for cells, value in zip(column.values(), values, strict=True):
            cells.append(value)
    return [*rows, *((name, *cells) for name, cells in column.items())]


def _parts_words(row: Any, language: Language) -> str:
    parts, inner = language.number(row["parts"]), []
    if row["enclaves"]:
        inner.append(language.plural("{count} enclave", "{count} enclaves", int(row["enclaves"])))
    if row["islands"]:
        inner.append(language.plural("{count} island", "{count} islands", int(row["islands"])))
    return f"{parts} ({', '.join(inner)})" if inner else parts


def parts_table(found: Together, world: World, names: Mapping[str, str], language: Language) -> Rows:
    """Return a table of the parts that are apart from the largest of their side, with a row of heads.

    Islands where nobody lived are left out; they are in the count of parts.
    """
    say, towns = language.text, world.cities[language.town_column]
    rows: Rows = [(say(N_("Part")), say(N_("Side")), say(N_("Kind")), say(N_("Area")), say(N_("People")),
                   say(N_("Border")), say(N_("Coast")))]
    for part in part_rows(found):
        dull = part["kind"] == PartKind.ISLAND and not part["people"]
        if part["kind"] == PartKind.MAIN or dull:
            continue
        regions = language.listed([names[region] for region in part["regions"]])
        town = towns[part["largest"][0]] if part["largest"] else ""
        rows.append((
            f"{town} ({regions})" if town else regions, side_words(part["side"], found, language),
            say(KIND_WORDS[part["kind"]]), language.area(part["area_km2"], exact=True),
            language.number(part["people"]), language.length(part["border_km"]),
            language.length(part["coast_km"])))
    return rows


def cut_off_table(found: Together, world: World, names: Mapping[str, str], language: Language) -> Rows:
    """Return a table of settlements cut off from the centre of their region, with a row of heads."""
    say, towns = language.text, world.cities[language.town_column]
    heads = (say(N_("Region")), say(N_("Side")), say(N_("Centre")), say(N_("Side of the centre")),
             say(N_("Settlements")), say(N_("People")), say(N_("Largest")))
    rows = [(names[row["region"]], side_words(row["side"], found, language), towns[row["centre"]],
             side_words(row["centre_side"], found, language), language.number(row["settlements"]),
             language.number(row["people"]), ", ".join(towns[code] for code in row["largest"]))
            for row in cut_off_rows(found, world)]
    return [heads, *rows]


def change_sentences(found: Together, before: Together, world: World, language: Language) -> list[str]:
    """Say what a plan would cut off and connect, compared with the line of contact without a plan."""
    changes = changes_of(found, before)
    towns = world.cities[language.town_column]
    words = (
        ("cut_off", N_("{settlements} with {people} residents before 2022 would no longer be in one part "
                       "with the centre of their oblast, the largest {names}.")),
        ("connected", N_("{settlements} with {people} residents before 2022 would be in one part with the "
                         "centre of their oblast, which they are not today, the largest {names}.")),
    )
    said = []
    for name, sentence in words:
        row = changes[name]
        if row["settlements"]:
            said.append(language.text(
                sentence, people=language.people(row["people"], exact=True),
                settlements=language.plural_of("of any kind", "{count} settlement", "{count} settlements",
                                               row["settlements"]),
                names=language.listed([towns[code] for code in row["largest"]])))
    return said or [language.text(N_("The plan would cut no settlement off from the centre of its oblast, "
                                     "and connect none."))]


def apart_sentence(found: Together, language: Language) -> str:
    """Say in one sentence whether the ground under Ukrainian control hangs together."""
    parts = shown_parts(found)
    apart = parts[(parts["side"] == Under.UKRAINE.value) & (parts["kind"] != PartKind.MAIN.value)
                  & ~((parts["kind"] == PartKind.ISLAND.value) & (parts["people"] == 0))]
    area, people = float(apart["area_km2"].sum()), int(apart["people"].sum())
    if area < MIN_SHOWN_KM2:
        words = N_("The ground under Ukrainian control would hang together.") if found.under_plan else N_(
            "The ground under Ukrainian control hangs together.")
        return language.text(words)
    words = N_("{area} of the ground under Ukrainian control, with {people} residents before 2022, would not "
               "be connected with the rest of it.") if found.under_plan else N_(
        "{area} of the ground under Ukrainian control, with {people} residents before 2022, is not connected "
        "with the rest of it.")
    return language.text(words, area=language.area(area), people=language.people(people))


def site_lines(found: Together, language: Language) -> list[str]:
    """Name the ports and the power stations of each side, and those that the text speaks of."""
    said = {clause.site for clause in found.said}
    lines = []
    for side in Under:
        here = found.sites[found.sites["side"] == side.value]
        for kinds, words in (((PORT,), N_("{side}, ports: {names}.")),
                             (GENERATING, N_("{side}, power stations and dams: {names}."))):
            rows = here[here["kind"].isin(kinds)]
            marks = [f"{'*' if site in said else ''}{'†' if at_line else ''}"
                     for site, at_line in rows["at_line"].items()]
            names = [f"{name} {mark}".strip() for name, mark in
                     zip(rows[language.name_column], marks, strict=True)]
            if names:
                lines.append(language.text(words, side=side_words(side, found, language),
                                           names=", ".join(names)))
    if found.sites["at_line"].any():
        lines.append(language.text(N_("† Within {metres} m of the line of contact: the record cannot tell "
                                      "who holds it."), metres=language.number(AT_THE_LINE_KM * 1000)))
    if said:
        lines.append(language.text(N_("* The text itself speaks of it; there it decides, not the ground.")))
    return lines


def border_words(found: Together, side: str, language: Language) -> str:
    """List the length of a side's border with each neighbouring state."""
    row = found.borders.loc[side]
    return ", ".join(f"{language.text(NEIGHBOUR_WORDS[Neighbour(str(state))])} {language.length(km)}"
                     for state, km in row.items() if km > 0)
