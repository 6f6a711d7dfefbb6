"""Commands about plans themselves: how clauses can be interpreted, and plans of readers."""
