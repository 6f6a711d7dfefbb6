"""Every piece of HTML that a person sees comes from a template, which escapes what it is given."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).parent / "templates"
AFTER_NUMBER, NO_BREAK = re.compile(r"(?<=\d) (?=\S)"), "\N{NO-BREAK SPACE}"


def render(name: str, **values: Any) -> str:
    """Fill in a template.

    Parameters
    ----------
    name
        Its file in `layers/html/templates`, without the suffix.
    values
        What it shows, in the reader's language already. Text is never markup here: a template
        escapes every value, but for the few of our own making that it marks as `safe`.

    Raises
    ------
    jinja2.UndefinedError
        If the template needs a value that it is not given.
    """
    return environment().get_template(f"{name}.html").render(**values)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates: every value is escaped, and a missing one is a fault."""
    found = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
                        trim_blocks=True, lstrip_blocks=True)
    found.filters["web_address"] = web_address
    found.filters["bound"] = bound
    return found


def bound(text: str) -> str:
    """A text in which no number stands at the end of a line without the unit or name after it."""
    return AFTER_NUMBER.sub(NO_BREAK, text)


def web_address(address: object) -> str:
    """An address that may become a link, or nothing."""
    text = str(address or "")
    return text if text.startswith(("https://", "http://")) else ""
