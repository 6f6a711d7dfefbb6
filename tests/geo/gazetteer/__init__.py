"""Tests of `geo/gazetteer`."""
