"""Glossary, quotations, and the check of a picture in words."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geo.corrections.log import load_log
from geo.errors import CheckError, SourceError
from geo.tables import data_version
from layers.address import query_text
from layers.choice import Choice
from layers.glossary import explained, load_glossary, meanings
from layers.html.ledger import TERMS
from layers.html.table import table_html
from layers.language import languages, load_language
from layers.reading.asked import Asked, checked, read_asked
from layers.reading.corrections import corrections_table, corrections_value, moved_table, since_words
from page.parts.cards import CLAUSE_TERMS
from page.views.overview import RANK_TERMS

ENGLISH = load_language("en")


def test_every_word_that_a_table_explains_is_in_the_glossary() -> None:
    for terms in (TERMS, CLAUSE_TERMS, RANK_TERMS):
        assert len(meanings(terms, ENGLISH)) == len(terms)


def test_the_glossary_lists_every_term_once_by_name() -> None:
    told = explained(ENGLISH)
    assert len(told) == len(load_glossary())
    assert [name.casefold() for name, _ in told] == sorted(name.casefold() for name, _ in told)
    assert all(words.endswith(".") for _, words in told)


@pytest.mark.parametrize("text", ["", "terms = 3", "[[terms]]\nid = 'a'", "\x00",
                                  "[[terms]]\nid='a'\nname='A'\nalso=[]\nsays='s.'\n" * 2])
def test_a_faulty_glossary_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "glossary.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"glossary\.toml"):
        load_glossary(path)


def test_what_is_printed_on_a_picture_is_read_back() -> None:
    query = query_text(Choice(plan="freeze"), "6d78a083")
    assert read_asked(f"https://atlas.example/{query}#map=7/48/37") == Asked("6d78a083", None, "freeze")
    assert read_asked(query) == Asked("6d78a083", None, "freeze")
    assert read_asked(" 6D78A083\n") == Asked("6d78a083")
    assert read_asked("2026-11-25").day is not None


@pytest.mark.parametrize("text", ["", " ", "freeze", "https://atlas.example/", "?plan=freeze", "?data=12",
                                  "x" * 30_000, "?" + "&".join(["a=1"] * 500), "https://[::1", "\x00" * 8,
                                  "?data=<b>12345678</b>", "2026-13-45"])
def test_anything_else_is_refused_with_what_to_give(text: str) -> None:
    with pytest.raises(CheckError, match="Give the address"):
        read_asked(text)


@pytest.mark.parametrize("code", languages())
def test_a_day_is_read_as_a_picture_prints_it(code: str) -> None:
    language = load_language(code)
    for month in range(1, 13):
        day = date(2026, month, 9)
        for printed in (language.day(day), f" {language.day(day)}. ", day.isoformat()):
            assert read_asked(printed) == Asked(day=day)


@pytest.mark.parametrize("code", languages())
def test_other_words_of_the_glossary_are_other_words(code: str) -> None:
    language = load_language(code)
    for name, _meaning in explained(language):
        term, _, also = name.partition(" (")
        assert term.casefold() not in also.casefold().removesuffix(")").split(", "), name


def test_a_picture_of_today_has_not_changed() -> None:
    since = checked(load_log(), read_asked(data_version()), data_version())
    assert since_words(since, ENGLISH) == "This is the data version in use: no figure has changed."


def test_an_old_picture_is_told_what_changed_and_by_how_much() -> None:
    since = checked(load_log(), read_asked("?plan=us-28-point&data=6d78a083"), data_version())
    assert "corrections have moved figures since" in since_words(since, ENGLISH)
    table = moved_table(since, ENGLISH)
    assert table is not None
    cells = {row.label.words: [cell.words for cell in row.cells] for row in table.rows}
    assert ["6,267 (5,952–6,584)", "6,330 (5,523–6,687)"] in cells.values()


def test_corrections_are_escaped_in_a_page() -> None:
    hostile = replace(load_log().corrections[0], text="<script>alert(1)</script>")
    assert "<script" not in table_html(corrections_table([hostile], ENGLISH))


def test_the_log_as_data_has_every_correction_and_version() -> None:
    log = load_log()
    value = json.loads(json.dumps(corrections_value(log, data_version(), ENGLISH)))
    assert [item["id"] for item in value["corrections"]] == [item.id for item in log.corrections]
    assert len(value["data_versions"]) == len(log.versions)
