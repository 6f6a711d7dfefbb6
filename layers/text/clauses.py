"""Plans' rules as text, with clause and confidence; what they say of sites, and where two of them differ."""

from dataclasses import dataclass

from geo.outcomes.difference import Change, Difference
from geo.plans.scenario import Confidence, Overlay, OverlayKind, Rule, Scenario, SiteClause
from geo.status import Holder
from layers.language import N_, Language
from layers.text.overlays import line_words, overlay_words
from layers.text.wording import CONFIDENCE_WORDS, HOLDER_WORDS, TOPIC_WORDS, status_words


@dataclass(frozen=True)
class Clause:
    """One line of the table of clauses; `note` may be empty."""

    ground: str
    status: str
    clause: str
    confidence: str
    note: str


def clauses(scenario: Scenario, names: dict[str, str], language: Language) -> list[Clause]:
    """Return the rules in order, then the plan's overlays.

    Parameters
    ----------
    scenario
        The plan.
    names
        Region names by id.
    language
        The reader's.
    """
    result = [_rule(rule, names, language) for rule in scenario.rules]
    return [*result, *(_overlay(item, scenario, language) for item in scenario.all_overlays)]


def _overlay(item: Overlay, scenario: Scenario, language: Language) -> Clause:
    say, publishers = language.text, {source.id: source.publisher for source in scenario.sources}
    wall = item.kind is OverlayKind.WALL
    return Clause(
        say(N_("Along {line}"), line=line_words(item.band, language)),
        say(_wall_words(item)) if wall else overlay_words(item.kind, item.band, language),
        say(item.clause or publishers[item.source or ""]), say(CONFIDENCE_WORDS[item.confidence]),
        say(item.text or item.note or ""))


def _wall_words(wall: Overlay) -> str:
    return N_("Wall, the reader's own choice") if wall.confidence is Confidence.OWN else N_("“Security wall”")


def _rule(rule: Rule, names: dict[str, str], language: Language) -> Clause:
    say = language.text
    regions = [names.get(region, region) for region in sorted(rule.regions or ())]
    ground = language.listed(regions) if regions else say(N_("All other ground"))
    held = f" – {say(HOLDER_WORDS[rule.holder])}" if rule.holder else ""
    return Clause(ground + held, status_words(language, rule.status, rule.level), say(rule.clause),
                  say(CONFIDENCE_WORDS[rule.confidence]), say(rule.note or ""))


def said_of_sites(plan: Scenario, language: Language) -> dict[str, str]:
    """Return what a plan's text says of each site that it speaks of, by the site's id, with its clause."""
    return {item.site: f"{language.text(item.text)} ({site_basis(item, language)})" for item in plan.sites}


def site_basis(item: SiteClause, language: Language) -> str:
    """Name the clause that a statement on a site rests on, and its confidence."""
    said = dict.fromkeys((language.text(item.clause), language.text(CONFIDENCE_WORDS[item.confidence])))
    return " – ".join(said)  # a reader's own choice is both


@dataclass(frozen=True)
class ClauseRow:
    """One row of a table of clauses: the ground or topic, and what each text says about it."""

    what: str
    first: str
    second: str


def differing_clauses(found: Difference, names: dict[str, str], language: Language) -> list[ClauseRow]:
    """Return ground on which status, level or clause differ; regions with equal text share a row."""
    rows: dict[tuple[str, str, str], list[str]] = {}
    table = found.table[(found.table["change"] != Change.SAME) & (found.table["area_km2"] > 0)]
    for row in table.drop_duplicates(["region", "holder_1", "holder_2", "rule_1", "rule_2"]).itertuples():
        key = (str(row.holder_1), _says(found.first, row.rule_1, str(row.holder_1), language),
               _says(found.second, row.rule_2, str(row.holder_2), language))
        places = rows.setdefault(key, [])
        if names[str(row.region)] not in places:
            places.append(names[str(row.region)])
    return [ClauseRow(f"{language.listed(places)} – {language.text(HOLDER_WORDS[Holder(holder)])}", one, two)
            for (holder, one, two), places in rows.items()]


def _says(scenario: Scenario | None, rule: int, holder: str, language: Language) -> str:
    if scenario is None:
        return language.text(HOLDER_WORDS[Holder(holder)])
    applied = scenario.rules[rule]
    return (f"{status_words(language, applied.status, applied.level)} ({language.text(applied.clause)}, "
            f"{language.text(CONFIDENCE_WORDS[applied.confidence])})")


def differing_terms(first: Scenario, second: Scenario, language: Language) -> list[ClauseRow]:
    """Return the other terms by topic where the two texts differ."""
    say = language.text
    topics = dict.fromkeys(term.topic for plan in (first, second) for term in plan.terms)
    silent = say(N_("says nothing on this"))
    rows = []
    for topic in sorted(topics, key=list(TOPIC_WORDS).index):
        texts = ["\n".join(say(term.text) for term in plan.terms if term.topic == topic) or silent
                for plan in (first, second)]
        if texts[0] != texts[1]:
            rows.append(ClauseRow(say(TOPIC_WORDS[topic]), *texts))
    return rows
