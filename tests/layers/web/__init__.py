"""Tests of `layers/web`."""
