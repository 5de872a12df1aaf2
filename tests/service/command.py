"""The command, to hold the service against."""

from __future__ import annotations

from typing import Any

import click
from click.testing import CliRunner


def printed(command: click.Command, *arguments: Any) -> bytes:
    """Give what a command prints."""
    result = CliRunner().invoke(command, [str(argument) for argument in arguments], standalone_mode=False)
    assert result.exception is None, result.exception
    return result.stdout_bytes
