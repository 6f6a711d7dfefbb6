"""Tests of the recipes in `CONTRIBUTING.md`, followed in a copy of the project."""
