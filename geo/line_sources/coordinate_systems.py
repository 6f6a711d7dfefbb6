"""The coordinate system that a file declares, and the conversion of its polygons to STORE_CRS.

A definition can name files and addresses that PROJ would then open. A definition is therefore
replaced by its EPSG entry if it has one, and otherwise accepted only if it refers to nothing else.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock

import numpy as np
from pyproj import CRS, Transformer, network
from pyproj.database import query_crs_info
from pyproj.enums import PJType
from pyproj.exceptions import CRSError, ProjError

from geo.crs import STORE_CRS
from geo.line_sources.polygons import MAX_UNITS, Rings

MAX_CHARACTERS = 10_000

WGS84 = {"wgs84", "wgs1984", "worldgeodeticsystem1984", "wgs84crs84", "gcswgs1984", "wgs84geodetic", "crs84",
         "ogccrs84", "crs84h", "ogccrs84h", "wgs84lonlat", "wgs84longlat", "wgs84latlon", "wgs84latlong"}
"""Names of longitude and latitude on WGS 84, in small letters without anything between them."""

OGC84 = re.compile(r"(?:urn:(?:x-)?ogc:def:crs:ogc:[\w.]*:?|https?://www\.opengis\.net/def/crs/ogc/[\w.]+/)"
                   r"(?:crs)?84h?", re.IGNORECASE)
CODE = re.compile(r"(?:|urn:(?:x-)?ogc:def:crs:epsg:(?:[\w.]*:)?"
                  r"|https?://www\.opengis\.net/(?:def/crs/epsg/[\w.]+/|gml/srs/epsg\.xml#)"
                  r"|https?://(?:www\.)?(?:spatialreference\.org/ref/epsg|epsg\.io)/)(\d{4,6})(?:/\w*)?/?",
                  re.IGNORECASE)
WITHIN = re.compile(r"\bepsg[\s:：/=_-]{0,3}(\d{4,6})\b", re.IGNORECASE)
ESRI_CODE = re.compile(r"(?:esri:|urn:(?:x-)?ogc:def:crs:esri:[\w.]*:)(\d{1,6})", re.IGNORECASE)
WEB_MERCATOR = {102100, 102113, 900913, 3785}
"""Codes from before EPSG:3857."""

ELSEWHERE = re.compile(r"EXTENSION\s*\[|PARAMETERFILE\s*\[|grids|\.\./|://", re.IGNORECASE)

NAMELESS = {"", "unknown", "unnamed", "undefined", "none", "null", "lonlat", "longlat", "latlon", "latlong",
            "longitudelatitude", "latitudelongitude", "geographic", "degrees", "decimaldegrees"}
"""Names that name no system, in small letters without anything between them."""

REWRITTEN = (("wgs1984webmercatorauxiliarysphere", "wgs84pseudomercator"), ("wgs1984", "wgs84"),
             ("etrs1989", "etrs89"), ("gkzone", "gausskrugerzone"), ("gkcm", "gausskrugercm"))
"""Parts of Esri's names of systems, and the same of EPSG's."""

PROJ_KEYS = re.compile(r"(?:\+(?:proj|datum|ellps|towgs84|l(?:on|at)_[012]|lat_ts|lonc|alpha|gamma|k|k_0"
                       r"|x_0|y_0|zone|south|units|no_defs|type|a|b|rf|pm|wktext|over)(?:=[\w.,+-]+)?(?:\s+|$))+",
                       re.ASCII)
"""A definition in the words of PROJ that refers to no file."""

STORE = CRS.from_user_input(STORE_CRS)
PLAIN = CRS.from_user_input("OGC:CRS84")

_alone = Lock()


def by_name(name: str) -> CRS | None:
    """Return a system by name, such as 'urn:ogc:def:crs:EPSG::3857'; None if it is unknown."""
    name = name.strip()
    if re.sub(r"[\W_]", "", name.lower()) in WGS84 or OGC84.fullmatch(name):
        return STORE
    codes = set(WITHIN.findall(name)) if '"' not in name else set()
    if len(codes) == 1:
        return by_code(int(codes.pop()))
    if "[" in name:
        return by_definition(name)
    if len(name) <= MAX_CHARACTERS and PROJ_KEYS.fullmatch(name):
        return _by_proj(name)
    found = CODE.fullmatch(name) or ESRI_CODE.fullmatch(name)
    if found is None:
        code = _codes().get(_bare(name))
        return None if code is None else by_code(code)
    return by_code(int(found.group(1)), "EPSG" if CODE.fullmatch(name) else "ESRI")


def is_nameless(name: str) -> bool:
    """Tell whether what stands for the name of a system names none."""
    return re.sub(r"[\W_]", "", name.lower()) in NAMELESS


def _bare(name: str) -> str:
    bare = re.sub(r"[\W_]", "", name.lower()).removeprefix("gcs")
    for of_esri, of_epsg in REWRITTEN:
        bare = bare.replace(of_esri, of_epsg)
    return bare


@cache
def _codes() -> dict[str, int]:
    """Return the codes of EPSG by the names of its systems on a map."""
    kinds = [PJType.GEOGRAPHIC_2D_CRS, PJType.PROJECTED_CRS]
    return {_bare(one.name): int(one.code) for one in query_crs_info("EPSG", kinds, allow_deprecated=False)}


def by_code(code: int, authority: str = "EPSG") -> CRS | None:
    """Return a system by its code, of EPSG or Esri; None if it is unknown or has no horizontal part."""
    if code in WEB_MERCATOR:
        code, authority = 3857, "EPSG"
    try:
        return _flat(CRS.from_authority(authority, str(code)))
    except CRSError:
        return None


def by_definition(text: str) -> CRS | None:
    """Return a system by its WKT definition; None if it is invalid or refers to other resources."""
    if len(text) > MAX_CHARACTERS or "[" not in text:
        return None
    try:
        system = _flat(CRS.from_wkt(text))
        # A shift of its own is part of a definition that only resembles an entry.
        least = 100 if system is not None and system.is_bound else 70
        code = None if system is None else system.to_epsg(min_confidence=least)
    except CRSError:
        return None
    if code is not None:
        return by_code(code)
    return None if ELSEWHERE.search(text) else system


def prj_text(prj: bytes) -> str:
    """Return what a .prj file says, a definition or a name or code written by hand; empty if nothing."""
    utf_16 = prj[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = prj.decode("utf-16", "replace") if utf_16 else prj.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    return text.strip(" \t\r\n\0")


def _by_proj(text: str) -> CRS | None:
    try:
        return by_definition(CRS.from_proj4(text).to_wkt())
    except CRSError:
        return None


def is_wgs84(system: CRS) -> bool:
    """Return whether positions in the system are already longitude and latitude on WGS 84, in degrees."""
    return system.to_epsg() == 4326 or system.equals(PLAIN)


def shown(system: CRS) -> str:
    """Return a short printable label of the system: its EPSG code or its name, or an empty string."""
    code = system.to_epsg()
    if code is not None:
        return f"EPSG:{code}"
    name = "".join(c if c.isprintable() else "?" for c in system.name[:60]).strip()
    return "" if name.lower() in NAMELESS else name


def in_degrees(polygons: tuple[Rings, ...], system: CRS) -> tuple[Rings, ...] | None:
    """Convert polygons (x east, y north) to STORE_CRS; None if a position does not fit the system."""
    xy = np.concatenate([ring for rings in polygons for ring in rings])
    if not is_wgs84(system):
        if not (np.abs(xy) <= MAX_UNITS).all():
            return None
        try:
            with _offline():
                change = Transformer.from_crs(system, STORE_CRS, always_xy=True)
                xy = np.column_stack(change.transform(xy[:, 0], xy[:, 1]))
        except ProjError:
            return None
    if not (np.abs(xy) <= (180, 90)).all():
        return None
    ends = np.cumsum([len(ring) for rings in polygons for ring in rings])[:-1]
    parts = iter(np.split(xy, ends))
    return tuple([next(parts) for _ in rings] for rings in polygons)


@contextmanager
def _offline() -> Iterator[None]:
    """Prevent PROJ from downloading grids, then restore the previous setting.

    The setting may apply to the whole process, so only one thread converts at a time.
    """
    with _alone:
        before = network.is_network_enabled()  # type: ignore[attr-defined]
        network.set_network_enabled(False)  # type: ignore[attr-defined]
        try:
            yield
        finally:
            network.set_network_enabled(before)  # type: ignore[attr-defined]


def _flat(system: CRS) -> CRS | None:
    """Return the horizontal part of a system, without any height component; None if it has none.

    A shift to WGS 84 that the definition itself gives in numbers stays.
    """
    while system.is_compound:
        system = system.sub_crs_list[0]
    inner = system.source_crs if system.is_bound else system
    if inner is not None and (inner.is_compound or inner.is_bound):
        return _flat(inner)
    return system if inner is not None and (inner.is_geographic or inner.is_projected) else None
