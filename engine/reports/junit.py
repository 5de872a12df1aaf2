"""The report as JUnit XML: a suite for each area, a case for each decision of a rule that can be breached.

A breach of what binds is a failure. What is undetermined is skipped, not an error: an error is a test that broke, and
what lacks a fact has not been tried. A rule that does not apply is skipped, too; the messages tell the two apart.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from engine.decision.decide import Decision, Judgement
from engine.decision.deciding import deciding_places
from engine.reports.explain import trees
from engine.reports.lines import Notes
from engine.reports.picked import by_area, verdict
from engine.reports.reporter import View
from engine.reports.sentences import Sentences
from engine.reports.subjects import subject_full
from engine.reports.words import OUTCOMES, area_name

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SKIPPED = frozenset({"undetermined", "not_applicable"})


def check(judgement: Judgement, view: View) -> str:
    """Give the report of a check."""
    return _written(judgement, judgement.requirements, view)


def explain(judgement: Judgement, decision: Decision, view: View) -> str:
    """Give one decision as a suite of one case; of a conclusion, which cannot be breached, an empty one."""
    return _written(judgement, () if decision.rule.is_conclusion else (decision,), view)


def _written(judgement: Judgement, decisions: tuple[Decision, ...], view: View) -> str:
    root = Element("testsuites", {"name": "Klausul", **_numbers(decisions)})
    notes = Notes.of(judgement, view.lang)
    for area, of_area in by_area(decisions).items():
        skipped = sum(decision.outcome in SKIPPED for decision in of_area)
        attributes = {"name": area_name(area, view.lang), **_numbers(of_area), "skipped": str(skipped), "package": area}
        suite = SubElement(root, "testsuite", attributes)
        _properties(suite, judgement, view)
        if view.detail != "summary":
            suite.extend(view.share(lambda decision: _case(notes, decision, view), of_area))
    indent(root)
    return DECLARATION + tostring(root, "unicode") + "\n"


def _numbers(decisions: tuple[Decision, ...] | list[Decision]) -> dict[str, str]:
    failures = sum(decision.is_breach for decision in decisions)
    return {"tests": str(len(decisions)), "failures": str(failures), "errors": "0"}


def _properties(suite: Element, judgement: Judgement, view: View) -> None:
    """Tell what was judged by, and where it was recorded."""
    properties = SubElement(suite, "properties")
    told = {
        "as_of": judgement.as_of.isoformat(),
        "rulebook": judgement.prepared.rulebook.digest,
        "facts": judgement.facts_digest,
        "readings": ", ".join(f"{question}={option}" for question, option in judgement.chosen.items()),
        "recorded": view.recorded,
    }
    for name, value in told.items():
        if value:
            SubElement(properties, "property", {"name": name, "value": value})


def _case(notes: Notes, decision: Decision, view: View) -> Element:
    judgement, subject, outcome = notes.judgement, decision.subject, verdict(decision)
    name = subject_full(judgement.facts, subject.entity, subject.id, view.lang)
    case = Element("testcase", {"classname": decision.rule.id.replace("/", "."), "name": plain(name)})
    sentence = Sentences(judgement, view.lang).sentence(decision)
    if decision.is_breach or decision.outcome in SKIPPED:
        kind = "failure" if decision.is_breach else "skipped"
        attributes = {"message": plain(sentence), "type": OUTCOMES[outcome].to(view.lang)}
        SubElement(case, kind, attributes).text = plain(_details(notes, decision, view))
    else:
        lines = [f"{OUTCOMES[outcome].to(view.lang)}: {sentence}", *notes.all(decision)]
        SubElement(case, "system-out").text = plain("\n".join(lines))
    return case


def _details(notes: Notes, decision: Decision, view: View) -> str:
    """Tell what a person needs to go on: the rule, what to do, where the facts stand."""
    if view.detail == "full":
        return "\n" + trees(notes.judgement, view.lang).text(decision)
    places = deciding_places(notes.judgement, decision)
    lines = [decision.rule.title.to(view.lang), *notes.all(decision)]
    return "\n".join([*lines, *(view.place(place) for place in places)])


def plain(text: str) -> str:
    """Give text without the signs that XML cannot hold."""
    return NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)
