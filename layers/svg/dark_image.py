"""Drawings that a page shows as images, with their dark colours."""

from layers.style.dark import DARK, recoloured
from layers.svg.element import element, text_of


def knows_dark(svg: str) -> str:
    """Return a drawing with its dark colours, which an image has where the page around it is dark."""
    head, start, rest = svg.partition(">")
    style = element("style", f"@media (prefers-color-scheme: dark){{{recoloured(DARK, svg)}}}")
    return f"{head}{start}{text_of(style)}{rest}"
