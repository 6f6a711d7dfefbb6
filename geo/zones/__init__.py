"""Cutting the country into zones along lines of contact and measuring them."""
