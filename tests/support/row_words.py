"""The rows of a report under the words that the table of the page has for them."""

from collections.abc import Mapping, Sequence
from typing import Any

from geo.outcomes.figures import ROW_KEYS
from geo.outcomes.outcome import Outcome
from layers.language import Language
from layers.text.wording import HOLDER_WORDS, short_words


def areas_by_words(outcome: Outcome, rows: Sequence[Mapping[str, Any]], names: Mapping[str, str],
                   language: Language) -> dict[tuple[str, str, str], float]:
    """Return the area of each row, in square kilometres, by region, status with its levels, and holder."""
    levels = outcome.table["rule"].map(lambda number: outcome.scenario.rules[number].level)
    behind = levels.groupby([outcome.table[key] for key in ROW_KEYS]).agg(list)
    return {(names[row["region"]],
             short_words(language, row["status"], behind[tuple(row[key] for key in ROW_KEYS)]),
             HOLDER_WORDS[row["holder"]]): row["area_km2"] for row in rows}
