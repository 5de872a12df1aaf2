"""The command `klausul serve`."""

from __future__ import annotations

from pathlib import Path

import click

from engine.commands.exits import MET


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535))
@click.option("--log", envvar="KLAUSUL_LOG", metavar="URL", help="Record every check in this decision log.")
@click.option("--rules", "folder", type=click.Path(path_type=Path), help="Folder of rule files.")
def serve(host: str, port: int, log: str | None, folder: Path | None) -> int:
    """Serve pages where staff check tariffs, and an API for systems, over HTTP."""
    import uvicorn

    from engine.service.app import application
    from engine.service.settings import Settings

    settings = Settings(host=host, port=port, log=log, rules=folder)
    uvicorn.run(application(settings), host=host, port=port, server_header=False)
    return MET
