"""Collect all translatable texts in `locale/atlas.pot`; `make words` runs this tool.

To add a language, copy `atlas.pot` to `locale/<code>.po` and translate it; no other change is needed.
"""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import write_po

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "locale" / "atlas.pot"
ROOMS = ("geo", "layers", "page", "server", "terminal")
KEYWORDS = {"N_": None, "plural": (1, 2)}


def template() -> bytes:
    """Return the catalogue of all texts marked with N_ or passed to `plural`, without a time stamp."""
    catalogue = Catalog(project="atlas", fuzzy=False, charset="utf-8")
    for path in sorted([ROOT / "app.py", *(path for room in ROOMS for path in ROOT.glob(f"{room}/**/*.py"))]):
        place = path.relative_to(ROOT).as_posix()
        for _line, message, _comments, _context in extract_from_file("python", path, KEYWORDS):
            catalogue.add(message, locations=[(place, None)])
    out = BytesIO()
    write_po(out, catalogue, omit_header=True, width=96, sort_output=True)
    return out.getvalue()


if __name__ == "__main__":
    TEMPLATE.write_bytes(template())
    sys.stdout.write(f"{TEMPLATE.relative_to(ROOT)} written\n")
