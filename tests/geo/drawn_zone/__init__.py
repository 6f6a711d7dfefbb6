"""Tests of zones that a reader draws or types."""
