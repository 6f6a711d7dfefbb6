"""Tests of `geo/outcomes`."""
