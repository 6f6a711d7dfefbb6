"""All plans ranked by a figure, as a table that page and terminal share."""

from collections.abc import Mapping

import pandas as pd

from geo.explore.ranking import MEASURES, SWAP, shares
from geo.outcomes.outcome import Outcome
from geo.status import Side
from layers.explore.answer import Grid
from layers.language import N_, Language
from layers.text.wording import SIDE_WORDS

NAMED = 3
"""How many regions a cell names, those with the largest area first."""

SWAP_WORDS = N_("Ratio of the areas left, Ukraine to Russia")
SHARES: dict[Side, str] = {
    Side.LEAVES: N_("Shares of regions that Ukraine would leave"),
    Side.RETURNS: N_("Shares of regions that Russia would leave"),
}


def column_words(column: str, language: Language) -> str:
    """Name a column of a ranking, with its unit."""
    if column == SWAP:
        return language.text(SWAP_WORDS)
    side, measure = column.rsplit("_", 1)
    unit = language.area_unit if measure == MEASURES[0] else language.text(N_("people"))
    return language.text(N_("{what}: {unit}"), what=language.text(SIDE_WORDS[Side(side)]), unit=unit)


def ranking_grid(table: pd.DataFrame, outcomes: Mapping[str, Outcome], names: Mapping[str, str],
                 language: Language) -> Grid:
    """Return a ranking (`geo.explore.ranking.ranked`) as a table of text.

    Parameters
    ----------
    table, outcomes
        The plans in their order, and the outcome of each on one line of contact.
    names
        Names of regions by id.
    language
        The reader's.
    """
    say = language.text
    heads = [say(N_("Plan")), *(column_words(column, language) for column in table.columns),
             *(say(words) for words in SHARES.values())]
    rows = [tuple(heads)]
    for plan, row in table.iterrows():
        outcome = outcomes[str(plan)]
        figures = [_figure(column, float(value), language) for column, value in row.items()]
        parts = [share_words(outcome, side, names, language) for side in SHARES]
        rows.append((say(outcome.scenario.short_title), *figures, *parts))
    day = language.day(next(iter(outcomes.values())).ground.control.on)
    caption = say(N_("All plans, ranked: area and residents before 2022, on the line of contact of {day}"),
                  day=day)
    return Grid(caption, rows, tuple(range(1, len(table.columns) + 1)))


def _figure(column: str, value: float, language: Language) -> str:
    if column == SWAP:
        return "–" if pd.isna(value) else language.decimal(value)
    exact = column.rsplit("_", 1)[1] == MEASURES[0]
    return language.area_number(value) if exact else language.people(value)


def share_words(outcome: Outcome, side: Side, names: Mapping[str, str], language: Language) -> str:
    """Say which shares of which regions a plan puts on a side, such as '23.9% of Donetsk'; '–' for none."""
    found = shares(outcome, side)
    said = [language.text(N_("{share} of {region}"), share=_share(share, language), region=names[str(region)])
            for region, share in found.head(NAMED).items()]
    if len(found) > NAMED:
        said.append(language.text(N_("{count} more"), count=language.number(len(found) - NAMED)))
    return language.listed(said) or "–"


def _share(share: float, language: Language) -> str:
    """Return a share whose sign stays on the line of its number."""
    words = language.share(share, 1) if share >= 0.0005 else language.text(N_("under 0.1%"))
    return words.replace(" %", "\N{NO-BREAK SPACE}%")
