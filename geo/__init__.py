"""The computational core: regions, control, zones, plans and figures, without any user interface."""

__version__ = "0.1.0"
"""The version of the code; the version of the data is `World.version`."""
