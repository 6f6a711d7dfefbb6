"""Glossary, corrections, check of a picture and quotations on the page."""

from geo.corrections.log import load_log
from geo.tables import data_version
from layers.glossary import load_glossary
from page.notes.sections import CORRECTIONS, GLOSSARY, PRINTED
from tests.page.test_page import visit, warnings, words


def html(page, mark: str) -> list[str]:
    return [item.proto.body for item in page.get("html") if mark in item.proto.body]


def test_the_page_explains_corrects_and_can_be_quoted() -> None:
    page = visit(plan="us-28-point", on="2025-11-21")
    assert not page.exception
    last = [*load_glossary().values()][-1]
    assert not html(page, last.says), "closed panels are not sent"
    page.session_state[GLOSSARY] = page.session_state[CORRECTIONS] = True
    page.run()
    assert html(page, last.says)
    (log,) = html(page, "corrections")
    assert log.count("<tr>") == len(load_log().corrections) + 1
    parts = html(page, 'class="cite"')[0].split('class="cite">')[1:]
    quoted = [words(part.split("</p>")[0]) for part in parts]
    assert quoted
    assert all("United States 28-point plan" in text and "21 November 2025" in text
               and f"Data version {data_version()}" in text for text in quoted)

    page.text_input(PRINTED).set_value("?plan=us-28-point&data=6d78a083").run()
    (answer,) = html(page, '<p data-told>Data version 6d78a083')
    assert "6,267 (5,952–6,584)" in answer
    assert "Geneva framework leaves" not in answer, "it concerns another plan"

    page.text_input(PRINTED).set_value("<script>").run()
    assert [text for text in warnings(page) if "Give the address" in text]
    assert not html(page, "Data version 6d78a083, in use")
