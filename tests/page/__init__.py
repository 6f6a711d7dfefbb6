"""Tests of `page/` without a browser."""
