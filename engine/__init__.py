"""Klausul: checks facts against the agreements that bind them."""

__version__ = "0.1.0"
