"""Tests of `layers/data`."""
