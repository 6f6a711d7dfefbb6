"""What an operator can set: the one place where environment variables are read."""
