"""How statuses and lines look, and how shapes are simplified for drawing."""
