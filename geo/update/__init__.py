"""Carrying the record on from daily archive files: reading them, deriving events, saving."""
