"""Tests of places in the terminal."""
