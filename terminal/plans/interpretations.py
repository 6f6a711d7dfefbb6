"""The command that lists the interpretations of a plan's clauses and the effect of each assumption."""

import argparse

from geo.outcomes.figures import net_change, with_range
from geo.outcomes.sensitivity import sensitivity_of
from geo.plans.interpretations import choices, plain_of
from layers.language import N_
from layers.text.interpretations import as_dict, effects, net_sentence
from terminal.answers import inquire, language_of, show
from terminal.columns import columns


def readings(arguments: argparse.Namespace) -> None:
    """Print interpretations with their options, then every assumption by its effect on the net area."""
    work, outcome = inquire(arguments, arguments.plan, arguments.margin)
    table, language = sensitivity_of(work.world, outcome), language_of(arguments)
    plan, say = plain_of(outcome.scenario), language.text
    items = effects(table, outcome, language)
    offered = choices(plan)
    value = {
        "scenario": plan.id, "on": outcome.ground.control.on.isoformat(),
        "net": with_range(net_change(outcome.table)),
        "readings": [
            {"id": reading.id, "question": say(reading.question),
             "options": [{"id": option.id, "label": say(option.label), "default": option.default,
                          "source": option.source, "note": say(option.note)} for option in options]}
            for reading, options in offered],
        "assumptions": as_dict(table, items, language), "data_version": work.world.version,
    }
    lines = []
    default = f" ({say(N_('default'))})"
    for reading, options in offered:
        lines += [say(reading.question),
                  *(f"  {reading.id}={option.id}: {say(option.label)}{default if option.default else ''}"
                    for option in options)]
    lines += ["", net_sentence(outcome, language), ""]
    lines += columns([(item.label, item.net, item.people, item.sentence) for item in items], right=(1, 2))
    show(arguments, value, lines)
