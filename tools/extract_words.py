"""Collect every text that can be translated into `locale/atlas.pot`; `make words` runs it.

To add a language, copy `atlas.pot` to `locale/<code>.po` and translate it. Nothing else.
"""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "locale" / "atlas.pot"
KEYWORDS = {"N_": None}
FOLDERS = ("layers", "page")


def template() -> bytes:
    """The catalogue of all texts marked with N_ in the code, without a time stamp."""
    catalogue = Catalog(project="atlas", fuzzy=False, charset="utf-8")
    for folder in (*FOLDERS, "."):
        found = extract_from_dir(
            ROOT / folder, [("app.py" if folder == "." else "**.py", "python")],
            keywords=KEYWORDS, directory_filter=lambda path: folder != ".",
        )
        for name, _line, message, comments, context in sorted(found, key=lambda f: (f[0], f[1])):
            place = name if folder == "." else f"{folder}/{name}"
            catalogue.add(message, locations=[(place, None)], auto_comments=comments,
                          context=context)
    out = BytesIO()
    write_po(out, catalogue, omit_header=True, width=96, sort_output=True)
    return out.getvalue()


if __name__ == "__main__":
    TEMPLATE.write_bytes(template())
    sys.stdout.write(f"{TEMPLATE.relative_to(ROOT)} written\n")
