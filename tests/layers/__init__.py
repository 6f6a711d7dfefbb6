"""Tests of `layers/`."""
