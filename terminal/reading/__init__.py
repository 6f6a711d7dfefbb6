"""Commands that help to read a figure: the glossary, the corrections, and the check of a picture."""
