"""Tests of the sections of the page."""
