"""Which polygons of a file are the ground held by Russia, where its features tell more than one thing."""
