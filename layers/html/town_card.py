"""The card of one settlement: location, holder and outcome under each plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo.outcomes.outcome import Outcome
from geo.outcomes.overlays import placed_overlays
from geo.outcomes.settlements import Distance, HeldPlaces, Tenure, distance, inside_band, tenure
from geo.plans.assign import assign
from geo.plans.library import Library
from geo.plans.scenario import OverlayKind, Rule, Scenario
from geo.status import Holder
from geo.world import World
from layers.html.render import render
from layers.html.table import Cell, Row, Table, heads
from layers.language import N_, Language
from layers.text.towns import basis, distance_words, sentence, tenure_words
from layers.text.wording import status_words

PART_WORDS: dict[Holder, str] = {
    Holder.UKRAINE: N_("the Ukrainian-held part of {town}"),
    Holder.RUSSIA: N_("the Russian-held part of {town}"),
}


@dataclass(frozen=True)
class TownUnderPlan:
    """What one plan would do to a settlement: one entry per rule, so two if the line divides it.

    `in_strip` counts the people in the plan's first buffer; None if the plan has none.
    """

    plan: str
    title: str
    rules: tuple[Rule, ...]
    sentence: str
    in_strip: int | None


@dataclass(frozen=True)
class TownCard:
    """The information on a settlement that page and terminal show.

    `names` are today's in the reader's language and in the other one, and `former_names` those until the last
    renaming, if there was one; `known_as` is the name by which readers know it (see `cities`).
    """

    settlement: str
    names: tuple[str, str]
    former_names: tuple[str, ...]
    known_as: str
    kind: str
    region: str
    region_name: str
    raion: str
    hromada: str
    lon: float
    lat: float
    population: int
    tenure: Tenure
    distance: Distance | None
    under_plans: tuple[TownUnderPlan, ...]

    def as_dict(self, language: Language) -> dict[str, Any]:
        """Return the object that `cli.py place --json` prints, with its texts in a language.

        `distance_to_line_km` is measured from the settlement's point, `lon` and `lat`, and is 0 if
        the line runs through the settlement.
        """
        since = self.tenure.since
        return {
            "place": self.names[0], "former_names": list(self.former_names), "id": self.settlement,
            "region": self.region,
            "raion": self.raion, "hromada": self.hromada,
            "lon": self.lon, "lat": self.lat,
            "population": self.population, "holder": self.tenure.holder.value,
            "held_since": since.isoformat() if since else None,
            "held_since_exact": self.tenure.exact,
            "population_by_holder": {k.value: v for k, v in self.tenure.shares.items()},
            "distance_to_line_km": None if self.distance is None else round(self.distance.km, 1),
            "under": {under_plan.plan: _town_under_plan(under_plan, language)
                      for under_plan in self.under_plans},
        }


def _town_under_plan(under_plan: TownUnderPlan, language: Language) -> dict[str, Any]:
    first = under_plan.rules[0]
    return {
        "status": first.status.value,
        "level": first.level.value if first.level else None,
        "clause": language.text(first.clause),
        "confidence": first.confidence.value,
        "note": first.note and language.text(first.note),
        "sentence": under_plan.sentence,
        "also": [rule.status.value for rule in under_plan.rules[1:]],
        "people_in_strip": under_plan.in_strip,
    }


def town_card(
    settlement: str,
    places: HeldPlaces,
    outcome: Outcome,
    library: Library,
    world: World,
    names: Mapping[str, str],
    language: Language,
    strip_km: float | None = None,
) -> TownCard:
    """Compile the card of a settlement.

    Parameters
    ----------
    settlement
        The settlement's P-code.
    places
        From `held_places`, for the same line of contact as `outcome`.
    outcome
        The outcome of any plan on that line; only its ground is used.
    library
        The plans to list.
    world, names, language
        Totals, region names by id, and the reader's language.
    strip_km
        The reader's own buffer depth in km; None means the plan's.
    """
    here, city = places.table["settlement"] == settlement, world.cities.loc[settlement]
    parts = places.table[here]
    own, other = ("name_uk", "name_en") if language.code == "uk" else ("name_en", "name_uk")
    return TownCard(
        settlement=settlement,
        names=(city[own], city[other]), kind=city["kind"], known_as=city[language.town_column],
        former_names=tuple(filter(None, (city[own.replace("name", "former")],
                                         city[other.replace("name", "former")]))),
        region=city["region"], region_name=names[city["region"]],
        raion=world.names_of("raion", own).get(city["raion"], ""),
        hromada=world.names_of("hromada", own).get(city["hromada"], ""),
        lon=float(city["lon"]), lat=float(city["lat"]), population=int(city["population"]),
        tenure=tenure(world, parts, outcome.ground.control),
        distance=distance(outcome, parts, city),
        under_plans=tuple(_under(plan, places.seen_by(plan.reference_date)[here], city[own], outcome, world,
                           strip_km, language) for plan in library.plans.values()),
    )


def _under(plan: Scenario, parts: pd.DataFrame, name: str, outcome: Outcome, world: World,
           strip_km: float | None, language: Language) -> TownUnderPlan:
    parts = parts.assign(rule=assign(parts, plan)["rule"])
    groups = [group for _, group in parts.groupby(["rule", "holder"])]
    groups.sort(key=lambda group: group["population"].sum(), reverse=True)
    rules, words, in_buffer = [], [], []
    bands = [(name, band) for name, _, band in placed_overlays(plan, strip_km) if not band.is_empty]
    for group in groups:
        rules.append(plan.rules[int(group["rule"].iloc[0])])
        part = PART_WORDS[Holder(group["holder"].iloc[0])]
        insides = {band: inside_band(world, plan, outcome.ground, band, group) for _, band in bands}
        in_buffer += [inside.people for band_id, band in bands
                      if band_id == OverlayKind.BUFFER and (inside := insides[band]) is not None]
        words.append(sentence(name if len(groups) == 1 else language.text(part, town=name), rules[-1],
                              [inside for inside in insides.values() if inside is not None], language))
    in_strip = sum(in_buffer) if in_buffer else None
    return TownUnderPlan(plan.id, plan.short_title, tuple(rules), " ".join(words), in_strip)


def card_html(card: TownCard, on: str, language: Language) -> str:
    """Return the card as a list of facts and a table of plans."""
    say = language.text
    where = ", ".join(part for part in (
        card.region_name,
        say(N_("{name} raion"), name=card.raion) if card.raion else "",
        say(N_("{name} hromada"), name=card.hromada) if card.hromada else "") if part)
    facts = [
        *([(say(N_("Former name")), language.listed(list(card.former_names)))] if card.former_names else []),
        (say(N_("Where")), where),
        (say(N_("Held on {day}"), day=on), tenure_words(card.tenure, language)),
        (say(N_("Line of contact")), distance_words(card.distance, language)),
        (say(N_("Residents before 2022")), people_words(card, language)),
    ]
    columns = (N_("Plan"), N_("Status"), N_("What would happen, and the basis for it"))
    rows = [
        Row(Cell(say(under_plan.title)),
            (Cell(status_words(language, under_plan.rules[0].status, under_plan.rules[0].level)),
             Cell(under_plan.sentence, note=basis(under_plan.rules[0], language))))
        for under_plan in card.under_plans
    ]
    return render(
        "town_card", title=say(N_("What happens to {town}"), town=card.known_as), other_name=card.names[1],
        facts=facts, table=Table(heads([say(word) for word in columns]), tuple(rows), kind="ledger words"))


def people_words(card: TownCard, language: Language) -> str:
    """State the population with its year, and whether it is a published or a modelled figure."""
    year = "2014" if card.region in ("UA-43", "UA-40") else "2022"
    return language.text(N_("{people} on 1 January {year}"),
                         people=language.people(card.population, exact=True), year=year)
