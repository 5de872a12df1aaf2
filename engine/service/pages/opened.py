"""One decision opened: its figures in words, the parameters, and what would settle it, as fields to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.decision.decide import Decision, Judgement
from engine.evaluation.trace import Missing
from engine.language.nodes import Parameter
from engine.remedy.remedies import Remedies
from engine.remedy.settle import Settling
from engine.reports.citations import cited_shortly
from engine.reports.display import shown_value
from engine.reports.pages.dossier.extent import extent_of
from engine.reports.pages.dossier.model import Told
from engine.reports.pages.dossier.told import Teller
from engine.reports.pages.examples import Known, known_in
from engine.reports.pages.rule import parameter_anchor
from engine.reports.remedies import RemedyTexts
from engine.reports.subjects import subject_full
from engine.rulebook.model import Period
from engine.service.pages.fields import Fields, Input
from engine.source.text import Lang

MOST_FACTS, MOST_WAYS, MOST_MISSING = 40, 3, 12
"""Facts that are told, ways to settle a decision that are offered, and missing facts where no way is known."""


@dataclass(frozen=True, slots=True)
class Operand:
    """A fact, or what another rule concluded, that a decision rests on; without a value where it is not known."""

    label: str
    value: str
    whose: str
    source: str
    rule: str | None
    entity: str
    id: str
    field: str


@dataclass(frozen=True, slots=True)
class InForce:
    """A parameter with the value that was in force, and for how long. `anchor`: its place in the rulebook, if any."""

    title: str
    anchor: str
    value: str
    period: Period
    cited: str


@dataclass(frozen=True, slots=True)
class Opened:
    """All that a page shows of one decision.

    `settled_by`: what would settle an open one, with what it becomes; `inputs`: these facts, each with its subject.
    """

    told: Told
    operands: tuple[Operand, ...]
    more: int
    parameters: tuple[InForce, ...]
    settled_by: tuple[str, ...]
    inputs: tuple[tuple[str, Input], ...]
    interpretation: str
    question: str


def opened(judgement: Judgement, decision: Decision, fields: Fields) -> Opened:
    """Give a decision opened."""
    lang, rule = fields.lang, decision.rule
    texts, settlings = RemedyTexts(judgement, decision, lang), _fewest(judgement, decision)
    known = known_in(judgement.trace(decision))
    shown = sorted(known, key=lambda one: one.value is not None)[:MOST_FACTS]
    return Opened(
        Teller(judgement, lang, extent_of(judgement, "full")).of(decision),
        tuple(_operand(judgement, one, lang) for one in shown),
        len(known) - len(shown),
        tuple(_parameters(judgement, decision, lang)),
        tuple(texts.settling(settling) for settling in settlings),
        tuple(_inputs(judgement, settlings, judgement.missing(decision), fields)),
        rule.interpretation.to(lang) if rule.interpretation else "",
        rule.question.to(lang) if rule.question and decision.needs_judgement else "",
    )


def _operand(judgement: Judgement, known: Known, lang: Lang) -> Operand:
    rules, facts = judgement.prepared.rulebook.rules, judgement.facts
    if known.rule is not None:
        label = rules[known.rule].title.to(lang)
    else:
        label = facts.vocabulary.field(known.entity, known.field).label.to(lang)
    value = "" if known.value is None else shown_value(known.value, known.kind, lang)
    whose = subject_full(facts, known.entity, known.id, lang)
    source = str(known.source) if known.source else ""
    return Operand(label, value, whose, source, known.rule, known.entity, known.id, known.field)


def _parameters(judgement: Judgement, decision: Decision, lang: Lang) -> Iterator[InForce]:
    seen: set[str] = set()
    for step in judgement.trace(decision).steps():
        node = step.node
        if not isinstance(node, Parameter) or node.name in seen or step.dated is None:
            continue
        seen.add(node.name)
        parameter = decision.rule.parameters[node.name]
        title = parameter.title.to(lang) if parameter.title else parameter.name.replace("_", " ")
        value = shown_value(step.dated.value, parameter.kind, lang)
        cited = cited_shortly(judgement.prepared.rulebook, parameter.citations, lang)
        yield InForce(title, parameter_anchor(parameter), value, step.dated.period, cited)


def _fewest(judgement: Judgement, decision: Decision) -> list[Settling]:
    """Give what settles an open decision with the fewest facts."""
    found = Remedies(judgement).settlings(decision)
    fewest = min((len(each.keys) for each in found), default=0)
    return [each for each in found if len(each.keys) == fewest][:MOST_WAYS]


def _inputs(
    judgement: Judgement, settlings: Sequence[Settling], missing: Sequence[Missing], fields: Fields
) -> Iterator[tuple[str, Input]]:
    """Give the facts that settle it, each once; all that are missing where no few do."""
    keys = dict.fromkeys(key for settling in settlings for key in settling.keys) or dict.fromkeys(missing)
    for key in list(keys)[:MOST_MISSING]:
        whose = subject_full(judgement.facts, key.subject.entity, key.subject.id, fields.lang)
        yield whose, fields.of(key.subject.entity, key.subject.id, key.field)
