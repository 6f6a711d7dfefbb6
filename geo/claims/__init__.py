"""Published figures and their comparison with the computed ones."""
