"""What the server answers beside the page: data, cards for shared addresses, and their errors."""
