"""The command that writes a series of pictures."""
