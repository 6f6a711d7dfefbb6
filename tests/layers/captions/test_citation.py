"""Citations: a complete one-line citation, and a file that reference managers can read."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import yaml

from geo.control.origin import LINE_SOURCES, upload_origin
from geo.outcomes.figures import FIGURES_CHANGED
from geo.outcomes.outcome import apply
from geo.plans.library import TODAY, Library
from geo.world import World
from geo.zones.ground import Ground
from layers.captions.citation import citation, citation_cff
from layers.captions.link import link_of
from layers.language import Language
from layers.request import ExportRequest
from tests.conftest import DAYS
from tests.support.files.export_requests import THINGS, RequestOf
from tests.support.worlds import toy

ADDRESS = "https://atlas.example.org"

REQUIRED = ("cff-version", "message", "title", "authors")
KNOWN = {*REQUIRED, "type", "version", "date-released", "license", "abstract", "url", "references"}
"""The keys of Citation File Format 1.2.0 used here, under the names in its schema."""

HOSTILE = 'x: "\'}\n- {key: [*a, &b]} # no\u2028\u0085\x00\x07\U0001f600 %TAG ! ---\n...\\u0041 <b>{x}'


@pytest.mark.parametrize("plan", THINGS)
def test_the_line_has_title_date_source_and_licence(
    plan: str, request_of: RequestOf, library: Library, world: World, english: Language
) -> None:
    line = citation(request_of(plan, address=ADDRESS))
    assert line.splitlines() == [line]
    title = library[plan].title if plan != TODAY else "Line of contact, without a plan"
    for part in ("Ukraine plan atlas", title, "21 November 2025", "DeepStateMap.live", world.version,
                 english.day(date.fromisoformat(FIGURES_CHANGED)), "CC BY 4.0"):
        assert part in line, part
    back = link_of(request_of(plan, address=ADDRESS))
    after = " ".join([str(back.address), *back.notes(request_of(plan).language)])
    assert line.endswith(f" {after}")
    assert citation(request_of(plan)) == line.removesuffix(f" {after}")


@pytest.mark.parametrize("plan", THINGS)
def test_the_file_conforms_to_the_format(
    plan: str, request_of: RequestOf, library: Library, world: World
) -> None:
    text = citation_cff(request_of(plan, address=ADDRESS))
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    said = yaml.safe_load(text)
    assert set(said) == KNOWN
    assert faults(said) == []
    assert said["version"] == world.version
    assert said["date-released"] == date.fromisoformat(FIGURES_CHANGED)
    assert said["title"].endswith("2025-11-21")
    assert said["url"] == link_of(request_of(plan, address=ADDRESS)).address
    urls = [item.get("url") for item in said["references"]]
    sources = library[plan].sources if plan != TODAY else ()
    lines = ["deepstate", "second-observer"]  # the two observers of the day
    if plan != TODAY and library[plan].reference_date == DAYS[0]:
        lines.append("raions")
    rest = [name for name in world.sources if name not in LINE_SOURCES]
    assert urls == [*(str(s.url) if s.url else None for s in sources),
                    *(world.sources[name]["url"] for name in [*lines, *rest])]


def faults(said: dict[str, Any]) -> list[str]:
    """List violations of the 1.2.0 schema for the keys in use."""
    found = [f"lacks {key}" for key in REQUIRED if not said.get(key)]
    if said.get("cff-version") != "1.2.0":
        found.append("version of the format")
    if said.get("type") not in ("software", "dataset"):
        found.append("type")
    if said.get("license") != "CC-BY-4.0":
        found.append("license is no SPDX id")
    for item in (said, *said.get("references", ())):
        found += [f"no authors: {item}"] if not all(a.get("name") for a in item["authors"]) else []
        found += [f"no title: {item}"] if not item.get("title") else []
        if not re.match(r"https?://\S+$", item.get("url", "https://a")):
            found.append(f"url {item['url']}")
    for item in said.get("references", ()):
        if item.get("type") not in ("website", "generic"):
            found.append(f"type of reference {item}")
    return found


def test_faults_are_found(request_of: RequestOf) -> None:
    said = yaml.safe_load(citation_cff(request_of(TODAY)))
    assert faults(said) == []
    assert faults({**said, "message": ""})
    assert faults({**said, "type": "map"})
    assert faults({**said, "url": "javascript:x"})
    assert faults({**said, "references": [{"type": "x", "authors": [{"name": ""}]}]})


def test_without_an_address_there_is_no_link(request_of: RequestOf) -> None:
    assert "url" not in yaml.safe_load(citation_cff(request_of("freeze")))
    assert "url" not in yaml.safe_load(citation_cff(request_of("freeze", address="javascript:alert(1)")))


def test_hostile_text_remains_text(toy_world: World, toy_ground: Ground, english: Language,
                                 library: Library) -> None:
    """No title becomes a key, a line, an anchor or a comment."""
    plan = toy.identity().model_copy(update={"title": HOSTILE})
    ground = replace(toy_ground, control=replace(toy_ground.control, origin=upload_origin(HOSTILE)))
    export_request = ExportRequest(toy_world, library, ground, apply(plan, ground), english)
    plain = replace(export_request, outcome=apply(toy.identity(), toy_ground), ground=toy_ground)
    said, usual = yaml.safe_load(citation_cff(export_request)), yaml.safe_load(citation_cff(plain))
    assert set(said) == set(usual)
    assert " ".join(HOSTILE.split()) in said["title"]
    assert " ".join(HOSTILE.split()) in said["abstract"]
    assert len(citation_cff(export_request).splitlines()) == len(citation_cff(plain).splitlines())
    assert len(citation(export_request).splitlines()) == 1


def test_the_toy_world_can_be_cited(toy_world: World, toy_ground: Ground, english: Language,
                                    library: Library) -> None:
    export_request = ExportRequest(toy_world, library, toy_ground, apply(toy.identity(), toy_ground), english)
    said = "A toy plan, on the line of contact of 2 January 2020 (file toy, brought by the reader)"
    assert said in citation(export_request)
    assert yaml.safe_load(citation_cff(export_request))["version"] == "toy"


def test_a_hostile_request_is_cited_as_text(hostile: ExportRequest) -> None:
    said = yaml.safe_load(citation_cff(hostile))
    assert set(said) == KNOWN
    assert len(said["references"]) == 1
    assert hostile.plan().scenario.title.split()[0] in said["title"]
    assert f" {link_of(hostile).address}" in citation(hostile)
