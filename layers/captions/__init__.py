"""What goes with a picture or a file: citation, link back, and a description for those who cannot see it."""
