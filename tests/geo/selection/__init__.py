"""Tests of what is taken from a file that holds several things."""
