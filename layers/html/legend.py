"""The legend of a map as a list: signs as images, which no sanitiser strips, and what they mean."""

from collections.abc import Sequence

from layers.html.render import render
from layers.svg.element import as_image
from layers.svg.signs import swatch
from layers.text.legend import Entry


def legend_html(items: Sequence[Entry], bare: bool = False) -> str:
    """The legend as a list; `bare` lays it out in rows, for below a map."""
    return render("legend", bare=bare, items=[(as_image(swatch(item.sign)), item.words) for item in items])
