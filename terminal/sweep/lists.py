"""Reading lists and days from the command line."""

from datetime import date

from geo.control.dates import any_day
from geo.errors import N_, SweepError


def listed(text: str | None) -> list[str] | None:
    """Read names separated by commas; None if the option is absent.

    Raises
    ------
    SweepError
        If there is no name in the list.
    """
    if text is None:
        return None
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise SweepError(N_("There is nothing in the list; names are separated by commas."))
    return names


def day_of(text: str | None) -> date | None:
    """Read a day, whether or not anything is known about it; None if the option is absent."""
    return None if text is None else any_day(text)
