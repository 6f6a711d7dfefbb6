"""Documents and archives, and the registry of everything that can be exported."""
