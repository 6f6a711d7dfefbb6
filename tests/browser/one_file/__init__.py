"""Tests of the map in one file, in a browser."""
