"""Tests of `geo/explore`."""
