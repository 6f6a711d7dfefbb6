"""Text for the map: legend entries and tooltips."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from geo.outcomes.outcome import Outcome, new_dividing_line, pieces, wall_line
from geo.plans.rule import Confidence, Level
from geo.status import Holder, Side, Status
from geo.zones.ground import Ground
from geo.zones.sites import DecidedBy, decided_in
from layers.language import N_, Language
from layers.style.looks import looks
from layers.style.overlays import overlay_edge, overlay_fill, overlay_looks
from layers.style.statuses import Look, NotShown, Shade, looks_with
from layers.style.styles import HELD, INK, LAID_SHADES, STROKES, UNCERTAIN_SIGN, Stroke
from layers.text.overlays import overlay_words
from layers.text.wording import HOLDER_LONG, HOLDER_WORDS, short_words, status_words

NOT_SHOWN = N_("Not shown")
PLAN_LINE_WORDS = N_("New dividing line under the plan")


@dataclass(frozen=True)
class Fill:
    """A legend swatch: a box with the fill of a status, a change, or hidden regions."""

    what: Look


@dataclass(frozen=True)
class Flat:
    """A legend swatch: a box in one colour, with or without a border."""

    colour: str
    opacity: float
    strokes: tuple[Stroke, ...] = (Stroke(INK, 1),)


@dataclass(frozen=True)
class Line:
    """A legend swatch: a short line with its strokes from bottom to top."""

    strokes: tuple[Stroke, ...]


SITE_WORDS = N_("Site that the plan itself decides on")


@dataclass(frozen=True)
class Spot:
    """A legend swatch: the mark of a site that a plan decides on; one half of it for one of two plans."""

    by: DecidedBy = DecidedBy.EVERY


Sign = Fill | Flat | Line | Spot


@dataclass(frozen=True)
class Entry:
    """One legend entry: a swatch and its meaning; pages and plates draw swatches differently."""

    sign: Sign
    words: str


def tips(outcome: Outcome, names: dict[str, str], language: Language,
         shown: frozenset[str]) -> dict[str, list[str]]:
    """Return the tooltip of every piece: region, status, and area by holder, as plain text.

    A piece in a hidden region has a tooltip that says so.
    """
    day = language.day(outcome.ground.control.on)
    return {
        str(piece): hidden_tip(names[row["region"]], language) if row["region"] not in shown else [
            names[row["region"]],
            status_words(language, row["status"], outcome.scenario.rules[row["rule"]].level),
            language.text(
                N_("{holder} on {day}: {area}"),
                holder=language.text(HOLDER_WORDS[Holder(row["holder"])]), day=day,
                area=language.area(row["area_km2"]),
            ),
        ]
        for piece, row in pieces(outcome).iterrows()
    }


def entries(outcome: Outcome, language: Language, layers: frozenset[str],
            shown: frozenset[str]) -> list[Entry]:
    """Return the legend of a map: statuses that occur in the regions shown, then lines."""
    table = outcome.table
    visible = table[table["region"].isin(shown) & (table["area_km2"] > 0)]
    look = looks(outcome)
    levels: dict[Look, set[Level | None]] = {}
    for zone, rule in visible["rule"].items():
        levels.setdefault(look[str(zone)], set()).add(outcome.scenario.rules[rule].level)
    result = [Entry(Fill(what), look_words(language, what, levels[what]))
              for status in Status for what in looks_with(status) if what in levels]
    result += hidden_entries(table, language, shown)
    overlay_look = overlay_looks(outcome.scenario)
    for item in outcome.bands:
        if item.table["region"].isin(shown).any():
            words = overlay_words(item.band.kind, item.band, language)
            style = overlay_fill(overlay_look[item.id])
            sign = Flat(style.colour, style.tint, (overlay_edge(overlay_look[item.id]),))
            result.append(Entry(sign, words))
    if decided_in(outcome.scenario, outcome.ground, shown):
        result.append(Entry(Spot(), language.text(SITE_WORDS)))
    result += line_entries(outcome.ground, language, layers, shown)
    if "plan_line" in layers and not new_dividing_line(outcome, shown).empty:
        result.append(Entry(Line(STROKES["plan_line"]), language.text(PLAN_LINE_WORDS)))
    if "plan_line" in layers and not wall_line(outcome, shown).empty:
        result.append(Entry(Line(STROKES["wall"]), wall_words(outcome, language)))
    if "withdrawal" in layers and (visible["side"] == Side.LEAVES).any():
        words = language.text(N_("Edge of the area Ukraine would withdraw from"))
        result.append(Entry(Line(STROKES["withdrawal"]), words))
    return [*result, outline(language)]


PLAIN_WORDS: dict[Status | Shade, str] = {
    Status.OPEN: N_("Left open; Ukrainian-held"),
    Shade.OPEN_HELD: N_("Left open; Russian-held"),
    Status.RECOGNISED: N_("Russian-held; recognised de facto"),
    Shade.RECOGNISED_BY_LINE: N_("Russian-held; recognised de facto, by freezing the line"),
    Shade.RECOGNISED_IN_LAW: N_("Russian-held; recognised de jure or by treaty"),
}


def plain_words(language: Language, what: Status | Shade) -> str:
    """Return the short label of a look where many plans share it, whoever recognises."""
    if what in PLAIN_WORDS:
        return language.text(PLAIN_WORDS[what])
    return short_words(language, Status(what), ())


def look_words(language: Language, what: Status | Shade, levels: Iterable[Level | None]) -> str:
    """Return the short label of ground with this look, with the levels of recognition that occur there."""
    if what in (Status.OPEN, Shade.OPEN_HELD):
        return language.text(PLAIN_WORDS[what])
    return short_words(language, Status.RECOGNISED if isinstance(what, Shade) else what, levels)


def contact_words(ground: Ground, language: Language) -> str:
    """Return the label of the line of contact, with its day."""
    return language.text(N_("Line of contact, {day}"), day=language.day(ground.control.on))


def wall_words(outcome: Outcome, language: Language) -> str:
    """Return the label of a plan's security walls, which says who speaks of them."""
    own = all(wall.confidence is Confidence.OWN for wall in outcome.scenario.walls)
    return language.text(N_("Wall, the reader's own choice") if own else N_("“Security wall”, as reported"))


def laid_entries(laid: Iterable[tuple[str, str]]) -> list[Entry]:
    """Return the legend of what a reader laid over a map, from the kind and the words of each."""
    signs: dict[str, Sign] = {"swept": Line(STROKES["shifted"])}
    signs |= {kind: Flat("#000000", LAID_SHADES[kind], STROKES[kind]) for kind in ("pull_back", "drawn")}
    return [Entry(signs[kind], words) for kind, words in laid]


def control_entries(ground: Ground, language: Language, layers: frozenset[str],
                    shown: frozenset[str]) -> list[Entry]:
    """Return the legend of a map without a plan: holders, then lines."""
    table = ground.table
    there = set(table.loc[table["region"].isin(shown) & (table["area_km2"] > 0), "holder"])
    signs: dict[Holder, Sign] = {Holder.RUSSIA: Flat(HELD.colour, HELD.tint),
                                 Holder.UKRAINE: Fill(Status.UKRAINIAN)}
    held = [Entry(sign, language.text(HOLDER_LONG[holder])) for holder, sign in signs.items()
            if holder in there]
    return [*held, *hidden_entries(table, language, shown), *line_entries(ground, language, layers, shown),
            outline(language)]


def entries_alone(half: Outcome | Ground, language: Language, layers: frozenset[str],
                  shown: frozenset[str]) -> list[Entry]:
    """Return the legend of a map of a plan, or of the ground without one."""
    if isinstance(half, Outcome):
        return entries(half, language, layers, shown)
    return control_entries(half, language, layers, shown)


def hidden_entries(table: pd.DataFrame, language: Language, shown: frozenset[str]) -> list[Entry]:
    """Return the legend entry for hidden regions, if any zone of the table is in one."""
    if table["region"].isin(shown).all():
        return []
    return [Entry(Fill(NotShown.HIDDEN), language.text(NOT_SHOWN))]


def hidden_tip(region: str, language: Language) -> list[str]:
    """Return the tooltip of a zone in a hidden region."""
    return [region, language.text(NOT_SHOWN)]


def line_entries(ground: Ground, language: Language, layers: frozenset[str],
                 shown: frozenset[str]) -> list[Entry]:
    """Return the legend entries of the line of contact and of the ground whose holder is in doubt."""
    return [*_contact(ground, language, layers), *uncertain_entries(ground, language, layers, shown)]


def uncertain_entries(ground: Ground, language: Language, layers: frozenset[str],
                      shown: frozenset[str]) -> list[Entry]:
    """Return the legend entry of the ground whose holder is in doubt, if any of it is shown.

    Its area is that of the whole country, as hiding a region changes no figure.
    """
    if "uncertain" not in layers or not ground.uncertain_zones.index.isin(shown).any():
        return []
    words = N_("In doubt who holds it: two observers differ, and either line may be {km} km off ({area})") \
        if ground.observers > 1 else N_("In doubt who holds it: the line may be {km} km off ({area})")
    km, area = language.decimal(ground.margin_km), language.area(ground.uncertain_zones["area_km2"].sum())
    return [Entry(Line(UNCERTAIN_SIGN), language.text(words, km=km, area=area))]


def _contact(ground: Ground, language: Language, layers: frozenset[str]) -> list[Entry]:
    if "contact" not in layers or ground.contact.empty:
        return []
    return [Entry(Line(STROKES["contact"]), contact_words(ground, language))]


def outline(language: Language) -> Entry:
    """Return the legend entry of Ukraine's border."""
    words = language.text(N_("Ukraine's border of 1991 (UNGA 68/262) and coast"))
    return Entry(Line(STROKES["outline"]), words)
