"""What a plan says: rules, interpretations, plan files, and a reader's own edits."""
