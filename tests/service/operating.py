"""The files that tell how the service is run for many, read; and their steps, done without a container engine."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "operating.md").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
FOLDERS = ("/klausul", "/tools", "/wheels")
"""Where the Dockerfile makes what it makes."""
VARIABLE = re.compile(r"\$\{(\w+)(:[-?])?([^}]*)\}")

Step = tuple[str, str]


def steps() -> list[list[Step]]:
    """Give what the Dockerfile does, as (instruction, what follows), for each of its stages."""
    text = (ROOT / "Dockerfile").read_text("utf-8")
    lines = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)).splitlines()
    found: list[list[Step]] = []
    for line in filter(None, lines):
        name, _, rest = line.partition(" ")
        if name == "FROM":
            found.append([])
        found[-1].append((name, rest))
    return found


def said(instruction: str, stage: int = -1) -> list[str]:
    """Give what follows each instruction of this name in a stage."""
    return [rest for name, rest in steps()[stage] if name == instruction]


def health_check() -> list[str]:
    """Give the command that says whether a container is well."""
    (rest,) = said("HEALTHCHECK")
    command: list[str] = json.loads(rest.partition("CMD ")[2])
    return command


def let_through() -> list[Path]:
    """Give the files that .dockerignore lets into a build."""
    patterns = (ROOT / ".dockerignore").read_text("utf-8").split()
    found = []
    for path in sorted(ROOT.rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        parts = ["/".join(name.split("/")[: end + 1]) for end in range(name.count("/") + 1)]
        ignored = False
        for pattern in patterns:
            plain = pattern.lstrip("!")
            hit = any(fnmatch(part, plain) or fnmatch(f"/{part}", plain.replace("**/", "*/")) for part in parts)
            ignored = (not pattern.startswith("!")) if hit else ignored
        if path.is_file() and not ignored:
            found.append(path)
    return found


def variables() -> dict[str, str | None]:
    """Give the names that compose.yaml takes from outside, with what stands in for each; None where it must be set."""
    text = (ROOT / "compose.yaml").read_text("utf-8")
    text = re.sub(r"^\s*#.*", "", text, flags=re.MULTILINE)
    return {name: rest if sign == ":-" else None for name, sign, rest in VARIABLE.findall(text)}


def environment(given: dict[str, str]) -> dict[str, str]:
    """Give the service's environment as compose.yaml makes it."""
    known = {name: given.get(name) or rest or "" for name, rest in variables().items()}
    service: dict[str, str] = COMPOSE["services"]["klausul"]["environment"]
    return {name: VARIABLE.sub(lambda found: known[found[1]], value) for name, value in service.items()}


@dataclass(frozen=True)
class Image:
    """What the Dockerfile builds, in a folder: `base`/klausul is /klausul."""

    base: Path

    def of(self, words: str) -> str:
        """Give a command of the Dockerfile with the folders that are meant."""
        for folder in FOLDERS:
            words = re.sub(rf"(?<![\w/.-]){folder}\b", f"{self.base}{folder}", words)
        return words

    def environment(self) -> dict[str, str]:
        """Give the environment that the image sets."""
        found = {}
        for line in said("ENV"):
            for pair in line.split():
                name, _, value = pair.partition("=")
                found[name] = self.of(value).replace("$PATH", os.environ["PATH"])
        return found


def built(base: Path, python: str) -> Image:
    """Do the steps of the build in `base`, but for the system's packages, which must be there."""
    image, source = Image(base), base / "source"
    (base / "bin").mkdir()
    (base / "bin" / "python").write_text(f'#!/bin/sh\nexec {python} "$@"\n')
    (base / "bin" / "python").chmod(0o755)
    inside = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "KLAUSUL"))}
    inside["PATH"] = f"{base / 'bin'}:{inside['PATH']}"
    for name, rest in steps()[0]:
        if name == "COPY":
            _copy(source, None if rest == ". ." else rest.split()[0])
        elif name == "RUN" and not rest.startswith("apt-get"):
            command = ["sh", "-c", image.of(rest)]
            done = subprocess.run(command, cwd=source, env=inside, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr
    for name in ("source", "tools", "wheels"):  # the image that runs has none of it
        shutil.rmtree(base / name)
    return image


def _copy(source: Path, folder: str | None) -> None:
    for path in let_through():
        name = path.relative_to(ROOT)
        if folder is None or name.as_posix().startswith(folder):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, source / name)


def a_python(user: dict[str, Any]) -> str | None:
    """Give a Python that this user may run too, and that makes environments; None where there is none."""
    own = getattr(sys, "_base_executable", sys.executable)
    code = "import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != (3, 11))"
    for path in (own, "/usr/local/bin/python3", "/usr/bin/python3.11"):
        try:
            if subprocess.run([path, "-c", code], cwd="/", check=False, **user).returncode == 0:
                return path
        except OSError:
            continue
    return None
