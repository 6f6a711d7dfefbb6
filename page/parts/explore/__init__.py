"""Panels that explore: what hangs together, pull-backs, lines that give a figure, what holds in any case."""
