"""The administrative centres of the regions."""

from collections.abc import Iterable
from pathlib import Path

from geo.errors import N_, SourceError, Words
from geo.gazetteer.places import PLACES_FILE
from geo.tables import joined, read_table, unknown

CENTRES_FILE = PLACES_FILE.with_name("centres.csv")


def load_centres(regions: Iterable[str], settlements: Iterable[str], path: Path = CENTRES_FILE
                 ) -> dict[str, str]:
    """Read the administrative centre of each region: settlement (P-code) by region.

    Parameters
    ----------
    regions
        Ids of all regions.
    settlements
        P-codes of all settlements.
    path
        The table.

    Raises
    ------
    SourceError
        If the file cannot be read, a region or settlement is unknown, or a region has no centre.
    """
    wanted = set(regions)
    table = read_table(path, ("region", "settlement"), key="region")
    faults = unknown(table.index.to_series(), wanted, N_("region"))
    faults += unknown(table["settlement"], set(settlements), N_("code of a settlement"))
    faults += [Words(N_("region '{region}' has no centre"), region=region)
               for region in sorted(wanted - set(table.index))]
    if faults:
        raise SourceError(N_("{name}: {fault}"), name=path.name, fault=joined(faults))
    return {str(region): str(settlement) for region, settlement in table["settlement"].items()}
