"""What a plan's rules say in words: which ground, which status, on which clause, and how surely."""

from dataclasses import dataclass

from geo.plans.scenario import Rule, Scenario
from layers.language import N_, Language
from layers.text.wording import CONFIDENCE_WORDS, HOLDER_WORDS, status_words


@dataclass(frozen=True)
class Clause:
    """One line of the table of clauses; `note` may be empty."""

    ground: str
    status: str
    clause: str
    confidence: str
    note: str


def clauses(scenario: Scenario, names: dict[str, str], language: Language) -> list[Clause]:
    """The rules in their order, then a strip and a wall, if the plan has them.

    Parameters
    ----------
    scenario
        The plan.
    names
        Region names by id.
    language
        The reader's.
    """
    say = language.text
    result = [_rule(rule, names, language) for rule in scenario.rules]
    along = say(N_("Along the line"))
    if scenario.buffer is not None:
        width = say(N_("Strip of {km} km on each side of the line"),
                    km=language.decimal(scenario.buffer.width_km))
        result.append(Clause(along, width, scenario.buffer.clause,
                             say(CONFIDENCE_WORDS[scenario.buffer.confidence]),
                             say(scenario.buffer.note or "")))
    if scenario.wall is not None:
        wall = next(s for s in scenario.sources if s.id == scenario.wall.source)
        result.append(Clause(along, say(N_("“Security wall”")), wall.publisher,
                             say(CONFIDENCE_WORDS[scenario.wall.confidence]), say(scenario.wall.text)))
    return result


def _rule(rule: Rule, names: dict[str, str], language: Language) -> Clause:
    say = language.text
    regions = [names.get(region, region) for region in sorted(rule.regions or ())]
    ground = language.listed(regions) if regions else say(N_("All other ground"))
    held = f" – {say(HOLDER_WORDS[rule.holder])}" if rule.holder else ""
    return Clause(ground + held, status_words(language, rule.status, rule.level), rule.clause,
                  say(CONFIDENCE_WORDS[rule.confidence]), say(rule.note or ""))
