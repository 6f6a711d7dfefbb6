"""The list of what there is at addresses of data."""

from typing import Any

from geo.outcomes.figures import FIGURES_CHANGED
from geo.plans.library import TODAY
from layers.data.question import ALL, FORMATS, HISTORY, LINE, SINGLE, Kind
from layers.data.source import Source
from layers.export.metadata import LICENCE
from layers.text.wording import DISCLAIMER, NAME

PLAN_MARK, DAY_MARK = "{plan}", "{day}"
FOLDERS: dict[Kind, str] = {
    Kind.DAY: f"{PLAN_MARK}/{DAY_MARK}", Kind.ALL: f"{ALL}/{DAY_MARK}", Kind.LINE: f"{LINE}/{DAY_MARK}",
    Kind.HISTORY: f"{PLAN_MARK}/{HISTORY}",
    **{kind: kind.value for kind in SINGLE},
}
"""The address of each kind without its format."""


def index_value(source: Source) -> dict[str, Any]:
    """Return the addresses, relative to `data/`, and the plans and days that can be put into them."""
    return {
        "project": NAME,
        "data_version": source.world.version,
        "figures_changed": FIGURES_CHANGED,
        "licence": LICENCE,
        "disclaimer": DISCLAIMER,
        "addresses": {kind.value: [f"{FOLDERS[kind]}.{name}" for name in FORMATS[kind]] for kind in Kind},
        "plans": [*source.library.plans, TODAY],
        "days": [day.isoformat() for day in source.days],
    }
