"""Each form of the table."""
