"""The command `klausul`: its words are in engine/commands; here it is called, and leaves with its exit status.

Exit status: 0 all met; 1 a rule that binds is breached; 2 input or rules are in error, nothing is decided;
3 no breach, but something is undetermined; 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import NoReturn

try:
    import click

    from engine import __version__
    from engine.commands.check import check, explain, report_schema
    from engine.commands.deadlines import deadlines
    from engine.commands.exits import IN_ERROR, INTERRUPTED, MET
    from engine.commands.facts import facts
    from engine.commands.log import log
    from engine.commands.rules import rules
    from engine.commands.serve import serve
    from engine.commands.token import token
except KeyboardInterrupt:  # nothing has begun
    os._exit(130)

# No plugin of another package takes part in reading facts and rules; and looking for them takes time.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="klausul")
def cli() -> None:
    """Say whether tariffs, takeovers, bills and notices keep the agreements that bind them, and show why."""


for command in (check, explain, report_schema, deadlines, rules, facts, log, serve, token):
    cli.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Run the command; leave with its exit status. No traceback reaches the user."""
    given = sys.argv[1:] if arguments is None else arguments
    if arguments is None:
        gc.disable()  # a run is short, and what it lets go of holds no rings
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        status = _status(given)
    except (click.Abort, KeyboardInterrupt):
        status = INTERRUPTED
    if arguments is None:
        _leave(status)
    sys.exit(status)


def _status(given: list[str]) -> int:
    """Run the command and give its exit status; say what went wrong, where something did."""
    try:
        status: int | None = cli.main(given, prog_name="klausul", standalone_mode=False)
    except click.Abort:
        raise
    except click.ClickException as error:
        error.show()
        return IN_ERROR
    except Exception as error:
        from engine.commands.faults import explained

        click.echo(explained(error, given), err=True, nl=False)
        return IN_ERROR
    return status or MET


def _leave(status: int) -> NoReturn:
    """Leave at once: taking the program apart in good order would be a tenth of a short check."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, KeyboardInterrupt):
            stream.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
