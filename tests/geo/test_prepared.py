"""Shapes for many questions: what several readers share is never prepared itself."""

import ast
import subprocess
import sys
from datetime import date

import numpy as np
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geo.outcomes.history import pieces_for
from geo.outcomes.settlements import held_places
from geo.plans.library import Library
from geo.prepared import prepared
from geo.world import World, control_for
from geo.zones.ground import touched
from geo.zones.survey import ground_for, survey
from tests.conftest import ROOT
from tests.support.source import tree
from tests.support.worlds import toy

DAY, BEFORE = date(2025, 11, 21), date(2022, 2, 23)

THREADS = """
import threading
import numpy as np
import shapely
from geo.prepared import prepared

turn = np.linspace(0, 2 * np.pi, 5000)
far = 1 + 0.1 * np.sin(40 * turn)
spots = shapely.points(np.random.default_rng(1).uniform(-1.2, 1.2, (5000, 2)))
for _ in range(30):
    begin = threading.Barrier(4)
    shape = shapely.polygons(np.column_stack([np.cos(turn), np.sin(turn)]) * far[:, None])

    def ask():
        begin.wait()
        shapely.contains(prepared(shape), spots)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""
"""Four readers ask of one shape at once; if they shared the prepared shape, the process would end."""


def shared(world: World) -> dict[str, np.ndarray]:
    """All shapes of a world that several readers use at the same time."""
    record = world.record
    return {
        "regions": world.regions_m.geometry.to_numpy(), "degrees": world.regions.geometry.to_numpy(),
        "river": np.array([record.river]), "nobodys": np.array([record.nobodys]),
        "cells": record.cells, "wholes": np.array(list(record.regions.values())),
        "held": np.array([control_for(world, day).held for day in (DAY, BEFORE)]),
    }


def test_a_copy_is_prepared_and_the_shape_is_not() -> None:
    shapes = shapely.buffer(shapely.points([[0, 0], [5, 5]]), 1)
    copies = prepared(shapes)
    assert shapely.is_prepared(copies).all()
    assert not shapely.is_prepared(shapes).any()
    assert shapely.equals_exact(copies, shapes).all()
    one = prepared(shapes[0])
    assert shapely.is_prepared(one)
    assert shapely.equals_exact(one, shapes[0])


def test_nothing_else_prepares_shapes() -> None:
    found = []
    for path in (path for room in ("geo", "layers", "page", "server", "atlas", "terminal")
                 for path in (ROOT / room).rglob("*.py")):
        names = [node.attr for node in ast.walk(tree(path))
                 if isinstance(node, ast.Attribute)]
        found += [path.name] if "prepare" in names and path.parent.name != "server" else []
    assert found == ["prepared.py"]


def test_what_readers_share_stays_unprepared(world: World, library: Library) -> None:
    pieces_for(world)
    pieces_for(world, library["istanbul-2022"])
    control = control_for(world, DAY)
    ground = ground_for(world, control, [BEFORE], 0.0)
    touched(world, control.held)
    every = {**shared(world), "zones": ground.zones.geometry.to_numpy()}
    assert [name for name, shapes in every.items() if shapely.is_prepared(shapes).any()] == []


@pytest.mark.slow
def test_many_readers_at_once_do_no_harm() -> None:
    done = subprocess.run([sys.executable, "-c", THREADS], cwd=ROOT, check=False, capture_output=True,
                          timeout=300)
    assert (done.returncode, done.stderr) == (0, b"")


def test_who_holds_the_places_is_asked_of_prepared_shapes_only(
    toy_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked of 31,700 places, another is tens of times as slow; of a single spot it is as quick."""
    contains, asked = shapely.contains, []

    def noted(shape: BaseGeometry, spots: np.ndarray) -> np.ndarray:
        asked.append(bool(shapely.is_prepared(shape)))
        return np.asarray(contains(shape, spots))

    monkeypatch.setattr(shapely, "contains", noted)
    ground = survey(toy_world, toy.right_half())
    held_places(toy_world, ground.control, {toy.DAY: ground.control})
    assert len(asked) > 4
    assert all(asked)
