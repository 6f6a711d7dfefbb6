"""How the figures are worked out, and when not to use them: `docs/methods.md` in the reader's language."""

import re
from collections.abc import Iterator
from functools import cache

from geo.paths import DOCS
from layers.language import DEFAULT_LANGUAGE, Language

METHODS = DOCS / "methods.md"
BEGINNING = re.compile(r"#+ |- ")
"""What stands before a heading and before an item of a list."""


@cache
def document() -> str:
    """Return the document as it is written, in English."""
    return METHODS.read_text(encoding="utf-8")


def paragraphs(text: str) -> Iterator[tuple[str, str]]:
    """Yield each paragraph, heading and item as one line, as a catalogue has it, with the mark before it."""
    for block in re.split(r"\n(?=- )|\n{2,}", text.strip()):
        found = BEGINNING.match(block)
        mark = found[0] if found else ""
        yield mark, " ".join(block.removeprefix(mark).split())


def methods(language: Language) -> str:
    """Return the document in a language, as Markdown."""
    if language.code == DEFAULT_LANGUAGE:
        return document()
    said = [f"{mark}{language.text(words)}" for mark, words in paragraphs(document())]
    return "\n\n".join(said) + "\n"
