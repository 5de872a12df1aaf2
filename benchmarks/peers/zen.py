"""The rules in ZEN (zen-engine, a binding of the Rust implementation)."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Any

import zen

from benchmarks.peers import glue, guarded
from benchmarks.peers.contender import Contender
from benchmarks.subjects import Flat

LAWS = "['sel-66','sel-83','sel-85','sel-97','sel-101','sel-103','sel-104','sel-107','sel-108','sel-109','sel-110']"
FULL = "pladser * dage * belaegning"
CONDITIONS = {
    "overtaget": "overtaget",
    "meddelt": "meddelt <= (gennemfoert - (gennemfoert - 1982) % 4 + 2) * 10000 + 101",
    "frist": "forfald - sendt >= 14",
    "maanedlig": "afregning == 'maanedlig'",
    "abonnement": "abonnement",
    "halvaarlig": "afregning == 'halvaarlig'",
    "objektiv": "objektiv",
    "indgaaet": "indgaaet <= 20161015",
    "lov": f"lovhjemmel in {LAWS}",
    "region": "driftsherre == 'region'",
    "kommune": "driftsherre == 'kommune'",
    "andre": "pladser_andre * 20 > pladser",
    "opsagt": "opsagt_skriftligt",
    "varsel": "betalt_til <= opsagt + 1",
    "boern": "maalgruppe == 'boern_unge'",
    "akut": "akut",
    "nyt": "nyt",
    "bel98": "belaegning == 9800",
    "voksne": "maalgruppe == 'voksne'",
    "saerlig_ydelse": "ydelse in ['forsorgshjem','krisecenter']",
    "bel100": "belaegning == 10000",
    "flere_niveauer": "niveauer > 1",
    "beskrevet": "beskrevet",
    "faa_niveauer": "niveauer <= 5",
    "rente": "rente == 100",
    "aar2015": "regnskabsaar >= 2015",
    "udenfor": "abs(resultat) * 20 > budget",
    "reguleret": "regulering * 20 == (resultat > 0 ? resultat * 20 - budget : resultat * 20 + budget)",
    "overhead": "administration * 1000 <= direkte_omkostninger * 61",
    "overskud": "resultat > 0",
    "overskud_i_baand": "resultat * 20 <= budget",
    "brugt": "brugt_aar - regnskabsaar <= 5",
    "indgaaet_saeraftale": "saeraftale_indgaaet",
    "enige": "koebere_enige",
    "institution": "institution in ['koglen','grenen','multifunc']",
    "aaben": "aaben_afdeling",
    "reduktion": "(takst - afskrivning) * 100 <= takst_2014 * 97",
    "efterregnet": f"abs(takst * ({FULL}) - omkostninger * 10000) <= 100 * ({FULL})",
    "tjenestemaend": "tjenestemaend",
    "pension": "pension * 10 == pensionsgivende_loen * 3",
    "underskud": "resultat < 0",
    "underskud_i_baand": "resultat * -20 <= budget",
    "uden_regulering": "regulering == 0",
}


TRACED = {"trace": True}


def contenders(facts: list[Flat]) -> list[Contender]:
    """Give ZEN's ways: a decision graph by `evaluate(key)`, with its own trace and without, and a bare expression.

    The facts are given as JSON bytes made beforehand: from a dict each call costs 4 to 9 microseconds more. All
    conditions stand in one list: a key for each costs 25 microseconds more, 75 with the trace. `evaluate_batch` costs
    9 more; `create_decision` and `get_decision` compile on every call and take about 270.
    """
    items = guarded.null_guarded(CONDITIONS, "or")
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"rules": _graph(items)}}})
    expression = zen.compile_expression(items)
    given = [json.dumps(each).encode() for each in facts]
    decide, evaluate, bare = glue.outcomes, engine.evaluate, expression.evaluate

    def outcomes() -> list[glue.Outcomes]:
        return [decide(evaluate("rules", each)["result"]["all"]) for each in given]

    def conditions() -> list[Any]:
        return [
            (decide(truths := evaluate("rules", each)["result"]["all"]), truths, own)
            for each, own in zip(given, facts, strict=True)
        ]

    def traces() -> list[Any]:
        return [(decide((found := evaluate("rules", each, TRACED))["result"]["all"]), found) for each in given]

    def of_expression() -> list[Any]:
        return [(decide(truths := bare(each)), truths, own) for each, own in zip(given, facts, strict=True)]

    name = f"zen-engine {version('zen-engine')}"
    return [
        Contender(name, "outcomes", outcomes, list),
        Contender(name, "conditions", conditions, _first),
        Contender(name, "own trace", traces, _first),
        Contender(f"{name} (expression)", "conditions", of_expression, _first),
    ]


def _first(kept: list[Any]) -> list[glue.Outcomes]:
    return [each[0] for each in kept]


def _graph(items: str) -> dict[str, Any]:
    """Give the decision graph: input, one expression node, output."""
    content = {"expressions": [{"id": "1", "key": "all", "value": items}], "passThrough": False}
    content |= {"inputField": None, "outputPath": None, "executionMode": "single"}
    spot = {"x": 0, "y": 0}
    return {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in", "position": spot},
            {"id": "rules", "type": "expressionNode", "name": "rules", "position": spot, "content": content},
            {"id": "out", "type": "outputNode", "name": "out", "position": spot},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "rules", "type": "edge"},
            {"id": "2", "sourceId": "rules", "targetId": "out", "type": "edge"},
        ],
    }
