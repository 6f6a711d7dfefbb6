"""The atlas as a caller of the library has it, on the data and surveys that other tests have worked out."""

from collections.abc import Iterator

import pytest

import atlas
from geo.cache import Cache
from geo.workspace import Workspace
from geo.world import World
from terminal.workspace import library_of


@pytest.fixture(scope="session")
def on_shared_data(world: World, terminal_cache: Cache) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("atlas.opened.open_committed",
                      lambda: Workspace(world, library_of(world), terminal_cache))
        yield


@pytest.fixture(scope="session")
def opened(on_shared_data: None) -> atlas.Atlas:
    return atlas.Atlas()
