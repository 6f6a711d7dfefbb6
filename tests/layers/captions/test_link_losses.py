"""What a link cannot carry is stated next to it."""


import pytest

from geo.case import RECORD
from geo.control.origin import archive_origin, dated_file_origin, upload_origin
from geo.outcomes.difference import difference
from geo.outcomes.outcome import outcome_of
from geo.plans.library import TODAY, Library
from geo.plans.scenario import Scenario
from geo.world import World
from geo.zones.ground import Ground
from layers.captions.citation import citation, citation_cff
from layers.captions.link import LINK_LOSS_WORDS, Link, LinkLoss, comparison_link, link_of
from layers.choice import Choice
from layers.export.metadata import metadata
from layers.language import load_language
from layers.one_file.page_context import notes_of
from layers.parameter import UPLOAD, Offered
from layers.plate.text import sheet_of
from layers.request import ExportRequest
from layers.selection import shown_regions
from tests.conftest import DAYS
from tests.layers.plate.test_link import OWN, PAGE, GroundFor, from_elsewhere, opened, plan_of
from tests.support.files.export_requests import PLAN, STRIP_PLAN, RequestOf, toy_plan_named
from tests.support.worlds.choices import LANGUAGES


def test_the_link_notes_that_it_lacks_a_readers_own_line(
    request_of: RequestOf, offered: Offered, world: World
) -> None:
    """On the plate, in files and in the citation, and again on the page that the link opens."""
    export_request = from_elsewhere(request_of(PLAN, address=PAGE), upload_origin("mine.kml"))
    words = LINK_LOSS_WORDS[LinkLoss.LINE]
    assert link_of(export_request).lost == (LinkLoss.LINE,)
    assert words in sheet_of(export_request).link
    assert words in citation(export_request)
    assert words in notes_of(export_request)["notes"]
    assert metadata(export_request)["address_note"] == words
    choice, faults = opened(link_of(export_request).address, offered, world.version)
    assert choice.line == RECORD
    assert ["cannot carry it" in str(fault) for fault in faults] == [True]
    assert f"line={UPLOAD}" in link_of(export_request).query


def test_the_link_has_the_line_of_the_archive(request_of: RequestOf, offered: Offered, world: World) -> None:
    export_request = from_elsewhere(
        request_of(PLAN, address=PAGE), archive_origin(world.sources, "a.geojson")
    )
    assert link_of(export_request).lost == ()
    assert opened(link_of(export_request).address, offered, world.version) == (Choice(line="archive"), [])
    dated = from_elsewhere(export_request, dated_file_origin("2025-11-21.geojson"))
    assert "line=" not in link_of(dated).query


def test_the_link_of_the_line_alone_opens_with_a_plan_and_says_so(request_of: RequestOf) -> None:
    link = link_of(request_of(TODAY, address=PAGE))
    assert link.lost == (LinkLoss.PLAN,)
    assert LINK_LOSS_WORDS[LinkLoss.PLAN] in sheet_of(request_of(TODAY)).link


@pytest.mark.parametrize("ids, layers, lost", [
    ({"UA-14"}, {"donetsk"}, ()),
    ({"UA-14", "UA-09"}, {"donetsk", "luhansk"}, ()),
    ({"UA-43"}, {"crimea"}, (LinkLoss.REGIONS,)),
    ({"UA-05", "UA-65"}, {"elsewhere", "kherson"}, (LinkLoss.REGIONS,)),
], ids=["one", "two", "half a group", "some of many"])
def test_the_link_has_the_regions_of_a_picture(
    ids: set[str],
    layers: set[str],
    lost: tuple[LinkLoss, ...],
    request_of: RequestOf,
    offered: Offered,
    world: World,
) -> None:
    """The page switches whole groups of regions, and the note lists what that adds."""
    export_request = request_of(PLAN, regions=frozenset(ids), address=PAGE)
    again, _ = opened(link_of(export_request).address, offered, world.version)
    assert shown_regions(offered.regions, again.layers) >= ids
    assert {name for name in again.layers if shown_regions(offered.regions, {name})} == layers
    assert link_of(export_request).lost == lost


def link_between(first: Scenario | None, second: Scenario | None, ground: Ground, library: Library,
                 world: World) -> Link:
    export_request = ExportRequest(world, library, ground, None, load_language("en"), address=PAGE)
    return comparison_link(difference(ground, first, second), export_request)


def test_a_comparison_that_the_page_cannot_show_has_a_note(
    ground_on: GroundFor, surveyed_for: GroundFor, library: Library, world: World, offered: Offered
) -> None:
    """The line alone followed by a plan; an edited plan on one day and the original on another."""
    ground = ground_on(DAYS[2])
    for first, lost in ((library["freeze"], ()), (None, (LinkLoss.ORDER,))):
        link = link_between(first, library["freeze"] if first is None else None, ground, library, world)
        again, faults = opened(link.address, offered, world.version)
        assert (link.lost, again.plan, again.against, faults) == (lost, "freeze", TODAY, [])
    assert opened(link_between(None, None, ground, library, world).address, offered, world.version)[1] == []
    two = surveyed_for(DAYS[2], DAYS[3])
    link = link_between(plan_of(OWN.case, offered), library["freeze"], two, library, world)
    assert link.lost == (LinkLoss.COMPARISON,)
    again, faults = opened(link.address, offered, world.version)
    assert (again.view, again.own, again.on, faults) == ("plan", OWN.own, DAYS[2], [])


def test_without_a_public_address_there_is_no_qr_code_and_no_bare_query(
    request_of: RequestOf, world: World
) -> None:
    sheet = sheet_of(request_of(PLAN))
    assert sheet.code is None
    assert sheet.link == ("This view, after the address of the page: "
                          f"?plan=us-28-point&on=2025-11-21&data={world.version}")
    assert "plan=" not in citation(request_of(PLAN))


def test_citations_link_to_the_cited_view(request_of: RequestOf) -> None:
    export_request = request_of(STRIP_PLAN, address=PAGE)
    assert citation(export_request).endswith(f" {link_of(export_request).address}")
    assert f'url: "{link_of(export_request).address}"' in citation_cff(export_request)


def test_the_link_notes_that_it_lacks_a_plan_that_cannot_be_encoded(
    world: World, ground_on: GroundFor, library: Library
) -> None:
    """A buffer whose depth is finer than the code can express."""
    own = plan_of(Choice(plan=STRIP_PLAN, own=f"1~{STRIP_PLAN}~buffer.7").case,
                  Offered(library, world.periods, LANGUAGES, world.regions.index))
    assert own is not None
    assert own.buffer is not None
    wide = own.model_copy(update={"buffer": own.buffer.model_copy(update={"width_km": 7.555})})
    link = link_of(ExportRequest(
        world, library.with_plan(wide), ground_on(DAYS[2]), outcome_of(world, wide, ground_on(DAYS[2])),
        load_language("en"), address=PAGE))
    assert link.lost == (LinkLoss.OWN,)
    assert "own=" not in link.query


def test_the_link_of_any_plan_can_be_written(toy_world: World, toy_ground: Ground) -> None:
    """Even for a plan in no library, in a toy world without groups of regions."""
    outcome = outcome_of(toy_world, toy_plan_named("x"), toy_ground)
    export_request = ExportRequest(
        toy_world, Library({}), toy_ground, outcome, load_language("en"), address=PAGE
    )
    assert link_of(export_request).query.startswith("?plan=toy-plan&on=2020-01-02&line=")
