"""What is said of ground that changed hands: sentences and table have the figures, signs and directions."""

from datetime import date

import pandas as pd

from layers.history.handovers import ground_html, ground_table, ground_words
from layers.language import Language

FIRST, SECOND = date(2025, 10, 21), date(2025, 11, 21)
NAMES = {"UA-14": "Donetsk", "UA-63": "Kharkiv", "UA-05": "Vinnytsia"}
ROWS = pd.DataFrame([("UA-14", "russia", 300.4, 1200), ("UA-14", "ukraine", 20.0, 30),
                     ("UA-63", "russia", 0.2, 0), ("UA-05", "ukraine", 500.0, 7)],
                    columns=["region", "held_by_after", "area_km2", "people"])


def test_each_direction_is_said_with_its_own_figures(english: Language) -> None:
    assert ground_words(ROWS, FIRST, SECOND, english) == (
        "Between the ends of 21 October 2025 and 21 November 2025, 301 km² (1,200 residents before 2022) "
        "came under Russian military control and 520 km² (37 residents before 2022) came under Ukrainian "
        "control.")
    assert ground_words(ROWS[:1], FIRST, SECOND, english).count("came under") == 1
    assert "all ground had the same holder" in ground_words(ROWS[:0], FIRST, SECOND, english)


def test_the_table_adds_up_and_says_who_gained(english: Language) -> None:
    heads, *lines = ground_table(ROWS, NAMES, english)
    assert heads[1::2] == ("To Russian military control, km²", "To Ukrainian control, km²",
                           "Change under Ukrainian control, km²")
    assert lines == [("Vinnytsia", "0", "0", "500", "7", "+500"),
                     ("Donetsk", "300", "1,200", "20", "30", "−280"),
                     ("Total", "301", "1,200", "520", "37", "+219")]


def test_swapped_directions_give_swapped_columns_and_the_other_sign(english: Language) -> None:
    other = ROWS.assign(held_by_after=ROWS["held_by_after"].map({"russia": "ukraine", "ukraine": "russia"}))
    there, back = ground_table(ROWS, NAMES, english), ground_table(other, NAMES, english)
    for (name, *cells), (again, *turned) in zip(there[1:], back[1:], strict=True):
        assert (name, cells[:2], cells[2:4]) == (again, turned[2:4], turned[:2])
        assert {cells[4][0], turned[4][0]} == {"+", "−"}


def test_a_name_cannot_change_the_table(english: Language) -> None:
    html = ground_html(ROWS, {**NAMES, "UA-14": "<b onclick=x>"}, FIRST, SECOND, english)
    assert "<b onclick" not in html
    assert "&lt;b onclick" in html
