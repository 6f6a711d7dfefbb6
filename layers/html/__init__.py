"""Fragments of HTML: tables, cards, charts."""
