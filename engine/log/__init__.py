"""The decision log: every run kept whole and chained to the one before, to be read, verified and decided again."""
