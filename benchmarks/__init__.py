"""Benchmarks, above all the cost of switching plans compared with a page that rebuilds its map."""
