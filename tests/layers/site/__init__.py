"""Tests of `layers/site`."""
