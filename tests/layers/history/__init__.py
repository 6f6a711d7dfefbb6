"""Tests of `layers/history`."""
