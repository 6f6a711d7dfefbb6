"""The public address of the page: as set, or as the request itself says."""

import os
import re
from collections.abc import Mapping
from urllib.parse import quote

from starlette.datastructures import URL, Headers
from starlette.types import Scope

from geo.settings.variables import ADDRESS
from layers.request import read_address

HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?|\[[0-9a-fA-F:]{2,39}\])(?::\d{1,5})?",
                  re.ASCII)


def configured(environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the public address that is set.

    Raises
    ------
    FormatError
        If it is no address.
    """
    return read_address(ADDRESS.text(environment).strip())


def base_of(scope: Scope, prefix: str = "") -> str | None:
    """Return the address of the page as one request reached it, or None if it does not say so plainly.

    `prefix` is that of the page, `/folder` or empty.

    Only `Host` counts, and what is made of it goes back to nobody but this reader: headers such as
    `X-Forwarded-Host`, which anybody can send, are not read. Behind a proxy that changes `Host`, set
    ATLAS_ADDRESS.
    """
    host = Headers(scope=scope).get("host", "")
    if HOST.fullmatch(host) is None:
        return None
    root = str(scope.get("root_path", "")).rstrip("/")
    return str(URL(scheme=scope["scheme"], netloc=host, path=quote(f"{root}{prefix}"))).rstrip("/")
