"""Parts of `tools.build_abroad`, one for each source."""
