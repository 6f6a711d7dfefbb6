"""Lines of contact from files, with one small size-limited reader per format."""
