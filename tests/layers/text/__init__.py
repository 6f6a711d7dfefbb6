"""Tests of `layers/text`."""
