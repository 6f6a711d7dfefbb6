"""A reader's own plan as an edit of another: effects on parts of regions, overlays, reference date."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter
from typing import Any

from geo.errors import DraftError, listed
from geo.plans.custom import OWN, PROPOSED_BY, caveat, clean_name, marked, sources, summary, titles
from geo.plans.decision_table import (
    Condition,
    Disposition,
    conditions_of,
    done_by,
    fitting,
    rule_numbers,
    treated,
)
from geo.plans.edit.overlays import bands_of, edited_overlays, overlay_faults, own_walls
from geo.plans.edit.reasons import UNUSABLE, reason
from geo.plans.edit.rules import CLAUSE, differences, new_rules, remaining_rules
from geo.plans.edit.sites import SiteDecision, decided, edited_sites, site_differences, site_faults
from geo.plans.overlay import Band, Baseline
from geo.plans.scenario import Edit, Group, Scenario, TextStatus
from geo.status import Holder


@dataclass(frozen=True)
class Draft:
    """A reader's changes to a plan.

    `base` is the id of the edited plan. `bands` are the buffers and border strips, `walls` the lines along
    which the reader has walls, and `reference_date` is the day that earlier holders refer to; None keeps
    those of the base. `sites` are decisions on sites, in order of their ids.
    """

    base: str
    changes: tuple[tuple[Condition, Disposition], ...] = ()
    bands: tuple[Band, ...] | None = None
    reference_date: date | None = None
    name: str = ""
    walls: tuple[Baseline, ...] | None = None
    sites: tuple[SiteDecision, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there are no changes at all."""
        return self == Draft(self.base)


def ordered(changes: Mapping[Condition, Disposition]) -> tuple[tuple[Condition, Disposition], ...]:
    """Return changes in canonical order, so that equal drafts compare equal."""
    def place(item: tuple[Condition, Disposition]) -> tuple[str, ...]:
        return item[0].region, item[0].holder, item[0].before or ""

    return tuple(sorted(changes.items(), key=place))


def scenario_of(draft: Draft, base: Scenario, regions: frozenset[str]) -> Scenario:
    """Build the reader's own plan from a draft.

    The reader's changes precede the rules of the base, which keep their clauses for the ground they
    still apply to; so do its texts on sites. Terms, points, history, readings and walls that others report
    belong to the edited plan and are left out. An unchanged plan from a reader's file is returned as it is.

    Raises
    ------
    DraftError
        If a region is unknown, a status does not fit the holder, a recognition lacks its level, a change
        depends on the earlier holder without a reference date, or bands or name are invalid.
    """
    _check(draft, base, regions)
    if draft.is_empty and base.group is Group.OWN:
        return base
    numbers = rule_numbers(base, regions)
    changes = _normal(draft, base, done_by(base, numbers))
    rules = [*new_rules(changes), *remaining_rules(base, changes, numbers)]
    rules[-1] = rules[-1].model_copy(update={"regions": None, "holder": None, "before": None})
    day = draft.reference_date or base.reference_date
    decides = any(control is not None for _site, control in decided(draft.sites, base))
    done = summary(len(changes), decides, base)
    words: dict[str, Any] = {**titles(draft.name, base), "summary": done, "caveat": caveat(base)}
    made = Scenario(
        id=OWN, **words, group=Group.OWN, proposed_by=PROPOSED_BY,
        published=base.published, text_status=TextStatus.OWN,
        reference_date=day if any(rule.before for rule in rules) else None,
        rules=tuple(rules), **edited_overlays(draft.bands, draft.walls, base, CLAUSE),
        sites=edited_sites(draft.sites, base, CLAUSE), sources=sources(base),
        edit=Edit(of=base.id, name=draft.name or None),
    )
    return made.model_copy(update=words)  # a model makes plain texts of words


def merged(draft: Draft, more: Draft) -> Draft:
    """Return a draft with the changes of another of the same base, which decide where both say something."""
    whole = {(condition.region, condition.holder) for condition, _done in more.changes
             if condition.before is None}
    kept = {condition: done for condition, done in draft.changes
            if (condition.region, condition.holder) not in whole}
    return Draft(
        draft.base, ordered(kept | dict(more.changes)), draft.bands if more.bands is None else more.bands,
        more.reference_date or draft.reference_date, more.name or draft.name,
        draft.walls if more.walls is None else more.walls,
        tuple(sorted((dict(draft.sites) | dict(more.sites)).items(), key=itemgetter(0))))


def draft_of(own: Scenario, base: Scenario, regions: frozenset[str]) -> Draft:
    """Return the changes to `base` that reproduce the effects and bands of `own`; both may be any plans.

    The draft has the name that a reader gave `own`, if any.
    """
    asks = any(condition.before for condition in conditions_of(own, regions))
    day = own.reference_date if asks and own.reference_date != base.reference_date else None
    changes = differences(treated(own, regions), treated(base, regions), day)
    bands, walls = bands_of(own), own_walls(own)
    name = own.edit.name or "" if own.edit else ""
    return Draft(base.id, ordered(changes), None if bands == bands_of(base) else bands, day, name,
                 None if walls == own_walls(base) else walls, site_differences(own, base))


def shortest(draft: Draft, base: Scenario, regions: frozenset[str]) -> Draft:
    """Return the draft without redundant changes."""
    return replace(draft, changes=ordered(_normal(draft, base, treated(base, regions))),
                   sites=decided(draft.sites, base))


def opened(
    plan: Scenario, plans: Mapping[str, Scenario], regions: frozenset[str]
) -> tuple[Scenario, Draft]:
    """Split a plan from a reader's file into a base plan and a draft.

    Returns
    -------
    tuple
        A shipped plan and a draft if they reproduce the file exactly; otherwise the file's plan, marked
        as the reader's own, and an empty draft.
    """
    if plans.get(plan.id) == plan:
        return plan, Draft(plan.id)
    if plan.edit is not None and plan.edit.of in plans:
        base = plans[plan.edit.of]
        draft = draft_of(plan, base, regions)
        if scenario_of(draft, base, regions) == plan:
            return base, draft
    return marked(plan), Draft(OWN)


def linked(
    draft: Draft, base: Scenario, plans: Mapping[str, Scenario], default: str, regions: frozenset[str]
) -> Draft:
    """Rebase a draft on a shipped plan, so that its address works for other people.

    If the base comes from a file, everything but effects, bands, reference date, name and decisions on sites
    is dropped, such as the file's own clauses, terms and sources.
    """
    if base.id in plans:
        return draft
    own = scenario_of(draft, base, regions)
    of = base.edit.of if base.edit is not None and base.edit.of in plans else default
    again = draft_of(own, plans[of], regions)
    return Draft(of, again.changes, again.bands, again.reference_date,
                 draft.name or clean_name(base.edit.name or "" if base.edit else base.title), again.walls,
                 again.sites)


def _check(draft: Draft, base: Scenario, regions: frozenset[str]) -> None:
    faults: list[str] = []
    for condition, disposition in draft.changes:
        if condition.region not in regions:
            faults.append(reason("region", region=condition.region[:10]))
        elif disposition not in fitting(condition.holder):
            words = " ".join(filter(None, disposition.__dict__.values()))
            faults.append(
                reason("fit", words=words, region=condition.region, holder=condition.holder))
    day = draft.reference_date or base.reference_date
    if day is None and any(condition.before for condition, _done in draft.changes):
        faults.append(reason("before"))
    faults += overlay_faults(draft.bands or (), draft.walls or ()) + site_faults(draft.sites)
    if draft.name != clean_name(draft.name):
        faults.append(reason("long_name"))
    if faults:
        raise DraftError(UNUSABLE, faults=listed(faults[:3], "; "))


def _normal(
    draft: Draft, base: Scenario, plain: Mapping[Condition, Disposition]
) -> dict[Condition, Disposition]:
    """Return the changes that have an effect, each once and in order."""
    wanted = dict(plain)
    for condition, disposition in sorted(draft.changes, key=lambda item: item[0].before is not None):
        earlier_days = list(Holder) if condition.before is None else [condition.before]
        wanted |= {
            Condition(condition.region, condition.holder, before): disposition for before in earlier_days
        }
    day = draft.reference_date if draft.reference_date != base.reference_date else None
    return differences(wanted, plain, day)
