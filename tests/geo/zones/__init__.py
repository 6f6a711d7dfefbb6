"""Tests of `geo/zones`."""
