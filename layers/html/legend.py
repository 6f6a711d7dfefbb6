"""The legend of a map as an HTML list; swatches are images, which no sanitiser strips."""

from collections.abc import Sequence

from layers.html.render import render
from layers.language import N_, Language
from layers.svg.dark_image import knows_dark
from layers.svg.element import as_image
from layers.svg.signs import swatch
from layers.text.legend import Entry


def legend_html(items: Sequence[Entry], language: Language, *, bare: bool = False,
                folds: bool = False) -> str:
    """Return the legend as a list.

    `bare` lays it out in rows for use below a map; one that `folds` is closed at first on narrow screens.
    """
    return render("legend", bare=bare, title=language.text(N_("Legend")) if folds else "",
                  items=[(as_image(knows_dark(swatch(item.sign))), item.words) for item in items])
