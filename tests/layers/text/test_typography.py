"""Full stops, spaces that hold a figure together, and the order of names."""

import re
from datetime import date

import pytest

from geo.paths import ROOT
from layers.alphabet import alphabetical
from layers.captions.citation import quotation
from layers.language import NO_BREAK, languages, load_language
from layers.text.headline import sentence
from layers.text.outcome import Headline

ALPHABET = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
BY_NUMBER = re.compile(r"key=[\w.]*names?\.__getitem__|key=[\w.]*regions\.__getitem__")
"""Names sorted by the numbers of their letters, which is no alphabet but the Latin one."""


def test_names_stand_in_the_order_of_the_alphabet() -> None:
    assert "".join(sorted({*ALPHABET}, key=alphabetical)) == ALPHABET
    names = ["Ївга", "Івано", "Йосип", "Ірпінь", "Ян", "Їжа", "Гадяч", "Ґава", "Дніпро"]
    assert sorted(names, key=alphabetical) == [
        "Гадяч", "Ґава", "Дніпро", "Івано", "Ірпінь", "Ївга", "Їжа", "Йосип", "Ян"]


def test_no_list_that_is_shown_is_sorted_by_code_points() -> None:
    found = [path.relative_to(ROOT) for room in ("page", "layers") for path in (ROOT / room).rglob("*.py")
             if BY_NUMBER.search(path.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.parametrize("code", languages())
def test_a_quotation_keeps_figures_and_dates_together_and_ends_sentences_once(code: str) -> None:
    language = load_language(code)
    area, line = language.area(6330), language.day(date(2025, 11, 21))
    figure = Headline("Label", area, "", "", "")
    said = quotation(figure, sentence(f"Line of contact: {line}"), "0" * 8, "", language)
    assert area in said
    assert line in said
    assert ".." not in said
    if code != "en":
        assert re.search(f"\\d{NO_BREAK}\\d{{3}}{NO_BREAK}", area), "number and unit stay on one line"
