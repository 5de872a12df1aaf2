"""The commands on the tokens of systems: `klausul token ...`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from engine.commands.edge import on_terminal, write
from engine.commands.exits import MET
from engine.commands.options import Command, day, in_language

if TYPE_CHECKING:
    from datetime import date

    from engine.source.text import Lang

ROLES = ("check", "audit", "admin")


def on_tokens(command: Command) -> Command:
    """Add what every command on tokens takes."""
    command = click.option(
        "--tokens",
        "url",
        envvar="KLAUSUL_TOKENS",
        required=True,
        metavar="URL",
        help="Where tokens are kept: a file such as tokens.db, or postgresql://user@host/database (or KLAUSUL_TOKENS).",
    )(command)
    return in_language(command)


@click.group()
def token() -> None:
    """Give systems access to a service, and take it away."""
    from engine.service.installed import check_installed

    check_installed()


@token.command()
@click.option("--name", required=True, help="Which system it is for; the log shows it.")
@click.option(
    "--role", required=True, type=click.Choice(ROLES), help="What it may do; each role includes those before."
)
@click.option("--until", required=True, metavar="DATE", callback=day, help="The last day that it holds (UTC).")
@on_tokens
def create(url: str, lang: Lang, name: str, role: str, until: date) -> int:
    """Make a token, and print it. It is shown this once: only a hash of it is kept."""
    from engine.service.access.answers import created

    write(created(url, name, role, until), None)
    return MET


@token.command("list")
@on_tokens
def list_tokens(url: str, lang: Lang) -> int:
    """List the tokens: what they may do, how long they hold, and when they were last used."""
    from engine.service.access.answers import token_list

    write(token_list(url, lang, terminal=on_terminal()), None)
    return MET


@token.command()
@click.argument("id_", metavar="ID")
@on_tokens
def revoke(url: str, lang: Lang, id_: str) -> int:
    """Let the token ID (see `list`) hold no more. A running service refuses it within seconds."""
    from engine.service.access.answers import revoked

    write(revoked(url, id_, lang), None)
    return MET
