"""Tests of `layers/series`."""
