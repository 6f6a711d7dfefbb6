"""The standalone page: one file with every plan, no requests, escaped text, reproducible bytes."""

import gzip
import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest

from geo.control.origin import upload_origin
from geo.outcomes.outcome import apply, report
from geo.plans.library import TODAY, Library
from layers.one_file.standalone import standalone
from layers.text.wording import DISCLAIMER
from tests.support.files.export_requests import HOSTILE, PLAN, PLANS, RequestOf

SETTLEMENTS_BYTES = 450_000
"""What the settlements and the search for them may add."""
ZONE_BYTES = 200_000
"""What a drawn zone may add, whose figures need the borders of all pieces unsimplified, and comparisons."""
OWN_PLAN_BYTES = 40_000
"""What a reader's own plan may add: the editor, and the words of every status that it can choose."""
COMPARED_SITES_BYTES = 2_000
"""What the marks of sites in comparisons may add."""
MAX_SENT_BYTES = 1_500_000
"""With everything, packed as a host sends it."""

FETCHING = ("src", "srcset", "data", "poster", "action", "formaction", "background", "xlink:href")


class Reader(HTMLParser):
    """All tags with their attributes, and the visible text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self.open[-1:]):
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


@pytest.fixture(scope="module")
def page(request_of: RequestOf) -> str:
    return standalone(request_of(PLAN)).decode("utf-8")


@pytest.fixture(scope="module")
def read(page: str) -> Reader:
    return Reader(page)


def test_it_is_small_enough_to_send_by_mail(page: str) -> None:
    parts = SETTLEMENTS_BYTES + ZONE_BYTES + OWN_PLAN_BYTES + COMPARED_SITES_BYTES
    assert len(page.encode()) < 1_600_000 + parts
    assert len(gzip.compress(page.encode(), 9)) < MAX_SENT_BYTES


def test_the_same_request_gives_the_same_bytes(page: str, request_of: RequestOf) -> None:
    assert standalone(request_of(PLAN)).decode("utf-8") == page
    assert " at 0x" not in page, "an object's name is no text"


def test_it_makes_no_requests(read: Reader, page: str) -> None:
    """No scripts, style sheets, pictures or frames from elsewhere, and a policy that would forbid them."""
    for tag, attributes in read.tags:
        for name in FETCHING:
            assert attributes.get(name, "data:").startswith(("data:", "#")), (tag, attributes)
        assert tag not in ("iframe", "object", "embed", "base", "form"), tag
        if tag == "link":
            assert attributes["href"].startswith("data:")
        assert not any(name.startswith("on") for name in attributes), attributes
    policy = next(a["content"] for t, a in read.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in policy
    assert "script-src 'sha256-" in policy
    assert "unsafe" not in policy.partition("script-src")[2].partition(";")[0]
    assert "@import" not in page
    assert not re.search(r"url\(\s*['\"]?(?!data:|#)[a-z/]", page)


def test_links_lead_to_sources_only(read: Reader, request_of: RequestOf) -> None:
    allowed = {str(source.url) for plan in request_of(PLAN).library.plans.values()
               for source in plan.sources if source.url}
    allowed |= {source["url"] for source in request_of(PLAN).world.sources.values()}
    for tag, attributes in read.tags:
        address = attributes.get("href", "#") if tag == "a" else "#"
        if not address.startswith("#"):
            assert urlsplit(address).scheme in ("http", "https")
            assert unescape(address) in allowed, address
            assert "noopener" in attributes.get("rel", "")


def test_every_plan_and_the_line_without_one_can_be_chosen(read: Reader) -> None:
    values = [attributes["value"] for tag, attributes in read.tags if tag == "option"]
    assert sorted(values) == sorted([*PLANS, TODAY])


def test_every_plan_has_its_title_figures_and_caveat(page: str, request_of: RequestOf) -> None:
    """In plain HTML for the requested plan, and somewhere in the file for all others."""
    text = Reader(page).text + unescape(page)
    for plan in PLANS:
        scenario = request_of(plan).plan().scenario
        assert scenario.title in text, plan
        published = report(request_of(plan).plan(), request_of(plan).world)
        moved = [row for row in published["rows"] if row["status"] not in ("ukrainian", "open")]
        for row in moved if len(moved) <= 12 else []:
            assert f"{round(row['area_km2']):,}" in text, (plan, row)


def test_without_scripts_the_requested_plan_can_be_read(read: Reader, request_of: RequestOf) -> None:
    published = report(request_of(PLAN).plan(), request_of(PLAN).world)
    for part in ("Ukraine would leave its last", DISCLAIMER, "21 November 2025", "DeepStateMap.live",
                 request_of(PLAN).world.version, f"{round(published['totals']['recognised']['area_km2']):,}"):
        assert part in read.text, part
    assert any(tag == "table" for tag, _ in read.tags)
    assert next(a["lang"] for t, a in read.tags if t == "html") == "en"


def test_all_text_of_a_hostile_plan_is_escaped(request_of: RequestOf) -> None:
    base = request_of("freeze")
    texts = dict.fromkeys(("title", "short_title", "sentence_title", "summary", "caveat"), HOSTILE)
    scenario = base.plan().scenario
    rules = tuple(rule.model_copy(update={"clause": HOSTILE, "note": HOSTILE}) for rule in scenario.rules)
    scenario = scenario.model_copy(update={**texts, "rules": rules})
    ground = replace(base.ground, control=replace(base.ground.control, origin=upload_origin(HOSTILE)))
    hostile = replace(base, library=Library({"freeze": scenario}), ground=ground,
                      outcome=apply(scenario, ground))
    text = standalone(hostile).decode("utf-8")
    read = Reader(text)
    scripts = [attributes for tag, attributes in read.tags if tag == "script"]
    assert len(scripts) == len(re.findall(r"<script\b", text))
    assert "<img src=x" not in text
    assert not [tag for tag, attributes in read.tags if "onerror" in attributes]
    assert "alert(1)" in read.text, "it is shown as what it is"


def test_data_in_scripts_is_json_that_cannot_close_them(page: str) -> None:
    blocks: list[Any] = []
    for kind, body in re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL):
        if "json" in kind:
            blocks.append(json.loads(body))
            assert not set("<>&") & set(body)
    assert blocks
