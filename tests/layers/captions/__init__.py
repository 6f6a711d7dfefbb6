"""Tests of `layers/captions`."""
