"""Tests of the language of the terminal."""
