"""Recording a run: all of it is made ready first, then written in one transaction, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, insert

import engine
from engine.decision.canonical import decision_data
from engine.decision.decide import Judgement
from engine.decision.files import Asked, own_rules
from engine.log.chain import FORMAT, Run, sealed
from engine.log.contents import store as store_contents
from engine.log.contents import stored
from engine.log.pack import Content, packed
from engine.log.rulefiles import Files, changed, files_of, loaded, manifest
from engine.log.runs import newest
from engine.log.store import Store
from engine.log.tables import concern, decision, run
from engine.log.told import Entry, Operators, beside_told, concerned, entry_of, facts_told, operators
from engine.source.problem import Problems
from engine.values.canonical import canonical, hash_of


@dataclass(frozen=True, slots=True)
class Who:
    """Who ran it: the account, and who is said to have."""

    account: str
    actor: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a run is found by: its decisions in their order, and the operators that its subjects concern."""

    entries: tuple[Entry, ...]
    operators: Operators


def record(
    store: Store, judgement: Judgement, asked: Asked, who: Who, now: datetime, files: Files | None = None
) -> Run:
    """Record what was judged, and give the run as it stands in the log. Raises Problems; then nothing is recorded.

    `files`: those of the rules, where they are not the ones in their folder now.
    """
    rules = _rules(store, judgement, files_of(asked.folder or own_rules()) if files is None else files)
    facts, beside = packed([facts_told(judgement.facts)]), packed([beside_told(judgement.facts)])
    decisions, entries = _decisions(judgement)
    version = judgement.prepared.inference
    unsealed = Run(
        number=0,
        format=FORMAT,
        at=now.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        actor=who.actor,
        account=who.account,
        version=engine.__version__,
        inference=version and f"durable_rules {version}",
        as_of=judgement.as_of.isoformat(),
        areas=" ".join(asked.areas),
        rules=" ".join(asked.rules),
        readings=" ".join(f"{question}={option}" for question, option in sorted(judgement.chosen.items())),
        rulebook=rules[0].hash,
        facts=facts.hash,
        beside=beside.hash,
        decisions=decisions.hash,
        previous=None,
    )
    found = Found(entries, operators(judgement.facts))
    with store.writing() as connection:
        last = newest(connection)
        follows = replace(unsealed, number=last.number + 1 if last else 1, previous=last.hash if last else None)
        store_contents(connection, [*rules, facts, beside, decisions])
        return append(connection, sealed(follows), found)


def append(connection: Connection, new: Run, found: Found) -> Run:
    """Write a run whose contents are stored, and what it is found by. Its own row is the last, and seals it."""
    entries = [{"run": new.number, "position": n, **asdict(entry)} for n, entry in enumerate(found.entries)]
    if entries:
        connection.execute(insert(decision), entries)
    concerns = [
        {"run": new.number, "entity": entity, "subject": subject, "operator": operator}
        for entity, subject, operator in concerned(found.operators)
    ]
    if concerns:
        connection.execute(insert(concern), concerns)
    connection.execute(insert(run), asdict(new))
    return new


def _decisions(judgement: Judgement) -> tuple[Content, tuple[Entry, ...]]:
    """Give the decisions as one content, a line for each, and what each is found by."""
    entries: list[Entry] = []

    def lines() -> Iterator[bytes]:
        for one in judgement.decisions:
            data = decision_data(judgement, one, with_trace=True)
            entries.append(entry_of(data))
            yield canonical(data) + b"\n"

    return packed(lines()), tuple(entries)


def _rules(store: Store, judgement: Judgement, files: Files) -> list[Content]:
    """Give the rulebook's list of files, and those of its files that are not stored yet.

    A rulebook that is new to the log is read once from what is stored of it, so that what was decided by is what is
    kept. Raises Problems where the files have changed since.
    """
    digest = judgement.prepared.rulebook.digest
    listing = packed([manifest(digest, files)])
    hashes = {hash_of(content): content for content in files.values()}
    with store.reading() as connection:
        known = stored(connection, [listing.hash, *hashes])
    if listing.hash not in known and loaded(files).digest != digest:
        raise Problems([changed()])
    return [listing, *(packed([content]) for hash_, content in hashes.items() if hash_ not in known)]
