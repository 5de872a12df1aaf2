"""Passages of agreements: their fingerprints, and where they stand in a user's own copies. No passage is kept."""
