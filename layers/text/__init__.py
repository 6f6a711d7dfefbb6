"""Words about outcomes, differences and places."""
