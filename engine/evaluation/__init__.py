"""Exact evaluation: rules compiled to functions over records, and the trace that explains what they found."""
