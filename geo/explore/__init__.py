"""Exploring a line: what hangs together, pull-backs by depth, and lines that give a wanted figure."""
