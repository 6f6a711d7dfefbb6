"""Words and files for explorations: what hangs together, pull-backs, and solved lines."""
