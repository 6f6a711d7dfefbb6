"""The legend of a map as a list: signs as images, which no sanitiser strips, and what they mean."""

from collections.abc import Sequence

from layers.html.render import render
from layers.svg.element import as_image
from layers.svg.signs import swatch
from layers.text.legend import Entry


def legend_html(items: Sequence[Entry]) -> str:
    """The legend as a list."""
    return render("legend", items=[(as_image(swatch(item.sign)), item.words) for item in items])
