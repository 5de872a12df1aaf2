"""Lines that the reports for people share: what was judged, what a person must judge, what to ask for, who agrees."""

from __future__ import annotations

from dataclasses import dataclass

from engine.decision.decide import Decision, Judgement
from engine.remedy.remedies import Remedies
from engine.reports.counted import things_counted
from engine.reports.deviations import deviation_line
from engine.reports.display import joined, shown_date
from engine.reports.links import plain
from engine.reports.phrases import sought
from engine.reports.picked import asked_for, questions, verdict
from engine.reports.readings import by_another
from engine.reports.remedies import RemedyTexts
from engine.reports.subjects import subject_name
from engine.reports.words import CHANGE, OUTCOMES
from engine.source.text import Lang, Text

JUDGE = Text("Skal vurderes af en person", "For a person to judge")
ASK = Text("Indhent disse oplysninger", "Get these facts")
NEEDING = Text("{} skal vurderes af en person", "{} for a person to judge")
NO_REQUIREMENTS = Text("ingen krav", "no requirements")
MADE = ("rule", "subject", "decision")
"""What a check is made of."""
MOST_SUBJECTS = 6
"""Subjects that a question names."""
MORE = Text("{} til", "{} more")


def basis(judgement: Judgement, lang: Lang) -> str:
    """Say by what date was judged, and how much."""
    day = shown_date(judgement.as_of, lang)
    made = [(d.rule.id, d.subject.entity, d.subject.id) for d in judgement.decisions]
    counts = (len({rule for rule, *_ in made}), len({(entity, id_) for _, entity, id_ in made}), len(made))
    told = ", ".join(things_counted(thing, count, lang) for thing, count in zip(MADE, counts, strict=True))
    return Text(f"Bedømt efter det, der gjaldt {day}: {told}.", f"Judged by what was in force on {day}: {told}.").to(
        lang
    )


def recorded(head: str | None, lang: Lang) -> list[str]:
    """Say which run of the log a check is; nothing where it is none."""
    told = Text(f"Gemt i loggen som kørsel {head}", f"Recorded in the log as run {head}")
    return [told.to(lang)] if head else []


def head(judgement: Judgement, decision: Decision, lang: Lang) -> str:
    """Give what was decided, of whom, and how it came out, in one line."""
    name = subject_name(judgement.facts, decision.subject.entity, decision.subject.id, lang)
    return f"{decision.rule.title.to(lang)} – {name}: {OUTCOMES[verdict(decision)].to(lang)}"


@dataclass(frozen=True, slots=True)
class Notes:
    """What stands below the sentence of a decision, in lines."""

    judgement: Judgement
    lang: Lang
    remedies: Remedies

    @classmethod
    def of(cls, judgement: Judgement, lang: Lang) -> Notes:
        """Give the notes for the decisions of a check."""
        return cls(judgement, lang, Remedies(judgement, most=1))

    def amends(self, decision: Decision) -> list[str]:
        """Give of a breach the deviation approved, what puts it right, and the smallest change that would do."""
        if decision.outcome != "breached":
            return []
        lines = [deviation_line(decision.deviation, self.lang)] if decision.deviation else []
        if decision.rule.remedy:
            lines.append(f"→ {decision.rule.remedy.to(self.lang)}")
        if change := self.remedies.changes(decision).best:
            told = RemedyTexts(self.judgement, decision, self.lang).change(change)
            lines.append(f"→ {CHANGE.to(self.lang)}: {told}")
        return lines

    def all(self, decision: Decision) -> list[str]:
        """Give all there is: also what other readings would give, and what a person must judge."""
        return [
            *self.amends(decision),
            *by_another(self.judgement, decision, self.lang),
            *question(decision, self.lang),
        ]


def question(decision: Decision, lang: Lang) -> list[str]:
    """Give what a person must judge, where there is something."""
    asked = decision.rule.question if decision.needs_judgement else None
    return [f"{JUDGE.to(lang)}: {asked.to(lang)}"] if asked else []


def to_judge(judgement: Judgement, lang: Lang) -> list[tuple[str, str]]:
    """Give what a person must judge: each question, and of whom to ask it."""
    return [(_question(group[0], lang), _asked_of(judgement, group, lang)) for group in questions(judgement)]


def to_ask(judgement: Judgement, lang: Lang) -> list[tuple[str, str]]:
    """Give what to ask for: each subject, and the facts that are missing of it."""
    facts = judgement.facts
    return [
        (
            subject_name(facts, entity, id_, lang),
            plain(joined(sought(entity, (facts.vocabulary.field(entity, fact.field) for fact in missing), lang), lang)),
        )
        for (entity, id_), missing in asked_for(judgement)
    ]


def remarks(judgement: Judgement, lang: Lang) -> list[str]:
    """Say how many remarks there are on the files of facts, where there are some."""
    count = len(judgement.facts.remarks)
    told = Text(
        f"Værd at vide om filerne, fortalt af 'klausul facts show': {count}",
        f"Worth knowing of the files, told by 'klausul facts show': {count}",
    ).to(lang)
    return [told] if count else []


def second_opinion(judgement: Judgement, lang: Lang) -> str:
    """Say whether the inference has drawn the same conclusions."""
    if judgement.agreed is None:
        return Text(
            "durable_rules er ikke installeret: evaluatoren har afgjort alene.",
            "durable_rules is not installed: the evaluator has decided alone.",
        ).to(lang)
    inference, one = f"durable_rules {judgement.prepared.inference}", judgement.agreed == 1
    made = things_counted("decision", judgement.agreed, lang)
    return Text(
        f"Inferensen ({inference}) er enig i {'den ene afgørelse' if one else f'alle {made}'} af regler i kraft.",
        f"The inference ({inference}) agrees on {'the one decision' if one else f'all {made}'} of rules in force.",
    ).to(lang)


def _question(decision: Decision, lang: Lang) -> str:
    assert decision.rule.question is not None  # noqa: S101 - else there would be nothing to judge
    return decision.rule.question.to(lang)


def _asked_of(judgement: Judgement, decisions: list[Decision], lang: Lang) -> str:
    """Name the subjects of decisions on one question, with how each came out where that is not the rule met."""
    named = [_subject(judgement, decision, lang) for decision in decisions]
    if len(named) > MOST_SUBJECTS:
        named[MOST_SUBJECTS:] = [MORE.to(lang).format(len(named) - MOST_SUBJECTS)]
    return joined(named, lang)


def _subject(judgement: Judgement, decision: Decision, lang: Lang) -> str:
    name = subject_name(judgement.facts, decision.subject.entity, decision.subject.id, lang)
    return name if decision.outcome in ("met", "true") else f"{name} ({OUTCOMES[verdict(decision)].to(lang)})"
