"""Rule tests: the small cases that stand beside the rules, and their running."""
