"""Whether the packages are here that the service needs: they are an extra, as the command checks without them."""

from __future__ import annotations

from importlib.util import find_spec

from engine.source.problem import Place, Problem, Problems
from engine.source.text import Text

PACKAGES = {
    "argon2-cffi": "argon2",
    "authlib": "authlib",
    "fastapi": "fastapi",
    "httpx2": "httpx2",
    "joserfc": "joserfc",
    "limits": "limits",
    "pebble": "pebble",
    "python-multipart": "python_multipart",
    "uvicorn": "uvicorn",
}
"""What the extra `service` installs, and the module of each."""
INSTALL = Text("installer klausul[service]", "install klausul[service]")


def check_installed() -> None:
    """Raise Problems, naming the packages, where any is missing."""
    missing = ", ".join(package for package, module in PACKAGES.items() if find_spec(module) is None)
    if missing:
        message = Text(f"ikke installeret: {missing}", f"not installed: {missing}")
        raise Problems([Problem("no-package", Place("klausul[service]"), message, INSTALL)])
