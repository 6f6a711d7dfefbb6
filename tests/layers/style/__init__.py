"""Tests of `layers/style`."""
