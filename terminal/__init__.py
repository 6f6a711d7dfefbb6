"""The terminal front end's commands; `cli.py` reads the command line and calls them."""
