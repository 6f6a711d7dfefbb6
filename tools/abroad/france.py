"""Residents of the departments of France."""

import json
from collections import defaultdict
from pathlib import Path

COMMUNES = "decoupage-administratif/package/data/communes.json"
PARIS = {"FR-75": "FR-75C"}


def french_people(folder: Path) -> dict[str, int]:
    """Add up the legal populations of the communes by department (ISO 3166-2)."""
    residents: dict[str, int] = defaultdict(int)
    for commune in json.loads((folder / COMMUNES).read_text(encoding="utf-8")):
        if commune["type"] == "commune-actuelle":
            code = f"FR-{commune['departement']}"
            residents[PARIS.get(code, code)] += commune.get("population", 0)
    return dict(residents)
