"""Tests of `geo/control`."""
