"""Settlements, regions and sites: where they are, what they are called, who lived there."""
