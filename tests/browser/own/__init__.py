"""Tests of a reader's own plan, line and files, in a browser."""
