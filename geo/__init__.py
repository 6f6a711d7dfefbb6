"""Pure geometry and figures: regions, control, zones, plans and what they add up to."""

__version__ = "0.1.0"
"""The version of the code; that of the data is `World.version`."""
