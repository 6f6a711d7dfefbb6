"""Tests of views, controls and layout, in a browser."""
