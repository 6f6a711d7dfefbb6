"""Turning an outcome into words, pictures and files."""
