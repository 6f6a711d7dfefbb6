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
from geo.plans.edit import scenario_of
from geo.plans.edit_code import code_of, draft_code, parse_draft, read_draft
from geo.plans.edit_overlays import bands_of
from geo.plans.interpretations import chosen_of, interpretations_text
from geo.plans.library import DEFAULT_PLAN, TODAY
from geo.plans.scenario import Group, Scenario
from layers.address import pictured, query_text
from layers.choice import Choice
from layers.language import N_, Language
from layers.parameter import UPLOAD
from layers.request import ExportRequest
from layers.selection import REGION_LAYERS, shown_regions


class Lost(Enum):
    """What an address cannot carry, so that the page shows something else."""

    LINE = "line"
    OWN = "own"
    REGIONS = "regions"
    PLAN = "plan"
    ORDER = "order"
    COMPARISON = "comparison"


LOST_WORDS: dict[Lost, str] = {
    Lost.LINE: N_("The line of contact is from a reader's file, which no link can carry: the page opens on "
                  "this project's own record of the day."),
    Lost.OWN: N_("The plan is from a reader's file, which no link can carry: the page opens on another "
                 "plan."),
    Lost.REGIONS: N_("The page shows regions in groups, and so more of them than this picture."),
    Lost.PLAN: N_("The page shows the line of contact together with a plan."),
    Lost.ORDER: N_("The page sets the plan first, and so shows the same comparison the other way round."),
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
    cases = [(found.first, found.line_1), (found.second, found.line_2)]
    order_lost: set[Lost] = set()
    if found.first is None:
        # The page always shows a plan, and it is the first: the line without one can only be the second.
        cases.reverse()
        order_lost = {Lost.ORDER}
    (plan, line), (other, other_line) = cases
    choice, lost = _shown(order, line)
    if plan is None:
        return choice, lost | {Lost.COMPARISON}
    (shown, more), (against, and_more) = _plan(plan, order), _plan(other, order)
    lost |= more | and_more | order_lost
    if found.two_lines and LINES[other_line.origin.kind] != RECORD:
        lost |= {Lost.LINE}  # another day is one of the record
    choice = replace(choice, **shown, view="compare", against=against["plan"],
                     against_on=other_line.on if found.two_lines else None)
    for against_own in ("", against["own"]):
        candidate = replace(choice, against_own=against_own)
        _, case = candidate.cases
        if (case.plan, case.own, case.reading) == (against["plan"], against["own"], against["reading"]):
            return candidate, lost
    return replace(choice, view="plan", against=TODAY, against_on=None), lost | {Lost.COMPARISON}


def _link(order: ExportRequest, choice: Choice, lost: set[Lost]) -> Link:
    return Link(query_text(choice, order.world.version), order.address,
                tuple(item for item in Lost if item in lost))


def _shown(order: ExportRequest, control: Control) -> tuple[Choice, set[Lost]]:
    """The choice that an order carries, with what its picture fixes but the plan; and what of it is lost."""
    regions = order.world.regions.index
    groups = {name: shown_regions(regions, {name}) for name in REGION_LAYERS}
    layers = frozenset(name for name in order.layers if not groups.get(name) or order.shown & groups[name])
    exact = shown_regions(regions, layers) == order.shown
    line = LINES[control.origin.kind]
    choice = replace(
        pictured(order.choice), plan=DEFAULT_PLAN, own="", reading="", strip_km=None,
        against=TODAY, against_on=None, against_own="", on=control.on, margin_km=order.ground.margin_km,
        line=line, units=order.language.units, language=order.language.code, layers=layers)
    lost = {Lost.LINE: line == UPLOAD, Lost.REGIONS: not exact}
    return choice, {item for item, is_lost in lost.items() if is_lost}


def _plan(scenario: Scenario | None, order: ExportRequest,
          outcome: Outcome | None = None) -> tuple[dict[str, Any], set[Lost]]:
    """What a choice says of a plan: its id, or that of the one it was edited from and the changes; its
    interpretation; with an outcome, the depth of its buffer."""
    values: dict[str, Any] = {"plan": TODAY if scenario is None else scenario.id, "own": "", "reading": ""}
    if scenario is None:
        return values, set()
    if scenario.group is Group.OWN or scenario.id == OWN:
        return _own(scenario, order, outcome)
    more = {} if outcome is None else {"strip_km": _asked_depth_km(outcome)}
    return values | {"reading": interpretations_text(chosen_of(scenario))} | more, set()


def _own(scenario: Scenario, order: ExportRequest,
         outcome: Outcome | None) -> tuple[dict[str, Any], set[Lost]]:
    """The code of a reader's own plan, if the page can read it, with its buffers as they were drawn."""
    regions = frozenset(order.world.regions.index)
    try:
        draft = parse_draft(code_of(scenario, order.library, regions))
        drawn = bands_of(scenario) if outcome is None else tuple(item.band for item in outcome.bands)
        if drawn != bands_of(scenario):
            draft = replace(draft, bands=drawn)
        code = draft_code(draft)
        again = read_draft(code, order.library, regions, order.world.periods)
        carried = bands_of(scenario_of(again, order.library[again.base], regions)) == drawn
    except GeoError:
        carried = False
    if not carried:  # such as a depth that is finer than a code can say
        return {"plan": DEFAULT_PLAN, "own": "", "reading": ""}, {Lost.OWN}
    return {"plan": again.base, "own": code, "reading": ""}, set()


def _asked_depth_km(outcome: Outcome) -> float | None:
    """The depth that a reader asked for of a plan's buffer; None if it is the plan's own."""
    buffer = outcome.scenario.main_buffer
    if buffer is None:
        return None
    band = next((item.band for item in outcome.overlays if item.overlay == buffer), None)
    if band is None:
        return 0.0
    return None if band == buffer.band else band.deepest_km
