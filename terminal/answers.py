"""Commands that answer a question: plans, days, figures, a place, what others published."""

import argparse
import json
import sys
from collections.abc import Sequence
from math import isnan
from typing import Any

from geo.case import Case, LineChoice
from geo.claims.published import load_claims
from geo.claims.stored import comparisons
from geo.control.dates import DEFAULT_DAY
from geo.control.margin import DEFAULT_KM, MAX_STRIP_KM, read_km
from geo.errors import SourceError, listed
from geo.explore.ranking import ranked, ranking, shares
from geo.gazetteer.search import find, load_names, namesakes
from geo.gazetteer.sites import called
from geo.outcomes.outcome import Outcome
from geo.plans.interpretations import interpreted, parse_interpretations
from geo.plans.library import Library
from geo.plans.named import scenario_named
from geo.plans.scenario import Scenario
from geo.status import Holder, Side
from geo.workspace import Workspace
from geo.world import World
from layers.data.values import dates_value, figures_value, plans_value, told
from layers.explore.ranking import ranking_grid
from layers.html.claims import claims_rows, claims_value
from layers.html.provenance import RECORD_WORDS, explain_all, explained_lines
from layers.html.town_card import town_card
from layers.language import N_, UNITS, Language, load_language
from layers.places.site_card import facts, site_card
from layers.progress import counted, progress
from layers.text.credit import line_source
from layers.text.headline import dateline, summary, title
from layers.text.towns import distance_words, tenure_words
from layers.text.wording import HOLDER_WORDS, status_words
from terminal.columns import columns
from terminal.workspace import front_of, library_of, loaded, opened

FIGURES_HEADS = (N_("Region"), N_("Status"), N_("Holder on the date"), N_("Area, km²"), N_("Least"),
                 N_("Most"), N_("People"))


def show(arguments: argparse.Namespace, value: dict[str, Any], lines: list[str]) -> None:
    """Print one JSON object, or the same as text, with any notes on the reader's own line."""
    notes = getattr(arguments, "notes", [])
    if notes:
        value, lines = {**value, "notes": notes}, [*lines, *notes]
    if arguments.json:
        value = told(value, language_of(arguments))
        plain = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
        print(json.dumps(value, ensure_ascii=plain, allow_nan=False))
    else:
        print("\n".join(lines))


def language_of(arguments: argparse.Namespace) -> Language:
    """Return the language and units of a command's output."""
    return load_language(arguments.language, getattr(arguments, "units", UNITS[0]))


def scenarios(arguments: argparse.Namespace) -> None:
    """List the plans."""
    library, language = library_of(loaded()), language_of(arguments)
    value = plans_value(library, language)
    show(arguments, value,
         columns([(r["id"], r["published"], r["status_of_text"], r["title"]) for r in value["scenarios"]]))
    if library.faults:
        raise SourceError(listed(library.faults, " | "))


def dates(arguments: argparse.Namespace) -> None:
    """List the known days."""
    value = dates_value(loaded())
    default = language_of(arguments).text(N_("default {day}"), day=DEFAULT_DAY)
    show(arguments, value, [default, *value["dates"]])


def inquire(
    arguments: argparse.Namespace, plan: str | None, margin: object = DEFAULT_KM
) -> tuple[Workspace, Outcome]:
    """Compute the outcome for the plan, date, margin and line on the command line."""
    margin_km, strip_km = read_km(margin, "margin"), strip_of(arguments)
    work = opened(arguments)
    name = work.library.default if plan is None else plan
    scenario = plan_named(arguments, name, work.world, work.library)
    return work, work.apply(front_of(arguments, work.world, margin_km), scenario, strip_km)


def strip_of(arguments: argparse.Namespace) -> float | None:
    """Return the buffer depth in km from `--strip`; None means the plan's own."""
    asked = getattr(arguments, "strip", None)
    return None if asked is None else read_km(asked, "width", MAX_STRIP_KM)


def plan_named(arguments: argparse.Namespace, name: str, world: World, library: Library) -> Scenario:
    """Return a plan by id or from a file, with the interpretations from `--reading`."""
    return plan_interpreted(name, getattr(arguments, "reading", None), world, library)


def plan_interpreted(name: str, asked: Sequence[str] | None, world: World, library: Library) -> Scenario:
    """Return a plan by id or from a file, with one `READING=OPTION` for each interpreted clause.

    Raises
    ------
    UnknownScenario, ScenarioError, InterpretationError
        If the plan is unknown, its file cannot be read, or it lacks the interpretation.
    """
    found = scenario_named(name, library, frozenset(world.regions.index), world.periods,
                           frozenset(world.sites.index))
    return interpreted(found, parse_interpretations(" ".join(asked or []), found))


def figures(arguments: argparse.Namespace) -> None:
    """Print the figures of one plan on one line of contact."""
    work, outcome = inquire(arguments, arguments.plan, arguments.margin)
    world = work.world
    language = language_of(arguments)
    records = work.by_record(front_of(arguments, world, arguments.margin))
    value = figures_value(outcome, world, records, language)
    if arguments.explain:
        value["explain"] = explain_all(outcome, world, language)
    say, names = language.text, language.regions(world.regions)
    rows = [tuple(map(say, FIGURES_HEADS))]
    rows += [
        (names[row["region"]], status_words(language, row["status"], short=True),
         say(HOLDER_WORDS[Holder(row["holder"])]),
         *(language.number(row[name]) for name in ("area_km2", "area_km2_low", "area_km2_high", "people")))
        for row in value["rows"]
    ]
    lines = [f"{language.text(outcome.scenario.title)}. {dateline(outcome.ground.control, language)}",
             title(outcome, names, language), summary(outcome, names, language), "",
             *columns(rows, right=range(3, 7))]
    lines += [say(N_("Russian-held, whole country, by {observer}: {area}, {people} people"),
                  observer=say(RECORD_WORDS[name]), area=language.area(held["area_km2"], exact=True),
                  people=language.number(held["people"]))
              for name, held in value["records"].items()]
    lines.append(f"{say(N_('Line of contact'))}: {language.length(value['line_of_contact_km'])}; "
                 f"{line_source(outcome.ground.control.origin, language)}")
    if arguments.explain:
        lines += explained_lines(outcome, world, names, language)
    show(arguments, value, lines)


def place(arguments: argparse.Namespace) -> None:
    """Print what would happen to one settlement or site under each plan."""
    work = opened(arguments)
    world, library = work.world, work.library
    site = called(world.sites, arguments.name)
    if site is not None:
        _site(arguments, work, site)
        return
    names = load_names(world.places)
    settlement = find(names, arguments.name)
    others, about_others = namesakes(names, arguments.name, settlement)
    front = front_of(arguments, world, DEFAULT_KM)
    outcome, held = work.outcome(Case(front, library.default, strip_of(arguments))), work.held_places(front)
    language = language_of(arguments)
    card = town_card(settlement, held, outcome, library, world,
                     language.regions(world.regions), language)
    value = {**card.as_dict(language), "namesakes": others, "on": outcome.ground.control.on.isoformat(),
             "data_version": world.version}
    say, former = language.text, language.listed(list(card.former_names))
    former = f", {say(N_('formerly {names}'), names=former)}" if former else ""
    people = say(N_("{people} people"), people=language.number(card.population))
    lines = [f"{card.names[0]} ({card.names[1]}){former}, {card.region_name}: {people}",
             tenure_words(card.tenure, language),
             f"{say(N_('Line of contact'))}: {distance_words(card.distance, language)}",
             *([say(about_others)] if others else []), ""]
    lines += columns([(say(item.title), item.sentence) for item in card.under_plans])
    show(arguments, value, lines)


def _site(arguments: argparse.Namespace, work: Workspace, site: str) -> None:
    """Print what each plan says of a site, or what would happen to the ground that it stands on."""
    language, world = language_of(arguments), work.world
    ground = work.ground(front_of(arguments, world, 0.0))
    names = language.regions(world.regions)
    card = site_card(site, ground, work.library, world, names, language)
    on = ground.control.on
    value = {**card.as_dict(language), "on": on.isoformat(), "data_version": world.version}
    lines = [f"{card.names[0]} ({card.names[1]})", *columns(facts(card, language.day(on), language))]
    if card.row["source_url"]:
        lines.append(f"{card.row['source_title']}: {card.row['source_url']}")
    lines += ["", *columns([(language.text(item.title), item.sentence) for item in card.under_plans])]
    show(arguments, value, lines)


def claims(arguments: argparse.Namespace) -> None:
    """Print each published figure with the computed one."""
    work, language = opened(arguments), language_of(arguments)
    with progress(language.text(N_("step"))) as report:
        compared = comparisons(work.world, work.library, counted(load_claims(), report),
                               lambda day: work.ground(LineChoice(day, DEFAULT_KM)))
    rows = claims_rows(compared, language)
    lines = columns([(row.day, row.published, row.computed, row.publisher, row.what) for row in rows],
                    right=(1, 2))
    show(arguments, {"claims": claims_value(compared, language)}, lines)


def rank(arguments: argparse.Namespace) -> None:
    """Print all plans with their totals, ranked by a column."""
    work, language = opened(arguments), language_of(arguments)
    front = front_of(arguments, work.world, 0.0)
    outcomes = {plan: work.outcome(Case(front, plan)) for plan in work.library.plans}
    table = ranked(ranking(outcomes), arguments.by)
    names = language.regions(work.world.regions)
    grid = ranking_grid(table, outcomes, names, language)
    rows = [{"scenario": str(plan), **{name: None if isnan(value) else round(value, 3)
                                       for name, value in row.items()},
             **{f"{side.value}_shares": {region: round(share, 5) for region, share in
                                         shares(outcomes[str(plan)], side).items()}
                for side in (Side.LEAVES, Side.RETURNS)}} for plan, row in table.iterrows()]
    control, heads = work.control(front), (grid.rows[0][0], *table.columns, "leaves_shares", "returns_shares")
    show(arguments, {"by": arguments.by, "on": control.on.isoformat(), "control": control.origin.as_dict(),
                     "plans": rows, "data_version": work.world.version},
         [dateline(control, language), "", *columns([heads, *grid.rows[1:]], right=grid.numbers), "",
          *(f"{head}: {words}" for head, words in zip(heads[1:], grid.rows[0][1:], strict=True))])
