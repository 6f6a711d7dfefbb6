"""Importing and using the project does not change the global settings of its libraries."""

import os
import subprocess
import sys

import matplotlib as mpl
import pytest

from layers.plate.canvas import SETTINGS, plate_settings
from tests.conftest import ROOT

IMPORT_ALL = """
import importlib, pkgutil, socket
import matplotlib
from pyproj import network
settings, patience = dict(matplotlib.rcParams), socket.getdefaulttimeout()
allowed = network.is_network_enabled()
assert allowed, "the environment allows PROJ its network here"
import atlas, geo, layers, terminal
for package in (atlas, geo, layers, terminal):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
assert dict(matplotlib.rcParams) == settings
assert network.is_network_enabled() is allowed
assert socket.getdefaulttimeout() is patience

import numpy as np
from pyproj import CRS
from geo.line_sources import coordinate_systems
asked = []
class Watched(coordinate_systems.Transformer):
    @staticmethod
    def from_crs(*systems, **options):
        asked.append(network.is_network_enabled())
        return coordinate_systems_transformer(*systems, **options)
coordinate_systems_transformer = coordinate_systems.Transformer.from_crs
coordinate_systems.Transformer = Watched
square = (np.array([[0, 0], [0, 9], [9, 9], [0, 0]], float),)
assert coordinate_systems.in_degrees((square,), CRS.from_epsg(3857)) is not None
assert asked == [False], "a conversion may not fetch grids"
assert network.is_network_enabled() is allowed
"""


@pytest.mark.slow
def test_imports_and_conversions_do_not_change_the_settings_of_libraries() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORT_ALL], cwd=ROOT, capture_output=True, text=True,
                          check=False, env={**os.environ, "PROJ_NETWORK": "ON"})
    assert done.returncode == 0, done.stderr


def test_settings_for_plates_end_with_the_drawing() -> None:
    before = dict(mpl.rcParams)
    with plate_settings(), plate_settings():
        assert {name: mpl.rcParams[name] for name in SETTINGS} == SETTINGS
    assert dict(mpl.rcParams) == before
