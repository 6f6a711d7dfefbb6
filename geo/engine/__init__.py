"""The figures of every plan on every day in one file, from which a browser sums them without a server."""
