"""Measurements of the page: a switch of plan, its opening, readers at once, memory."""
