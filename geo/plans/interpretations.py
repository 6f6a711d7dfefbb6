"""Reading a plan's clauses otherwise: the plan that comes of it, and how such choices are written."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from geo.errors import InterpretationError
from geo.plans.interpretation import Interpretation, Option
from geo.plans.library import Library
from geo.plans.rule import Rule
from geo.plans.scenario import Scenario
from geo.status import Holder
from geo.tables import joined

LONGEST = 1000  # characters of a reader's text
SHOWN = 40  # characters of it that a message may repeat
PAIR = re.compile(r"[a-z0-9][a-z0-9-]{1,39}=[a-z0-9][a-z0-9-]{1,39}", re.ASCII)


class InterpretedPlan(Scenario):
    """A plan with the rules of chosen readings laid before its own.

    It holds to all that a plan file does, except that its titles and caveat, which name the readings,
    may be longer than those of a file.
    """

    title: str
    short_title: str
    sentence_title: str
    caveat: str
    plain: Scenario
    """The plan as it stands in its file."""
    chosen: tuple[tuple[str, str], ...]
    """Ids of readings and of the options chosen, without those that are the default."""


def variants(scenario: Scenario) -> list[tuple[Interpretation, Option]]:
    """Every reading with every option that differs from the plan's own rules, in the order of the file."""
    return [(reading, option) for reading in scenario.readings for option in reading.others]


def choices(scenario: Scenario) -> list[tuple[Interpretation, tuple[Option, ...]]]:
    """The readings that move ground or statuses, with the options to choose from, the default first.

    An option that is a published figure is not among them: it would change nothing on the map.
    """
    offered = [(reading, tuple(option for option in reading.others if option.rules))
               for reading in scenario.readings]
    return [(reading, (reading.default, *options)) for reading, options in offered if options]


def interpreted(scenario: Scenario, chosen: Mapping[str, str]) -> Scenario:
    """The plan with some of its clauses read otherwise.

    Parameters
    ----------
    scenario
        A plan; of one that is read otherwise already, the plan it was made from.
    chosen
        Ids of options by ids of readings. A reading that is not named keeps its default.

    Returns
    -------
    Scenario
        The plan itself if only defaults are chosen, else an `InterpretedPlan`: rules of the options in front,
        in the order of the file whatever the order of the choices, rules that they hide left out,
        and the reading named in title, sentence title, short title and caveat.

    Raises
    ------
    InterpretationError
        Naming every reading or option that there is not, and every option that is a figure.
    """
    plain = plain_of(scenario)
    picked = _picked(plain, chosen)
    if not picked:
        return plain
    labels = "; ".join(option.label for _, option in picked)
    introduction = " ".join(f"Interpretation: {option.label}. {option.note}" for _, option in picked)
    rules = [rule for _, option in picked for rule in option.rules]
    values = {name: getattr(plain, name) for name in type(plain).model_fields}
    return InterpretedPlan(**{
        **values,
        "rules": reached([*rules, *plain.rules]),
        "title": f"{plain.title} (interpretation: {labels})",
        "sentence_title": f"{plain.sentence_title} (interpretation: {labels})",
        "short_title": f"{plain.short_title} (other reading)",
        "caveat": f"{introduction} {plain.caveat or ''}".strip(),
        "plain": plain,
        "chosen": tuple((reading.id, option.id) for reading, option in picked),
    })


def plain_of(scenario: Scenario) -> Scenario:
    """The plan as it stands in its file."""
    return scenario.plain if isinstance(scenario, InterpretedPlan) else scenario


def chosen_of(scenario: Scenario) -> dict[str, str]:
    """Ids of options by ids of readings: what is read otherwise. Nothing, if the plan is as in its file."""
    return dict(scenario.chosen) if isinstance(scenario, InterpretedPlan) else {}


def library_as(library: Library, plan: str, chosen: Mapping[str, str]) -> Library:
    """The library with one plan read otherwise, for whatever asks all plans.

    Raises
    ------
    UnknownScenario, ReadingError
        If there is no such plan or reading.
    """
    return replace(library, plans={**library.plans, plan: interpreted(library[plan], chosen)})


def _picked(scenario: Scenario, chosen: Mapping[str, str]) -> list[tuple[Interpretation, Option]]:
    """The options chosen that are not the default, in the order of the file."""
    known = {reading.id: {option.id: option for option in reading.options}
             for reading in scenario.readings}
    faults = []
    for name, option in chosen.items():
        if name not in known:
            offered = ", ".join(known) or "none"
            faults.append(f"there is no reading '{name[:SHOWN]}' of this plan (there are: {offered})")
        elif option not in known[name]:
            faults.append(f"'{name}' cannot be read as '{option[:SHOWN]}' (only as {', '.join(known[name])})")
        elif known[name][option].figure is not None:
            faults.append(f"'{name}={option}' is a published number and moves no ground")
    if faults:
        message = joined(faults)
        raise InterpretationError(f"{message[:1].upper()}{message[1:]}.")
    picked = [(reading, known[reading.id][chosen[reading.id]])
              for reading in scenario.readings if reading.id in chosen]
    return [(reading, option) for reading, option in picked if not option.default]


def reached(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules that some ground can come to: those that earlier ones hide wholly are left out."""
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
    """Choices as one text for an address, such as 'kinburn=left-open sevastopol=not-named'."""
    return " ".join(f"{name}={option}" for name, option in sorted(chosen.items()))


def parse_interpretations(text: str, scenario: Scenario) -> dict[str, str]:
    """Read such a text, in which everything may be hostile.

    Returns
    -------
    dict
        Ids of options by ids of readings, without those that are the default.

    Raises
    ------
    InterpretationError
        If a part is no pair, a reading stands there twice, or `interpreted` would refuse a choice.
    """
    if len(text) > LONGEST:
        raise InterpretationError(f"The readings asked for are longer than {LONGEST:,} characters.")
    pairs = list(_pairs(text))
    chosen = dict(pairs)
    if len(chosen) < len(pairs):
        raise InterpretationError("A reading is asked for twice.")
    return {reading.id: option.id for reading, option in _picked(plain_of(scenario), chosen)}


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for part in text.split():
        if not PAIR.fullmatch(part):
            raise InterpretationError(f"'{part[:SHOWN]}' is no reading; write READING=OPTION.")
        name, _, option = part.partition("=")
        yield name, option
