"""Tests of `geo/`."""
