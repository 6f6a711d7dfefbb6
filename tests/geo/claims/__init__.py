"""Tests of `geo/claims`."""
