"""Links from a picture or file back to the page, and notes on what such a link cannot reproduce."""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from geo.case import ARCHIVE, LIVEUAMAP, RECORD
from geo.control.origin import OriginKind
from geo.control.record import Control
from geo.errors import GeoError
from geo.explore.pull_back import NO_PULL_BACK
from geo.outcomes.difference import Difference
from geo.outcomes.outcome import Outcome
from geo.plans.custom import OWN
from geo.plans.edit.code import code_of, draft_code, parse_draft, read_draft
from geo.plans.edit.draft import scenario_of
from geo.plans.edit.overlays import bands_of
from geo.plans.interpretations import chosen_of, interpretations_text
from geo.plans.library import DEFAULT_PLAN, TODAY
from geo.plans.scenario import Group, Scenario
from layers.address import pictured, query_text
from layers.choice import Choice
from layers.frame import AFFECTED, ALL
from layers.language import N_, Language
from layers.parameter import UPLOAD
from layers.request import PULL_BACK, SWEPT, ExportRequest
from layers.selection import REGION_LAYERS, shown_regions


class LinkLoss(Enum):
    """What an address cannot carry, so that the page differs from the picture."""

    LINE = "line"
    OWN = "own"
    REGIONS = "regions"
    PLAN = "plan"
    ORDER = "order"
    COMPARISON = "comparison"


LINK_LOSS_WORDS: dict[LinkLoss, str] = {
    LinkLoss.LINE: N_(
        "The line of contact is from a reader's file, which no link can carry: the page opens on "
        "this project's own record of the day."
    ),
    LinkLoss.OWN: N_(
        "The plan is from a reader's file, which no link can carry: the page opens on another plan."
    ),
    LinkLoss.REGIONS: N_("The page shows regions in groups, and so more of them than this picture."),
    LinkLoss.PLAN: N_("The page shows the line of contact together with a plan."),
    LinkLoss.ORDER: N_("The page sets the plan first, and so shows the same comparison the other way round."),
    LinkLoss.COMPARISON: N_(
        "The page cannot set these two against each other in this way, and opens on the plan alone."
    ),
}
"""The note printed next to a link that opens a view different from the picture."""

LINES: dict[OriginKind, str] = {
    OriginKind.RECORD: RECORD, OriginKind.DATED_FILE: RECORD, OriginKind.ARCHIVE: ARCHIVE,
    OriginKind.SECOND_RECORD: LIVEUAMAP,
    OriginKind.UPLOAD: UPLOAD,
}
"""The value of the line parameter by origin; the project's own dated file counts as the record."""


@dataclass(frozen=True)
class Link:
    """The link that opens a picture as a view of the page.

    `query` is the address from `?` onwards, `page` the public URL of the page (None if there is
    none), and `lost` what the page cannot show as the picture does.
    """

    query: str
    page: str | None
    lost: tuple[LinkLoss, ...]

    @property
    def address(self) -> str | None:
        """The full address, or None without a public page."""
        return None if self.page is None else f"{self.page}/{self.query}"

    def words(self, language: Language) -> str:
        """Return the address as printed; without a public page, only its query."""
        return self.address or language.text(N_("This view, after the address of the page: {query}"),
                                             query=self.query)

    def notes(self, language: Language) -> list[str]:
        """Return the notes printed next to the link."""
        return [language.text(LINK_LOSS_WORDS[lost]) for lost in self.lost]


def link_of(request: ExportRequest) -> Link:
    """Return the link to a plan on a line of contact, or to the line alone."""
    choice, lost = choice_of(request)
    return _link(request, choice, lost)


def comparison_link(found: Difference, request: ExportRequest) -> Link:
    """Return the link to a comparison; the request has the page's address and what the picture shows."""
    choice, lost = compared_choice(found, request)
    return _link(request, choice, lost)


def choice_of(request: ExportRequest) -> tuple[Choice, set[LinkLoss]]:
    """Return the choice with which the page shows what a request shows."""
    choice, lost = _shown(request, request.ground.control)
    if request.outcome is None:
        return choice, lost | {LinkLoss.PLAN}
    plan, more = _plan(request.outcome.scenario, request, request.outcome)
    return replace(choice, **plan), lost | more


def compared_choice(found: Difference, request: ExportRequest) -> tuple[Choice, set[LinkLoss]]:
    """Return the choice with which the page shows a comparison."""
    cases = [(found.first, found.line_1), (found.second, found.line_2)]
    swapped_loss: set[LinkLoss] = set()
    if found.first is None:
        # The page always shows a plan first, so the line without a plan can only be the second.
        cases.reverse()
        swapped_loss = {LinkLoss.ORDER}
    (plan, line), (other, other_line) = cases
    choice, lost = _shown(request, line)
    if plan is None:
        return choice, lost | {LinkLoss.COMPARISON}
    (shown, more), (against, and_more) = _plan(plan, request), _plan(other, request)
    lost |= more | and_more | swapped_loss
    other_name = LINES[other_line.origin.kind]
    if found.two_lines and other_name != choice.front.on_day(other_line.on).line:
        lost |= {LinkLoss.LINE}  # the page takes a second day from the same record
    choice = replace(choice, **shown, view="compare", against=against["plan"],
                     against_on=other_line.on if found.two_lines else None)
    for against_own in ("", against["own"]):
        candidate = replace(choice, against_own=against_own)
        _, case = candidate.cases
        if (case.plan, case.own, case.reading) == (against["plan"], against["own"], against["reading"]):
            return candidate, lost
    return replace(choice, view="plan", against=TODAY, against_on=None), lost | {LinkLoss.COMPARISON}


def _link(request: ExportRequest, choice: Choice, lost: set[LinkLoss]) -> Link:
    return Link(query_text(choice, request.world.version), request.address,
                tuple(item for item in LinkLoss if item in lost))


def _shown(request: ExportRequest, control: Control) -> tuple[Choice, set[LinkLoss]]:
    """Return the choice for a picture apart from its plan, and what an address cannot carry of it.

    A picture of the whole country leads to the ground that its plan touches, where the page opens, so that
    its address stays as short as a QR code needs.
    """
    regions = request.world.regions.index
    groups = {name: shown_regions(regions, {name}) for name in REGION_LAYERS}
    layers = frozenset(name for name in request.layers
                       if not groups.get(name) or request.shown & groups[name])
    exact = shown_regions(regions, layers) == request.shown
    line, laid = LINES[control.origin.kind], {item.kind for item in request.laid}
    choice = replace(
        pictured(request.choice), plan=DEFAULT_PLAN, own="", reading="", strip_km=None,
        against=TODAY, against_on=None, against_own="", on=control.on, margin_km=request.ground.margin_km,
        line=line, units=request.language.units, language=request.language.code, layers=layers,
        frame=AFFECTED if request.frame == ALL else request.frame,
        pull_back=request.choice.pull_back if PULL_BACK in laid else NO_PULL_BACK,
        shift=request.choice.shift if SWEPT in laid else None)
    lost = {LinkLoss.LINE: line == UPLOAD, LinkLoss.REGIONS: not exact}
    return choice, {item for item, is_lost in lost.items() if is_lost}


def _plan(scenario: Scenario | None, request: ExportRequest,
          outcome: Outcome | None = None) -> tuple[dict[str, Any], set[LinkLoss]]:
    """Return the fields of a choice for a plan, and what an address cannot carry of it.

    The fields are the plan's id, or the id of the plan it was edited from with the changes; its
    interpretation; and with an outcome the depth of its buffer.
    """
    values: dict[str, Any] = {"plan": TODAY if scenario is None else scenario.id, "own": "", "reading": ""}
    if scenario is None:
        return values, set()
    if scenario.group is Group.OWN or scenario.id == OWN:
        return _own(scenario, request, outcome)
    more = {} if outcome is None else {"strip_km": _asked_depth_km(outcome)}
    return values | {"reading": interpretations_text(chosen_of(scenario))} | more, set()


def _own(scenario: Scenario, request: ExportRequest,
         outcome: Outcome | None) -> tuple[dict[str, Any], set[LinkLoss]]:
    """Return the code of a reader's own plan, if the page can read it, with its buffers as drawn."""
    regions = frozenset(request.world.regions.index)
    try:
        draft = parse_draft(code_of(scenario, request.library, regions))
        drawn = bands_of(scenario) if outcome is None else tuple(item.band for item in outcome.bands)
        if drawn != bands_of(scenario):
            draft = replace(draft, bands=drawn)
        code = draft_code(draft)
        again = read_draft(code, request.library, regions, request.world.periods)
        carried = bands_of(scenario_of(again, request.library[again.base], regions)) == drawn
    except GeoError:
        carried = False
    if not carried:  # for example, a buffer depth finer than the code's precision
        return {"plan": DEFAULT_PLAN, "own": "", "reading": ""}, {LinkLoss.OWN}
    return {"plan": again.base, "own": code, "reading": ""}, set()


def _asked_depth_km(outcome: Outcome) -> float | None:
    """Return the buffer depth chosen by the reader, in km; None if it is the plan's own."""
    buffer = outcome.scenario.main_buffer
    if buffer is None:
        return None
    band = next((item.band for item in outcome.overlays if item.overlay == buffer), None)
    if band is None:
        return 0.0
    return None if band == buffer.band else band.deepest_km
