"""Applying a plan to a line of contact, and the resulting figures."""
