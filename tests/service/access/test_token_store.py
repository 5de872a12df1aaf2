"""Where tokens are kept, in each kind of database; and the command on them."""

from __future__ import annotations

import sqlite3
import stat
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine

import cli
from engine.service.access.roles import Role
from engine.service.access.store import TokenStore, opened
from engine.service.access.tokens import made, parted
from engine.source.problem import Problems
from tests.log.server import Server, server
from tests.service.access.conftest import TODAY


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    with server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return (tmp_path / "tokens.db").as_posix()
    running: Server = request.getfixturevalue("postgres")
    return running.fresh()


def test_tokens_are_kept(address: str) -> None:
    with pytest.raises(Problems) as error:
        opened(address)
    assert error.value.problems[0].code == "no-tokens"
    store = opened(address, create=True)
    first, second = (made(name, Role.CHECK, TODAY, TODAY)[0] for name in ("a", "b"))
    store.add(first)
    store.add(second)
    again = opened(address)
    assert again.all() == [first, second]
    assert again.find(first.id) == first
    assert again.find("x") is None
    again.use(first.id, TODAY)
    assert store.revoke(first.id, TODAY) and not store.revoke("x", TODAY)
    store.revoke(first.id, TODAY + timedelta(days=1))
    assert store.find(first.id) == replace(first, used=TODAY, revoked=TODAY)
    assert store.find(second.id) == second


def test_a_file_of_tokens_is_for_its_owner(store: TokenStore, tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    opened(path.as_posix(), create=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_files_that_hold_no_tokens(tmp_path: Path, store: TokenStore) -> None:
    (tmp_path / "text.db").write_text("text " * 1_000)
    sqlite3.connect(tmp_path / "newer.db").executescript(
        "CREATE TABLE token_version (version_num TEXT PRIMARY KEY); INSERT INTO token_version VALUES ('9999')"
    ).connection.close()
    told = []
    for name in ("text.db", "newer.db", "none.db", ".", "none/tokens.db", "mysql://u:secret@h/d"):
        given = name if "://" in name else (tmp_path / name).as_posix()
        with pytest.raises(Problems) as error:
            opened(given)
        (problem,) = error.value.problems
        told.append(problem.to("en").replace(f"{tmp_path}", ""))
    assert told == [
        "/text.db: the database of tokens cannot be used (DatabaseError)",
        "/newer.db: written by a newer Klausul (form 9999); expected at most form 0002: upgrade Klausul",
        "/none.db: there are no tokens here; expected a database that 'klausul token create' made",
        ": no tokens can be here; expected a file in a folder that exists",
        "/none/tokens.db: no tokens can be here; expected a file in a folder that exists",
        "--tokens: this kind of database is not known; expected a file such as tokens.db, or "
        "postgresql://user@host/database",
    ]


def test_a_file_of_the_first_form_is_brought_to_the_newest(tmp_path: Path) -> None:
    path = tmp_path / "tokens.db"
    old = sqlite3.connect(path)
    old.executescript(FIRST_FORM)
    old.close()
    store = opened(path.as_posix())
    (kept,) = store.all()
    assert (kept.id, kept.made_by, kept.revoked_by) == ("aaaaaaaaaaaa", None, None)
    assert store.add(made("b", Role.CHECK, TODAY, TODAY, "person:anna")[0])
    assert [token.made_by for token in opened(path.as_posix()).all()] == [None, "person:anna"]


FIRST_FORM = """
CREATE TABLE token_version (version_num TEXT PRIMARY KEY) STRICT;
INSERT INTO token_version VALUES ('0001');
CREATE TABLE token (id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, hash TEXT NOT NULL,
made TEXT NOT NULL, expires TEXT NOT NULL, revoked TEXT, used TEXT) STRICT;
INSERT INTO token VALUES ('aaaaaaaaaaaa', 'a', 'check', 'x', '2026-01-01', '2026-12-31', NULL, NULL);
"""


def test_what_a_token_made_ends_with_it(address: str) -> None:
    store = opened(address, create=True)
    first = made("first", Role.ADMIN, TODAY, TODAY, "person:anna")[0]
    second = made("second", Role.ADMIN, TODAY, TODAY, f"system:{first.id}")[0]
    third = made("third", Role.CHECK, TODAY, TODAY, f"system:{second.id}")[0]
    other = made("other", Role.CHECK, TODAY, TODAY, "person:anna")[0]
    assert [store.add(each) for each in (first, second, third, other)] == [True] * 4
    assert store.revoke(third.id, TODAY, "person:bo") == [third.id]
    later = TODAY + timedelta(days=1)
    assert store.revoke(first.id, later, "person:anna") == [first.id, second.id, third.id]
    assert {token.name: (token.revoked, token.revoked_by) for token in store.all()} == {
        "first": (later, "person:anna"),
        "second": (later, "person:anna"),
        "third": (TODAY, "person:bo"),
        "other": (None, None),
    }


@pytest.mark.parametrize(
    ("days", "maker", "kept"),
    [(0, "holds", True), (9, "holds", True), (10, "holds", False), (0, "revoked", False), (0, "none", False)],
)
def test_a_token_makes_none_that_outlives_it(address: str, days: int, maker: str, kept: bool) -> None:
    store = opened(address, create=True)
    own = made("own", Role.ADMIN, TODAY + timedelta(days=9), TODAY)[0]
    if maker != "none":
        store.add(own)
    if maker == "revoked":
        store.revoke(own.id, TODAY)
    new = made("new", Role.CHECK, TODAY + timedelta(days=days), TODAY, f"system:{own.id}")[0]
    assert store.add(new) is kept
    assert (store.find(new.id) is not None) is kept


def test_an_expired_token_makes_none(address: str) -> None:
    store = opened(address, create=True)
    own = made("own", Role.ADMIN, TODAY, TODAY)[0]
    store.add(own)
    later = TODAY + timedelta(days=1)
    assert not store.add(made("new", Role.CHECK, TODAY, later, f"system:{own.id}")[0])


def test_one_made_while_its_maker_is_revoked_is_not_left_over(address: str) -> None:
    for _ in range(5):
        store = opened(address, create=True)
        own = made("own", Role.ADMIN, TODAY, TODAY)[0]
        store.add(own)
        new = [made(f"new {number}", Role.ADMIN, TODAY, TODAY, f"system:{own.id}")[0] for number in range(8)]
        threads = [threading.Thread(target=opened(address).add, args=(each,)) for each in new]
        threads.insert(4, threading.Thread(target=opened(address).revoke, args=(own.id, TODAY)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [token.name for token in store.all() if token.revoked is None] == []


def test_where_it_may_only_read(address: str) -> None:
    store = opened(address, create=True)
    kept = made("a", Role.CHECK, TODAY, TODAY)[0]
    store.add(kept)
    assert store.can_write()
    assert store.all() == [kept]  # to find out changes nothing
    reading = read_only(store)
    assert not reading.can_write()
    assert reading.all() == [kept]
    for act in (lambda: reading.add(made("b", Role.CHECK, TODAY, TODAY)[0]), lambda: reading.revoke(kept.id, TODAY)):
        with pytest.raises(Problems) as error:
            act()
        assert error.value.problems[0].code == "tokens-unusable"


def read_only(store: TokenStore) -> TokenStore:
    """Give the same tokens to one who may only read them."""
    if store.address.path is None:
        more = {"options": f"{store.address.url.query['options']} -c default_transaction_read_only=on"}
        return replace(store, engine=create_engine(store.address.url, connect_args=more, poolclass=NullPool))
    uri = f"file:{store.address.path}?mode=ro"
    return replace(
        store, engine=create_engine("sqlite://", creator=lambda: sqlite3.connect(uri, uri=True), poolclass=NullPool)
    )


def run(capsys: pytest.CaptureFixture[str], *given: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        cli.main(["token", *given, "--lang", "en"])
    printed = capsys.readouterr()
    return int(left.value.code or 0), printed.out, printed.err


def test_the_command(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "tokens.db"
    monkeypatch.setenv("KLAUSUL_TOKENS", path.as_posix())
    assert run(capsys, "list")[0] == 2
    until = (TODAY + timedelta(days=30)).isoformat()
    status, given, _ = run(capsys, "create", "--name", " Budget ", "--role", "audit", "--until", until)
    parts = parted(given.strip())
    assert status == 0 and parts
    status, listed, _ = run(capsys, "list")
    row = next(line for line in listed.splitlines() if parts[0] in line)
    assert row.split()[:3] == [parts[0], "Budget", "audit"]
    assert row.endswith("never       holds")
    assert parts[1] not in listed
    assert run(capsys, "revoke", parts[0]) == (0, f"Revoked: {parts[0]}\n", "")
    assert "revoked" in run(capsys, "list")[1]
    assert parts[1].encode() not in path.read_bytes()


def test_the_command_given_what_cannot_be(
    capsys: pytest.CaptureFixture[str], store: TokenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KLAUSUL_TOKENS", store.address.shown)
    past = (TODAY - timedelta(days=1)).isoformat()
    status, out, err = run(capsys, "create", "--name", "a\nb", "--role", "audit", "--until", past)
    assert (status, out) == (2, "")
    assert err == (
        "--name: 'a b' cannot be a name; expected 1-100 signs on one line\n"
        f"--until: the day has passed; expected {TODAY} (UTC) or later\n"
    )
    status, _, err = run(capsys, "revoke", "x")
    assert (status, err) == (2, "ID: no token has the id 'x'; expected an id of 'klausul token list'\n")
    assert run(capsys, "list") == (0, "No tokens\n", "")
    assert run(capsys, "create", "--name", "a", "--role", "owner", "--until", past)[0] == 2
