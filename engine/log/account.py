"""The account that a program runs under."""

from __future__ import annotations

import getpass
import os

from engine.source.problem import Place, Problem, Problems
from engine.source.text import Text


def account() -> str:
    """Give the name of the account, by its id where the system has ids. Raises Problems where it has no name."""
    try:
        if hasattr(os, "geteuid"):
            import pwd

            return pwd.getpwuid(os.geteuid()).pw_name
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        message = Text("kontoen har intet navn", "the account has no name")
        expected = Text("--actor NAVN", "--actor NAME")
        raise Problems([Problem("no-account", Place("--actor"), message, expected)]) from None
