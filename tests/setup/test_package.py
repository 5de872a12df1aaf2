"""The built package carries its data and works from any folder."""

import os
import subprocess
import sys
from dataclasses import dataclass
from email import message_from_string
from pathlib import Path

import pytest

import engine

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("engine", "facts")
DATA = {
    "rules": "rules/**/*.yaml",
    "examples": "facts/examples/**/*",
    "grammar": "engine/**/*.lark",
    "templates": "engine/reports/pages/templates/*",
    "pages": "engine/service/pages/templates/**/*",
    "static files": "engine/service/pages/static/**/*",
    "migrations": "engine/**/migrations/**/*.py",
    "typed": "*/py.typed",
}
MORE_DATA = ("engine/**/*.yaml", "engine/**/*.json", "facts/**/*.yaml", "facts/**/*.json")

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Installed:
    """An installed copy, and an empty folder to work from."""

    target: Path
    elsewhere: Path

    def run(self, *args: str) -> subprocess.CompletedProcess[str]:
        """Run Python on the copy, away from the source tree."""
        env = {**os.environ, "PYTHONPATH": str(self.target), "PYTHONUTF8": "1"}
        return run(*args, cwd=self.elsewhere, env=env)


def run(*args: str, cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *args],
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def run_well(*args: str, cwd: Path) -> None:
    done = run(*args, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr


def files(root: Path, pattern: str) -> dict[str, bytes]:
    found = (path for path in root.glob(pattern) if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found if not path.name.startswith(".")}


def source_files(pattern: str) -> dict[str, bytes]:
    return {name: data for name, data in files(ROOT, pattern).items() if name.split("/")[0] in (*PACKAGES, "rules")}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel made from the sdist, installed alone: what is missing in either is missing here."""
    dist = tmp_path_factory.mktemp("dist")
    run_well("-m", "build", "--no-isolation", "--outdir", str(dist), str(ROOT), cwd=dist)
    (wheel,) = dist.glob("*.whl")
    assert len(list(dist.glob("*.tar.gz"))) == 1
    target = tmp_path_factory.mktemp("target")
    options = ("--quiet", "--disable-pip-version-check", "--no-deps", "--no-index", "--target", str(target))
    run_well("-m", "pip", "install", *options, str(wheel), cwd=dist)
    return Installed(target, tmp_path_factory.mktemp("elsewhere"))


@pytest.mark.parametrize("kind", DATA)
def test_there_is_data_and_it_travels(installed: Installed, kind: str) -> None:
    expected = source_files(DATA[kind])
    assert expected
    travelled = files(installed.target, DATA[kind])
    assert travelled == expected


@pytest.mark.parametrize("pattern", MORE_DATA)
def test_other_data_travels(installed: Installed, pattern: str) -> None:
    travelled = files(installed.target, pattern)
    assert travelled == source_files(pattern)


def test_nothing_else_is_installed(installed: Installed) -> None:
    names = {path.name for path in installed.target.iterdir() if path.name not in {"__pycache__", "bin", "Scripts"}}
    assert names == {"engine", "facts", "rules", "cli.py", f"klausul-{engine.__version__}.dist-info"}


def test_metadata(installed: Installed) -> None:
    info = installed.target / f"klausul-{engine.__version__}.dist-info"
    metadata = message_from_string((info / "METADATA").read_text(encoding="utf-8"))
    assert metadata["Version"] == engine.__version__
    assert metadata["License-Expression"] == "EUPL-1.2"
    assert (info / "licenses" / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    assert "klausul = cli:main" in (info / "entry_points.txt").read_text(encoding="utf-8")


def test_the_copy_is_what_runs(installed: Installed) -> None:
    code = "import cli, engine, facts; print(cli.__file__, engine.__file__, facts.__file__, sep='\\n')"
    done = installed.run("-c", code)
    assert done.returncode == 0, done.stderr
    assert all(Path(line).is_relative_to(installed.target) for line in done.stdout.splitlines())


def test_help_from_another_folder(installed: Installed) -> None:
    done = installed.run("-m", "cli", "--help")
    assert done.returncode == 0, done.stderr
    assert "check" in done.stdout


def test_a_log_from_another_folder(installed: Installed) -> None:
    """The steps that make a log travel with it."""
    example = installed.target / "facts" / "examples" / "randers-2014.yaml"
    assert installed.run("-m", "cli", "check", str(example), "--log", "log.db").returncode == 0
    done = installed.run("-m", "cli", "log", "replay", "1", "--log", "log.db")
    assert done.returncode == 0, done.stdout + done.stderr


def test_check_from_another_folder(installed: Installed) -> None:
    example = installed.target / "facts" / "examples" / "forslag-2017.yaml"
    done = installed.run("-m", "cli", "check", str(example), "--lang", "en")
    assert done.returncode == 1, done.stdout + done.stderr
