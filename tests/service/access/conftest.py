"""A provider, tokens of each kind, and apps with access around them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from starlette.testclient import TestClient

from engine.service.access import tokens
from engine.service.access.roles import Role
from engine.service.access.store import TokenStore, opened
from engine.service.settings import OpenId, Settings
from tests.service.access.app import LOOSE, URL, client, secured
from tests.service.provider import ANNA, CLIENT, SECRET, Provider, provider

TODAY = datetime.now(UTC).date()


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id all the same, but with little work: what is tested is not how slow it is."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(tokens, "hasher", lambda: quick)


@pytest.fixture(scope="session")
def running() -> Iterator[Provider]:
    """A provider that runs as long as the tests do."""
    with provider() as one:
        yield one


@pytest.fixture
def people(running: Provider) -> Provider:
    """The provider, telling the truth of Anna, who may check."""
    running.person, running.lies = ANNA, ""
    running.codes, running.told = {}, []
    return running


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file for tokens without any."""
    path = tmp_path_factory.mktemp("tokens") / "tokens.db"
    opened(path.as_posix(), create=True)
    return path


@pytest.fixture
def store(tmp_path: Path, empty: Path) -> TokenStore:
    """A database of tokens without any."""
    path = tmp_path / "tokens.db"
    shutil.copy(empty, path)
    return opened(path.as_posix())


@dataclass
class Systems:
    """Tokens of systems, by who has them."""

    store: TokenStore

    def new(self, role: Role, expires: date = TODAY + timedelta(days=30), name: str = "budget") -> str:
        kept, token = tokens.made(name, role, expires, TODAY)
        self.store.add(kept)
        return token


@pytest.fixture
def systems(store: TokenStore) -> Systems:
    return Systems(store)


@pytest.fixture
def settings(people: Provider, store: TokenStore) -> Settings:
    """A service for people and systems, reached by https."""
    openid = OpenId(people.issuer, CLIENT, SECRET)
    return Settings(host="0.0.0.0", url=URL, openid=openid, tokens=store.address.shown, limits=LOOSE)


@pytest.fixture
def app(settings: Settings, tmp_path: Path) -> FastAPI:
    files = tmp_path / "static"
    files.mkdir()
    (files / "a.css").write_text("main {}")
    (tmp_path / "secret.txt").write_text("secret")
    return secured(settings, files)


@pytest.fixture
def browser(app: FastAPI) -> TestClient:
    return client(app, URL)


@pytest.fixture
def open_app() -> FastAPI:
    """The app as it stands on loopback, without any login."""
    return secured(Settings(limits=LOOSE))


@pytest.fixture
def here(open_app: FastAPI) -> TestClient:
    return client(open_app)


def with_limits(settings: Settings, **limits: float) -> Settings:
    """Give the settings with other limits."""
    return replace(settings, limits=replace(settings.limits, **limits))
