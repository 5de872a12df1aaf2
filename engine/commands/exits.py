"""What the command's exit status says."""

MET, BREACHED, IN_ERROR, OPEN, INTERRUPTED = 0, 1, 2, 3, 130
"""All met; what binds is breached; input or rules in error and nothing decided; something undetermined; stopped."""
