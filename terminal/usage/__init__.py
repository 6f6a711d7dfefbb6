"""How the command line explains itself, in the reader's language."""
