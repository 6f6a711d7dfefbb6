"""What the list of zones adds to the words of a map: the people in each zone, and its clause."""

from typing import Any

import pandas as pd

from geo.outcomes.difference import Difference
from geo.outcomes.figures import tally
from geo.outcomes.outcome import Outcome, pieces
from geo.plans.scenario import Scenario
from layers.language import N_, Language
from layers.text.wording import CONFIDENCE_WORDS

LIST_WORDS: dict[str, str] = {
    "zones": N_("The map as a list of zones"),
    "zones_how": N_("Every zone of the map, region by region: its status, area, residents, clause, and the "
                    "zones it borders on. Each has a button that shows it on the map."),
    "people": N_("Residents before 2022"),
    "clause": N_("Clause"),
    "borders": N_("Borders on"),
    "outer": N_("the coast or the international border"),
    "show": N_("Show on the map"),
    "show_card": N_("Show on the map, with its card"),
}
"""Labels of the list, which a browser draws from the state of the map."""

Facts = dict[str, Any]
"""Parts of a map's state: `people`, residents by piece; `rules`, the clauses of the plan or of both;
`clauses`, by piece the places in `rules`. Pieces in regions that are not shown are in none."""


def zone_facts(outcome: Outcome, language: Language, shown: frozenset[str]) -> Facts:
    """Return the facts of every piece of a plan in the regions shown."""
    rows = pieces(outcome)
    rows = rows[rows["region"].isin(shown)]
    return {
        "people": {str(piece): language.people(people) for piece, people in rows["people"].items()},
        "clauses": {str(piece): [int(rule)] for piece, rule in rows["rule"].items()},
        "rules": rule_words(outcome.scenario, language),
    }


def control_facts(table: pd.DataFrame, language: Language, shown: frozenset[str]) -> Facts:
    """Return the facts of every region and holder on a line of contact without a plan."""
    rows = tally(table, ["region", "holder"])
    return {"people": {f"{row['region']}.{row['holder']}": language.people(row["people"])
                       for row in rows.to_dict("records") if row["region"] in shown},
            "clauses": {}, "rules": []}


def difference_facts(found: Difference, keys: list[str], language: Language, shown: frozenset[str]) -> Facts:
    """Return the facts of every piece of a comparison; `keys` are the columns that make up a piece."""
    rows = found.table.groupby(keys, as_index=False).agg(people=("people", "sum"))
    rows = rows[rows["region"].isin(shown)]
    names = rows[keys].astype(str).agg(".".join, axis=1)
    first = rule_words(found.first, language)
    pairs = [[*([one] if found.first else []), *([len(first) + other] if found.second else [])]
             for one, other in zip(rows["rule_1"].tolist(), rows["rule_2"].tolist(), strict=True)]
    return {
        "people": dict(zip(names, map(language.people, rows["people"]), strict=True)),
        "clauses": dict(zip(names, pairs, strict=True)),
        "rules": [*first, *rule_words(found.second, language)],
    }


def rule_words(scenario: Scenario | None, language: Language) -> list[str]:
    """Return the clause behind each rule of a plan and how well it is known."""
    return [f"{language.text(rule.clause)} – {language.text(CONFIDENCE_WORDS[rule.confidence])}"
            for rule in (scenario.rules if scenario else ())]
