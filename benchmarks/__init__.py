"""The cost of a switch of plan: our page beside the usual one that rebuilds its map."""
