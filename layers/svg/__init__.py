"""Drawings as SVG: built as elements, so that nothing in them can become markup."""
