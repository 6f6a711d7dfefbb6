"""What changed published figures, since which version of the data, and what that means for an old picture."""
