"""Tests of `geo/plans`."""
