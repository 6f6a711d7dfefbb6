"""What the reader has chosen, and what is kept between runs."""
