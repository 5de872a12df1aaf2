"""The command `klausul serve`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.commands.exits import MET
from engine.commands.options import on_rules

if TYPE_CHECKING:
    from engine.source.text import Lang


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", default=8080, show_default=True, type=click.IntRange(0, 65535), help="The port; 0: one that is free."
)
@click.option("--log", envvar="KLAUSUL_LOG", metavar="URL", help="Record every check in this decision log.")
@click.option("--url", envvar="KLAUSUL_URL", metavar="URL", help="The address that browsers use, behind a proxy.")
@click.option("--tokens", envvar="KLAUSUL_TOKENS", metavar="URL", help="Where the tokens of systems are kept.")
@click.option(
    "--workers",
    default=2,
    show_default=True,
    envvar="KLAUSUL_WORKERS",
    type=click.IntRange(1, 64),
    help="Processes that check side by side; one more takes what was asked for as a job.",
)
@on_rules
def serve(
    folder: Path | None,
    lang: Lang,
    host: str,
    port: int,
    log: str | None,
    url: str | None,
    tokens: str | None,
    workers: int,
) -> int:
    """Serve pages where staff check tariffs, and an API for systems, over HTTP.

    Who reaches it from other machines must log in (KLAUSUL_OPENID_ISSUER, _CLIENT, _SECRET) or send a token
    ('klausul token'); docs/operating.md tells the rest.

    Limits are set by the environment: KLAUSUL_LIMIT_UPLOAD (bytes), _FILES, _MEMORY (bytes), _SECONDS, _JOB_SECONDS,
    _WAITING, _PER_MINUTE and _LOGINS_PER_MINUTE.
    """
    import os
    from dataclasses import replace

    from engine.service.environment import set_up
    from engine.service.installed import check_installed
    from engine.service.settings import Settings

    check_installed()
    given = Settings(host=host, port=port, log=log, rules=folder, url=url, tokens=tokens, workers=workers)
    settings = set_up(given, os.environ)

    from engine.log.log import Log
    from engine.service.app import application
    from engine.service.listen import address_of, listening
    from engine.service.listen import serve as serve_on
    from engine.service.work.desk import at_hand
    from engine.source.text import Text

    listener = listening(settings)
    app = application(replace(settings, port=listener.getsockname()[1]), at_hand(folder))
    if log:  # what is wrong with it is told here, as with the rules, before any process begins
        Log.open(log, create=True)
    address = address_of(listener)
    told = Text(f"Klausul svarer på {address}", f"Klausul answers at {address}").to(lang)
    serve_on(app, listener, lambda: click.echo(told))
    return MET
