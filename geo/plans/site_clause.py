"""What a plan's text says of a site: a plant, dam, port, bridge or spit."""

from collections.abc import Collection, Sequence
from enum import StrEnum

from geo.errors import N_, Words
from geo.plans.rule import Confidence, Entry, Id, Line


class SiteControl(StrEnum):
    """Who would run a site.

    `shared`: both sides together. `international`: neither, but others. `demilitarised`: there are no forces
    of either side, and nothing else is said. `open`: it is left to later talks.
    """

    UKRAINE = "ukraine"
    RUSSIA = "russia"
    SHARED = "shared"
    INTERNATIONAL = "international"
    DEMILITARISED = "demilitarised"
    OPEN = "open"


class SiteClause(Entry):
    """What the text says of one site; there it decides, not the status of the ground around the site."""

    site: Id
    """The id of the site in `data/places/sites.csv`."""
    text: Line
    """What would become of the site, in our own words."""
    clause: Line
    """The clause or account that this rests on."""
    confidence: Confidence
    """Whether the clause says so itself."""
    control: SiteControl | None = None
    """Who would run the site, where that can be said in one word; the text says it in full."""


def repeated_sites(clauses: Sequence[SiteClause]) -> list[str]:
    """List a fault if two clauses of a plan are about one site."""
    named = [clause.site for clause in clauses]
    return [Words(N_("two entries of sites are about one site"))] if len(set(named)) != len(named) else []


def unknown_sites(clauses: Sequence[SiteClause], known: Collection[str] | None) -> list[str]:
    """List the clauses about a site that does not exist; `known` None checks nothing."""
    return [] if known is None else [Words(N_("sites.{number}.site: '{site}' is unknown"), number=number,
                                           site=clause.site)
                                     for number, clause in enumerate(clauses, 1) if clause.site not in known]
