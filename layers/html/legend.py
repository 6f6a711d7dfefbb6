"""The legend of a map as an HTML list; swatches are images, which no sanitiser strips."""

from collections.abc import Sequence

from layers.html.render import render
from layers.svg.element import as_image
from layers.svg.signs import swatch
from layers.text.legend import Entry


def legend_html(items: Sequence[Entry], bare: bool = False) -> str:
    """Return the legend as a list; `bare` lays it out in rows for use below a map."""
    return render("legend", bare=bare, items=[(as_image(swatch(item.sign)), item.words) for item in items])
