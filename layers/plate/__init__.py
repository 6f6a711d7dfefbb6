"""Finished pictures for publication."""
