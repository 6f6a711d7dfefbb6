"""The atlas in Python: the figures of the page and of the terminal, as tables of pandas and GeoPandas.

    import atlas
    a = atlas.Atlas()
    a.figures("us-28-point", on="2025-11-21")

Errors are members of one family, `AtlasError`, each with one clear sentence.
"""

from atlas.atlas import Atlas
from atlas.line import Line
from geo import __version__
from geo.errors import GeoError as AtlasError
from geo.plans.library import TODAY
from geo.plans.scenario import Scenario

__all__ = ["TODAY", "Atlas", "AtlasError", "Line", "Scenario", "__version__"]
