"""Tests of what is served beside the page."""
