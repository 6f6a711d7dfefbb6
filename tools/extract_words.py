"""Collect all translatable texts in `locale/atlas.pot`, and bring every catalogue up to date with them.

`make words` runs this tool. To add a language, copy `atlas.pot` to `locale/<code>.po` and translate it; no
other change is needed. A text that is new in a catalogue has an empty translation, which a test finds.
"""

import ast
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # also as a script

from tools.data_words import data_words  # noqa: E402

LOCALE = ROOT / "locale"
TEMPLATE = LOCALE / "atlas.pot"
KEYWORDS = {"N_": 1, "plural": 2, "plural_of": 3}
"""The functions that are given texts, and how many; the first of three is the context of the others."""

ROOMS = ("atlas", "geo", "layers", "page", "server", "terminal")
WIDTH = 96


Marked = tuple[str | tuple[str, ...], str | None]


def marked_words(code: str) -> Iterator[Marked]:
    """Yield every text marked with N_ or passed to `plural`, with its context or None, wherever it stands.

    Babel's own reader overlooks what stands within an f-string before Python 3.12.
    """
    for call in ast.walk(ast.parse(code)):
        if not isinstance(call, ast.Call):
            continue
        count = KEYWORDS.get(getattr(call.func, "id", "") or getattr(call.func, "attr", ""), 0)
        texts = [one.value for one in call.args[:count]
                 if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if not count or len(texts) < count:
            continue
        yield (texts[0], None) if count == 1 else (tuple(texts[-2:]), texts[0] if count == 3 else None)


def code_words() -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    """Yield the marked texts of all code, each with its file before it."""
    modules = [path for room in ROOMS for path in ROOT.glob(f"{room}/**/*.py")]
    for path in sorted([ROOT / "app.py", ROOT / "cli.py", *modules]):
        place = path.relative_to(ROOT).as_posix()
        for message, context in marked_words(path.read_text(encoding="utf-8")):
            yield place, message, context


def catalogue_of_all() -> Catalog:
    """Return the texts of the code, then those of the data."""
    catalogue = Catalog(project="atlas", fuzzy=False, charset="utf-8")
    of_data = ((place, words, None) for place, words in data_words(ROOT / "data"))
    for place, message, context in (*code_words(), *of_data):
        catalogue.add(message, locations=[(place, None)], context=context)
    return catalogue


def template() -> bytes:
    """Return the catalogue of all texts, without a time stamp."""
    out = BytesIO()
    write_po(out, catalogue_of_all(), omit_header=True, width=WIDTH, sort_output=True)
    return out.getvalue()


def updated(path: Path) -> bytes:
    """Return a catalogue with every text of the template: translated ones as they are, new ones empty.

    What is no longer said is left out, and nothing is guessed from texts that look alike.
    """
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.stem, abort_invalid=True)
    catalogue.update(catalogue_of_all(), no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    catalogue.creation_date, catalogue.revision_date = None, None
    out = BytesIO()
    write_po(out, catalogue, omit_header=True, width=WIDTH, sort_output=True)
    return header(path) + out.getvalue()


def header(path: Path) -> bytes:
    """Return what a catalogue says of itself, up to the first empty line."""
    return path.read_bytes().partition(b"\n\n")[0] + b"\n\n"


if __name__ == "__main__":
    TEMPLATE.write_bytes(template())
    sys.stdout.write(f"{TEMPLATE.relative_to(ROOT)} written\n")
    for found in sorted(LOCALE.glob("*.po")):
        found.write_bytes(updated(found))
        sys.stdout.write(f"{found.relative_to(ROOT)} brought up to date\n")
