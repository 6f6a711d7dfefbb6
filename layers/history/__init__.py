"""A plan through time: its chart and table, and what changed hands between two days."""
