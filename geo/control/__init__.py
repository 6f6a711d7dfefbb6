"""Who held which place on which day, and the ground that follows from it."""
