"""Side by side: the same twenty rules in Klausul, in plain Python and in three other engines, and whole processes."""
