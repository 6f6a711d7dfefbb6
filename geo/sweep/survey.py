"""Which days and margins a reader asks one plan for, as text of an address."""

import re
from dataclasses import dataclass
from datetime import date

from geo.control.dates import Period, any_day
from geo.errors import N_, SweepError

STEP = 91
"""The number of days from one to the next unless told otherwise: about a quarter."""
MAX_MARGIN_KM = 3
STEPS = (7, 30, STEP, 182)
"""The days from one to the next that a reader can choose."""
WRITTEN = re.compile(r"(\d{4}-\d\d-\d\d)\.(\d{4}-\d\d-\d\d)\.(\d{1,3})\.(\d)", re.ASCII)


@dataclass(frozen=True)
class Survey:
    """Days from one to another, every `step` days, with margins up to `most_km` whole kilometres."""

    first: date
    last: date
    step: int = STEP
    most_km: int = MAX_MARGIN_KM

    @property
    def text(self) -> str:
        """As in an address: '2025-10-10.2026-10-10.91.3'."""
        return f"{self.first}.{self.last}.{self.step}.{self.most_km}"


def read_survey(text: str, periods: tuple[Period, ...]) -> Survey:
    """Read what `Survey.text` wrote; the days may be in any order, as where a reader chooses them.

    Raises
    ------
    SweepError
        If it is none, or reaches beyond the days on record.
    DateError
        If it has a day that no calendar has.
    """
    found = WRITTEN.fullmatch(text)
    if found is None or int(found[3]) not in STEPS or int(found[4]) > MAX_MARGIN_KM:
        raise SweepError(N_("'{text}' is no choice of days; write the first and the last, the days from one "
                            "to the next ({steps}) and kilometres (0 to {most}), such as {example}."),
                         text=text[:40], steps=", ".join(map(str, STEPS)), most=MAX_MARGIN_KM,
                         example=Survey(date(2025, 10, 10), date(2026, 10, 10)).text)
    first, last = any_day(found[1]), any_day(found[2])
    if min(first, last) < periods[0].first or max(first, last) > periods[-1].last:
        raise SweepError(N_("The record has days from {first} to {last}; {text} reaches beyond them."),
                         first=periods[0].first, last=periods[-1].last, text=text)
    return Survey(first, last, int(found[3]), int(found[4]))
