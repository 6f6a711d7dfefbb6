"""Tests of reading lines from files."""
