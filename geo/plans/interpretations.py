"""Plans with alternative interpretations of their clauses, and the text form of such choices."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from geo.errors import N_, InterpretationError, Words, listed
from geo.plans.custom import recognised
from geo.plans.interpretation import Interpretation, Option
from geo.plans.library import Library
from geo.plans.rule import Rule
from geo.plans.scenario import Scenario
from geo.status import Holder
from geo.tables import joined

LONGEST = 1000  # characters of a reader's text
SHOWN = 40  # characters of it quoted in a message
PAIR = re.compile(r"[a-z0-9][a-z0-9-]{1,39}=[a-z0-9][a-z0-9-]{1,39}", re.ASCII)


class InterpretedPlan(Scenario):
    """A plan with the rules of the chosen options placed before its own.

    It meets the constraints of a plan file, except that titles and caveat, which name the options, may be
    longer.
    """

    title: str
    short_title: str
    sentence_title: str
    caveat: str
    plain: Scenario
    """The plan as in its file."""
    chosen: tuple[tuple[str, str], ...]
    """Pairs of reading id and option id, without defaults."""


def variants(scenario: Scenario) -> list[tuple[Interpretation, Option]]:
    """Return all pairs of reading and non-default option, in the order of the file."""
    return [(reading, option) for reading in scenario.readings for option in reading.others]


def choices(scenario: Scenario) -> list[tuple[Interpretation, tuple[Option, ...]]]:
    """Return the readings that affect ground, each with its options, the default first.

    Options that are published figures are left out, because they change nothing on the map.
    """
    offered = [(reading, tuple(option for option in reading.others if option.rules))
               for reading in scenario.readings]
    return [(reading, (reading.default, *options)) for reading, options in offered if options]


def interpreted(scenario: Scenario, chosen: Mapping[str, str]) -> Scenario:
    """Apply a choice of interpretations to a plan.

    Parameters
    ----------
    scenario
        A plan. An `InterpretedPlan` is first reduced to the plan in its file.
    chosen
        Option ids by reading id; readings not named keep their default.

    Returns
    -------
    Scenario
        The plan itself if only defaults are chosen, otherwise an `InterpretedPlan`: the rules of the
        options come first, in the order of the file, rules that they shadow are dropped, and titles and
        caveat name the options.

    Raises
    ------
    InterpretationError
        If a reading or option is unknown, or an option is a published figure; the message lists all.
    """
    plain = plain_of(scenario)
    picked = _picked(plain, chosen)
    if not picked:
        return plain
    words = _words(plain, [option for _, option in picked])
    rules = [rule for _, option in picked for rule in option.rules]
    values = {name: getattr(plain, name) for name in type(plain).model_fields}
    made = InterpretedPlan(**{
        **values,
        **words,
        "rules": reached([*rules, *plain.rules]),
        "plain": plain,
        "chosen": tuple((reading.id, option.id) for reading, option in picked),
    })
    return made.model_copy(update=words)  # a model makes plain texts of words


def _words(plain: Scenario, options: Sequence[Option]) -> dict[str, Words]:
    """Return titles and caveat that name the chosen options, by field of `Scenario`."""
    labels = listed([Words(option.label) for option in options], "; ")
    named, caveat = N_("{plan} (interpretation: {labels})"), recognised(plain.caveat or "")
    read = [Words(N_("Interpretation: {label}. {note}"), label=Words(option.label), note=Words(option.note))
            for option in options]
    return {
        "title": Words(named, plan=recognised(plain.title), labels=labels),
        "sentence_title": Words(named, plan=recognised(plain.sentence_title), labels=labels),
        "short_title": Words(N_("{plan} (other reading)"), plan=recognised(plain.short_title)),
        "caveat": listed([*read, *([caveat] if caveat else [])], " "),
    }


def plain_of(scenario: Scenario) -> Scenario:
    """Return the plan as in its file, without interpretations."""
    return scenario.plain if isinstance(scenario, InterpretedPlan) else scenario


def chosen_of(scenario: Scenario) -> dict[str, str]:
    """Return the chosen option ids by reading id, without defaults; empty for a plan as in its file."""
    return dict(scenario.chosen) if isinstance(scenario, InterpretedPlan) else {}


def library_as(library: Library, plan: str, chosen: Mapping[str, str]) -> Library:
    """Return the library with interpretations applied to one plan.

    Raises
    ------
    UnknownScenario, InterpretationError
        If there is no such plan, reading or option.
    """
    return replace(library, plans={**library.plans, plan: interpreted(library[plan], chosen)})


def _picked(scenario: Scenario, chosen: Mapping[str, str]) -> list[tuple[Interpretation, Option]]:
    """Return the chosen options other than defaults, in the order of the file."""
    known = {reading.id: {option.id: option for option in reading.options}
             for reading in scenario.readings}
    faults = []
    for name, option in chosen.items():
        if name not in known:
            offered = ", ".join(known) or Words(N_("none"))
            faults.append(Words(N_("there is no reading '{name}' of this plan (there are: {offered})"),
                                name=name[:SHOWN], offered=offered))
        elif option not in known[name]:
            faults.append(Words(N_("'{name}' cannot be read as '{option}' (only as {known})"), name=name,
                                option=option[:SHOWN], known=', '.join(known[name])))
        elif known[name][option].figure is not None:
            faults.append(Words(N_("'{name}={option}' is a published number and moves no ground"),
                                name=name, option=option))
    if faults:
        raise InterpretationError(N_("{faults:capital}."), faults=joined(faults))
    picked = [(reading, known[reading.id][chosen[reading.id]])
              for reading in scenario.readings if reading.id in chosen]
    return [(reading, option) for reading, option in picked if not option.default]


def reached(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Drop the rules that can never match because earlier rules shadow them."""
    regions = [*sorted(set().union(*(rule.regions or () for rule in rules))), None]
    earlier_holders = list(Holder) if any(rule.before for rule in rules) else [None]
    used = set()
    for region, holder, before in product(regions, Holder, earlier_holders):
        for number, rule in enumerate(rules):
            if ((rule.regions is None or region in rule.regions) and rule.holder in (None, holder)
                    and rule.before in (None, before)):
                used.add(number)
                break
    return tuple(rule for number, rule in enumerate(rules) if number in used)


def interpretations_text(chosen: Mapping[str, str]) -> str:
    """Encode choices for an address, such as 'kinburn=left-open sevastopol=not-named'."""
    return " ".join(f"{name}={option}" for name, option in sorted(chosen.items()))


def parse_interpretations(text: str, scenario: Scenario) -> dict[str, str]:
    """Decode choices from untrusted text.

    Returns
    -------
    dict
        Option ids by reading id, without defaults.

    Raises
    ------
    InterpretationError
        If the text is too long or malformed, names a reading twice, or contains a choice that
        `interpreted` would reject.
    """
    if len(text) > LONGEST:
        raise InterpretationError(N_("The readings asked for are longer than {most:,} characters."),
                                  most=LONGEST)
    pairs = list(_pairs(text))
    chosen = dict(pairs)
    if len(chosen) < len(pairs):
        raise InterpretationError(N_("A reading is asked for twice."))
    return {reading.id: option.id for reading, option in _picked(plain_of(scenario), chosen)}


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for part in text.split():
        if not PAIR.fullmatch(part):
            raise InterpretationError(N_("'{part}' is no reading; write READING=OPTION."),
                                      part=part[:SHOWN])
        name, _, option = part.partition("=")
        yield name, option
