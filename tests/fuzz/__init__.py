"""Changed inputs of every kind that a reader can bring, by the thousand: `make fuzz`."""
