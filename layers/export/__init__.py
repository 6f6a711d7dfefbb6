"""Files of shapes and tables."""
