"""The views of the page and the switch between them."""
