"""Tests of `layers/bundle`."""
