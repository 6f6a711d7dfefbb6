"""Editing a plan: drafts, what becomes of them, and their codes for addresses."""
