"""Reading plan files, with all faults in one message, and writing them."""

import tomllib
import unicodedata
from collections.abc import Collection
from datetime import date
from typing import Any

import tomli_w
from pydantic import ValidationError

from geo.control.dates import Period, known_day
from geo.errors import N_, DateError, ScenarioError, Words
from geo.plans.assign import rule_errors
from geo.plans.json_schema import Place, model_fault, schema_faults, unreasonable
from geo.plans.scenario import Group, Scenario
from geo.plans.site_clause import unknown_sites
from geo.tables import joined

MAX_BYTES = 200_000
MAX_DOTS = 300
"""Maximum number of dots on a line: a dotted key with 100,000 parts occupies the parser for minutes."""

TEXT_SHOWN = 40
FAULT_SHOWN = 200

HEAD = """\
# One plan of the Ukraine plan atlas. Format: docs/plan-file.md and data/scenarios/plan.schema.json.
# Rules: the first that matches a piece of ground wins; control is military control, never title.

"""

INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
"""Unicode categories of invisible characters, such as direction marks, which can disguise a text."""


def read_plan(
    raw: bytes, name: str, regions: frozenset[str], periods: tuple[Period, ...] = (),
    stem: str | None = None, sites: Collection[str] | None = None,
) -> Scenario:
    """Read the content of a plan file.

    Parameters
    ----------
    raw
        The bytes of the file, at most MAX_BYTES.
    name
        The name of the file in messages.
    regions
        The region ids that a rule may name.
    periods
        If given, the reference date must lie in these periods of the record.
    stem
        If given, the id that the plan must have, unless it is a reader's own plan.
    sites
        If given, the ids of the sites that the plan may speak of.

    Raises
    ------
    ScenarioError
        If the file is invalid; the message names it and lists every fault.
    """
    called = shown(name, 60)
    content = _content(raw, called)
    faults: dict[Place, str] = {}
    try:
        scenario = Scenario.model_validate(content)
    except ValidationError as fault:
        items = fault.errors(include_url=False, include_input=False)
        within = {item["loc"][:length] for item in items for length in range(len(item["loc"]))}
        for item in (item for item in items if item["type"] != "too_short" or item["loc"] not in within):
            faults.setdefault(item["loc"], model_fault(item))
        scenario = None
    for path, words in schema_faults(content).items():
        faults.setdefault(path, words)
    texts: list[str] = [Words(N_("{name}: {fault}"), name=_place(path), fault=words) if path else words
                        for path, words in faults.items()]
    texts += _unseen(content)
    if scenario is not None:
        if stem not in (None, scenario.id) and scenario.group is not Group.OWN:
            texts.append(Words(N_("id is '{id}' but the file is named '{stem}'; rename one of them"),
                               id=scenario.id, stem=shown(str(stem))))
        texts += rule_errors(scenario, regions)
        texts += _unknown_day(scenario, periods) + unknown_sites(scenario.sites, sites)
    if texts or scenario is None:
        raise ScenarioError(N_("{name}: {fault}"), name=called, fault=joined(texts))
    return scenario


def write_plan(scenario: Scenario) -> bytes:
    """Serialise a plan as a plan file: TOML in UTF-8, deterministic."""
    content = scenario.model_dump(mode="python", exclude_none=True, exclude_defaults=True)
    return (HEAD + tomli_w.dumps(_as_toml(content))).encode("utf-8")


def shown(text: str, most: int = TEXT_SHOWN) -> str:
    """Return text from a file for use in a message: on one line, printable and short."""
    seen = "".join(letter if letter.isprintable() else "?" for letter in text)
    return seen if len(seen) <= most else f"{seen[:most]}…"


def _content(raw: bytes, called: str) -> dict[str, Any]:
    if len(raw) > MAX_BYTES:
        raise ScenarioError(N_("{name}: larger than {most} kB"), name=called, most=MAX_BYTES // 1000)
    if any(line.count(b".") > MAX_DOTS for line in raw.splitlines()):
        raise ScenarioError(N_("{name}: holds a line with more than {most} dots"), name=called,
                            most=MAX_DOTS)
    try:
        content = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise ScenarioError(N_("{name}: {fault}"), name=called,
                            fault=Words(N_("is no text in UTF-8; save it in UTF-8"))) from fault
    except (ValueError, RecursionError) as fault:
        raise ScenarioError(N_("{name}: is no readable TOML ({fault}); mend it there, or save the plan "
                               "again"), name=called,
                            fault=shown(str(fault).partition("; use ")[0], FAULT_SHOWN)) from fault
    fault_found = unreasonable(content)
    if fault_found:
        raise ScenarioError(N_("{name}: {fault}"), name=called, fault=fault_found)
    return content


def _place(path: Place) -> str:
    """Format a path such as 'rules.2.status', counting list items from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else shown(part) for part in path)


def _unseen(value: Any, path: Place = ()) -> list[str]:
    """List the texts that contain invisible characters other than line breaks and tabs."""
    if isinstance(value, dict):
        return [fault for name, item in value.items() for fault in _unseen(item, (*path, name))]
    if isinstance(value, list):
        return [fault for number, item in enumerate(value) for fault in _unseen(item, (*path, number))]
    if isinstance(value, str) and any(map(_is_unseen, set(value))):
        return [Words(N_("{name}: holds a control character"), name=_place(path))]
    return []


def _is_unseen(letter: str) -> bool:
    return letter not in "\n\t" and unicodedata.category(letter) in INVISIBLE_CATEGORIES


def _unknown_day(scenario: Scenario, periods: tuple[Period, ...]) -> list[str]:
    if scenario.reference_date is None or not periods:
        return []
    try:
        known_day(scenario.reference_date, periods)
    except DateError as fault:
        return [Words(N_("reference_date: {fault}"), fault=fault.words)]
    return []


def _as_toml(value: Any) -> Any:
    """Convert values for TOML: enum members and URLs to text, sets to sorted lists."""
    if isinstance(value, dict):
        return {name: _as_toml(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_as_toml(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(map(str, value))
    return value if isinstance(value, (bool, int, float, date)) else str(value)
