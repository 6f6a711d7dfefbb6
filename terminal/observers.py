"""The command that shows where two observers differ on a day."""

import argparse

from geo.control.dates import DEFAULT_DAY, read_day
from geo.outcomes.observers import two_observers
from geo.status import Holder
from layers.html.line_difference import COLUMNS, observers_words
from layers.language import N_
from layers.text.credit import short_source
from layers.text.wording import HOLDER_WORDS
from terminal.answers import language_of, show
from terminal.columns import columns
from terminal.workspace import loaded


def observers(arguments: argparse.Namespace) -> None:
    """Print what each observer has as held by Russia, by region, and the settlements they differ on."""
    world, language = loaded(), language_of(arguments)
    day = DEFAULT_DAY if arguments.on is None else read_day(arguments.on, world.periods)
    found = two_observers(world, day)
    regions = language.regions(world.regions)
    sources = [short_source(control.origin, language) for control in (found.first, found.second)]
    value = {
        "on": day.isoformat(),
        "observers": [control.origin.as_dict() for control in (found.first, found.second)],
        "regions": [{"region": region, **{name: round(km2, 2) for name, km2 in row.items()}}
                    for region, row in found.ground.to_dict("index").items()],
        "settlements": [{"place": place, **row} for place, row in found.settlements.to_dict("index").items()],
        "data_version": world.version,
    }
    ground = [(regions[str(region)], *(language.number(row[name]) for name in COLUMNS))
              for region, row in found.ground.to_dict("index").items()]
    held = {holder: language.text(HOLDER_WORDS[holder]) for holder in Holder}
    towns = [(row[language.name_column], regions[row["region"]], held[Holder(row["first"])],
              held[Holder(row["second"])], language.number(row["people"]))
             for row in found.settlements.to_dict("records")]
    say = language.text
    lines = [observers_words(found, language), "", say(N_("Russian-held ground, km²:")),
             *columns([(say(N_("Region")), *sources, say(N_("only the first")), say(N_("only the second"))),
                       *ground], right=(1, 2, 3, 4)), "",
             *columns([(say(N_("Settlement")), say(N_("Region")), *sources, say(N_("Residents before 2022"))),
                       *towns], right=(4,))]
    show(arguments, value, lines)
