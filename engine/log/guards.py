"""The triggers that refuse whatever is not appending, for each kind of database.

Whoever owns the database can take them away; that the chain no longer holds is then for `verify` to find.
"""

from __future__ import annotations

TABLES = ("content", "run", "decision", "concern")
SEALED = ("decision", "concern")
"""Tables that get no more rows of a run once the run itself is there."""
REFUSED = "the log is only added to"
FOLLOWS = "a run follows the newest one"
ONCE = "a content is stored once"
SEAL = "the run is recorded already"


def guards(dialect: str) -> dict[str, str]:
    """Give the statements that make the triggers, by the trigger's name; of 'sqlite' or 'postgresql'."""
    return _sqlite() if dialect == "sqlite" else _postgresql()


def functions() -> list[str]:
    """Give the statements that make what the triggers of PostgreSQL call."""
    wrong = (
        "NEW.number IS DISTINCT FROM (SELECT coalesce(max(number), 0) + 1 FROM run)"
        " OR NEW.previous IS DISTINCT FROM (SELECT hash FROM run ORDER BY number DESC LIMIT 1)"
    )
    return [
        _function("log_refuse", None, REFUSED),
        _function("log_follow", wrong, FOLLOWS),
        _function("log_once", "EXISTS (SELECT 1 FROM content WHERE hash = NEW.hash)", ONCE),
        _function("log_seal", "EXISTS (SELECT 1 FROM run WHERE number = NEW.run)", SEAL),
    ]


def _function(name: str, test: str | None, message: str) -> str:
    refuse = f"RAISE EXCEPTION 'klausul: {message}' USING ERRCODE = 'restrict_violation'"
    body = f"IF {test} THEN {refuse}; END IF; RETURN NEW" if test else refuse
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}; END $$"


def _postgresql() -> dict[str, str]:
    made = {}
    for table in TABLES:
        made[f"{table}_stays"] = f"BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION log_refuse()"
        made[f"{table}_whole"] = f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION log_refuse()"
    made["run_follows"] = "BEFORE INSERT ON run FOR EACH ROW EXECUTE FUNCTION log_follow()"
    made["content_once"] = "BEFORE INSERT ON content FOR EACH ROW EXECUTE FUNCTION log_once()"
    for table in SEALED:
        made[f"{table}_sealed"] = f"BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION log_seal()"
    return {name: f"CREATE TRIGGER {name} {rest}" for name, rest in made.items()}


def _sqlite() -> dict[str, str]:
    made = {}
    for table in TABLES:
        for event in ("UPDATE", "DELETE"):
            made[f"{table}_no_{event.lower()}"] = (f"BEFORE {event} ON {table}", REFUSED)
    wrong = (
        "NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM run)"
        " OR NEW.previous IS NOT (SELECT hash FROM run ORDER BY number DESC LIMIT 1)"
    )
    made["run_follows"] = (f"BEFORE INSERT ON run WHEN {wrong}", FOLLOWS)
    # INSERT OR REPLACE would delete without asking the triggers on delete.
    exists = "EXISTS (SELECT 1 FROM content WHERE hash = NEW.hash)"
    made["content_once"] = (f"BEFORE INSERT ON content WHEN {exists}", ONCE)
    for table in SEALED:
        exists = "EXISTS (SELECT 1 FROM run WHERE number = NEW.run)"
        made[f"{table}_sealed"] = (f"BEFORE INSERT ON {table} WHEN {exists}", SEAL)
    return {
        name: f"CREATE TRIGGER {name} {rest} BEGIN SELECT RAISE(ABORT, 'klausul: {message}'); END"
        for name, (rest, message) in made.items()
    }
