"""The same twenty rules in other engines, each the fastest way that was found for it."""
