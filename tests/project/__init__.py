"""Tests of the project itself: structure, wording, recipes, languages."""
