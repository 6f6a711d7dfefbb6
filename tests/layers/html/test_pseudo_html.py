"""A third language is one catalogue: no page has a plain English word in it."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from geo.sources import load_sources
from geo.world import World
from geo.zones.ground import Ground
from layers.language import Language
from layers.request import ExportRequest
from tests.support.files.export_requests import hostile_request
from tests.support.pseudo import left, pseudo, pseudo_language, strings
from tests.support.renderings import RENDERED

WORDS = pseudo("a text of a file")

READ = {"alt", "aria-label", "aria-description", "aria-placeholder", "aria-roledescription", "aria-valuetext",
        "label", "placeholder", "summary", "title"}
"""Attributes that a browser or a screen reader says."""
SAID = {"description", "og:title", "og:description", "og:site_name", "og:image:alt", "twitter:title",
        "twitter:description", "twitter:image:alt", "author", "application-name"}
"""Names of `meta` elements that a reader sees elsewhere."""
CODE = {"style", "script"}
PUBLISHERS = {"geoBoundaries", "Kartographia", "OCHA", "GSHHG", "Natural", "Earth", "WRI"}
"""The credit in the corner of a map, which is a list of names."""
ALLOWED = {
    "areas": {"UA"},  # ids of regions of the toy world, which are their names
    "figures": {"toy"}, "site": {"toy"},  # the data version of the toy world
    "whole_map": {"toy", *PUBLISHERS},
}


class Read(HTMLParser):
    """What a reader of a page sees or hears, and the data of the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said, self.data, self.open = list[str](), list[str](), list[tuple[str, str]]()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in CODE:
            self.open.append((tag, given.get("type", "")))
        self.said += [value for name, value in given.items() if name in READ or name.startswith("data-say")]
        if tag == "meta" and given.get("property", given.get("name")) in SAID:
            self.said.append(given["content"])

    def handle_endtag(self, tag: str) -> None:
        if tag in CODE and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self.open:
            self.said.append(re.sub(r"<[^>]*>", "", data))  # code to copy, in which are texts, too
        elif self.open[-1] == ("script", "application/json"):
            self.data.append(data)

    @property
    def texts(self) -> Iterator[str]:
        yield from self.said
        for data in self.data:
            yield from (text for key, text in strings(json.loads(data))
                        if " " in text and key != "patterns")


@pytest.fixture(scope="module")
def language(tmp_path_factory: pytest.TempPathFactory) -> Language:
    return pseudo_language(tmp_path_factory.mktemp("locale"))


@pytest.fixture(scope="module")
def request_in_it(toy_world: World, toy_ground: Ground, language: Language) -> ExportRequest:
    request = hostile_request(toy_world, toy_ground, language, WORDS)
    record = replace(toy_world.record, origin=replace(toy_world.record.origin, title=WORDS))
    return replace(request, world=replace(request.world, sources=load_sources(), record=record))


@pytest.mark.parametrize("name", RENDERED)
def test_no_page_has_a_plain_word(name: str, request_in_it: ExportRequest) -> None:
    page = Read(RENDERED[name](request_in_it, WORDS))
    found = {word: text for text in page.texts for word in left(text, ALLOWED.get(name, ()))}
    assert page.said
    assert not found


def test_a_plain_word_is_found_wherever_a_reader_meets_it(language: Language) -> None:
    """In a text, in an attribute, in a card's head, in the data of a map; not in a script or a class."""
    inside = language.text("Left open")
    hidden = f'<script>var plain</script><style>plain</style><p class="plain">{inside}</p>'
    assert not {word for text in Read(hidden).texts for word in left(text)}
    for shown in ("<p>{}</p>", '<img alt="{}">', '<meta name="description" content="{}">',
                  '<code>&lt;a title="x"&gt;{}&lt;/a&gt;</code>',
                  '<script type="application/json">{{"tip": "{} 1"}}</script>'):
        html = shown.format("plain")
        assert {word for text in Read(html).texts for word in left(text)} == {"plain"}, html
