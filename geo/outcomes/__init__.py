"""A plan on a line of contact, and every figure that follows from it."""
