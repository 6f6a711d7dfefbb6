"""A reader's own decisions on sites, which replace what the edited plan says of them."""

from collections.abc import Iterable, Sequence

from geo.errors import N_
from geo.plans.edit.reasons import reason
from geo.plans.rule import Confidence
from geo.plans.scenario import MAX_SITES, Scenario
from geo.plans.site_clause import SiteClause, SiteControl

SiteDecision = tuple[str, SiteControl | None]
"""A site's id and what the reader decides; None: the plan says nothing of it."""

TEXTS: dict[SiteControl, str] = {
    SiteControl.UKRAINE: N_("Under Ukrainian control"),
    SiteControl.RUSSIA: N_("Under Russian control"),
    SiteControl.SHARED: N_("Run by both sides together"),
    SiteControl.INTERNATIONAL: N_("Under international administration"),
    SiteControl.DEMILITARISED: N_("Demilitarised: no forces of either side"),
    SiteControl.OPEN: N_("Left to later talks"),
}


def decided(sites: Iterable[SiteDecision], base: Scenario) -> tuple[SiteDecision, ...]:
    """Return the decisions that differ from the edited plan, in order of the sites' ids."""
    said = {clause.site: clause for clause in base.sites}

    def differs(site: str, control: SiteControl | None) -> bool:
        if control is None:
            return site in said
        return site not in said or said[site].control is not control

    return tuple(sorted(((site, control) for site, control in dict(sites).items() if differs(site, control)),
                        key=lambda item: item[0]))


def site_differences(own: Scenario, base: Scenario) -> tuple[SiteDecision, ...]:
    """Return the decisions that make of the sites of `base` those of `own`, as far as decisions can.

    A text without a decision, as a reader's file may hold, cannot be one; where it replaces a text of the
    edited plan, that text goes.
    """
    said = {clause.site: clause for clause in base.sites}
    found: list[SiteDecision] = [(site, None) for site in said.keys() - {clause.site for clause in own.sites}]
    found += [(clause.site, clause.control) for clause in own.sites
              if clause != said.get(clause.site) and (clause.control is not None or clause.site in said)]
    return decided(found, base)


def edited_sites(sites: Iterable[SiteDecision], base: Scenario, clause: str) -> tuple[SiteClause, ...]:
    """Return the sites of an edited plan: those of the edited one, unless the reader decides otherwise.

    Parameters
    ----------
    sites
        The reader's decisions.
    base
        The edited plan; what it says of other sites keeps its clause and confidence.
    clause
        The clause of the reader's decisions.
    """
    changes = dict(decided(sites, base))
    kept = [item for item in base.sites if item.site not in changes]
    made = [SiteClause(site=site, text=TEXTS[control], clause=clause, confidence=Confidence.OWN,
                       control=control) for site, control in changes.items() if control is not None]
    return (*kept, *made)


def site_faults(sites: Sequence[SiteDecision]) -> list[str]:
    """List what is invalid about a draft's decisions."""
    names = [site for site, _control in sites]
    if len(set(names)) == len(names) <= MAX_SITES:
        return []
    return [reason("sites", most=MAX_SITES)]
