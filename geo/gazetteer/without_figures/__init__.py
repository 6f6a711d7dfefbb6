"""Names that readers ask for and that have no figures of their own."""
