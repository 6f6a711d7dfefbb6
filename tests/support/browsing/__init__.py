"""Readers in a browser, and what serves them."""
