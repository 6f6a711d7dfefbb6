"""The way back from a picture or a file to the page that shows the same, and what that way cannot carry."""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from geo.case import ARCHIVE, RECORD
from geo.control.origin import OriginKind
from geo.control.record import Control
from geo.errors import GeoError
from geo.outcomes.difference import Difference
from geo.outcomes.outcome import Outcome
from geo.plans.custom import OWN
from geo.plans.edit_code import code_of, read_draft
from geo.plans.interpretations import chosen_of, interpretations_text
from geo.plans.library import TODAY
from geo.plans.overlay import OverlayKind
from geo.plans.scenario import Group, Scenario
from layers.address import query_text
from layers.choice import Choice
from layers.language import N_, Language
from layers.parameter import UPLOAD, edited
from layers.request import ExportRequest
from layers.selection import REGION_LAYERS, shown_regions


class Lost(Enum):
    """What an address cannot carry, so that the page shows something else."""

    LINE = "line"
    OWN = "own"
    REGIONS = "regions"
    PLAN = "plan"
    COMPARISON = "comparison"


LOST_WORDS: dict[Lost, str] = {
    Lost.LINE: N_("The line of contact is from a reader's file, which no link can carry: the page opens on "
                  "this project's own record of the day."),
    Lost.OWN: N_("The plan is from a reader's file, which no link can carry: the page opens on another "
                 "plan."),
    Lost.REGIONS: N_("The page shows regions in groups, and so more of them than this picture."),
    Lost.PLAN: N_("The page shows the line of contact together with a plan."),
    Lost.COMPARISON: N_("The page cannot set these two against each other in this way, and opens on the "
                        "plan alone."),
}
"""What is said beside a link, so that nobody takes what it opens for the same picture."""

LINES: dict[OriginKind, str] = {
    OriginKind.RECORD: RECORD, OriginKind.DATED_FILE: RECORD, OriginKind.ARCHIVE: ARCHIVE,
    OriginKind.UPLOAD: UPLOAD,
}
"""Whose line an address asks for; the project's own file of a day stands for the record of that day."""


@dataclass(frozen=True)
class Link:
    """Where a picture can be opened again.

    `query` is an address from `?` on, `page` where the page is public (None if it is not), and
    `lost` what the page cannot show as the picture does.
    """

    query: str
    page: str | None
    lost: tuple[Lost, ...]

    @property
    def address(self) -> str | None:
        """The whole address, if the page has one."""
        return None if self.page is None else f"{self.page}/{self.query}"

    def words(self, language: Language) -> str:
        """The address as it is printed; without a public page, what follows the address of any."""
        return self.address or language.text(N_("This view, after the address of the page: {query}"),
                                             query=self.query)

    def notes(self, language: Language) -> list[str]:
        """What is said beside it."""
        return [language.text(LOST_WORDS[lost]) for lost in self.lost]


def link_of(order: ExportRequest) -> Link:
    """The link of a plan on a line of contact, or of the line alone."""
    choice, lost = choice_of(order)
    return _link(order, choice, lost)


def comparison_link(found: Difference, order: ExportRequest) -> Link:
    """The link of a comparison; the order says where the page is, and what the picture shows."""
    choice, lost = compared_choice(found, order)
    return _link(order, choice, lost)


def choice_of(order: ExportRequest) -> tuple[Choice, set[Lost]]:
    """The choice that makes the page show what an order shows: the inverse of what the page does."""
    choice, lost = _shown(order, order.ground.control)
    if order.outcome is None:
        return choice, lost | {Lost.PLAN}
    plan, more = _plan(order.outcome.scenario, order, order.outcome)
    return replace(choice, **plan), lost | more


def compared_choice(found: Difference, order: ExportRequest) -> tuple[Choice, set[Lost]]:
    """The choice that makes the page show a comparison."""
    (first, more), (second, and_more) = _plan(found.first, order), _plan(found.second, order)
    if found.second is None:
        choice, lost = _shown(order, found.line_1)
        return replace(choice, **first if found.first else {}), lost | more | {Lost.COMPARISON}
    choice, lost = _shown(order, found.line_2)
    lost |= more | and_more
    if found.two_lines and LINES[found.line_1.origin.kind] != RECORD:
        lost |= {Lost.LINE}  # another day is one of the record
    choice = replace(choice, **second, view="compare", against=first["plan"],
                     against_on=found.line_1.on if found.two_lines else None)
    wanted = (first["plan"], first["own"], first["reading"])
    for against_own in ("", first["own"]):
        candidate = replace(choice, against_own=against_own)
        case, _ = candidate.cases
        if (case.plan, case.own, case.reading) == wanted:
            return candidate, lost
    return replace(choice, view="plan", against=TODAY, against_on=None), lost | {Lost.COMPARISON}


def _link(order: ExportRequest, choice: Choice, lost: set[Lost]) -> Link:
    return Link(query_text(choice, order.world.version), order.address,
                tuple(item for item in Lost if item in lost))


def _shown(order: ExportRequest, control: Control) -> tuple[Choice, set[Lost]]:
    """Everything of a choice but the plan, and what of it is lost."""
    regions = order.world.regions.index
    groups = {name: shown_regions(regions, {name}) for name in REGION_LAYERS}
    layers = frozenset(name for name in order.layers if not groups.get(name) or order.shown & groups[name])
    exact = shown_regions(regions, layers) == order.shown
    line = LINES[control.origin.kind]
    choice = Choice(on=control.on, margin_km=order.ground.margin_km, line=line, units=order.language.units,
                    language=order.language.code, layers=layers)
    lost = {Lost.LINE: line == UPLOAD, Lost.REGIONS: not exact}
    return choice, {item for item, is_lost in lost.items() if is_lost}


def _plan(scenario: Scenario | None, order: ExportRequest,
          outcome: Outcome | None = None) -> tuple[dict[str, Any], set[Lost]]:
    """What a choice says of a plan: its id, or that of the one it was edited from and the changes; its
    interpretation; with an outcome, the strip."""
    values: dict[str, Any] = {"plan": TODAY if scenario is None else scenario.id, "own": "", "reading": ""}
    if scenario is None:
        return values, set()
    strip_km = None if outcome is None else _own_width_km(outcome)
    if scenario.group is Group.OWN or scenario.id == OWN:
        if strip_km is not None and scenario.buffer is not None:
            buffer = scenario.buffer.model_copy(update={"width_km": strip_km}) if strip_km else None
            scenario = scenario.model_copy(update={"buffer": buffer})
        return _own(scenario, order)
    more = {} if outcome is None else {"strip_km": strip_km}
    return values | {"reading": interpretations_text(chosen_of(scenario))} | more, set()


def _own(scenario: Scenario, order: ExportRequest) -> tuple[dict[str, Any], set[Lost]]:
    """The code of a reader's own plan, if the page can read it."""
    regions = frozenset(order.world.regions.index)
    code = code_of(scenario, order.library, regions)
    values = {"plan": edited(code), "own": code, "reading": ""}
    try:
        read_draft(code, order.library, regions, order.world.periods)
    except GeoError:
        return values | {"own": ""}, {Lost.OWN}
    return values, set()


def _own_width_km(outcome: Outcome) -> float | None:
    """The width of the strip that a reader asked for; None if it is the plan's."""
    buffers = (item.band for item in outcome.scenario.all_overlays if item.kind is OverlayKind.BUFFER)
    said = next(buffers, None)
    if said is None:
        return None
    band = next((item.band for item in outcome.overlays if item.id == OverlayKind.BUFFER), None)
    if band is None:
        return 0.0
    return None if band == said else band.deepest_km
