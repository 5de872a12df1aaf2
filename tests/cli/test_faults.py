"""The command where something goes wrong: what is told, and never a traceback; and the same bytes anywhere."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from engine.evaluation.explain import Disagreement
from engine.evaluation.trace import Ref
from tests.cli.running import process

FULL = "/dev/full"


def test_a_fault_of_the_program_is_told_in_words(run, small_facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr("engine.decision.files.judge", broken)
    ran = run("check", small_facts, "--lang", "en")
    assert (ran.status, ran.out) == (2, "")
    assert "nothing is decided: RuntimeError('out of order')" in ran.err


def test_a_disagreement_names_rule_and_subject(run, small_facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("durable_rules_engine", reason="without durable_rules there is no second opinion")

    def other(*_: object) -> None:
        raise Disagreement("takst/overhead", Ref("takst", "aa-1"), "met", "breached")

    monkeypatch.setattr("engine.decision.decide.second_opinion", other)
    ran = run("check", small_facts, "--lang", "en")
    assert (ran.status, ran.out) == (2, "")
    assert "takst/overhead on takst aa-1: met against breached" in ran.err


def test_without_durable_rules_the_report_says_so(run, small_facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_it = run("check", small_facts, "--format", "json")
    monkeypatch.setattr("engine.decision.decide.available", lambda: None)
    ran = run("check", small_facts, "--lang", "en")
    assert ran.status == 1
    assert "durable_rules is not installed: the evaluator has decided alone." in ran.out
    report = json.loads(run("check", small_facts, "--format", "json").out)
    assert report["run"]["inference"] is None
    assert report["decisions"] == json.loads(with_it.out)["decisions"]


def test_interrupted(run, small_facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("engine.decision.files.judge", stopped)
    assert run("check", small_facts).status == 130


def test_same_bytes_for_any_hash_seed(small_facts: Path, small_rules: Path) -> None:
    outputs = {
        process(
            "check", small_facts, "--rules", small_rules, "--format", "json", "--detail", "full",
            stdout=subprocess.PIPE, env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "4242")
    }  # fmt: skip
    assert len(outputs) == 1


def test_a_reader_that_leaves_gets_no_traceback(small_facts: Path, small_rules: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    ran = process("check", small_facts, "--rules", small_rules, "--all", stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr
    assert b"Exception ignored" not in ran.stderr


@pytest.mark.skipif(not Path(FULL).exists(), reason="this system has no device that is always full")
def test_a_full_disk_gets_no_traceback(small_facts: Path, small_rules: Path) -> None:
    with Path(FULL).open("wb") as full:
        ran = process("check", small_facts, "--rules", small_rules, stdout=full, stderr=subprocess.PIPE)
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr


def test_a_plain_locale_gets_the_same_text(small_facts: Path, small_rules: Path) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    ran = process("check", small_facts, "--rules", small_rules, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
    assert ran.returncode == 1
    assert "overtrådt" in ran.stdout.decode("utf-8")
