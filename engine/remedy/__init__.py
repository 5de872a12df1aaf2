"""Remedies: the smallest change that would make a breached rule met, and which missing facts would settle an open one.

Both are found over the trace of a decision, by working it out for whole spans of values of one fact at a time, and
are told only where deciding again with the change gives what was found.
"""
