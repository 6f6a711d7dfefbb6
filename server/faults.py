"""What a reader is told when an address has no answer: one table from error to status, one form."""

from collections.abc import Awaitable, Callable
from functools import wraps

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from geo.errors import DateError, FormatError, GeoError, UnknownScenario
from geo.last_resort import LoggedFault, last_resort
from layers.card.embedding import ForeignAddress
from layers.data.question import AddressError
from server.prepared import Busy

BAD, NOT_FOUND, FAILED, NOT_OFFERED, BUSY = 400, 404, 500, 501, 503
RETRY_S = 5


class NotOffered(GeoError):
    """The answer exists, but not in the format that was asked for."""


STATUSES: dict[type[GeoError], int] = {
    AddressError: BAD,
    UnknownScenario: NOT_FOUND,
    DateError: NOT_FOUND,
    FormatError: NOT_FOUND,
    ForeignAddress: NOT_FOUND,
    NotOffered: NOT_OFFERED,
    Busy: BUSY,
    GeoError: NOT_FOUND,
}
"""The status of each error; of one that is not listed, that of the class it derives from."""

FAULT_WORDS = "Something went wrong here; the fault is in the server's log as {reference}."

Endpoint = Callable[[Request], Awaitable[Response]]


def refusal(fault: GeoError) -> Response:
    """Return an error as JSON with its status."""
    status = next(STATUSES[kind] for kind in type(fault).__mro__ if kind in STATUSES)
    return _error(status, str(fault))


def _error(status: int, words: str) -> Response:
    headers = {"Cache-Control": "no-store"}
    if status == BUSY:
        headers["Retry-After"] = str(RETRY_S)
    return JSONResponse({"error": words}, status, headers)


def answered(doing: str) -> Callable[[Endpoint], Endpoint]:
    """Decorate an endpoint: errors become answers, and unexpected ones are logged.

    Parameters
    ----------
    doing
        What the endpoint does, for the log.
    """

    def decorate(endpoint: Endpoint) -> Endpoint:
        @wraps(endpoint)
        async def answer(request: Request) -> Response:
            told: list[LoggedFault] = []
            with last_resort(f"the server: {doing}", told.append):
                try:
                    return await endpoint(request)
                except GeoError as fault:
                    return refusal(fault)
            return _error(FAILED, FAULT_WORDS.format(reference=told[0].reference))

        return answer

    return decorate
