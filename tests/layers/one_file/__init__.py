"""Tests of `layers/one_file`."""
