"""Residents of regions of France and New Zealand, by code (ISO 3166-2)."""

import json
from collections import defaultdict
from pathlib import Path

from tools.abroad.spdata import tables

COMMUNES = "decoupage-administratif/package/data/communes.json"
PARIS = {"FR-75": "FR-75C"}

NEW_ZEALAND = {
    "Northland": "NTL", "Auckland": "AUK", "Waikato": "WKO", "Bay of Plenty": "BOP", "Gisborne": "GIS",
    "Hawke's Bay": "HKB", "Taranaki": "TKI", "Manawatu-Wanganui": "MWT", "Wellington": "WGN",
    "West Coast": "WTC", "Canterbury": "CAN", "Otago": "OTA", "Southland": "STL", "Tasman": "TAS",
    "Nelson": "NSN", "Marlborough": "MBH",
}
"""The part of the code behind `NZ-`, by the name in spData."""


def people(folder: Path) -> dict[str, int]:
    """Add up legal populations of the communes of France by department; New Zealand’s are of 2017."""
    residents: dict[str, int] = defaultdict(int)
    for commune in json.loads((folder / COMMUNES).read_text(encoding="utf-8")):
        if commune["type"] == "commune-actuelle":
            code = f"FR-{commune['departement']}"
            residents[PARIS.get(code, code)] += commune.get("population", 0)
    (table,) = tables(folder, "nz")
    for name, count in zip(table["Name"], table["Population"], strict=True):
        residents[f"NZ-{NEW_ZEALAND[str(name)]}"] = int(count)
    return dict(residents)
