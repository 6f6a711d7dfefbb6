"""Sections that help to read the page: the glossary, the corrections, and the check of a picture."""
