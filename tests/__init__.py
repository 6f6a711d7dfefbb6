"""The tests: laws, data, contracts, and the page in a real browser."""
