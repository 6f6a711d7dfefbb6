"""Tests of what is shared with others, in a browser."""
