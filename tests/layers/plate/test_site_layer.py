"""The layer of sites on plates: off until it is asked for."""

from layers.plate.scene import scene_of
from layers.selection import AT_FIRST, LAYERS
from tests.support.files.export_requests import RequestOf


def test_sites_are_shown_only_when_asked_for(request_of: RequestOf) -> None:
    assert frozenset(LAYERS) - {"sites", "units", "uncertain"} == AT_FIRST
    assert not scene_of(request_of("us-28-point")).sites
    shown = scene_of(request_of("us-28-point", layers=frozenset(LAYERS))).sites
    assert shown[0].words == "Zaporizhzhia nuclear power plant"
