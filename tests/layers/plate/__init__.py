"""Tests of `layers/plate`."""
