"""Sweeps: every plan on many days, margins and records, a file of figures per day."""
