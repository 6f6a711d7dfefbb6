"""The look of every zone under a plan."""


from geo.outcomes.outcome import Outcome
from geo.status import Holder, Status
from layers.style.statuses import Shade, look_of


def looks(outcome: Outcome) -> dict[str, Status | Shade]:
    """Return the look of each zone: by id, in the order of `Outcome.table`."""
    rules, table = outcome.scenario.rules, outcome.table
    return {
        str(zone): look_of(Status(status), Holder(holder), rules[rule].level)
        for zone, status, holder, rule in zip(
            table.index, table["status"], table["holder"], table["rule"], strict=True)
    }
