"""The settlements packed into the page of one file: all of them, with all their people, and small."""

import base64
import gzip
import json
from typing import Any

import numpy as np
import pytest

from geo.engine.file import world_pieces
from geo.engine.layout import unstepped
from geo.engine.places import OUTSIDE, piece_at, piece_of_places
from geo.gazetteer.names import other_names
from geo.world import World
from layers.language import load_language
from layers.one_file.towns import COUNTED_ELSEWHERE, DECIMALS, towns_file
from layers.style.settlements import settlements
from tests.support.files.export_requests import PLAN, RequestOf

MAX_BYTES = 475_000
"""In base64, as the page has it; about 30,000 of them are what the texts of all plans say of 47 sites."""


def opened(content: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    whole = gzip.decompress(content)
    at = 4 + int.from_bytes(whole[:4], "little")
    head: dict[str, Any] = json.loads(whole[4:at])
    columns = {}
    for name, (count, wide) in head["columns"].items():
        columns[name] = unstepped(whole[at:at + wide])
        at += wide
        assert len(columns[name]) == count
    assert at == len(whole)
    return head, columns


@pytest.fixture(scope="module", params=["en", "uk"])
def packed(request: pytest.FixtureRequest, request_of: RequestOf) -> tuple[str, bytes]:
    asked = request_of(PLAN)
    return request.param, towns_file(asked.world, asked.ground, asked.library.plans.values(),
                                     load_language(request.param))


def test_it_has_every_settlement_where_it_is_with_its_people(packed: tuple[str, bytes], world: World) -> None:
    language, content = packed
    head, columns = opened(content)
    table = settlements(world).sort_index()
    assert head["names"] == table[f"known_as_{language}"].tolist()
    for axis in ("lon", "lat"):
        assert np.abs(columns[axis] / 10**DECIMALS - table[axis]).max() <= 0.5001 * 10**-DECIMALS
    town = np.repeat(np.arange(len(table)), np.maximum(columns["parts"], 1))
    assert np.bincount(town, columns["people"]).tolist() == table["population"].tolist()
    elsewhere = ~table.index.isin(world.cities.index)
    assert ((columns["parts"] == COUNTED_ELSEWHERE) == elsewhere).all()
    assert columns["places"].sum() == len(world.places)
    assert sum(count for *_, count in head["runs"]) == len(table)


def test_it_is_small_and_the_same_every_time(packed: tuple[str, bytes], request_of: RequestOf) -> None:
    language, content = packed
    asked = request_of(PLAN)
    assert len(base64.b64encode(content)) < MAX_BYTES
    assert content == towns_file(asked.world, asked.ground, asked.library.plans.values(),
                                 load_language(language))


def test_every_place_stands_on_a_piece_of_its_region_and_counts_there(world: World) -> None:
    pieces = world_pieces(world)
    piece = piece_of_places(world, pieces)
    assert (piece >= 0).all()
    assert (pieces.table["region"].to_numpy()[piece] == world.places["region"].to_numpy()).all()
    people = np.bincount(piece, world.places["population"], len(pieces.table))
    assert people.tolist() == pieces.table["people"].tolist()


def test_a_spot_outside_the_country_is_on_no_piece(world: World) -> None:
    found = piece_at(world_pieces(world), np.array([30.52, 20.0]), np.array([50.45, 50.0]))
    assert found[0] >= 0
    assert found[1] == OUTSIDE


def test_other_names_begin_with_former_ones_and_belong_to_settlements_that_are_there(world: World) -> None:
    some = world.cities.loc[["UA1402001001"]]
    found = other_names(some)
    assert set(found["place"]) == {"UA1402001001"}
    assert {"Artemivsk", "Артемівськ", "Артёмовск"} <= set(found["name"])
    assert found["language"].iloc[0] == "old"
    assert not found.duplicated(["place", "name"]).any()
