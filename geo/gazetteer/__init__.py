"""Settlements, regions and neighbouring states: positions, names and population."""
