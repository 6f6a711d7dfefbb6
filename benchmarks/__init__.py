"""Benchmarks; those of the page, above all of a switch of plan, are in `benchmarks.page`."""
