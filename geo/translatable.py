"""Marking a text for translation where it is defined; it is translated where it is shown."""


def N_(message: str) -> str:  # noqa: N802 - the name that message extractors know
    """Return the text unchanged; `tools/extract_words.py` collects it."""
    return message
