"""Tests of the Python library."""
