"""Tests of `layers/export`."""
