"""Tests of `layers/card`."""
