"""The atlas as a caller of the library has it, on the data and surveys that other tests have worked out."""

import pytest

import atlas
from geo.cache import Cache
from geo.workspace import Workspace
from geo.world import World
from terminal.workspace import library_of


@pytest.fixture(scope="session")
def opened(world: World, terminal_cache: Cache) -> atlas.Atlas:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("atlas.opened.open_committed",
                      lambda: Workspace(world, library_of(world), terminal_cache))
        return atlas.Atlas()
