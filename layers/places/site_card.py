"""The card of one site: what it is, who holds the ground, and what each plan says of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo.errors import GeoError
from geo.gazetteer.search import UnknownPlace
from geo.plans.assign import assign
from geo.plans.library import Library
from geo.plans.scenario import Rule, Scenario, SiteClause
from geo.status import Holder
from geo.world import World
from geo.zones.ground import Ground
from geo.zones.sites import AT_THE_LINE_KM, distances_km, zones_of
from layers.html.render import render
from layers.html.table import Cell, Row, Table, heads
from layers.language import N_, Language
from layers.places.site_words import KIND_WORDS, capacity_words, state_words
from layers.text.clauses import site_basis
from layers.text.towns import basis
from layers.text.wording import HOLDER_WORDS, status_words

SILENT = N_("The text does not speak of the site. The ground that it stands on: {status}.")
SILENT_AT_THE_LINE = N_(
    "The text does not speak of the site. The line of contact runs at it, and the ground on either side of "
    "the line may have another status.")
AT_THE_LINE = N_("the line of contact runs at the site")


@dataclass(frozen=True)
class SiteUnderPlan:
    """What one plan means for a site: its own clause decides, otherwise the rule of its ground.

    `rule` is None if the line of contact runs at the site, so that its ground cannot be told.
    """

    plan: str
    title: str
    rule: Rule | None
    clause: SiteClause | None
    sentence: str


@dataclass(frozen=True)
class SiteCard:
    """The information on a site that page and terminal show.

    `names` are those in the reader's language and in the other one; `row` is that of `World.sites`.
    `distance_km` is None if there is no line of contact.
    """

    site: str
    names: tuple[str, str]
    row: pd.Series
    region_name: str
    holder: Holder
    distance_km: float | None
    under_plans: tuple[SiteUnderPlan, ...]

    @property
    def at_the_line(self) -> bool:
        """Whether the line runs so near that the record cannot tell who holds the site."""
        return is_at_the_line(self.distance_km)

    def as_dict(self, language: Language) -> dict[str, Any]:
        """Return the object that `cli.py place --json` prints, with its texts in a language."""
        row = self.row
        return {
            "place": self.names[0], "id": self.site, "site": row["kind"], "region": row["region"],
            "lon": float(row["lon"]), "lat": float(row["lat"]), "population": None,
            "capacity_mw": None if pd.isna(row["capacity_mw"]) else float(row["capacity_mw"]),
            "capacity_source": row["capacity_source"] or None,
            "state": language.text(row["state"]) if row["state"] else None, "as_of": row["as_of"] or None,
            "source": {"title": row["source_title"], "url": row["source_url"]} if row["source_url"] else None,
            "holder": self.holder.value, "at_the_line": self.at_the_line,
            "distance_to_line_km": None if self.distance_km is None else round(self.distance_km, 1),
            "under": {item.plan: _under_dict(item, language) for item in self.under_plans},
        }


def is_at_the_line(distance_km: float | None) -> bool:
    """Return whether a site at this distance lies at the line of contact."""
    return distance_km is not None and distance_km < AT_THE_LINE_KM


def _under_dict(item: SiteUnderPlan, language: Language) -> dict[str, Any]:
    rule, decides = item.rule, item.clause or item.rule
    return {
        "status": rule.status.value if rule else None,
        "level": rule.level.value if rule and rule.level else None,
        "clause": language.text(decides.clause) if decides else None,
        "confidence": decides.confidence.value if decides else None,
        "sentence": item.sentence, "speaks_of_site": item.clause is not None,
    }


def site_card(site: str, ground: Ground, library: Library, world: World, names: Mapping[str, str],
              language: Language) -> SiteCard:
    """Compile the card of a site.

    Parameters
    ----------
    site
        Its id in `World.sites`.
    ground
        The ground of a line of contact, cut along the reference dates of all plans of the library.
    library, world, names, language
        The plans to list, the sites, region names by id, and the reader's language.

    Raises
    ------
    UnknownPlace
        If there is no such site.
    """
    if site not in world.sites.index:
        raise UnknownPlace(N_("There is no site '{site}'."), site=site[:40])
    one = world.sites.loc[[site]]
    row, away = one.loc[site], distances_km(ground, one)
    zones = zones_of(ground, one)
    if not len(zones):
        raise GeoError(N_("There is no ground on this line of contact."))
    zone = str(zones[site])
    distance_km = None if away is None else float(away[0])
    at = None if is_at_the_line(distance_km) else zone
    own, other = ("name_uk", "name_en") if language.code == "uk" else ("name_en", "name_uk")
    return SiteCard(
        site=site, names=(row[own], row[other]), row=row, region_name=names[row["region"]],
        holder=Holder(ground.table.at[zone, "holder"]),
        distance_km=distance_km,
        under_plans=tuple(_under(plan, site, at, ground, language) for plan in library.plans.values()))


def _under(plan: Scenario, site: str, zone: str | None, ground: Ground, language: Language) -> SiteUnderPlan:
    rule = None
    if zone is not None:
        number = assign(ground.seen_by(plan.reference_date).loc[[zone]], plan)["rule"].iloc[0]
        rule = plan.rules[int(number)]
    clause = next((item for item in plan.sites if item.site == site), None)
    if clause is not None:
        sentence = language.text(clause.text)
    elif rule is None:
        sentence = language.text(SILENT_AT_THE_LINE)
    else:
        sentence = language.text(SILENT, status=status_words(language, rule.status, rule.level))
    return SiteUnderPlan(plan.id, plan.short_title, rule, clause, sentence)


def _row(item: SiteUnderPlan, language: Language) -> Row:
    rule = item.rule
    status = status_words(language, rule.status, rule.level) if rule else language.text(AT_THE_LINE)
    if item.clause is not None:
        note = site_basis(item.clause, language)
    else:
        note = basis(rule, language) if rule else ""
    return Row(Cell(language.text(item.title)), (Cell(status), Cell(item.sentence, note=note)))


def holder_words(card: SiteCard, language: Language) -> str:
    """State who holds the ground of a site, and how far the line of contact is."""
    say = language.text
    if card.at_the_line:
        return say(AT_THE_LINE)
    held = say(HOLDER_WORDS[card.holder])
    if card.distance_km is None:
        return held
    return say(N_("{holder}, about {distance} from the line of contact"), holder=held,
               distance=language.length(card.distance_km))


def facts(card: SiteCard, on: str, language: Language) -> list[tuple[str, str]]:
    """Return the facts on a site as names and values; `on` is the day of the line, in words."""
    say = language.text
    every = [
        (say(N_("Kind")), say(KIND_WORDS[card.row["kind"]])),
        (say(N_("Where")), card.region_name),
        (say(N_("Capacity")), capacity_words(
            card.row["capacity_mw"], card.row["capacity_source"], language)),
        (say(N_("State")), state_words(card.row, language)),
        (say(N_("Held on {day}"), day=on), holder_words(card, language)),
    ]
    return [(name, value) for name, value in every if value]


def card_html(card: SiteCard, on: str, language: Language) -> str:
    """Return the card as a list of facts, the source, and a table of plans."""
    say = language.text
    columns = (N_("Plan"), N_("Status of the ground"), N_("What the text says of it, and the basis for it"))
    rows = tuple(_row(item, language) for item in card.under_plans)
    return render(
        "site_card", title=say(N_("What happens to {town}"), town=card.names[0]), other_name=card.names[1],
        facts=facts(card, on, language), source_label=say(N_("Source:")),
        source=card.row["source_title"], url=card.row["source_url"],
        table=Table(heads([say(word) for word in columns]), rows, kind="ledger words"))
