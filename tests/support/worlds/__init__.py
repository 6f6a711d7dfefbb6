"""Worlds, lines and choices that tests are about."""
