"""What a reader is told when an address has no answer: one table from error to status, one form."""

import re
from collections.abc import Awaitable, Callable
from functools import cache, wraps

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from geo.errors import N_, DateError, FormatError, GeoError, UnknownScenario, Words
from geo.last_resort import LoggedFault, last_resort
from layers.card.embedding import ForeignAddress
from layers.data.question import AddressError
from layers.language import DEFAULT_LANGUAGE, Language, languages, load_language
from server.prepared import Busy

BAD, NOT_FOUND, FAILED, NOT_OFFERED, BUSY = 400, 404, 500, 501, 503
RETRY_S = 5
WEIGHT = re.compile(r"q=([01](?:\.\d{0,3})?)")


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

FAULT_WORDS = N_("Something went wrong here; the fault is in the server's log as {reference}.")

Endpoint = Callable[[Request], Awaitable[Response]]


def refusal(fault: GeoError, request: Request) -> Response:
    """Return an error as JSON with its status, in the language that the request asks for."""
    status = next(STATUSES[kind] for kind in type(fault).__mro__ if kind in STATUSES)
    return _error(status, fault.words, request)


def _error(status: int, words: Words, request: Request) -> Response:
    language = _language(asked_language(request))
    headers = {"Cache-Control": "no-store", "Content-Language": language.code, "Vary": "Accept-Language"}
    if status == BUSY:
        headers["Retry-After"] = str(RETRY_S)
    return JSONResponse({"error": language.said(words)}, status, headers)


@cache
def _language(code: str) -> Language:
    try:
        return load_language(code)
    except GeoError:  # a broken catalogue leaves the answer in English
        return load_language(DEFAULT_LANGUAGE)


def asked_language(request: Request) -> str:
    """Return the code of the language of an address, or of one within it that is to be embedded.

    Else it is the first of a browser's languages that is offered.
    """
    offered = languages()
    accepted = [part.strip().partition(";") for part in request.headers.get("accept-language", "").split(",")]
    weighed = sorted(accepted, key=lambda part: -_weight(part[2]))  # the order stands where weights are equal
    embedded = QueryParams(request.query_params.get("url", "").partition("?")[2])
    codes = [request.query_params.get("language", ""), embedded.get("language", ""),
             *(part[0].split("-")[0].lower() for part in weighed)]
    return next((code for code in codes if code in offered), DEFAULT_LANGUAGE)


def _weight(text: str) -> float:
    found = WEIGHT.fullmatch(text.replace(" ", ""))
    return float(found[1]) if found else 1.0


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
                    return refusal(fault, request)
            return _error(FAILED, Words(FAULT_WORDS, reference=told[0].reference), request)

        return answer

    return decorate
