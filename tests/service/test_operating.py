"""The service run for many: the Dockerfile and compose.yaml are sound, and their steps give one that works."""

from __future__ import annotations

import os
import pwd
import re
import shlex
import socket
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import httpx2
import pytest
import yaml

import cli
from engine.commands.serve import serve
from engine.service.api import jobs
from engine.service.environment import OPENID, PROXIES
from engine.service.pages import held
from engine.service.settings import LIMIT, Limits, OpenId, Settings, limits_from
from engine.service.work import desk
from tests.log.server import OWNER, Server, server
from tests.service.operating import (
    COMPOSE,
    GUIDE,
    ROOT,
    VARIABLE,
    Image,
    a_python,
    built,
    environment,
    health_check,
    let_through,
    said,
    variables,
)
from tests.service.test_steady import facts

KLAUSUL, DATABASE = COMPOSE["services"]["klausul"], COMPOSE["services"]["database"]
URL = "https://klausul.example.dk"
NAME = re.compile(r"KLAUSUL_\w+")


def known() -> set[str]:
    """Give the names that the service reads from the environment."""
    options = {option.envvar for option in serve.params if isinstance(option.envvar, str)}
    openid = {f"{OPENID}{name.upper()}" for name in OpenId.__slots__}
    limits = {f"{LIMIT}{name.upper()}" for name in Limits.__slots__}
    return options | openid | limits | {PROXIES}


def test_the_image_runs_without_rights_and_with_a_health_check() -> None:
    (user,) = said("USER")
    assert int(user) > 0
    assert health_check()[0] == "python"
    assert "/health/ready" in health_check()[-1]
    assert not any("gcc" in rest for rest in said("RUN"))
    (shown,), (asked,) = said("EXPOSE"), re.findall(r"'127\.0\.0\.1', (\d+)", health_check()[-1])
    assert shown == asked == str(Settings().port)


def test_a_build_takes_what_it_needs_and_no_more() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in let_through()}
    package = {name.split("/")[0] for name in names}
    assert package == {
        *("engine", "facts", "rules", "requirements"),
        *("cli.py", "pyproject.toml", "README.md", "LICENSE"),
    }
    assert not any("__pycache__" in name for name in names)
    assert {"requirements/service.txt", "requirements/dev.txt", "rules/documents.yaml"} <= names


def test_the_services_are_confined() -> None:
    assert KLAUSUL["read_only"] is True
    assert KLAUSUL["cap_drop"] == ["ALL"]
    assert KLAUSUL["tmpfs"] == ["/tmp"] == said("WORKDIR")
    assert all(port.startswith("127.0.0.1:") for port in KLAUSUL["ports"])
    assert "ports" not in DATABASE
    assert DATABASE["healthcheck"]["test"]
    assert KLAUSUL["depends_on"]["database"]["condition"] == "service_healthy"
    (volume,) = DATABASE["volumes"]
    assert volume.partition(":")[0] in COMPOSE["volumes"]
    memory = Limits().memory * (Settings().workers + 1)
    assert int(KLAUSUL["mem_limit"].removesuffix("g")) * 1024**3 >= memory


def test_the_proxy_is_the_gateway_of_the_network() -> None:
    (network,) = COMPOSE["networks"]["default"]["ipam"]["config"]
    assert variables()[PROXIES] == network["gateway"]
    assert network["subnet"] in GUIDE


def test_every_name_is_known_and_told() -> None:
    assert {name for name in KLAUSUL["environment"] if name.startswith("KLAUSUL")} <= known()
    told = set(NAME.findall(GUIDE)) - {LIMIT}
    assert set(variables()) <= told
    assert told - known() == {"KLAUSUL_DATABASE_PASSWORD"}
    assert {name for name in known() if not name.startswith(LIMIT)} <= told
    (wanted,) = re.findall(r"```sh\n(KLAUSUL_URL=.*?)```", GUIDE, re.DOTALL)
    must = {name for name, otherwise in variables().items() if otherwise is None}
    assert {line.partition("=")[0] for line in wanted.splitlines()} == must


@pytest.mark.parametrize("line", re.findall(r"(?:^ {4}|`)(klausul [^`\n]*)", GUIDE, re.MULTILINE))
def test_the_commands_of_the_guide_are_ours(line: str) -> None:
    command: click.Command = cli.cli
    words = shlex.split(line)[1:]
    while isinstance(command, click.Group):
        command = command.commands[words.pop(0)]
    try:
        command.make_context(line, words)
    except click.UsageError as error:
        assert isinstance(error, click.MissingParameter), error  # a command may be named without all it takes
        assert not words, error


def test_what_the_guide_says_of_memory_holds() -> None:
    settings = Settings()
    table = dict(re.findall(r"^\| ([^|]*?) \| (?:its )?memory \| (.*?) \|$", GUIDE, re.MULTILINE))
    size = held.BYTES // 1_048_576
    assert table["logins"] == (
        f"{settings.session_idle / 3600:g} hour unused, {settings.session_life / 3600:g} hours at most"
    )
    assert table["checks on pages, with their files"] == (
        f"{held.IDLE / 3600:g} hours unused; {held.OF_ONE} of a person, {held.MOST} in all, {size} MB"
    )
    assert table["jobs and their reports"] == (
        f"{jobs.LIFE / 60:g} minutes from their end; {jobs.MOST} of an account, {jobs.ROOM // 1_048_576} MB"
    )
    assert f"the last {desk.REMEMBERED} cases of each process" in table


@pytest.mark.parametrize("set_to", [None, "30", "3600", "90.5"])
def test_a_stop_waits_longer_than_a_job_may_take(set_to: str | None) -> None:
    given = {} if set_to is None else {"KLAUSUL_LIMIT_JOB_SECONDS": set_to}
    period = VARIABLE.sub(lambda found: given.get(found[1], found[3]), KLAUSUL["stop_grace_period"])
    parts = re.fullmatch(r"(\d+)m([\d.]+)s", period)
    assert parts
    limits = limits_from(environment(dict.fromkeys(("KLAUSUL_URL",), "x") | given))
    assert int(parts[1]) * 60 + float(parts[2]) == limits.job_seconds + 60
    assert set_to is not None or limits.job_seconds == Limits().job_seconds
    assert f"TimeoutStopSec={Limits().job_seconds + 60:g}" in GUIDE


def test_the_proxy_of_the_guide_fits_the_limits() -> None:
    def set_to(name: str, unit: str) -> float:
        (found,) = re.findall(rf"{name} (\d+){unit};", GUIDE)
        return float(found)

    assert set_to("client_max_body_size", "m") * 1_048_576 == Limits().upload
    assert set_to("proxy_read_timeout", "s") > Limits().seconds
    assert set_to("client_body_timeout", "s") < Limits().body_seconds


# From here on the steps are done.


@dataclass
class Running:
    """A service that runs as compose.yaml has it."""

    port: int
    process: subprocess.Popen[str]
    image: Image
    variables: dict[str, str]
    user: dict[str, Any]
    folder: Path

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command beside the service, as it is run."""
        program = self.image.base / "klausul" / "bin" / command[0]
        return subprocess.run(
            [program, *command[1:]],
            env=self.variables,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            **self.user,
        )

    def healthy(self) -> bool:
        """Say whether the container would count as healthy."""
        program, *words = health_check()
        return self.run(program, *(word.replace("8080", str(self.port)) for word in words)).returncode == 0


def nobody() -> dict[str, Any]:
    """Give what makes a process run without rights."""
    if os.geteuid() != 0:
        return {}
    entry = pwd.getpwnam("nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


@pytest.fixture(scope="module")
def image() -> Iterator[Image]:
    """What the Dockerfile builds, for all to read and no one without rights to write."""
    python = a_python(nobody())
    if python is None:
        assert not os.environ.get("KLAUSUL_DEMAND"), "a Python 3.11 that everyone may run is not here"
        pytest.skip("takes a Python 3.11 that everyone may run")
    with tempfile.TemporaryDirectory(prefix="klausul-") as base:
        Path(base).chmod(0o755)
        yield built(Path(base), python)


@pytest.fixture(scope="module")
def database() -> Iterator[Server]:
    """The database of compose.yaml."""
    with server() as running:
        running.ask(f"CREATE DATABASE {DATABASE['environment']['POSTGRES_DB']}")
        yield running


@contextmanager
def started(image: Image, database: Server) -> Iterator[Running]:
    given = dict.fromkeys((name for name, rest in variables().items() if rest is None), "x")
    given |= {"KLAUSUL_URL": URL, "KLAUSUL_OPENID_ISSUER": "https://login.example.dk"}
    made = {name: value.replace("@database/", "@/") for name, value in environment(given).items()}
    for name in ("KLAUSUL_LOG", "KLAUSUL_TOKENS"):
        assert made[name] == f"postgresql://{OWNER}@/{DATABASE['environment']['POSTGRES_DB']}"
        made[name] += f"?host={database.base}"
    user = nobody()
    with tempfile.TemporaryDirectory(prefix="k-") as folder:
        if user:
            os.chown(folder, user["user"], user["group"])
        variables_ = image.environment() | made | {"TMPDIR": folder, "HOME": "/nonexistent", "LANG": "C.UTF-8"}
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        words = [*yaml.safe_load(said("ENTRYPOINT")[0]), *yaml.safe_load(said("CMD")[0]), "--port", str(port)]
        with (image.base / "said").open("w") as out:
            process = subprocess.Popen(
                [image.base / "klausul" / "bin" / words[0], *words[1:]],
                env=variables_,
                cwd=folder,
                stdout=out,
                stderr=out,
                text=True,
                **user,
            )
        running = Running(port, process, image, variables_, user, Path(folder))
        try:
            yield running
        finally:
            process.kill()
            process.wait(30)


@pytest.fixture
def service(image: Image, database: Server) -> Iterator[Running]:
    """The service, from when its health check passes."""
    with started(image, database) as running:
        until = time.monotonic() + 60  # the health check's start period
        while not running.healthy():
            assert running.process.poll() is None, (image.base / "said").read_text()
            assert time.monotonic() < until
        yield running


@pytest.mark.slow
def test_the_image_holds_what_is_locked_and_nothing_else(image: Image) -> None:
    code = "import importlib.metadata as m; print(*sorted(d.name.lower().replace('_', '-') for d in m.distributions()))"
    python = image.base / "klausul" / "bin" / "python"
    done = subprocess.run([python, "-I", "-c", code], capture_output=True, text=True, check=True)
    lock = (ROOT / "requirements" / "service.txt").read_text("utf-8")
    locked = {line.split("==")[0] for line in lock.splitlines() if "==" in line}
    found = set(done.stdout.replace(".", "-").split())
    assert "klausul" in found
    assert found - {"klausul"} <= locked
    assert {"durable-rules", "fastapi", "psycopg-binary", "uvicorn"} <= found


@pytest.mark.slow
def test_a_check_by_token_is_recorded(service: Running) -> None:
    if service.user:  # what is installed cannot be changed by what runs
        writing = service.run("python", "-c", "import engine; open(engine.__file__, 'a')")
        assert "PermissionError" in writing.stderr
    made = service.run("klausul", "token", "create", "--name", "budget", "--role", "check", "--until", "2099-12-31")
    assert made.returncode == 0, made.stderr
    token = made.stdout.strip()
    base, host = f"http://127.0.0.1:{service.port}", {"Host": URL.removeprefix("https://")}
    with httpx2.Client(base_url=base, headers=host, timeout=60) as client:
        assert client.post("/v1/checks", json=facts()).status_code == 401
        assert client.get("/da/check", follow_redirects=False).headers["location"].startswith("/login")
        answer = client.post("/v1/checks", json=facts(), headers={"Authorization": f"Bearer {token}"})
        assert client.get("/health/ready", headers={"Host": "another.example"}).status_code == 421
    assert answer.status_code == 200, answer.text
    recorded = answer.json()["run"]["recorded"]
    head = f"{recorded['run']}:{recorded['hash']}"
    assert service.run("klausul", "log", "verify", "--head", head).returncode == 0
    assert service.run("klausul", "log", "replay", str(recorded["run"])).returncode == 0
    listed = service.run("klausul", "log", "list", "--lang", "en").stdout
    assert "budget" in listed
    left = [path for path in service.folder.rglob("*") if stat.S_ISREG(path.stat().st_mode)]
    assert left == []
    service.process.terminate()
    assert service.process.wait(60) == 0
    log = (service.image.base / "said").read_text()
    assert re.search(r"klausul\.access POST /v1/checks 200 \d+ms system:", log), log
    assert re.search(r"klausul\.access POST /v1/checks 401 \d+ms -", log), log
    assert token not in log
    assert "Traceback" not in log


@pytest.mark.slow
def test_without_its_database_it_is_not_well(service: Running, database: Server) -> None:
    assert service.healthy()
    database.stop()
    try:
        assert not service.healthy()
    finally:
        database.start()
    assert service.healthy()
