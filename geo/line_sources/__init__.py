"""Lines of contact that come from files: each format has a small reader of its own, with caps."""
