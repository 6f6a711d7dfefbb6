"""What a reader needs to read a figure: the meaning of words, how to quote it, and what has changed since."""
