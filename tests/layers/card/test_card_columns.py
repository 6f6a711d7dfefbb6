"""The column of a card's picture: no line of it is drawn wider than it was measured, in any language."""

from dataclasses import replace
from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import RendererAgg

from layers.card.picture import SIZE_PX
from layers.language import Language, load_language
from layers.plate.blocks import SIGN
from layers.plate.canvas import plate_settings
from layers.plate.fonts import face, wrapped
from layers.plate.plate import room_of
from layers.plate.sizes import CARD, POINTS_PER_INCH, layout_of
from layers.plate.text import Sheet, sheet_of
from tests.support.files.export_requests import RequestOf
from tests.support.pseudo import pseudo_language
from tests.support.worlds.choices import PLANS

MIN_PX = 0.5


def lines_of(sheet: Sheet) -> list[tuple[str, float, float]]:
    """The lines of figures and legend, each with the width of its column and the size of its type."""
    layout, room = layout_of(CARD), room_of(layout_of(CARD), [sheet])
    column, text = layout.beside or 0.0, layout.text * room.column
    type_pt = text * 0.86
    beside_sign = column - SIGN[0] * type_pt / 12 - type_pt * 0.7
    told = [(item.words, beside_sign, type_pt) for item in sheet.legend]
    for item in sheet.figures:
        told += [(item.label, column, text), ("; ".join(item.notes), column, text * 0.88)]
    return [(line, width, size) for words, width, size in told for line in wrapped(words, width, size)]


@pytest.mark.parametrize("code", ["en", "uk", "pseudo"])
def test_no_line_is_drawn_over_its_column(request_of: RequestOf, code: str, tmp_path: Path) -> None:
    language: Language = pseudo_language(tmp_path) if code == "pseudo" else load_language(code)
    over: dict[str, float] = {}
    with plate_settings():
        renderer = RendererAgg(*SIZE_PX, POINTS_PER_INCH)
        for plan in PLANS:
            sheet = sheet_of(replace(request_of(plan, size=CARD, frame="affected"), language=language))
            for line, width, size in lines_of(sheet):
                drawn = renderer.get_text_width_height_descent(line, face("regular", size), ismath=False)[0]
                if drawn > width + MIN_PX:
                    over[f"{plan}: {line}"] = drawn - width
    assert not over
